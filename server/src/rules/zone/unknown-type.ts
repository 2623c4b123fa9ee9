import { classCode } from '../../dns/classes.ts';
import { hexText } from '../../dns/rdata/binary.ts';
import { TYPES, typeByMnemonic } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { Fix, Problem } from '../rule.ts';
import type { ZoneContext } from './context.ts';
import { documentOf, insertion, lineStart, problemText, recordAt, replacement } from './support/edits.ts';
import { nearest } from './support/nearest.ts';
import { wireOf } from './support/rdata.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Types that people write; one of the others is only proposed where none of these is as near. */
const COMMON = ['A', 'AAAA', 'NS', 'MX', 'TXT', 'CNAME', 'SOA', 'PTR', 'SRV', 'CAA', 'DS', 'DNSKEY', 'TLSA', 'HTTPS'];
const ALL = TYPES.filter((row) => row.status !== 'meta').map((row) => row.mnemonic);
const MOST = 3;

/** The record with its type as a number and its data as octets, where they can be read. */
function genericForm(problem: Problem, context: ZoneContext, type: number): Fix[] {
  const record = recordAt(problem, context);
  const document = documentOf(problem, context);
  const wire = record && wireOf(record, context);
  if (!wire || !document) return [];
  const end = record.chunk.offset + record.chunk.ends[record.entry];
  const newText = `TYPE${type} \\# ${wire.length}${wire.length > 0 ? ` ${hexText(wire)}` : ''}`;
  const edit = { uri: problem.uri, start: problem.start, end, newText };
  return [{ title: t`Write the record as TYPE${type}`, preferred: true, edits: [edit] }];
}

export const unknownType: ZoneRule = {
  id: 'zone/unknown-type',
  title: 'Unknown record type',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A word where the record type stands that is no type.',
    why: 'named refuses the zone. Beside a slip of the pen the reason is often a lost indentation, which makes the type the owner, or a second TTL or class.',
    bad: 'www AAA 2001:db8::80\n',
    good: 'www AAAA 2001:db8::80\n',
    sources: ['RFC 1035 section 5.1', 'RFC 3597 section 5 (TYPEnnn)', 'named: unknown RR type'],
  },
  fixes(problem, context) {
    const word = problem.data?.word;
    const document = documentOf(problem, context);
    if (typeof word !== 'string' || !document) return [];
    const generic = problem.data?.generic;
    if (typeof generic === 'number') return genericForm(problem, context, generic);
    const start = lineStart(document, problem.start);
    if (start === problem.start)
      return [insertion(problem, t`Indent the line, so that ${word} is not its owner`, start, '\t')];
    const first = /^[^\s;"()]+/.exec(document.buffer.slice(start, problem.start))?.[0];
    // "MX 10 mail" in the first column: the type was taken as the owner.
    if (first && (typeByMnemonic(first) || classCode(first) !== undefined)) {
      return [insertion(problem, t`Indent the line, so that ${first} is not its owner`, start, '\t')];
    }
    const common = nearest(word, COMMON);
    const choices = common.length > 0 ? common : nearest(word, ALL);
    const text = problemText(problem, context);
    const lower = text !== text.toUpperCase();
    return choices.slice(0, MOST).map((choice) => {
      const newText = lower ? choice.toLowerCase() : choice;
      return replacement(problem, t`Change to ${newText}`, newText, choices.length === 1);
    });
  },
};
