import { parseIpv4, parseIpv6 } from '../../dns/addresses.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { Fix } from '../rule.ts';
import { insertion, problemText, recordAt, replacement } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

export const badRdata: ZoneRule = {
  id: 'zone/bad-rdata',
  title: 'Data that does not fit the record type',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: "Missing, superfluous or unreadable fields in a record's data.",
    why: 'named refuses the zone, and with it every name in it, because of one field.',
    bad: 'www A 192.0.2.300\nmail MX mx.example.net.\n',
    good: 'www A 192.0.2.30\nmail MX 10 mx.example.net.\n',
    sources: ['RFC 1035 section 3.3 and the RFC of each type', 'named-rrchecker'],
  },
  fixes(problem, context) {
    const code = problem.data?.code;
    const text = problemText(problem, context);
    if (code === 'quoted' && text.length > 2) return [replacement(problem, t`Remove the quotes`, text.slice(1, -1))];
    if (code === 'missing-target')
      return [insertion(problem, t`Write a dot, for the owner itself`, problem.start, '. ')];
    if (code !== 'bad-ipv4' && code !== 'bad-ipv6') return [];
    const bare = text.replace(/(?:\.|\/\d+|%\w+)$/, '').replace(/^\[(.*)\]$/, '$1');
    const [right, other] = code === 'bad-ipv4' ? [parseIpv4, parseIpv6] : [parseIpv6, parseIpv4];
    if (bare !== text && right(bare)) return [replacement(problem, t`Change to ${bare}`, bare)];
    const record = other(text) ? recordAt(problem, context) : undefined;
    if (!record || (record.type !== TYPE.A && record.type !== TYPE.AAAA)) return [];
    const { chunk, entry } = record;
    const type = record.type === TYPE.A ? 'AAAA' : 'A';
    const [start, end] = [chunk.offset + chunk.typeStarts[entry], chunk.offset + chunk.typeEnds[entry]];
    const fix: Fix = {
      title: t`Change the type to ${type}`,
      preferred: true,
      edits: [{ uri: problem.uri, start, end, newText: type }],
    };
    return [fix];
  },
};
