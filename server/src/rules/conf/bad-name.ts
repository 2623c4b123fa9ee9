import type { ConfFile, Setting } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import type { Word } from '../../conf/tree.ts';
import { argumentsOf, blockOf } from '../../conf/tree.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfContext, ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { zoneWith } from './support/scopes.ts';
import { usedLists } from './support/serverLists.ts';
import { elements, firstWords, isName, wordAfter } from './support/words.ts';

/** Statements whose first argument is a domain name. */
const BY_ARGUMENT = new Set([
  'empty-server',
  'empty-contact',
  'dns64-server',
  'dns64-contact',
  'disable-empty-zone',
  'disable-algorithms',
  'disable-ds-digests',
  'dnssec-must-be-secure',
  'send-report-channel',
]);
/** Lists of domain names. */
const BY_LIST = new Set(['server-names', 'root-delegation-only']);
/** Lists of servers, whose keys and tls clauses are looked up by name. */
const SERVERS = new Set(['primaries', 'masters', 'parental-agents', 'remote-servers', 'also-notify']);

/** The words of a statement that are domain names. */
function namesOf(setting: Setting, used: ReadonlyMap<unknown, unknown>): readonly Word[] {
  const { name, statement, clause } = setting;
  if (BY_ARGUMENT.has(name)) return argumentsOf(statement).slice(0, 1);
  if (BY_LIST.has(name)) return firstWords(setting);
  if (name === 'keys' && clause === 'server') {
    return blockOf(statement) ? firstWords(setting) : argumentsOf(statement).slice(0, 1);
  }
  if (name === 'dual-stack-servers') return firstWords(setting).filter((word) => word.quoted);
  if (SERVERS.has(name) && used.has(statement)) {
    return elements(setting).flatMap((element) =>
      [wordAfter(element, 'key'), wordAfter(element, 'tls')].filter((word) => word !== undefined),
    );
  }
  return [];
}

function* domainNames({ model, version }: ConfContext): Generator<{ file: ConfFile; word: Word }> {
  for (const { word, setting } of [...model.zones, ...model.keys]) yield { word, file: setting.file };
  for (const { name, file } of model.trustAnchors) yield { word: name, file };
  const used = usedLists(model, version);
  for (const setting of settingsOf(model)) {
    if (atLeast(version, '9.21') && ['dnssec-must-be-secure', 'root-delegation-only'].includes(setting.name)) continue;
    // Of a template named looks at what a zone takes from it.
    if (setting.clause === 'template' && !zoneWith(model, setting.statement)) continue;
    for (const word of namesOf(setting, used)) yield { word, file: setting.file };
  }
}

/** A name that is no domain name. */
export const badName: ConfRule = {
  id: 'conf/bad-name',
  title: 'Name that is no domain name',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'The name of a zone, key or trust anchor, or a domain name in a statement, that is none: an empty label (two dots), a label of more than 63 octets, a name of more than 255, a broken escape.',
    why: 'named refuses the configuration.',
    bad: 'zone "example..com" { type primary; file "db.example.com"; };',
    good: 'zone "example.com" { type primary; file "db.example.com"; };',
    sources: ['RFC 1035 section 2.3.4', 'named-checkconf: `is not a valid name`, `bad domain name`, `bad key name`'],
  },
  *check(context, report) {
    for (const part of inParts([...domainNames(context)])) {
      yield;
      for (const { word, file } of part) {
        if (isName(word.text)) continue;
        const message = t`'${word.text}' is not a domain name, so named refuses the configuration. Labels have 1 to 63 octets, with one dot between them.`;
        report(placeOf(file, word), message);
      }
    }
  },
};
