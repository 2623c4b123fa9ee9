import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { wordAfter } from './support/words.ts';

const TRANSFERS = new Set(['tcp', 'tls']);
const PROXIES = new Set(['plain', 'encrypted']);

/** A transport that a listener or a transfer cannot have. */
export const badTransport: ConfRule = {
  id: 'conf/bad-transport',
  title: 'Transport that cannot be',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A `transport` in `allow-transfer` other than `tcp` and `tls`; a listener with `http` that does not say which `tls` it has; a `proxy` that is neither `plain` nor `encrypted`, or `encrypted` without TLS.',
    why: 'named refuses the configuration.',
    bad: 'options {\n\tlisten-on port 443 http default { any; };\n};',
    good: 'options {\n\tlisten-on port 443 tls ephemeral http default { any; };\n};',
    sources: [
      "named-checkconf: `http must specify a 'tls' statement, 'tls ephemeral', or 'tls none'`",
      'RFC 9103',
      'RFC 8484',
    ],
  },
  check({ model }, report) {
    const hasZones = model.zones.some(({ type }) => type && type !== 'in-view');
    for (const { name, statement, file, clause } of settingsOf(model)) {
      if (name === 'allow-transfer') {
        const transport = wordAfter(statement, 'transport');
        if (!transport || TRANSFERS.has(transport.text.toLowerCase())) continue;
        const severity = clause === 'zone' || hasZones ? 'error' : 'warning';
        const message = t`Zones are transferred by tcp or tls, not by '${transport.text}', so named refuses the configuration.`;
        report(placeOf(file, transport), message, { severity });
      }
      if (name !== 'listen-on' && name !== 'listen-on-v6') continue;
      const [http, tls, proxy] = ['http', 'tls', 'proxy'].map((word) => wordAfter(statement, word));
      if (http && !tls) {
        report(
          placeOf(file, http),
          t`A listener with 'http' has to say which tls it has, so named refuses the configuration. Write 'tls ephemeral', the name of a tls clause, or 'tls none' behind a proxy.`,
        );
      }
      if (!proxy) continue;
      if (!PROXIES.has(proxy.text.toLowerCase())) {
        report(
          placeOf(file, proxy),
          t`'proxy' takes plain or encrypted, not '${proxy.text}', so named refuses the configuration.`,
        );
      } else if (proxy.text.toLowerCase() === 'encrypted' && (!tls || tls.text.toLowerCase() === 'none')) {
        report(
          placeOf(file, proxy),
          t`'proxy encrypted' needs a listener with TLS, so named refuses the configuration. Add 'tls ephemeral' or the name of a tls clause, or write 'proxy plain'.`,
        );
      }
    }
  },
};
