import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { syntaxProblems } from './support/syntax.ts';

/** A block that is not looked into because it lies too deep: what is cut is said. */
export const nestedTooDeep: ConfRule = {
  id: 'conf/nested-too-deep',
  title: 'Block too deep to look into',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A block that lies in 200 others, at the first of them in a file. What is in it is not checked, and the file is not formatted.',
    why: 'named reads it. Mistakes in it are not seen here.',
    bad: `acl office ${'{'.repeat(201)} 192.0.2.1; ${'};'.repeat(201)}`,
    good: 'acl office { 192.0.2.1; };',
    sources: ['Blocks in the BIND 9 Administrator Reference Manual: a sensible file nests four or five deep'],
  },
  check({ model }, report) {
    for (const { file, problem } of syntaxProblems(model, 'nested-too-deep')) {
      report(placeOf(file, problem), t`This block lies in 200 others. What is in it is not checked here.`);
    }
  },
};
