import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { syntaxProblems } from './support/syntax.ts';

/** A block comment that runs to the end of the file. */
export const unclosedComment: ConfRule = {
  id: 'conf/unclosed-comment',
  title: 'Comment not closed',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: 'A comment that begins with `/*` and never ends.',
    why: 'Everything after it is part of the comment, and named refuses the file.',
    bad: '/* the secondaries\nacl secondaries { 192.0.2.2; };',
    good: '/* the secondaries */\nacl secondaries { 192.0.2.2; };',
    sources: ['named-checkconf: `unexpected end of input`'],
  },
  check({ model }, report) {
    for (const { file, problem } of syntaxProblems(model, 'unclosed-comment')) {
      const message = t`This comment is never closed, so the rest of the file belongs to it. Add '*/' where it ends.`;
      report(placeOf(file, problem), message);
    }
  },
};
