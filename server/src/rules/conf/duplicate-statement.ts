import type { Setting } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import { deletionOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfRule } from './context.ts';

/** Names for the same setting: one of each pair may stand in a block. */
const SAME: readonly (readonly string[])[] = [['primaries', 'masters']];

/** A statement that stands twice in its block. */
export const duplicateStatement: ConfRule = {
  id: 'conf/duplicate-statement',
  title: 'Statement stands twice',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A statement that may stand once in its block, and stands there again; `primaries` beside `masters` in a zone.',
    why: 'named does not choose between the two: it refuses the file.',
    bad: 'options {\n\trecursion no;\n\trecursion yes;\n};',
    good: 'options {\n\trecursion no;\n};',
    sources: ["named-checkconf: `'...' redefined`"],
  },
  *check({ model }, report) {
    const reported = new Set<unknown>();
    const again = (first: Setting, { statement, file, name }: Setting) => {
      if (reported.has(statement)) return;
      reported.add(statement);
      const message = t`'${name}' stands here a second time, so named refuses the file. Keep one of the two.`;
      const related = [
        { ...placeOf(first.file, first.statement.values[0]), message: t`'${first.name}' stands here first.` },
      ];
      report(placeOf(file, statement.values[0]), message, { related });
    };
    const scopes = [
      ...model.scopes,
      ...model.views.map((view) => view.scope),
      ...model.zones.map((zone) => zone.scope),
    ];
    for (const part of inParts([...new Set(scopes)])) {
      yield;
      for (const scope of part) {
        for (const settings of scope.byName.values()) {
          const [first, ...rest] = settings;
          if (!first.row || first.row.multi) continue;
          for (const setting of rest) if (setting.statement !== first.statement) again(first, setting);
        }
        if (scope.clause !== 'zone') continue;
        for (const [name, other] of SAME) {
          const [first] = scope.byName.get(name) ?? [];
          const [second] = scope.byName.get(other) ?? [];
          if (first && second) again(first, second);
        }
      }
    }
  },
  fixes({ uri, start }, { model }) {
    const file = model.files.find((candidate) => candidate.uri === uri);
    const setting = model.scopes
      .flatMap((scope) => scope.settings)
      .find((candidate) => candidate.file.uri === uri && candidate.statement.start === start);
    if (!file || !setting) return [];
    const range = deletionOf(file.tree.text, setting.statement);
    return [{ title: t`Delete this '${setting.name}'`, edits: [{ uri, ...range, newText: '' }] }];
  },
};
