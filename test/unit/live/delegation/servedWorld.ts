/**
 * Name servers written as text, which answer in memory.
 *
 *   server 192.0.2.1 2001:db8::1      what follows is served at these addresses
 *   zone example.                     what follows is in this zone: records as `owner TYPE data`, all names absolute, TTL 300
 *   when TYPE|* [NAME] [udp|tcp|edns|plain|chaos|options|version]...: DO, DO
 *
 * DO is `silent`, an RCODE, `-aa`, `+aa`, `+ra`, `+tc`, `-opt`, `opt VERSION`, `flags N`, `echo`, `upper` (the question's letters changed),
 * `empty` (no records), `short` (data of four octets), `from ADDRESS` (the answer comes from there), `+answer RECORD`, `+authority RECORD`, `+additional RECORD`. The first line that fits a question is followed.
 * Nothing is answered from addresses that are not written.
 */
import { CLASS } from '../../../../server/src/dns/classes.ts';
import { RCODE } from '../../../../server/src/dns/codes.ts';
import { TYPE, typeByMnemonic } from '../../../../server/src/dns/types.ts';
import { type Ask, type Conversation, converse, failure, type Wire } from '../../../../server/src/live/conversation.ts';
import { nameAbove, targetOf } from '../../../../server/src/live/delegation/records.ts';
import type { AnswerRecord, Edns, HeaderFlags, ResponseMessage } from '../../../../server/src/live/messages.ts';
import { isAtOrBelow } from '../../../../server/src/live/names.ts';
import type { SendResult } from '../../../../server/src/live/transport.ts';
import { recordOf } from '../answerText.ts';

interface Rule {
  readonly type: string;
  readonly conditions: readonly string[];
  readonly deeds: readonly string[];
}

interface Zone {
  readonly name: string;
  readonly records: AnswerRecord[];
}

interface ServerText {
  readonly addresses: readonly string[];
  readonly zones: Zone[];
  readonly rules: Rule[];
}

function record(text: string): AnswerRecord {
  return recordOf(
    text
      .trim()
      .replace(/^(\S+)\s+/, '$1 300 ')
      .replace(/\s+/g, ' '),
  );
}

function serversOf(text: string): ServerText[] {
  const servers: ServerText[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    const [word, ...rest] = line.split(/\s+/);
    const server = servers[servers.length - 1];
    if (word === '' || word.startsWith(';')) continue;
    if (word === 'server') servers.push({ addresses: rest, zones: [], rules: [] });
    else if (word === 'zone') server.zones.push({ name: rest[0], records: [] });
    else if (word === 'when') {
      const [head, ...deeds] = line.slice(5).split(/: (.*)/);
      const [type, ...conditions] = head.split(/\s+/);
      server.rules.push({ type, conditions, deeds: deeds[0].split(/,\s+/) });
    } else server.zones[server.zones.length - 1].records.push(record(line));
  }
  return servers;
}

interface Draft {
  rcode: number;
  aa: boolean;
  answer: AnswerRecord[];
  authority: AnswerRecord[];
  additional: AnswerRecord[];
}

/** What a server of these zones answers. */
function answered(zones: readonly Zone[], name: string, type: number, depth = 0): Draft {
  const draft: Draft = { rcode: RCODE.NOERROR, aa: true, answer: [], authority: [], additional: [] };
  const own = zones
    .filter(
      (zone) =>
        isAtOrBelow(name, zone.name) &&
        !(
          type === TYPE.DS &&
          zone.name === name &&
          name !== '.' &&
          zones.some((other) => other !== zone && isAtOrBelow(name, other.name))
        ),
    )
    .sort((one, other) => other.name.length - one.name.length)[0];
  if (!own) return { ...draft, rcode: RCODE.REFUSED, aa: false };
  const { records } = own;
  const glueFor = (servers: readonly AnswerRecord[]): AnswerRecord[] => {
    const names = new Set(servers.map(targetOf));
    return records.filter(({ owner, type: one }) => (one === TYPE.A || one === TYPE.AAAA) && names.has(owner));
  };
  for (let at = name; at !== own.name; at = nameAbove(at)) {
    const cut = records.filter((each) => each.owner === at && each.type === TYPE.NS);
    if (cut.length > 0 && !(type === TYPE.DS && at === name)) {
      return { ...draft, aa: false, authority: cut, additional: glueFor(cut) };
    }
    const dname = at === name ? undefined : records.find((each) => each.owner === at && each.type === TYPE.DNAME);
    if (dname) return { ...draft, answer: [dname] };
  }
  const here = records.filter((each) => each.owner === name);
  const found = here.filter((each) => each.type === type);
  if (found.length > 0) return { ...draft, answer: found, additional: type === TYPE.NS ? glueFor(found) : [] };
  const alias = here.find((each) => each.type === TYPE.CNAME);
  if (alias) {
    const target = targetOf(alias);
    const follows = isAtOrBelow(target, own.name) && target !== name && depth < 12;
    const rest = follows ? answered([own], target, type, depth + 1) : draft;
    return { ...draft, rcode: rest.rcode, answer: [alias, ...rest.answer] };
  }
  const soa = records.filter((each) => each.owner === own.name && each.type === TYPE.SOA);
  const exists = here.length > 0 || records.some((each) => isAtOrBelow(each.owner, name));
  return { ...draft, rcode: exists ? RCODE.NOERROR : RCODE.NXDOMAIN, authority: soa };
}

