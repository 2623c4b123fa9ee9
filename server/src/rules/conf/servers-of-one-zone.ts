import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';

/** Zones that all have name servers with names of one zone. */
export const serversOfOneZone: ConfRule = {
  id: 'conf/servers-of-one-zone',
  title: 'All zones hang on the name servers of one zone',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A server all of whose zones have name servers with names in one zone: at least three zones besides that zone and those below it. Reverse zones, and zones of views for some clients, are not counted. Told once, at the first zone.',
    why: 'Where that zone cannot be resolved (it expires at the registrar, its signatures run out, its name servers fail) none of the zones can be, however good their own data are. A name server whose name lies in another zone keeps them reachable.',
    bad: 'zone "example.com" { type primary; file "/etc/bind/db.hosted"; };\nzone "example.org" { type primary; file "/etc/bind/db.hosted"; };\nzone "example.edu" { type primary; file "/etc/bind/db.hosted"; };\n# db.hosted: @ NS ns1.example.net. and @ NS ns2.example.net.',
    good: 'zone "example.com" { type primary; file "/etc/bind/db.hosted"; };\nzone "example.org" { type primary; file "/etc/bind/db.hosted"; };\nzone "example.edu" { type primary; file "/etc/bind/db.hosted"; };\n# db.hosted: @ NS ns1.example.net. and @ NS ns2.example.info.',
    sources: [
      'RFC 2182 section 3.1',
      'V. Ramasubramanian, E. G. Sirer: Perils of Transitive Trust in the Domain Name System',
    ],
  },
  check({ model, commonServers }, report) {
    const common = commonServers?.();
    const [first] = model.zones.filter(({ type }) => type === 'primary');
    if (!common || !first) return;
    const { home, count, zone } = common;
    report(
      placeOf(first.setting.file, first.word),
      t`The name servers of all ${count} zones here, such as ${zone}, have names in ${home} alone: where it cannot be resolved, none of them can. Give them a name server with a name in another zone too.`,
    );
  },
  isOfAll: () => true,
};
