/** A name server in memory, with the records of a zone of the engine's model: it answers as RFC 1034 section 4.3.2 says, and transfers. */
import { RCODE } from '../../../../server/src/dns/codes.ts';
import { labelsToText, parseName } from '../../../../server/src/dns/nameText.ts';
import { TYPE } from '../../../../server/src/dns/types.ts';
import type { Drive } from '../../../../server/src/live/compare/compareServers.ts';
import { type FileZone, fileZone } from '../../../../server/src/live/compare/fileZone.ts';
import { writtenData } from '../../../../server/src/live/compare/recordData.ts';
import { type Conversing, converse, failure, type Wire } from '../../../../server/src/live/conversation.ts';
import type { AnswerRecord, ResponseMessage } from '../../../../server/src/live/messages.ts';
import { isAtOrBelow, isBelow } from '../../../../server/src/live/names.ts';
import type { SendResult } from '../../../../server/src/live/transport.ts';
import { finish } from '../../../../server/src/steps.ts';
import { siteOf, uriOf } from '../../workspace/harness.ts';

/** The zone of a text. */
export async function zoneOf(text: string, origin = 'example.test.', conf?: string): Promise<FileZone> {
  const files = { 'db.zone': text, ...(conf !== undefined && { 'named.conf': conf }) };
  const settings = conf === undefined ? { origins: { [uriOf('db.zone')]: origin } } : {};
  const { workspace } = await siteOf(files, { settings, open: ['db.zone'] });
  const [zone] = workspace.zonesOf(uriOf('db.zone'));
  return finish(
    fileZone(zone, {
      bufferOf: (uri) => workspace.bufferOf(uri),
      zoneHolding: (name, asker) => workspace.zoneHolding(name, asker),
    }),
  );
}

/** The records of a zone; capital letters where `shout` says so. */
export function recordsOf({ sets, class: code, serial = 0 }: FileZone, shout = false): AnswerRecord[] {
  return sets.flatMap(({ owner, type, ttls, data }) =>
    data.map((each) => {
      const rdata = Uint8Array.from(each, (character) => character.charCodeAt(0));
      if (type === TYPE.SOA) new DataView(rdata.buffer).setUint32(rdata.length - 20, serial);
      return { owner: shout ? owner.toUpperCase() : owner, type, class: code, ttl: ttls[0], rdata };
    }),
  );
}

export interface MemoryServer {
  readonly zone: FileZone;
  readonly records: readonly AnswerRecord[];
  /** Whether it transfers its zone. */
  readonly transfers: boolean;
  /** Records of each message of a transfer. */
  readonly perMessage?: number;
  /** What becomes of an answer before it is sent. */
  readonly spoil?: (
    result: SendResult,
    question: { readonly name: string; readonly type: number },
    tcp: boolean,
  ) => SendResult;
}

const NO_FLAGS = { aa: false, tc: false, rd: false, ra: false, z: false, ad: false, cd: false };

function message(parts: Partial<ResponseMessage>): ResponseMessage {
  const rest = {
    id: 0,
    rcode: 0,
    flags: { ...NO_FLAGS, aa: true },
    question: undefined,
    answer: [],
    authority: [],
    additional: [],
  };
  const none = { edns: undefined, size: 100, extra: 0, faults: [], wire: new Uint8Array(0) };
  return { kind: 'message', ...rest, ...none, ...parts };
}

function lower(name: string): string {
  return name.toLowerCase();
}

