/// <reference path="./dns-packet.d.ts" />
/** DNS servers for tests: they live on loopback at a port of the system's choice and answer what the test says. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import packet from 'dns-packet';
import type { QueryMessage, Question } from '../../../server/src/live/messages.ts';
import { DEFAULT_OPTIONS } from '../../../server/src/live/messages.ts';
import { buildQuery } from '../../../server/src/live/writeQuery.ts';

export const V4 = '127.0.0.1';
export const V6 = '::1';

export interface FakeServer extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  /** The queries that came, without TCP's length prefix. */
  readonly queries: Buffer[];
}

/** Gets each datagram; what it returns is sent back, one datagram each. */
export type UdpAnswer = (query: Buffer, count: number) => readonly Uint8Array[];

/** Gets each query and the connection to answer on. */
export type TcpAnswer = (query: Buffer, socket: Socket) => void;

/** Starts a UDP server; `port` 0 takes a free one. */
export async function udpServer(address: string, answer: UdpAnswer, port = 0): Promise<FakeServer> {
  const socket = createSocket(address === V6 ? 'udp6' : 'udp4');
  const queries: Buffer[] = [];
  socket.on('message', (query, from) => {
    queries.push(query);
    for (const datagram of answer(query, queries.length)) socket.send(datagram, from.port, from.address);
  });
  socket.bind(port, address);
  await once(socket, 'listening');
  return {
    address,
    port: socket.address().port,
    queries,
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

/** Starts a TCP server at a free port. */
export async function tcpServer(address: string, answer: TcpAnswer): Promise<FakeServer> {
  const queries: Buffer[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    let received = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    socket.on('data', (piece) => {
      received = Buffer.concat([received, piece as Buffer]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      const query = received.subarray(2, 2 + received.readUInt16BE(0));
      received = Buffer.alloc(0);
      queries.push(query);
      answer(query, socket);
    });
  });
  server.listen(0, address);
  await once(server, 'listening');
  const place = server.address() as { port: number };
  return {
    address,
    port: place.port,
    queries,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The message with its length before it. */
export function framed(message: Uint8Array): Buffer {
  const prefix = Buffer.alloc(2);
  prefix.writeUInt16BE(message.length);
  return Buffer.concat([prefix, message]);
}

/** Records as dns-packet takes them. */
export interface Sections {
  readonly id?: number;
  readonly flags?: number;
  readonly questions?: readonly unknown[];
  readonly answers?: readonly unknown[];
  readonly authorities?: readonly unknown[];
  readonly additionals?: readonly unknown[];
}

export const QUESTION: Question = { name: 'host.example.', type: 1, class: 1 };
export const QUERY: QueryMessage = buildQuery(QUESTION, DEFAULT_OPTIONS, 0x1234);

/** A response as dns-packet writes it: an independent implementation, without compression. */
export function response(sections: Sections = {}): Buffer {
  return Buffer.from(
    packet.encode({
      type: 'response',
      id: QUERY.id,
      flags: packet.AUTHORITATIVE_ANSWER | packet.RECURSION_DESIRED,
      questions: [{ name: 'host.example', type: 'A', class: 'IN' }],
      answers: [{ name: 'host.example', type: 'A', class: 'IN', ttl: 300, data: '192.0.2.7' }],
      ...sections,
    }),
  );
}

/** The message under another id. */
export function withId(message: Uint8Array, id: number): Buffer {
  const copy = Buffer.from(message);
  copy.writeUInt16BE(id, 0);
  return copy;
}

/** The response under the id of the query that it shall answer. */
export function answering(query: Buffer, sections: Sections = {}): Buffer {
  return withId(response(sections), query.readUInt16BE(0));
}
