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
    finds: 'A statement, or an element of a list, that does not end in `;`. It is reported where the `;` belongs.',
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
  },
  fixes: ({ uri, end }) => [{ title: t`Add ';'`, edits: [{ uri, start: end, end, newText: ';' }], preferred: true }],
};
