import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { syntaxProblems } from './support/syntax.ts';

/** A `;` without a statement. */
export const straySemicolon: ConfRule = {
  id: 'conf/stray-semicolon',
  title: 'Semicolon without a statement',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds: 'A `;` with no statement before it, such as a second one in a row.',
    why: 'named has no empty statements and refuses the file.',
    bad: 'options {\n\trecursion no;;\n};',
    good: 'options {\n\trecursion no;\n};',
    sources: ["named-checkconf: `'}' expected near ';'`"],
  },
  check({ model }, report) {
    for (const { file, problem } of syntaxProblems(model, 'stray-semicolon')) {
      report(placeOf(file, problem), t`There is no statement before this ';'. named refuses the file: delete it.`);
    }
  },
  fixes: ({ uri, start, end }) => [
    { title: t`Delete ';'`, edits: [{ uri, start, end, newText: '' }], preferred: true },
  ],
};
