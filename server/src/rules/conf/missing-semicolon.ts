import { placeOf } from '../../conf/model.ts';
import { keywordOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { syntaxProblems } from './support/syntax.ts';

/** A statement or list element without its `;`. */
export const missingSemicolon: ConfRule = {
  id: 'conf/missing-semicolon',
  title: 'Missing semicolon',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds:
      'A statement, or an element of a list, that does not end in `;`. It is reported where the `;` belongs. Commas between the elements of lists are told once a file.',
    why: 'named refuses the whole file, and names the line after it.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tallow-transfer { none; }\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tallow-transfer { none; };\n};',
    sources: ["named-checkconf: `missing ';' before ...`"],
  },
  check({ model }, report) {
    for (const { file, problem } of syntaxProblems(model, 'missing-semicolon')) {
      const name = problem.statement?.block.clause ? keywordOf(problem.statement) : '';
      const what = name ? `'${name}'` : t`This element`;
      report(placeOf(file, problem), t`${what} does not end in ';'. named refuses the file: add the semicolon here.`);
    }
    for (const { file, problem } of syntaxProblems(model, 'comma')) {
      const message = t`A ',' does not end an element of a list, so named refuses the file: write ';' behind each one.`;
      const [, space] = /^(\s*;)?/.exec(file.tree.text.slice(problem.end, problem.end + 100))!;
      report(placeOf(file, problem), message, { data: { newText: space === undefined ? ';' : '' } });
    }
  },
  once: ({ data, start }) => (data?.newText === undefined ? `${start}` : 'comma'),
  fixes({ uri, start, end, data }) {
    if (typeof data?.newText !== 'string') {
      return [{ title: t`Add ';'`, edits: [{ uri, start: end, end, newText: ';' }], preferred: true }];
    }
    return [{ title: t`Write ';' for ','`, edits: [{ uri, start, end, newText: data.newText }], preferred: true }];
  },
};
