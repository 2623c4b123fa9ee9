import { normalName, placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { firstWords } from './support/words.ts';

/** Servers of a static-stub zone that named cannot use. */
export const staticStubServers: ConfRule = {
  id: 'conf/static-stub-servers',
  title: 'Static-stub zone with servers that cannot be used',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'An address with an interface (`fe80::1%eth0`) in `server-addresses`, and a name in `server-names` that lies in the zone itself.',
    why: 'To find the address of such a name, named would have to ask the server it is looking for: it refuses the configuration.',
    bad: 'zone "example.com" {\n\ttype static-stub;\n\tserver-names { "ns1.example.com"; };\n};',
    good: 'zone "example.com" {\n\ttype static-stub;\n\tserver-addresses { 192.0.2.1; };\n};',
    sources: ['named-checkconf: `must not be a subdomain of zone name`, `scoped address is not allowed`'],
  },
  check({ model }, report) {
    for (const { type, scope, origin, name, setting } of model.zones) {
      if (type !== 'static-stub') continue;
      const addresses = scope.byName.get('server-addresses')?.[0];
      for (const word of firstWords(addresses)) {
        if (!word.text.includes('%')) continue;
        report(
          placeOf(addresses?.file ?? setting.file, word),
          t`A static-stub zone takes no address with an interface such as '${word.text}': named refuses the configuration. Use one that is reached everywhere.`,
        );
      }
      const names = scope.byName.get('server-names')?.[0];
      for (const word of firstWords(names)) {
        const server = normalName(word.text);
        if (origin !== '.' && server !== origin && !server.endsWith(`.${origin}`)) continue;
        report(
          placeOf(names?.file ?? setting.file, word),
          t`'${word.text}' lies in the zone '${name}' itself, so its address cannot be found without it: named refuses the configuration. Give the address in 'server-addresses'.`,
        );
      }
    }
  },
};
