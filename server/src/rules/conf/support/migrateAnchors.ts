/** managed-keys and trusted-keys as trust-anchors. */

import type { ConfFile, ConfModel } from '../../../conf/model.ts';
import type { Statement, Word } from '../../../conf/tree.ts';
import { blockOf } from '../../../conf/tree.ts';
import { t } from '../../../l10n.ts';
import type { Fix, FixEdit } from '../../rule.ts';
import { replacement } from './edits.ts';

/**
 * BIND refuses a configuration that has both the old and the new, so all of them are taken over at once. Comments and the layout of the
 * keys stay.
 */
export function trustAnchors(model: ConfModel): Fix[] {
  const edits: FixEdit[] = [];
  const seen = new Set<Statement>();
  for (const scope of [model.top, ...model.views.map((view) => view.scope)]) {
    for (const name of ['managed-keys', 'trusted-keys']) {
      for (const { statement, file } of scope.byName.get(name) ?? []) {
        if (seen.has(statement)) continue;
        seen.add(statement);
        edits.push(replacement(file, statement.values[0], 'trust-anchors'));
        if (name === 'trusted-keys') edits.push(...staticKeys(file, statement));
      }
    }
  }
  return [{ title: t`Write the keys as 'trust-anchors'`, edits, preferred: true }];
}

function staticKeys(file: ConfFile, statement: Statement): FixEdit[] {
  return (blockOf(statement)?.statements ?? []).flatMap((element) => {
    const name = element.values.find((value): value is Word => value.kind === 'word');
    return name ? [{ uri: file.uri, start: name.end, end: name.end, newText: ' static-key' }] : [];
  });
}