function fits({ type, conditions }: Rule, { question, options, transport }: Ask): boolean {
  if (type !== '*' && typeByMnemonic(type)?.code !== question.type) return false;
  return conditions.every((condition) => {
    if (condition === 'udp' || condition === 'tcp') return transport === condition;
    if (condition === 'edns') return options.ednsVersion !== undefined;
    if (condition === 'plain') return options.ednsVersion === undefined;
    if (condition === 'chaos') return question.class === CLASS.CH;
    if (condition === 'options') return options.ednsOptions.length > 0;
    if (condition === 'version') return (options.ednsVersion ?? 0) > 0;
    return question.name.toLowerCase() === condition || question.name === condition;
  });
}

const nothing = (): Pick<Draft, 'answer' | 'authority' | 'additional'> => ({
  answer: [],
  authority: [],
  additional: [],
});
const UNSET: HeaderFlags = { aa: false, tc: false, rd: false, ra: false, z: false, ad: false, cd: false };

function reply(server: ServerText, asked: Ask): SendResult {
  const { question, options } = asked;
  const rule = server.rules.find((each) => fits(each, asked));
  const deeds = rule?.deeds ?? [];
  if (deeds.includes('silent')) return failure('timeout', 'Nothing came.');
  const draft = answered(server.zones, question.name.toLowerCase(), question.type);
  const flags: Record<string, boolean> = { ...UNSET, rd: options.rd };
  let edns: Edns | undefined;
  let from: string | undefined;
  if (options.ednsVersion !== undefined) edns = { version: 0, udpSize: 1232, do: options.do, options: [] };
  if (options.ednsVersion !== undefined && options.ednsVersion > 0)
    Object.assign(draft, { ...nothing(), rcode: RCODE.BADVERS });
  let name = question.name;
  for (const deed of deeds) {
    const [word, ...rest] = deed.split(' ');
    const rcode = RCODE[word as keyof typeof RCODE];
    if (rcode !== undefined) Object.assign(draft, { ...nothing(), rcode, aa: false });
    else if (word === 'empty') Object.assign(draft, nothing());
    else if (word === 'from') from = rest[0];
    else if (word === 'flags' && edns) edns = { ...edns, flags: Number(rest[0]) };
    else if (word === 'short')
      draft.answer = draft.answer.map((one) => ({ ...one, rdata: one.rdata.slice(0, 4), fault: 'short' }));
    else if (/^[+-](?:aa)$/.test(word)) draft.aa = word[0] === '+';
    else if (/^\+(?:ra|tc)$/.test(word)) flags[word.slice(1)] = true;
    else if (word === '-opt') edns = undefined;
    else if (word === 'opt' && edns) edns = { ...edns, version: Number(rest[0]) };
    else if (word === 'echo' && edns) edns = { ...edns, options: options.ednsOptions };
    else if (word === 'upper') name = name.toUpperCase();
    else if (/^\+(?:answer|authority|additional)$/.test(word))
      draft[word.slice(1) as 'answer'].push(record(rest.join(' ')));
  }
  const response: ResponseMessage = {
    kind: 'message',
    id: 0,
    rcode: draft.rcode,
    flags: { ...(flags as unknown as HeaderFlags), aa: draft.aa },
    question: { ...question, name },
    answer: draft.answer,
    authority: draft.authority,
    additional: draft.additional,
    edns,
    size: 100,
    extra: 0,
    faults: [],
    wire: new Uint8Array(0),
  };
  if (from !== undefined && !asked.server.anySource) return failure('timeout', 'Nothing came.');
  return { kind: 'reply', response, ignored: [], ...(from !== undefined && { from }) };
}

/** The network in which these servers are; it remembers what was asked. */
export interface Served extends Wire {
  readonly asked: string[];
}

export function served(text: string): Served {
  const servers = serversOf(text);
  const asked: string[] = [];
  return {
    asked,
    exchange: async (one) => {
      const { question, server, transport, options } = one;
      const edns = options.ednsVersion === undefined ? '' : ' edns';
      asked.push(
        `${question.name} ${question.type} ${question.class} @${server.address} ${transport}${edns} ${JSON.stringify([options.rd, options.do, options.udpSize, options.ednsVersion, options.ednsFlags, options.ednsOptions.length])}`,
      );
      const found = servers.find(({ addresses }) => addresses.includes(server.address));
      return found ? reply(found, one) : failure('timeout', 'Nothing came.');
    },
  };
}

/** The network with a clock: an answer takes 30 ms, silence as long as it is waited for. Time passes when nothing else is left to do. */
export function clocked(wire: Wire): { readonly wire: Wire; readonly monotonic: () => number } {
  let now = 0;
  const waiting: { readonly at: number; readonly wake: () => void }[] = [];
  const pass = (): void => {
    if (waiting.length === 0) return;
    now = Math.min(...waiting.map(({ at }) => at));
    for (const one of waiting.filter(({ at }) => at === now)) {
      waiting.splice(waiting.indexOf(one), 1);
      one.wake();
    }
    setImmediate(pass);
  };
  const exchange: Wire['exchange'] = async (asked, signal) => {
    const result = await wire.exchange(asked, signal);
    const at = now + (result.kind === 'timeout' ? asked.options.timeoutMs : 30);
    if (waiting.length === 0) setImmediate(pass);
    await new Promise<void>((wake) => waiting.push({ at, wake }));
    return result;
  };
  return { wire: { ...wire, exchange }, monotonic: () => now };
}

/** Runs a conversation in such a network. The clock stands still. */
export function within<Result>(wire: Wire, conversation: Conversation<Result>, asks = 10_000): Promise<Result> {
  return converse(conversation, { ...wire, monotonic: () => 0, bounds: { asks } });
}
