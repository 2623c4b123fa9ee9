import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { dnsListeners, listensNowhere, listsOf, ownIpv6, writeListenOnV6 } from './support/listening.ts';

/** listen-on-v6 none beside published AAAA records. */
export const listenOnV6None: ConfRule = {
  id: 'conf/listen-on-v6-none',
  title: 'IPv6 addresses published, none listened on',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      '`listen-on-v6 { none; }` on a server that is primary for a zone whose name servers have AAAA records; loopback addresses and the zones of localhost do not count.',
    why: 'Resolvers ask over IPv6 and get no answer: those with IPv6 only cannot resolve the zone, the others lose time.',
    bad: 'options {\n\tlisten-on-v6 { none; };\n};\n# db.example.com: ns1 IN AAAA 2001:db8::53',
    good: 'options {\n\tlisten-on-v6 { any; };\n};\n# db.example.com: ns1 IN AAAA 2001:db8::53',
    sources: ['RFC 3901 section 3', 'RFC 4472 section 1.3'],
  },
  check(context, report) {
    const settings = dnsListeners(context.model, 6);
    if (settings.length === 0 || !listensNowhere(listsOf(settings))) return;
    const [first, ...more] = ownIpv6(context);
    if (!first) return;
    const others = more.length > 0 ? t` (and ${more.length} more)` : '';
    const message = t`named does not listen on IPv6, but the zone ${first.zone} publishes ${first.host} at ${first.address}${others}. Resolvers that ask there get no answer: listen on it, or take the AAAA record out.`;
    const related = [first, ...more].map((entry) => ({
      uri: entry.uri,
      start: entry.start,
      end: entry.end,
      message: t`${entry.host} is published with ${entry.address} here.`,
    }));
    const [setting] = settings;
    report(placeOf(setting.file, setting.statement.values.at(-1) ?? setting.statement), message, { related });
  },
  fixes(_problem, context) {
    const { model } = context;
    const own = [...new Set(ownIpv6(context).map((entry) => entry.address))];
    return [
      { title: t`Change to 'listen-on-v6 { any; };'`, edits: writeListenOnV6(model, ['any']), preferred: true },
      { title: t`Listen on ${own.join(', ')}`, edits: writeListenOnV6(model, ['::1', ...own]) },
    ];
  },
};
