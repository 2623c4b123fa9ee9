import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { insertionAfter } from './support/edits.ts';
import { isOn, listeners, transportOf } from './support/listening.ts';
import { listOf } from './support/matchLists.ts';
import { statesIpv6 } from './support/serving.ts';

/** A listener for DNS over TLS or HTTPS that is there on IPv4 only. */
export const encryptedListenerOneFamily: ConfRule = {
  id: 'conf/encrypted-listener-one-family',
  title: 'DNS over TLS or HTTPS on IPv4 only',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A `listen-on` with `tls` or `http` without a `listen-on-v6` for the same port, where the configuration says that the server listens on IPv6.',
    why: 'Clients that reach the server over IPv6 find the encrypted port closed: they cannot resolve, or go on without encryption.',
    bad: 'options {\n\tlisten-on port 853 tls ephemeral { any; };\n\tlisten-on-v6 { any; };\n};',
    good: 'options {\n\tlisten-on port 853 tls ephemeral { any; };\n\tlisten-on-v6 port 853 tls ephemeral { any; };\n\tlisten-on-v6 { any; };\n};',
    sources: ['RFC 7858 section 3.1', 'RFC 8484', 'listen-on-v6 in the BIND 9 Administrator Reference Manual'],
  },
  check({ model }, report) {
    if (!statesIpv6(model)) return;
    const others = listeners(model, 6).filter(isOn).map(transportOf);
    for (const setting of listeners(model, 4)) {
      const { port, isEncrypted, isHttp } = transportOf(setting);
      if (!isEncrypted || !isOn(setting)) continue;
      if (others.some((other) => other.isEncrypted && other.port === port)) continue;
      const term = isHttp ? t`DNS over HTTPS` : t`DNS over TLS`;
      const message = t`This server listens for ${term} on port ${port} over IPv4 only: over IPv6 the port is closed. Add a listen-on-v6 with the same port.`;
      report(placeOf(setting.file, setting.statement.values[0]), message);
    }
  },
  fixes({ uri, start }, { model }) {
    const setting = listeners(model, 4).find(({ file, statement }) => file.uri === uri && statement.start === start);
    const list = listOf(setting);
    if (!setting || !list) return [];
    const { text } = setting.file.tree;
    const words = text.slice(setting.statement.values[0].end, list.start).trim();
    const twin = `listen-on-v6 ${words} { any; };`;
    return [
      { title: t`Add '${twin}'`, edits: [insertionAfter(setting.file, setting.statement, twin)], preferred: true },
    ];
  },
};
