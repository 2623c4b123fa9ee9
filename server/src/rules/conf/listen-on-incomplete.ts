import { placeOf } from '../../conf/model.ts';
import { blockOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { Fix } from '../rule.ts';
import type { ConfRule } from './context.ts';
import { dnsListeners, leftOut, listenAlso, listsOf, ownIpv4 } from './support/listening.ts';

/** A listen-on list that leaves out a published address of a server that is surely this one. */
export const listenOnIncomplete: ConfRule = {
  id: 'conf/listen-on-incomplete',
  title: 'Published IPv4 address not listened on',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A `listen-on` list without an address that a zone of this server publishes for a name server, where `listen-on` or `listen-on-v6` has another address of it, so that it is this one. Where `listen-on` has private addresses a public one may be translated to them, and nothing is said of it; nor of what only a view for some clients publishes.',
    why: 'Resolvers that ask at that address get no answer.',
    bad: 'options {\n\tlisten-on { 127.0.0.1; };\n\tlisten-on-v6 { 2001:db8::53; };\n};\n# db.example.com: ns1 IN A 192.0.2.53, and AAAA 2001:db8::53',
    good: 'options {\n\tlisten-on { 127.0.0.1; 192.0.2.53; };\n\tlisten-on-v6 { 2001:db8::53; };\n};\n# db.example.com: ns1 IN A 192.0.2.53, and AAAA 2001:db8::53',
    sources: ['RFC 1912 section 2.8', 'listen-on, in the BIND 9 Administrator Reference Manual'],
  },
  check(context, report) {
    const [setting] = dnsListeners(context.model, 4);
    if (!setting || listsOf([setting]).length === 0) return;
    for (const { address, zone, host, uri, start, end } of leftOut(context, 4, ownIpv4)) {
      const message = t`listen-on leaves out ${address}, at which the zone ${zone} publishes ${host}: resolvers that ask there get no answer. Add it to the list, or take the address out of the zone.`;
      const related = [{ uri, start, end, message: t`${host} is published with ${address} here.` }];
      report(placeOf(setting.file, blockOf(setting.statement) ?? setting.statement), message, {
        related,
        data: { address },
      });
    }
  },
  fixes({ data }, { model }): Fix[] {
    const address = String(data?.address);
    return [{ title: t`Add ${address} to listen-on`, edits: listenAlso(model, 4, [address]), preferred: true }];
  },
};
