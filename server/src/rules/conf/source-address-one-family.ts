import type { ConfModel, Scope, Setting } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import { parseAddress } from '../../dns/addresses.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { effective, servingScopes } from './support/scopes.ts';
import { addressesOf } from './support/serverAddresses.ts';
import { isRecursive, statesIpv6 } from './support/serving.ts';
import { hasUnreadIncludes } from './support/words.ts';

/** What each pair of source addresses is for, and the statements whose servers it is used with. */
const PAIRS = [
  { name: 'transfer-source', servers: ['primaries', 'masters'] },
  { name: 'notify-source', servers: ['also-notify'] },
  { name: 'query-source', servers: ['forwarders'] },
] as const;

/** A source address for one family only. */
export const sourceAddressOneFamily: ConfRule = {
  id: 'conf/source-address-one-family',
  title: 'Source address for one address family only',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      '`transfer-source`, `notify-source` or `query-source` with an address while its `-v6` twin is not set (or the other way round), in a configuration that talks to servers of the other family.',
    why: 'Over the other family the system chooses the address. Servers and firewalls that let in the fixed address only refuse the transfer, the NOTIFY or the query, and only over IPv6, which takes long to find.',
    bad: 'options {\n\ttransfer-source 192.0.2.53;\n};\nzone "example.com" {\n\ttype secondary;\n\tprimaries { 2001:db8:1::53; };\n};',
    good: 'options {\n\ttransfer-source 192.0.2.53;\n\ttransfer-source-v6 2001:db8::53;\n};\nzone "example.com" {\n\ttype secondary;\n\tprimaries { 2001:db8:1::53; };\n};',
    sources: [
      'transfer-source-v6, notify-source-v6 and query-source-v6 in the BIND 9 Administrator Reference Manual',
      'RFC 3901 section 4',
    ],
  },
  *check({ model }, report) {
    if (hasUnreadIncludes(model)) return;
    const seen = new Set<Setting>();
    const scopes = [...servingScopes(model), ...model.zones.map((zone) => zone.scope)];
    for (const { name, servers } of PAIRS) {
      for (const twin of [
        { fixed: name, other: `${name}-v6`, family: 16, term: 'IPv6' },
        { fixed: `${name}-v6`, other: name, family: 4, term: 'IPv4' },
      ]) {
        yield;
        for (const scope of scopes) {
          const setting = fixedIn(model, scope, twin.fixed);
          if (!setting || seen.has(setting) || isSet(model, scope, twin.other)) continue;
          const asked = addressesOf(model, scope, servers).filter(({ octets }) => octets.length === twin.family);
          const [server] = asked;
          const asksAnyone =
            name === 'query-source' && twin.family === 16 && statesIpv6(model) && isRecursive(model, scope);
          if (!server && !asksAnyone) continue;
          seen.add(setting);
          const whom = server ? t`such as ${server.text}` : t`which this server uses`;
          const message = t`'${twin.fixed}' fixes the source address for one family. Over ${twin.term}, ${whom}, the system chooses it, and servers that expect yours refuse. Set '${twin.other}' too.`;
          report(placeOf(setting.file, setting.statement), message);
        }
      }
    }
  },
};

/** The statement in the scope itself that fixes an address. */
function fixedIn(model: ConfModel, scope: Scope | undefined, name: string): Setting | undefined {
  const setting =
    scope?.byName.get(name)?.[0] ?? (scope?.clause === 'zone' ? undefined : model.options?.byName.get(name)?.[0]);
  return setting && hasAddress(setting) ? setting : undefined;
}

function hasAddress({ statement }: Setting): boolean {
  return statement.values.some((value) => value.kind === 'word' && parseAddress(value.text) !== undefined);
}

function isSet(model: ConfModel, scope: Scope | undefined, name: string): boolean {
  return effective(model, scope, name) !== undefined;
}
