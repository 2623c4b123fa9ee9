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
    finds:
      'A `;` with no statement before it, such as a second one in a row. A `;` that was meant to begin a comment, as in zone files, and words behind a statement that were meant to be one: told once a file.',
    why: 'named has no empty statements and refuses the file. Comments begin with `//` or `#`, or stand between `/*` and `*/`.',
    bad: 'options {\n\trecursion no;;\n};',
    good: 'options {\n\trecursion no;\n};',
    sources: ["named-checkconf: `'}' expected near ';'`"],
  },
  check({ model }, report) {
    for (const { file, problem } of syntaxProblems(model, 'stray-semicolon')) {
      report(placeOf(file, problem), t`There is no statement before this ';'. named refuses the file: delete it.`);
    }
    for (const { file, problem } of syntaxProblems(model, 'semicolon-comment')) {
      const { length } = /^;*/.exec(file.tree.text.slice(problem.start, problem.end))![0];
      const message = t`';' begins no comment in named.conf, so named reads on behind it and refuses the file. Write '//' or '#' there.`;
      report(placeOf(file, problem), message, { data: { marks: length } });
    }
  },
  once: ({ data, start }) => (data?.marks === undefined ? `${start}` : 'comment'),
  fixes({ uri, start, end, data }) {
    if (typeof data?.marks !== 'number') {
      return [{ title: t`Delete ';'`, edits: [{ uri, start, end, newText: '' }], preferred: true }];
    }
    const edits = [{ uri, start, end: start + data.marks, newText: data.marks > 0 ? '//' : '// ' }];
    return [{ title: t`Make this a comment with '//'`, edits, preferred: true }];
  },
};
