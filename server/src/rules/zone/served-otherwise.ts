import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { ownerPlace } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

/** A zone file beside which lies what named serves instead. */
export const servedOtherwise: ZoneRule = {
  id: 'zone/served-otherwise',
  title: 'File beside which named keeps what it serves',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SOA],
  docs: {
    finds:
      'The file of a zone that named changes, with a journal (`.jnl`) beside it; or of one that named signs in line, with the signed copy (`.signed`) beside it, which is a hint.',
    why: 'The journal has changes that are not in the file, so what the file says is not what is answered, and its serial is an old one. The signed copy has its own serial, so that the one here is not the one that secondaries compare.',
    bad: '; In named.conf: zone "example.com" { type primary; file "example.db"; update-policy local; }; and example.db.jnl lies beside this file\n$TTL 3600\n@ SOA ns1 hostmaster 1 7200 900 1209600 300\n@ NS ns1.example.net.\n',
    good: '; In named.conf: zone "example.com" { type primary; file "example.db"; };\n$TTL 3600\n@ SOA ns1 hostmaster 1 7200 900 1209600 300\n@ NS ns1.example.net.\n',
    sources: [
      'The journal file, in the BIND 9 Administrator Reference Manual',
      'inline-signing, in the BIND 9 Administrator Reference Manual',
    ],
  },
  checkRecord(record, { settings }, report) {
    if (!settings.beside) return;
    if (settings.beside === 'journal') {
      report(
        ownerPlace(record),
        t`named keeps changes of this zone in a journal beside this file (.jnl), and they may not be in the file: what it says need not be what is served. Run 'rndc sync' for the zone before you read it, 'rndc freeze' before you edit it and 'rndc thaw' after.`,
      );
      return;
    }
    report(
      ownerPlace(record),
      t`named serves the signed copy beside this file (.signed), whose serial is its own. Edit this file and run 'rndc reload' for the zone; 'rndc zonestatus' tells the serial that is served.`,
      { severity: 'hint' },
    );
  },
};
