import { placeOf } from '../../conf/model.ts';
import { indentAt, keywordOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { syntaxProblems } from './support/syntax.ts';

/** A block that is not closed. */
export const missingBrace: ConfRule = {
  id: 'conf/missing-brace',
  title: 'Missing closing brace',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A block whose `}` is missing. It is reported where the block seems to end, by the indentation and the statements that follow.',
    why: 'named refuses the file, and often names a line far below.',
    bad: 'options {\n\tdirectory "/var/cache/bind";\n\nzone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n};',
    good: 'options {\n\tdirectory "/var/cache/bind";\n};\n\nzone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n};',
    sources: ["named-checkconf: `'}' expected near ...`"],
  },
  check({ model }, report) {
    for (const { file, problem } of syntaxProblems(model, 'missing-brace')) {
      if (!problem.statement) continue;
      const first = problem.statement.values[0] ?? problem.statement;
      const name = keywordOf(problem.statement);
      const what = name ? t`The block of '${name}'` : t`This block`;
      report(placeOf(file, problem), t`${what} is not closed. named refuses the file: add '};' here.`, {
        related: [{ ...placeOf(file, first), message: t`The block opens here.` }],
        data: { opener: problem.statement.start },
      });
    }
  },
  fixes({ uri, end, data }, { model }) {
    const file = model.files.find((candidate) => candidate.uri === uri);
    if (!file) return [];
    const { text } = file.tree;
    const opener = Number(data?.opener ?? 0);
    const brace = /^\s*;/.test(text.slice(end, end + 100)) ? '}' : '};';
    const isOneLine = !text.slice(opener, end).includes('\n');
    const before = isOneLine ? ' ' : `\n${indentAt(text, opener)}`;
    return [{ title: t`Add '${brace}'`, edits: [{ uri, start: end, end, newText: before + brace }] }];
  },
};