/** What the server says of a name and type. */
export function answerOf(
  { zone, records }: Pick<MemoryServer, 'zone' | 'records'>,
  name: string,
  type: number,
): ResponseMessage {
  const wanted = lower(name);
  const at = (owner: string, one?: number): AnswerRecord[] =>
    records.filter((record) => lower(record.owner) === owner && (one === undefined || record.type === one));
  if (!isAtOrBelow(wanted, zone.apex)) return message({ rcode: RCODE.REFUSED, flags: NO_FLAGS });
  const { labels } = parseName(wanted);
  const above = labels.map((_, i) => labelsToText(labels.slice(i))).filter((each) => isAtOrBelow(each, zone.apex));
  // From the apex down: a zone cut or a DNAME hides what stands below it.
  for (const each of above.reverse()) {
    const servers = each === zone.apex ? [] : at(each, TYPE.NS);
    if (servers.length > 0 && !(each === wanted && type === TYPE.DS)) {
      const targets = servers.map(({ rdata }) => writtenData(TYPE.NS, 1, String.fromCharCode(...rdata)));
      const glue = targets.flatMap((target) => [...at(lower(target), TYPE.A), ...at(lower(target), TYPE.AAAA)]);
      return message({ flags: NO_FLAGS, authority: servers, additional: glue });
    }
    const [dname] = at(each, TYPE.DNAME);
    if (dname && each !== wanted) return message({ answer: [dname] });
  }
  const exists = records.some(({ owner }) => lower(owner) === wanted || isBelow(lower(owner), wanted));
  let owner = wanted;
  if (!exists) {
    const closest = above.filter((each) => records.some((one) => isAtOrBelow(lower(one.owner), each))).at(-1);
    owner = `*.${closest}`;
    if (at(owner).length === 0) return message({ rcode: RCODE.NXDOMAIN, authority: at(zone.apex, TYPE.SOA) });
  }
  const found = at(owner, type).length > 0 ? at(owner, type) : at(owner, TYPE.CNAME);
  const answer = found.map((record) => ({ ...record, owner: name }));
  return message(answer.length > 0 ? { answer } : { authority: at(zone.apex, TYPE.SOA) });
}

/** The way to the server. */
export function wireTo(server: MemoryServer): Wire {
  const { records, transfers, perMessage = 100, spoil = (result) => result } = server;
  const streams = new Map<unknown, AnswerRecord[]>();
  const reply = (response: ResponseMessage): SendResult => ({ kind: 'reply', response, ignored: [] });
  const part = (asked: { readonly question: { readonly name: string; readonly type: number } }): SendResult => {
    const left = streams.get(asked);
    if (!left || left.length === 0) return failure('closed', 'It was closed.');
    return reply(message({ answer: left.splice(0, perMessage) }));
  };
  return {
    exchange: async (asked) => {
      const { question } = asked;
      const isTcp = asked.transport !== 'udp';
      if (question.type !== TYPE.AXFR)
        return spoil(reply(answerOf(server, question.name, question.type)), question, isTcp);
      if (!transfers) return spoil(reply(message({ rcode: RCODE.REFUSED, flags: NO_FLAGS })), question, isTcp);
      const soa = records.filter(({ type }) => type === TYPE.SOA);
      streams.set(asked, [...soa, ...records.filter(({ type }) => type !== TYPE.SOA), ...soa]);
      return spoil(part(asked), question, isTcp);
    },
    more: async (asked) => spoil(part(asked), asked.question, true),
    close: (asked) => void streams.delete(asked),
  };
}

/** Drives conversations with servers in memory, by their addresses. */
export function driveTo(servers: Readonly<Record<string, MemoryServer>>, how: Partial<Conversing> = {}): Drive {
  const wires = new Map(Object.entries(servers).map(([address, server]) => [address, wireTo(server)]));
  const nobody: Wire = { exchange: async () => failure('timeout', 'No answer came.') };
  return (conversation, { bounds, onProgress }) =>
    converse(conversation, {
      exchange: (asked, signal) => (wires.get(asked.server.address) ?? nobody).exchange(asked, signal),
      more: (asked, signal) => (wires.get(asked.server.address) ?? nobody).more!(asked, signal),
      close: (asked) => {
        for (const wire of wires.values()) wire.close?.(asked);
      },
      monotonic: () => 0,
      bounds,
      onProgress,
      ...how,
    });
}
