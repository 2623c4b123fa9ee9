/** Trust anchors in a file: `trust-anchors` of a named.conf, or DS and DNSKEY records as IANA, delv and Unbound have them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildModel } from '../conf/buildModel.ts';
import type { TrustAnchor } from '../conf/model.ts';
import { CLASS } from '../dns/classes.ts';
import { parseName } from '../dns/nameText.ts';
import { rdataToWire } from '../dns/rdata.ts';
import { TYPE, typeRow } from '../dns/types.ts';
import { nameKey } from '../live/delegation/records.ts';
import { type Anchors, anchorsFrom } from '../live/dnssec/anchors.ts';
import type { AnswerRecord } from '../live/messages.ts';
import { CheckError } from './checkError.ts';

/** A record of words; undefined where they are none of its type. */
function recordOf(name: string, type: number, words: readonly string[]): AnswerRecord | undefined {
  if (parseName(name).error) return undefined;
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  for (const word of words) {
    starts.push(text.length);
    text += word;
    ends.push(text.length);
    text += ' ';
  }
  const quoted = words.map(() => 0);
  const rdata = rdataToWire(typeRow(type, CLASS.IN), { text, first: 0, count: words.length, starts, ends, quoted }, []);
  return rdata && { owner: nameKey(name), type, class: CLASS.IN, ttl: 0, rdata };
}

function anchorOf({ anchor, name, numbers, data }: TrustAnchor): AnswerRecord | undefined {
  const type = anchor.endsWith('-ds') ? TYPE.DS : TYPE.DNSKEY;
  return data && recordOf(name.text, type, [...numbers.map(({ text }) => text), data.text.replace(/\s+/g, '')]);
}

/** A line of a file of records: `. IN DS 20326 8 2 E06D...`. */
function lineOf(line: string): AnswerRecord | undefined {
  const words = line
    .split(';')[0]
    .split(/\s+/)
    .filter((word) => word !== '');
  const at = words.findIndex((word, i) => i > 0 && /^(?:DS|DNSKEY)$/i.test(word));
  if (at < 1) return undefined;
  const type = words[at].toUpperCase() === 'DS' ? TYPE.DS : TYPE.DNSKEY;
  return recordOf(words[0], type, words.slice(at + 1));
}

/** Reads trust anchors, with the names that `validate-except` leaves out. Throws a CheckError where the file has none. */
export function anchorsIn(file: string, cwd: string): Anchors {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, file), 'utf8');
  } catch {
    throw new CheckError(`${file} is not there, or cannot be read`);
  }
  const model = buildModel({ uri: file, text }, () => undefined);
  const inConf = model.trustAnchors.flatMap((anchor) => anchorOf(anchor) ?? []);
  const records = inConf.length > 0 ? inConf : text.split('\n').flatMap((line) => lineOf(line) ?? []);
  if (records.length === 0)
    throw new CheckError(`${file} has no trust anchors: neither \`trust-anchors\` nor DS or DNSKEY records`);
  const excepted = model.options?.byName.get('validate-except') ?? [];
  const negative = excepted.flatMap(({ statement }) =>
    statement.values.flatMap((value) =>
      value.kind === 'block'
        ? value.statements.flatMap((one) =>
            one.values.flatMap((word) => (word.kind === 'word' ? [nameKey(word.text)] : [])),
          )
        : [],
    ),
  );
  return anchorsFrom(records, negative);
}
