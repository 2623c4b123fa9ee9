/** What the examples of some rules about configurations need around them. */
import type { RuleId } from '../../../../server/src/rules/ids.ts';
import type { Setup } from './helper.ts';

const PUBLISHED = ['ns1.example.com. 2001:db8::53'];

/** A zone whose name servers have names in one other zone. */
const HOSTED =
  '$TTL 1h\n@ SOA ns1.example.net. host.example.net. 1 2h 1h 2w 1h\n@ NS ns1.example.net.\n@ NS ns2.example.net.\n';

/** By the rule. */
export const SETUPS: Readonly<Partial<Record<RuleId, Setup>>> = {
  'conf/exposed-secret': { facts: { worldReadable: true } },
  'conf/listen-on-v6-none': { published: PUBLISHED },
  'conf/listen-on-v6-incomplete': { published: PUBLISHED },
  'conf/listen-on-incomplete': { published: [...PUBLISHED, 'ns1.example.com. 192.0.2.53'] },
  'conf/include-missing': {
    exists: (path) => path === '/etc/bind/named.conf.options',
    files: { '/etc/bind/named.conf.options': '' },
  },
  'conf/include-cycle': {
    files: { '/etc/bind/named.conf.local': 'acl a { any; };' },
  },
  'conf/include-depth': {
    files: Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [
        `/etc/bind/part${n}.conf`,
        n < 29 ? `include "/etc/bind/part${n + 1}.conf";\n`.repeat(2) : '',
      ]),
    ),
  },
  'conf/zone-not-checked': { unreadable: ['/var/lib/bind/db.example.com'] },
  'conf/validation-without-anchors': { version: '9.20' },
  'conf/bad-nsec3param': { version: '9.20' },
  'conf/no-query-source': { version: '9.20' },
  'conf/bad-report-channel': { version: '9.21' },
  'conf/bad-notify-type': { version: '9.21' },
};

/** For a bad example, where a good one has something else around it. */
export function badSetup(id: RuleId): Setup {
  if (id === 'conf/not-on-this-machine') return { unread: { '/etc/bind/named.conf.options': 'elsewhere' } };
  if (id === 'conf/servers-of-one-zone') {
    return {
      files: { '/etc/bind/db.hosted': HOSTED },
      commonServers: { home: 'example.net.', count: 3, zone: 'example.com.' },
    };
  }
  if (id !== 'conf/include-cycle') return SETUPS[id] ?? {};
  return { files: { '/etc/bind/named.conf.local': 'include "/etc/bind/named.conf.local";' } };
}
