import { placeOf } from '../../conf/model.ts';
import { keywordOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { syntaxProblems } from './support/syntax.ts';

/** A clause that is not opened. */
export const missingOpenBrace: ConfRule = {
  id: 'conf/missing-open-brace',
  title: 'Missing opening brace',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds: 'A clause such as `options` or `zone` whose `{` is missing, while its statements and its `}` are there.',
    why: 'named refuses the file.',
    bad: 'zone "example.com"\n\ttype primary;\n\tfile "db.example.com";\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n};',
    sources: ["named-checkconf: `'{' expected near ...`"],
  },
  check({ model }, report) {
    for (const { file, problem } of syntaxProblems(model, 'missing-open-brace')) {
      if (!problem.statement) continue;
      const message = t`The '{' of '${keywordOf(problem.statement)}' is missing. named refuses the file: add it here.`;
      report(placeOf(file, problem), message);
    }
  },
  fixes: ({ uri, end }) => [{ title: t`Add '{'`, edits: [{ uri, start: end, end, newText: ' {' }], preferred: true }],
};
