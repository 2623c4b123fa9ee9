import type { Setting } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfContext, ConfReport, ConfRule } from './context.ts';
import { globalScopes } from './support/scopes.ts';
import { deletionOf, isOfResolver, whyRefused, withoutPort } from './support/sourcePort.ts';
import { numberOf, wordAfter } from './support/words.ts';

const OF_QUERIES = ['query-source', 'query-source-v6'];
const OF_ZONES = [
  'transfer-source',
  'transfer-source-v6',
  'notify-source',
  'notify-source-v6',
  'parental-source',
  'parental-source-v6',
];

/** A source address with a port. */
export const sourcePort: ConfRule = {
  id: 'conf/source-port',
  title: 'Source address with a port',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A `port` in `query-source`, `transfer-source`, `notify-source` or `parental-source` (or their `-v6` twins): an error where it is the port that named listens on and in BIND 9.21, a warning elsewhere.',
    why: 'named cannot send from the port it listens on, and refuses the configuration. A fixed source port makes spoofed answers easy; BIND 9.21 refuses the word.',
    bad: 'options {\n\tquery-source address 192.0.2.1 port 53;\n};',
    good: 'options {\n\tquery-source address 192.0.2.1;\n};',
    sources: [
      'named-checkconf: `cannot specify the DNS listener port`, `specifying a port is not recommended`',
      'RFC 5452 section 9.2',
    ],
  },
  check(context, report) {
    const { model } = context;
    const seen = new Set<unknown>();
    const check = (setting: Setting | undefined, isUsed: boolean) => {
      if (!setting || seen.has(setting.statement)) return;
      if (isUsed) seen.add(setting.statement);
      checkPort(context, setting, isUsed, report);
    };
    for (const scope of globalScopes(model)) for (const name of OF_QUERIES) check(scope.byName.get(name)?.[0], true);
    for (const zone of model.zones) {
      if (!zone.type || zone.type === 'in-view') continue;
      for (const name of OF_ZONES)
        check(zone.scope.byName.get(name)?.[0] ?? model.options?.byName.get(name)?.[0], true);
    }
    for (const scope of globalScopes(model)) for (const name of OF_ZONES) check(scope.byName.get(name)?.[0], false);
    for (const { scope, name: server } of model.servers) {
      const family = server.includes(':') ? '-v6' : '';
      for (const name of ['transfer-source', 'notify-source', 'query-source']) {
        const setting = scope?.byName.get(name + family)?.[0];
        if (setting) checkPort(context, setting, true, report);
      }
    }
  },
  fixes: (problem) => deletionOf(problem),
};

/** named-checkconf looks at the port of what queries or a zone use; elsewhere it is only a word that goes away. */
function checkPort(context: ConfContext, setting: Setting, isUsed: boolean, report: ConfReport): void {
  const { statement, file, name } = setting;
  const word = wordAfter(statement, 'port');
  const port = numberOf(word);
  const refused = whyRefused(context, setting);
  if (!word || port === undefined || (port === 0 && !refused)) return;
  const without = withoutPort(setting);
  const data = without ? { data: { ...without } } : {};
  if (refused === 'release') {
    report(
      placeOf(file, word),
      t`From BIND 9.21 on '${name}' takes no port, and named refuses the file. Delete it: named takes another port each time.`,
      data,
    );
  } else if (isUsed && refused) {
    report(
      placeOf(file, word),
      t`'${name}' may not have the port ${port} that named listens on: named refuses the configuration. Delete the port.`,
      data,
    );
  } else if (!isOfResolver(context, setting)) {
    // Of a resolver's conf/fixed-query-port says more.
    const next = atLeast(context.version, '9.20') ? '' : t`, and later releases refuse it`;
    report(
      placeOf(file, word),
      t`A fixed port in '${name}' makes spoofed answers easier${next}. Delete the port: named takes another one each time.`,
      {
        ...data,
        severity: 'warning',
        tag: 'deprecated',
      },
    );
  }
}
