import { addressWithPort } from '../../conf/addressSlips.ts';
import type { ConfModel, Named, Setting } from '../../conf/model.ts';
import { placeOf, settingFor } from '../../conf/model.ts';
import type { Statement, Word } from '../../conf/tree.ts';
import { argumentsOf, blockOf } from '../../conf/tree.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfContext, ConfReport, ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { BUILTIN_HTTP, BUILTIN_POLICIES, BUILTIN_TLS } from './duplicate-definition.ts';
import { isAddress, kindOf, listNamed, usedLists } from './support/serverLists.ts';
import { argument, elements, hasUnreadIncludes, wordAfter } from './support/words.ts';

/** Statements whose list of servers may name other lists. */
const SERVER_STATEMENTS = new Set([
  'primaries',
  'masters',
  'also-notify',
  'parental-agents',
  'remote-servers',
  'default-primaries',
]);

/** The tls setting that clients have without a clause. */
const EPHEMERAL: ReadonlySet<string> = new Set(['ephemeral']);

const CHANNELS = new Set(['default_syslog', 'default_debug', 'default_stderr', 'null']);

/** A list of servers, tls or http clause, dnssec-policy or log channel that is used and not defined. */
export const undefinedReference: ConfRule = {
  id: 'conf/undefined-reference',
  title: 'Name not defined',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'The name of a list of servers, a `tls` or `http` clause, a `dnssec-policy`, a zone template or a log channel that is not defined; a warning where no zone uses it (in lists at the top, up to BIND 9.18). Silent where an included file could not be read, since it may be defined there.',
    why: 'named refuses the configuration.',
    bad: 'zone "example.com" {\n\ttype secondary;\n\tprimaries { hidden; };\n};',
    good: 'primaries hidden { 192.0.2.1; };\nzone "example.com" {\n\ttype secondary;\n\tprimaries { hidden; };\n};',
    sources: [
      "named-checkconf: `unable to find primaries list`, `tls '...' is not defined`, `no matching dnssec-policy config`, `undefined channel`",
    ],
  },
  *check(context, report) {
    const { model, version } = context;
    const isWhole = !hasUnreadIncludes(model);
    for (const part of inParts(settingsOf(model))) {
      yield;
      for (const setting of part) {
        if (SERVER_STATEMENTS.has(setting.name)) checkServers(context, setting, report, isWhole);
        if (!isWhole) continue;
        if (setting.name === 'forwarders' && atLeast(version, '9.20')) checkForwarders(model, setting, report);
        if (setting.name.startsWith('listen-on')) checkListener(model, setting, report);
        if (setting.name === 'dnssec-policy' && setting.clause !== 'top') {
          const [word] = argumentsOf(setting.statement);
          if (word) {
            const severity = holdsForZone(model, setting) ? 'error' : 'warning';
            checkName(setting, word, 'dnssec-policy', model.policies, BUILTIN_POLICIES, report, severity);
          }
        }
        if (setting.name === 'category') checkChannels(model, setting, report);
      }
    }
    if (isWhole && atLeast(version, '9.21')) checkTemplates(model, report);
  },
  fixes({ uri, start, end, data }) {
    if (typeof data?.meant !== 'string') return [];
    return [{ title: t`Change to '${data.meant}'`, edits: [{ uri, start, end, newText: data.meant }] }];
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

const policies = new WeakMap<ConfModel, ReadonlySet<Statement>>();

/** Whether a zone is signed by a setting: its own, or one that it takes over. */
function holdsForZone(model: ConfModel, { statement }: Setting): boolean {
  let known = policies.get(model);
  if (!known) {
    const zones = model.zones.filter(({ type }) => type && type !== 'in-view');
    known = new Set(zones.flatMap((zone) => settingFor(model, zone, 'dnssec-policy')?.statement ?? []));
    policies.set(model, known);
  }
  return known.has(statement);
}

function checkServers({ model, version }: ConfContext, setting: Setting, report: ConfReport, isWhole: boolean): void {
  const kind = usedLists(model, version).get(setting.statement);
  const isChecked = kind !== undefined || (setting.clause === 'top' && atLeast(version, '9.20'));
  const severity = isChecked && isWhole ? 'error' : 'warning';
  for (const element of elements(setting)) {
    const tls = wordAfter(element, 'tls');
    if (tls && isWhole) checkName(setting, tls, t`tls clause`, model.tls, EPHEMERAL, report, severity);
    const first = element.values[0];
    if (first?.kind !== 'word' || isAddress(first.text)) continue;
    const slip = addressWithPort(first.text);
    if (slip || first.text.includes(':') || /^[0-9.]+$/.test(first.text)) {
      const message = slip
        ? t`'${first.text}' is no address: the port is a word of its own, '${slip.address} port ${slip.port}'. named takes it for the name of a list that is not there.`
        : t`'${first.text}' is no address, so named takes it for the name of a list, which is not there.`;
      if (!listNamed(model, first.text, kind ?? kindOf(setting.name), version))
        report(placeOf(setting.file, first), message, {
          severity,
          ...(slip ? { data: { meant: `${slip.address} port ${slip.port}` } } : {}),
        });
      continue;
    }
    if (!isWhole) continue;
    const list = listNamed(model, first.text, kind ?? kindOf(setting.name), version);
    if (!list) checkName(setting, first, t`list of servers`, [], new Set(), report, severity);
  }
}

function checkForwarders(model: ConfModel, setting: Setting, report: ConfReport): void {
  for (const statement of [setting.statement, ...elements(setting)]) {
    const tls = wordAfter(statement, 'tls');
    if (tls) checkName(setting, tls, t`tls clause`, model.tls, EPHEMERAL, report);
  }
}

function checkTemplates(model: ConfModel, report: ConfReport): void {
  const templates = (model.top.byName.get('template') ?? []).map(({ statement }) =>
    argumentsOf(statement)[0]?.text.toLowerCase(),
  );
  for (const { scope } of model.zones) {
    const setting = scope.byName.get('template')?.[0];
    const word = argument(setting);
    if (!setting || !word || templates.includes(word.text.toLowerCase())) continue;
    const message = t`There is no template '${word.text}', so named refuses the configuration. Define it, or use the name of one that is there.`;
    report(placeOf(setting.file, word), message);
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
    .map(({ statement }) => argumentsOf(statement)[0]?.text.toLowerCase());
  for (const element of blockOf(setting.statement)?.statements ?? []) {
    const word = element.values[0];
    if (word?.kind !== 'word' || CHANNELS.has(word.text.toLowerCase()) || channels.includes(word.text.toLowerCase()))
      continue;
    const message = t`There is no log channel '${word.text}', so named refuses the configuration. Define it, or use one that is there.`;
    report(placeOf(setting.file, word), message);
  }
}
