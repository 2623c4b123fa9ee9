/** Answers for tests, written as text: a header line, then sections of records as in a zone file with absolute names. */
import assert from 'node:assert/strict';
import { CLASS } from '../../../server/src/dns/classes.ts';
import { EDNS_OPTION, RCODE } from '../../../server/src/dns/codes.ts';
import { rdataToWire } from '../../../server/src/dns/rdata.ts';
import { typeByMnemonic } from '../../../server/src/dns/types.ts';
import {
  type AnswerRecord,
  DEFAULT_OPTIONS,
  type EdnsOption,
  type HeaderFlags,
  type QueryOptions,
  type ResponseMessage,
} from '../../../server/src/live/messages.ts';
import type { LiveAnswer } from '../../../server/src/live/query.ts';
import { wordsOf } from '../dns/words.ts';

export const ASKED = new Date(Date.UTC(2024, 0, 31, 12, 5, 9));

const FLAGS = ['aa', 'tc', 'rd', 'ra', 'z', 'ad', 'cd'] as const;

/** A record as in a zone file, its names absolute. */
export function recordOf(line: string): AnswerRecord {
  const match = /^(\S+) (\d+) (\S+) (.*)$/.exec(line);
  assert.ok(match, line);
  const [, owner, ttl, mnemonic, data] = match;
  const row = typeByMnemonic(mnemonic)!;
  const rdata = rdataToWire(row, wordsOf(data), []);
  assert.ok(rdata, line);
  return { owner, ttl: Number(ttl), type: row.code, class: CLASS.IN, rdata };
}

/**
 * `name type [tcp] rcode [flags] [ede=N]`, then one record a line behind `an`, `au` or `ad`:
 * `an www.example. 300 CNAME host.example.`
 */
export function answerOf(text: string, options: Partial<QueryOptions> = {}): LiveAnswer {
  const [head, ...lines] = text.trim().split(/\n\s*/);
  const [name, type, ...rest] = head.split(' ');
  const section = (prefix: string): AnswerRecord[] =>
    lines.filter((line) => line.startsWith(`${prefix} `)).map((line) => recordOf(line.slice(prefix.length + 1)));
  const rcode = Object.entries(RCODE).find(([word]) => rest.includes(word));
  assert.ok(rcode, head);
  const flags = Object.fromEntries(FLAGS.map((flag) => [flag, rest.includes(flag)])) as unknown as HeaderFlags;
  const question = { name, type: typeByMnemonic(type)!.code, class: CLASS.IN };
  const errors = rest.flatMap((word): EdnsOption[] =>
    word.startsWith('ede=') ? [{ code: EDNS_OPTION.EDE, data: Uint8Array.of(0, Number(word.slice(4))) }] : [],
  );
  const response: ResponseMessage = {
    kind: 'message',
    id: 1,
    rcode: rcode[1],
    flags,
    question,
    answer: section('an'),
    authority: section('au'),
    additional: section('ad'),
    edns: { version: 0, udpSize: 1232, do: false, options: errors },
    size: 100,
    extra: 0,
    faults: [],
    wire: new Uint8Array(0),
  };
  const server = { address: '192.0.2.53', port: 53 };
  const transport = rest.includes('tcp') ? 'tcp' : 'udp';
  const attempt = {
    server,
    transport,
    ednsVersion: 0,
    time: 1,
    result: { kind: 'reply', response, ignored: [] },
  } as const;
  return {
    kind: 'answer',
    question,
    options: { ...DEFAULT_OPTIONS, ...options },
    servers: [server],
    attempts: [attempt],
    asked: ASKED,
    response,
    server,
    transport,
    time: 1,
    size: 100,
  };
}
