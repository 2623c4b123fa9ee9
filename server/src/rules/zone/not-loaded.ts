import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { ownerPlace } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

/** A zone file among others of a configuration that none loads. */
export const notLoaded: ZoneRule = {
  id: 'zone/not-loaded',
  title: 'Zone file that no configuration loads',
  severity: 'hint',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SOA],
  onlyApex: true,
  docs: {
    finds:
      'A whole zone in a folder from which a named.conf loads others, while no configuration loads this one or another file for the zone. Silent where a configuration is not known in full (an include that is not here, a catalog, `allow-new-zones`, another server), where `bailiwick.origins` names the file, and for names that speak of copies, versions, templates and tests.',
    why: 'The zone statement was forgotten, or the file was left behind. No server answers from it, whatever is edited here.',
    bad: '; named.conf beside this file loads other.db, and no configuration this file\n$ORIGIN example.com.\n$TTL 3600\n@ SOA ns1 hostmaster 1 7200 900 1209600 300\n@ NS ns1.example.net.\n',
    good: '; In named.conf: zone "example.com" { type primary; file "example.db"; };\n$TTL 3600\n@ SOA ns1 hostmaster 1 7200 900 1209600 300\n@ NS ns1.example.net.\n',
    sources: ['The zone statement, in the BIND 9 Administrator Reference Manual'],
  },
  checkOwner(_owner, records, { settings: { notLoadedBy } }, report) {
    const soa = records.find(({ type }) => type === TYPE.SOA);
    if (notLoadedBy === undefined || !soa) return;
    report(
      ownerPlace(soa),
      t`No configuration here loads this file, while ${notLoadedBy} loads others of its folder, so no server here answers from it. Add a zone statement, or move the file away.`,
    );
  },
};
