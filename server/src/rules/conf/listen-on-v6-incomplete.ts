import { placeOf } from '../../conf/model.ts';
import { blockOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { Fix } from '../rule.ts';
import type { ConfRule } from './context.ts';
import {
  dnsListeners,
  leftOut,
  listenAlso,
  listensNowhere,
  listsOf,
  ownIpv6,
  writeListenOnV6,
} from './support/listening.ts';

/** A listen-on-v6 list that leaves out a published address. */
export const listenOnV6Incomplete: ConfRule = {
  id: 'conf/listen-on-v6-incomplete',
  title: 'Published IPv6 address not listened on',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A `listen-on-v6` list without an address that a zone of this server publishes for this server. A name server is taken to be this one where `listen-on` or `listen-on-v6` has one of its addresses, or where they have none of any. What only a view for some clients publishes does not count beside what everyone is told.',
    why: 'Resolvers that ask at that address get no answer.',
    bad: 'options {\n\tlisten-on-v6 { ::1; };\n};\n# db.example.com: ns1 IN AAAA 2001:db8::53',
    good: 'options {\n\tlisten-on-v6 { ::1; 2001:db8::53; };\n};\n# db.example.com: ns1 IN AAAA 2001:db8::53',
    sources: ['RFC 3901 section 3'],
  },
  check(context, report) {
    const { model } = context;
    const settings = dnsListeners(model, 6);
    if (settings.length === 0 || listensNowhere(listsOf(settings))) return;
    const [setting] = settings;
    for (const entry of leftOut(context, 6, ownIpv6)) {
      const message = t`listen-on-v6 leaves out ${entry.address}, at which the zone ${entry.zone} publishes ${entry.host}: resolvers that ask there get no answer. Add it to the list.`;
      const related = [
        {
          uri: entry.uri,
          start: entry.start,
          end: entry.end,
          message: t`${entry.host} is published with ${entry.address} here.`,
        },
      ];
      const list = blockOf(setting.statement) ?? setting.statement;
      report(placeOf(setting.file, list), message, { related, data: { address: entry.address } });
    }
  },
  fixes({ data }, context): Fix[] {
    const { model } = context;
    const all = [...new Set(leftOut(context, 6, ownIpv6).map((entry) => entry.address))];
    const address = String(data?.address);
    const add = (addresses: readonly string[]): Fix => ({
      title: t`Add ${addresses.join(', ')} to listen-on-v6`,
      edits: listenAlso(model, 6, addresses),
    });
    const fixes: Fix[] = [{ ...add([address]), preferred: true }];
    if (all.length > 1) fixes.push(add(all));
    fixes.push({ title: t`Change to 'listen-on-v6 { any; };'`, edits: writeListenOnV6(model, ['any']) });
    return fixes;
  },
};
