import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { ownerPlace } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

/** A zone file that named writes itself. */
export const dynamicZone: ZoneRule = {
  id: 'zone/dynamic-zone',
  title: 'File that named writes itself',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SOA],
  docs: {
    finds:
      'The file of a zone that a configuration lets be updated (`allow-update`, `update-policy`), or that named signs in place (`dnssec-policy` without `inline-signing`). Where its journal lies beside it, `zone/served-otherwise` speaks instead.',
    why: 'named keeps changes in a journal and writes the file anew from time to time. What you edit meanwhile is lost, or the journal no longer fits and the zone does not load.',
    bad: '; In named.conf: zone "example.com" { type primary; file "db.example.com"; update-policy local; };\n$TTL 3600\n@ SOA ns1 hostmaster 1 7200 900 1209600 300\n@ NS ns1.example.net.\n',
    good: '; In named.conf: zone "example.com" { type primary; file "db.example.com"; };\n$TTL 3600\n@ SOA ns1 hostmaster 1 7200 900 1209600 300\n@ NS ns1.example.net.\n',
    sources: ['The journal file, in the BIND 9 Administrator Reference Manual', 'RFC 2136 section 3.5'],
  },
  checkRecord(record, { settings }, report) {
    // What the journal beside it has is said by a rule of its own.
    if (settings.dynamic === undefined || settings.beside) return;
    const why =
      settings.dynamic === 'signed' ? t`named signs this zone in its file` : t`This zone is changed by dynamic update`;
    const message = t`${why}, and what you write here can be lost. Run 'rndc freeze' for the zone before you edit and 'rndc thaw' after, or use nsupdate.`;
    report(ownerPlace(record), message);
  },
};
