import { placeOf } from '../../conf/model.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { firstWords } from './support/words.ts';

/** An absolute path without query and fragment (RFC 3986 section 3.3). */
const PATH = /^\/(?:(?:[\w.~!$&'()*+,;=:@-]|%[0-9a-f]{2})+(?:\/(?:[\w.~!$&'()*+,;=:@-]|%[0-9a-f]{2})*)*)?$/i;

/** A path of DNS over HTTPS that is none. */
export const badHttpEndpoint: ConfRule = {
  id: 'conf/bad-http-endpoint',
  title: 'Endpoint that is no absolute path',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds:
      'A path in `endpoints` of an `http` clause that does not begin with one `/`, or that has a query, a fragment or a blank; an empty list (from BIND 9.20 on).',
    why: 'named refuses the configuration. Clients ask by the path, as in https://dns.example/dns-query.',
    bad: 'http local {\n\tendpoints { "dns-query"; };\n};',
    good: 'http local {\n\tendpoints { "/dns-query"; };\n};',
    sources: [
      'RFC 8484 section 4.1',
      'RFC 3986 section 3.3',
      "named-checkconf: `endpoint '...' is not a valid absolute HTTP path`",
    ],
  },
  check({ model, version }, report) {
    for (const { scope, name } of model.http) {
      const setting = scope?.byName.get('endpoints')?.[0];
      if (!setting) continue;
      const paths = firstWords(setting);
      if (paths.length === 0 && atLeast(version, '9.20')) {
        report(
          placeOf(setting.file, setting.statement.values[0]),
          t`The http clause '${name}' has no endpoint, so named refuses the configuration. Add "/dns-query".`,
        );
      }
      for (const path of paths) {
        if (PATH.test(path.text)) continue;
        const rooted = `/${path.text}`;
        const message = t`'${path.text}' is not an absolute path, so named refuses the configuration. It begins with one '/' and has no '?', as in /dns-query.`;
        report(placeOf(setting.file, path), message, PATH.test(rooted) ? { data: { path: `"${rooted}"` } } : {});
      }
    }
  },
  fixes({ uri, start, end, data }) {
    if (typeof data?.path !== 'string') return [];
    return [{ title: t`Change to ${data.path}`, edits: [{ uri, start, end, newText: data.path }], preferred: true }];
  },
};
