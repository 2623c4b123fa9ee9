import { nearestName, rowsNamed, statusIn } from '../../conf/lookup.ts';
import { placeOf } from '../../conf/model.ts';
import type { Clause } from '../../conf/statements.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';

/** How a clause is called in messages. */
export function clauseText(clause: Clause): string {
  if (clause === 'top') return 'named.conf';
  if (clause === 'rndc') return 'rndc.conf';
  return `'${clause.replace(/^rndc-/, '')}'`;
}

/** A statement that no release of BIND has. */
export const unknownStatement: ConfRule = {
  id: 'conf/unknown-statement',
  title: 'Unknown statement',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A statement that BIND does not know, with the nearest name that it does know; a statement that the target release does not have yet; a block or a text in quotes where a statement has to begin; and `...` left over from an example.',
    why: 'named refuses the file.',
    bad: 'options {\n\tlisten-on-ipv6 { any; };\n};',
    good: 'options {\n\tlisten-on-v6 { any; };\n};',
    sources: ["named-checkconf: `unknown option '...'`"],
  },
  *check({ model, version }, report) {
    for (const file of model.files) {
      for (const problem of file.tree.problems) {
        if (problem.code !== 'placeholder') continue;
        const dots = file.tree.text.slice(problem.start, problem.end);
        const message = t`'${dots}' stands for something that was left out. named reads it as a statement and refuses the file: put the real statements here, or delete it.`;
        report(placeOf(file, problem), message, { data: { placeholder: true } });
      }
    }
    for (const { block, file } of model.scopes) {
      for (const { values } of block.statements) {
        const first = values[0];
        if (!first || (first.kind === 'word' && !first.quoted)) continue;
        const what = first.kind === 'block' ? '{' : file.tree.text.slice(first.start, first.end);
        const message = t`There is no statement before ${what}, so named refuses the file. Write the name of one, or delete it.`;
        report(placeOf(file, { start: first.start, end: first.start + what.length }), message);
      }
    }
    for (const part of inParts(settingsOf(model))) {
      yield;
      for (const { statement, file, clause, row, name } of part) {
        const word = statement.values[0];
        if (row && statusIn(row, version) === 'not-yet') {
          const message = t`BIND ${version} does not know '${name}' yet: it came with ${row.introduced}. Delete it, or set the BIND version that you run.`;
          report(placeOf(file, word), message);
          continue;
        }
        if (row?.builtinOnly) {
          const message = t`'${name}' belongs to the configuration that named brings along, and named refuses it in a file. Delete it.`;
          report(placeOf(file, word), message);
          continue;
        }
        if (row || rowsNamed(name).some((other) => other.clauses[0].startsWith('rndc') === clause.startsWith('rndc')))
          continue;
        const nearest = nearestName(name, clause);
        const hint = nearest ? t` Did you mean '${nearest}'?` : t` Look up its name, or delete it.`;
        const message = t`BIND has no statement '${name}', so named refuses the file.${hint}`;
        report(placeOf(file, word), message, nearest ? { data: { nearest } } : {});
      }
    }
  },
  fixes({ uri, start, end, data }) {
    if (data?.placeholder) return [{ title: t`Delete the placeholder`, edits: [{ uri, start, end, newText: '' }] }];
    if (typeof data?.nearest !== 'string') return [];
    return [
      { title: t`Change to '${data.nearest}'`, edits: [{ uri, start, end, newText: data.nearest }], preferred: true },
    ];
  },
};
