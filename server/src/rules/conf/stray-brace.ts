import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { syntaxProblems } from './support/syntax.ts';

/** A `}` that closes nothing. */
export const strayBrace: ConfRule = {
  id: 'conf/stray-brace',
  title: 'Closing brace too many',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A `}` for which no block is open.',
    why: 'named refuses the file. Often a block above ends earlier than it was meant to.',
    bad: 'options {\n\trecursion no;\n};\n};',
    good: 'options {\n\trecursion no;\n};',
    sources: ["named-checkconf: `syntax error near '}'`"],
  },
  check({ model }, report) {
    for (const { file, problem } of syntaxProblems(model, 'stray-brace')) {
      const message = t`No block is open that this '}' could close. named refuses the file: delete it, or open the block.`;
      report(placeOf(file, problem), message);
    }
  },
  fixes({ uri, start, end }, { model }) {
    const text = model.files.find((file) => file.uri === uri)?.tree.text ?? '';
    const semicolon = /^\s*;/.exec(text.slice(end, end + 100))?.[0].length ?? 0;
    return [{ title: t`Delete '}'`, edits: [{ uri, start, end: end + semicolon, newText: '' }] }];
  },
};
