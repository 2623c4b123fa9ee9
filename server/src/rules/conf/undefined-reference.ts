import type { ConfModel, Named, Setting } from '../../conf/model.ts';
import { normalName, placeOf, settingFor } from '../../conf/model.ts';
import type { ZoneType } from '../../conf/statements.ts';
import type { Statement, Word } from '../../conf/tree.ts';
import { argumentsOf, blockOf } from '../../conf/tree.ts';
import { parseAddress } from '../../dns/addresses.ts';
import { t } from '../../l10n.ts';
import type { ConfReport, ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { BUILTIN_HTTP, BUILTIN_POLICIES, BUILTIN_TLS } from './duplicate-definition.ts';

/** Statements whose list of servers may name other lists. */
const SERVER_STATEMENTS = new Set([
  'primaries',
  'masters',
  'also-notify',
  'parental-agents',
  'remote-servers',
  'default-primaries',
]);

/** The types of zone that tell others about changes. */
const NOTIFYING = new Set<ZoneType>(['primary', 'secondary', 'mirror']);

const CHANNELS = new Set(['default_syslog', 'default_debug', 'default_stderr', 'default_logfile', 'null']);

/** A list of servers, tls or http clause, dnssec-policy or log channel that is used and not defined. */
export const undefinedReference: ConfRule = {
  id: 'conf/undefined-reference',
  title: 'Name not defined',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'The name of a list of servers, a `tls` or `http` clause, a `dnssec-policy` or a log channel that is not defined. Silent where an included file could not be read, since it may be defined there.',
    why: 'named refuses the configuration.',
    bad: 'zone "example.com" {\n\ttype secondary;\n\tprimaries { hidden; };\n};',
    good: 'primaries hidden { 192.0.2.1; };\nzone "example.com" {\n\ttype secondary;\n\tprimaries { hidden; };\n};',
    sources: [
      "named-checkconf: `unable to find primaries list`, `tls '...' is not defined`, `no matching dnssec-policy config`, `undefined channel`",
    ],
  },
  check({ model }, report) {
    if (model.includes.some((include) => include.targets.length === 0)) return;
    for (const setting of settingsOf(model)) {
      if (SERVER_STATEMENTS.has(setting.name)) checkServers(model, setting, report);
      if (setting.name.startsWith('listen-on')) checkListener(model, setting, report);
      if (setting.name === 'dnssec-policy' && setting.clause !== 'top') {
        const [word] = argumentsOf(setting.statement);
        if (word) checkName(setting, word, 'dnssec-policy', model.policies, BUILTIN_POLICIES, report);
      }
      if (setting.name === 'category') checkChannels(model, setting, report);
    }
  },
};

function checkName(
  { file }: Setting,
  word: Word,
  what: string,
  defined: readonly Named[],
  builtin: ReadonlySet<string>,
  report: ConfReport,
  severity: 'error' | 'warning' = 'error',
): void {
  const name = word.text.toLowerCase();
  const isSame = (other: string) => (what === 'dnssec-policy' ? other === word.text : other.toLowerCase() === name);
  if (builtin.has(name) || defined.some((entry) => isSame(entry.name))) return;
  const effect =
    severity === 'error' ? t`named refuses the configuration` : t`named refuses the first zone that uses it`;
  const message = t`There is no ${what} '${word.text}', so ${effect}. Define it, or use the name of one that is there.`;
  report(placeOf(file, word), message, { severity });
}

/** `also-notify` in options and views counts where a zone that sends NOTIFY takes it over. */
function isUsed(model: ConfModel, { name, clause, statement }: Setting): boolean {
  if (name !== 'also-notify' || clause === 'zone') return true;
  return model.zones.some((zone) => {
    if (!zone.type || !NOTIFYING.has(zone.type)) return false;
    const notify = settingFor(model, zone, 'notify');
    const isOff = notify && argumentsOf(notify.statement)[0]?.text.toLowerCase() === 'no';
    return !isOff && settingFor(model, zone, name)?.statement === statement;
  });
}

/** The word behind a keyword such as `tls`. */
function wordAfter(statement: Statement, keyword: string): Word | undefined {
  const { values } = statement;
  const at = values.findIndex((value, i) => i > 0 && value.kind === 'word' && value.text.toLowerCase() === keyword);
  const next = at < 0 ? undefined : values[at + 1];
  return next?.kind === 'word' ? next : undefined;
}

function checkServers(model: ConfModel, setting: Setting, report: ConfReport): void {
  for (const element of blockOf(setting.statement)?.statements ?? []) {
    const tls = wordAfter(element, 'tls');
    if (tls) checkName(setting, tls, t`tls clause`, model.tls, BUILTIN_TLS, report);
    const first = element.values[0];
    if (first?.kind !== 'word' || parseAddress(first.text.replace(/%.*$/, ''))) continue;
    if (first.text.includes(':') || /^[0-9.]+$/.test(first.text)) continue;
    const severity = isUsed(model, setting) ? 'error' : 'warning';
    checkName(setting, first, t`list of servers`, model.serverLists, new Set(), report, severity);
  }
}

function checkListener(model: ConfModel, setting: Setting, report: ConfReport): void {
  const tls = wordAfter(setting.statement, 'tls');
  if (tls) checkName(setting, tls, t`tls clause`, model.tls, BUILTIN_TLS, report);
  const http = wordAfter(setting.statement, 'http');
  if (http) checkName(setting, http, t`http clause`, model.http, BUILTIN_HTTP, report);
}

function checkChannels(model: ConfModel, setting: Setting, report: ConfReport): void {
  const channels = model.scopes
    .filter((scope) => scope.clause === 'logging')
    .flatMap((scope) => scope.byName.get('channel') ?? [])
    .map(({ statement }) => argumentsOf(statement)[0]?.text);
  for (const element of blockOf(setting.statement)?.statements ?? []) {
    const word = element.values[0];
    if (word?.kind !== 'word' || CHANNELS.has(word.text) || channels.includes(word.text)) continue;
    const message = t`There is no log channel '${word.text}', so named refuses the configuration. Define it, or use one that is there.`;
    report(placeOf(setting.file, word), message);
  }
}

/** Whether a key of that name is defined; the names of keys are compared as domain names. */
export function hasKey(model: ConfModel, name: string): boolean {
  return model.keys.some((key) => normalName(key.name) === normalName(name));
}
