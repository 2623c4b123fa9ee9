import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { syntaxProblems } from './support/syntax.ts';

/** A string without its closing quote. */
export const unclosedQuote: ConfRule = {
  id: 'conf/unclosed-quote',
  title: 'Quoted text not closed',
  severity: 'error',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds: 'A `"` for which no closing `"` follows.',
    why: 'Text in quotes may run over lines, so named reads on to the next quote and refuses the file somewhere else.',
    bad: 'zone "example.com {\n\ttype primary;\n\tfile "db.example.com";\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n};',
    sources: ['named-checkconf: `unexpected end of input`'],
  },
  check({ model }, report) {
    for (const { file, problem } of syntaxProblems(model, 'unclosed-quote')) {
      report(
        placeOf(file, problem),
        t`The closing quote is missing. named refuses the file: add it at the end of the text.`,
      );
    }
  },
  fixes: ({ uri, end }) => [{ title: t`Add the closing quote`, edits: [{ uri, start: end, end, newText: '"' }] }],
};
