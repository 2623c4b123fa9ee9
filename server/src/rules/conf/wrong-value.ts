import { editDistance, isRead } from '../../conf/lookup.ts';
import { placeOf } from '../../conf/model.ts';
import { checkValues } from '../../conf/values.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';

/** What is offered is one letter away. */
const MAX_SLIPS = 2;

/** A value that does not fit its statement. */
export const wrongValue: ConfRule = {
  id: 'conf/wrong-value',
  title: 'Value does not fit the statement',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A value of the wrong kind: a word where yes or no is expected, a prefix with bits beyond its length, a duration that is none, a file name without quotes, a value missing or too many.',
    why: 'named refuses the file.',
    bad: 'acl inside { 192.0.2.1/24; };',
    good: 'acl inside { 192.0.2.0/24; };',
    sources: ['The grammar of each statement in the BIND 9 Administrator Reference Manual'],
  },
  *check({ model, version }, report) {
    for (const part of inParts(settingsOf(model))) {
      yield;
      for (const { statement, file, row } of part) {
        if (!row || !isRead(row, version)) continue;
        for (const problem of checkValues(row, statement, version)) {
          const written = file.tree.text.slice(problem.start, problem.end);
          const nearest =
            problem.meant ??
            problem.allowed?.find((word) => editDistance(written.toLowerCase(), word, MAX_SLIPS) < MAX_SLIPS);
          report(placeOf(file, problem), problem.message, nearest ? { data: { nearest } } : {});
        }
      }
    }
    for (const { file, word } of model.includes) {
      if (word.quoted) continue;
      report(placeOf(file, word), t`'${word.text}' does not fit in 'include': a text in quotes is expected.`, {
        data: { nearest: `"${word.text}"` },
      });
    }
  },
  once: ({ message }) => message,
  fixes({ uri, start, end, data }) {
    if (typeof data?.nearest !== 'string') return [];
    return [{ title: t`Change to ${data.nearest}`, edits: [{ uri, start, end, newText: data.nearest }] }];
  },
};
