import { TYPE, TYPES, typeRow, typeText } from '../../dns/types.ts';
import { marked, t, translated } from '../../l10n.ts';
import type { Severity } from '../rule.ts';
import { typePlace } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

/** SPF has a rule of its own; KEY and SIG still sign dynamic updates (RFC 2931). */
const ELSEWHERE: ReadonlySet<number> = new Set([TYPE.SPF, TYPE.KEY, TYPE.SIG]);
const OBSOLETE = TYPES.filter((row) => row.status === 'obsolete' && !ELSEWHERE.has(row.code)).map((row) => row.code);

/** What takes the type's place, and its weight where that is not information. */
const ADVICE = new Map<number, { readonly text: string; readonly severity?: Severity }>([
  [TYPE.MD, { text: marked('the server refuses a zone that holds one. Write an MX record.'), severity: 'error' }],
  [TYPE.MF, { text: marked('the server refuses a zone that holds one. Write an MX record.'), severity: 'error' }],
  [
    TYPE.A6,
    {
      text: marked('no resolver asks for it, so the host has no IPv6 address. Write an AAAA record.'),
      severity: 'warning',
    },
  ],
]);

export const obsoleteType: ZoneRule = {
  id: 'zone/obsolete-type',
  title: 'Obsolete record type',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: OBSOLETE,
  once: ({ message }) => message,
  docs: {
    finds: 'A record of a type that was given up: A6, WKS, MD, MF and others.',
    why: 'Nothing asks for these records any more. named refuses a zone with MD or MF records; a host that has only an A6 record has no IPv6 address for the world.',
    bad: 'www A6 0 2001:db8::80\n',
    good: 'www AAAA 2001:db8::80\n',
    sources: ['RFC 6563 (A6)', 'RFC 1035 section 3.3 (MD, MF)', 'RFC 6895 section 3.1'],
  },
  checkRecord(record, _context, report) {
    // The same number may be another type in another class.
    const { status, rfc } = typeRow(record.type, record.class);
    if (status !== 'obsolete') return;
    const type = typeText(record.type);
    const { text, severity } = ADVICE.get(record.type) ?? { text: marked('nothing asks for it. Delete the record.') };
    report(typePlace(record), t`${type} (${rfc}) is obsolete: ${translated(text)}`, {
      tag: 'deprecated',
      ...(severity ? { severity } : {}),
    });
  },
};
