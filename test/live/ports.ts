/** Ports for the servers of tests, which have to know them before they start. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Ports are handed out in blocks, so that a server may take some that follow one another. */
const BLOCK = 10;
/** Below the ports that systems give to clients (Linux from 32768, others from 49152), one of which could be at that port. */
const FIRST = 12_000;
/** A prime, so that processes whose numbers are close begin far apart. */
const BLOCKS = 1999;
const STRIDE = 389;
const ADDRESSES = ['127.0.0.1', '::1'] as const;

/** Test files run in processes of their own at the same time: each begins elsewhere, and takes no block twice. */
let next = (process.pid * STRIDE) % BLOCKS;

/** What binding to a port comes to: its error code, undefined where it worked. */
async function bindError(protocol: 'tcp' | 'udp', address: string, port: number): Promise<string | undefined> {
  const socket = protocol === 'tcp' ? createServer() : createSocket(address.includes(':') ? 'udp6' : 'udp4');
  try {
    const listening = once(socket, 'listening');
    if ('bind' in socket) socket.bind(port, address);
    else socket.listen(port, address);
    await listening;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
  const closed = once(socket, 'close');
  socket.close();
  await closed;
  return undefined;
}

/** True where this machine can listen on ::1. */
export async function hasIpv6Loopback(): Promise<boolean> {
  return (await bindError('tcp', '::1', 0)) === undefined;
}

async function isFree(port: number): Promise<boolean> {
  for (const address of ADDRESSES) {
    for (const protocol of ['tcp', 'udp'] as const) {
      const error = await bindError(protocol, address, port);
      // An address that the machine does not have is in nobody's way.
      if (error !== undefined && error !== 'EADDRNOTAVAIL' && error !== 'EAFNOSUPPORT') return false;
    }
  }
  return true;
}

/** A port that is free on 127.0.0.1 and ::1, for TCP and UDP, as are the nine behind it, as far as can be known before a server takes it. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < BLOCKS; tries++) {
    const port = FIRST + next * BLOCK;
    next = (next + 1) % BLOCKS;
    const block = Array.from({ length: BLOCK }, (_, behind) => isFree(port + behind));
    if ((await Promise.all(block)).every(Boolean)) return port;
  }
  throw new Error('No port is free on both 127.0.0.1 and ::1.');
}
