import { ipv4Text, isMappedV4, parseIpv6 } from '../../dns/addresses.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { recordAt } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

export const mappedAaaa: ZoneRule = {
  id: 'zone/mapped-aaaa',
  title: 'IPv4-mapped address in an AAAA record',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.AAAA],
  skipUnless: { hasNewData: true },
  docs: {
    finds: 'An AAAA record with an address in ::ffff:0:0/96.',
    why: 'Such an address stands for an IPv4 address inside one machine and is never sent over a network: nobody reaches the host over it, and clients lose time on trying.',
    bad: 'www AAAA ::ffff:192.0.2.80\n',
    good: 'www AAAA 2001:db8::80\nwww A 192.0.2.80\n',
    sources: ['RFC 4291 section 2.5.5.2', 'RFC 4038 section 4.2', 'RFC 6890'],
  },
  checkRecord(record, _context, report) {
    if (isInvalid(record)) return;
    const text = rdataWord(record, 0);
    // Nearly no address begins with a colon; the others need not be read.
    if (text.charCodeAt(0) !== 0x3a && text.charCodeAt(0) !== 0x30) return;
    const address = parseIpv6(text);
    if (!address || !isMappedV4(address)) return;
    const ipv4 = ipv4Text(address.subarray(12));
    report(
      wordPlace(record, 0),
      t`${text} is the IPv4 address ${ipv4} in the form that programs use inside a machine, and no network carries it. Publish ${ipv4} in an A record, and here an IPv6 address of the host or nothing.`,
      { data: { ipv4 } },
    );
  },
  fixes(problem, context) {
    const ipv4 = problem.data?.ipv4;
    const record = recordAt(problem, context);
    if (typeof ipv4 !== 'string' || !record) return [];
    const { chunk, entry } = record;
    const type = { start: chunk.offset + chunk.typeStarts[entry], end: chunk.offset + chunk.typeEnds[entry] };
    const edits = [
      { uri: problem.uri, ...type, newText: 'A' },
      { uri: problem.uri, start: problem.start, end: problem.end, newText: ipv4 },
    ];
    return [{ title: t`Change to A ${ipv4}`, edits }];
  },
};
