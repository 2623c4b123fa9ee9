import type { ConfFile, ConfModel, Setting } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import type { Block, Value, Word } from '../../conf/tree.ts';
import { argumentsOf } from '../../conf/tree.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { Severity } from '../rule.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { hasKey, hasKeyFor } from './support/keys.ts';
import { zoneWith } from './support/scopes.ts';
import { usedLists } from './support/serverLists.ts';
import { hasUnreadIncludes } from './support/words.ts';

/** The key that `named` makes for `nsupdate -l`; it is in no file. */
const SESSION_KEY = 'local-ddns';

const SERVER_LISTS: ReadonlySet<string> = new Set(['primaries', 'masters', 'parental-agents', 'remote-servers']);

/** A TSIG key that is used and not defined. */
export const undefinedKey: ConfRule = {
  id: 'conf/undefined-key',
  title: 'Key not defined',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'The name of a key that no `key` clause defines: an error in `controls` and `server`, and from BIND 9.20 on in lists of servers at the top and in those that a zone uses; a warning elsewhere. Silent where an included file could not be read, since it may be defined there.',
    why: 'named refuses the configuration, or turns away everyone who signs with the key.',
    bad: 'server 192.0.2.1 {\n\tkeys transfer;\n};',
    good: 'key transfer {\n\talgorithm hmac-sha256;\n\tsecret "...";\n};\nserver 192.0.2.1 {\n\tkeys transfer;\n};',
    sources: ["named-checkconf: `unknown key '...'`"],
  },
  *check({ model, version }, report) {
    if (hasUnreadIncludes(model)) return;
    const looksAtLists = atLeast(version, '9.20');
    const used = looksAtLists ? usedLists(model, version) : undefined;
    const session = model.options?.byName.get('session-keyname')?.[0];
    const sessionKey = (session && argumentsOf(session.statement)[0]?.text) ?? SESSION_KEY;
    const check = (file: ConfFile, word: Word, severity: Severity, isKnown = hasKey(model, word.text)) => {
      if (isKnown || (severity !== 'error' && word.text === sessionKey)) return;
      const effect =
        severity === 'error' ? t`named refuses the configuration` : t`nothing that is signed with it is accepted`;
      report(
        placeOf(file, word),
        t`There is no key '${word.text}', so ${effect}. Add a key clause, or correct the name.`,
        {
          severity,
        },
      );
    };
    for (const part of inParts(settingsOf(model))) {
      yield;
      for (const setting of part) {
        const { statement, file, name, clause } = setting;
        const isRndc = clause === 'rndc-options' || clause === 'rndc-server';
        if ((name === 'keys' && clause === 'server') || (isRndc && /key$/.test(name))) {
          for (const word of wordsIn(statement.values.slice(1))) check(file, word, 'error');
        }
        if (clause === 'controls') {
          for (const word of wordsIn(statement.values.filter((_, i) => isWord(statement.values[i - 1], 'keys')))) {
            // The names of rndc's keys are compared as texts, and those in views do not count.
            const known = model.keys.some(
              ({ name: key, view }) => !view && key.toLowerCase() === word.text.toLowerCase(),
            );
            check(file, word, 'error', known);
          }
        }
        for (const value of statement.values) {
          if (value.kind === 'block' && !value.clause && !isKeyBlind(name)) {
            const isTop = looksAtLists && clause === 'top' && SERVER_LISTS.has(name);
            const severity = isTop || used?.has(statement) ? 'error' : 'warning';
            for (const word of keyWords(value)) check(file, word, severity, isKeyIn(model, setting, word.text));
          }
        }
      }
    }
  },
};

/** Whether a list of servers may name a key: those at the top see the keys at the top, zones those of their view too. */
function isKeyIn(model: ConfModel, { clause, name, statement }: Setting, key: string): boolean {
  if (clause === 'top' && SERVER_LISTS.has(name)) return hasKeyFor(model, key, undefined);
  const zone = clause === 'zone' ? zoneWith(model, statement) : undefined;
  return zone ? hasKeyFor(model, key, zone.view) : hasKey(model, key);
}

/** Lists in which `key` is no keyword. */
function isKeyBlind(name: string): boolean {
  return ['update-policy', 'dyndb', 'plugin', 'dnsrps-options', 'response-policy', 'rrset-order'].includes(name);
}

function isWord(value: Value | undefined, text: string): boolean {
  return value?.kind === 'word' && !value.quoted && value.text.toLowerCase() === text;
}

/** The words of values, those in blocks among them. */
function wordsIn(values: readonly Value[]): readonly Word[] {
  return values.flatMap((value) => {
    if (value.kind === 'word') return [value];
    return value.kind === 'block' ? value.statements.flatMap((statement) => wordsIn(statement.values)) : [];
  });
}

/** The words behind `key` in a list and the lists in it. */
function keyWords(block: Block): readonly Word[] {
  return block.statements.flatMap(({ values }) =>
    values.flatMap((value, i) => {
      if (value.kind === 'block') return keyWords(value);
      return value.kind === 'word' && isWord(values[i - 1], 'key') ? [value] : [];
    }),
  );
}
