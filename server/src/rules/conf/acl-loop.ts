import type { ConfModel, Named } from '../../conf/model.ts';
import { aclNamed, placeOf } from '../../conf/model.ts';
import type { Block } from '../../conf/tree.ts';
import { blockOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import { ringsOf } from '../rings.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { elementsOf } from './support/matchLists.ts';

/** The acls that a list names, in it or in the lists in it, each once. */
function aclsIn(model: ConfModel, block: Block): readonly Named[] {
  const acls = new Set<Named>();
  const pending = [block];
  for (let list = pending.pop(); list; list = pending.pop()) {
    for (const element of elementsOf(list)) {
      if (element.block) pending.push(element.block);
      const acl = element.word && aclNamed(model, element.word.text);
      if (acl) acls.add(acl);
    }
  }
  return [...acls];
}

/** The acls that lists lead to. */
function reached(within: ReadonlyMap<Named, readonly Named[]>, from: readonly Named[]): ReadonlySet<Named> {
  const seen = new Set(from);
  // The set grows while it is walked.
  for (const acl of seen) for (const inner of within.get(acl) ?? []) seen.add(inner);
  return seen;
}

/** An acl that contains itself. */
export const aclLoop: ConfRule = {
  id: 'conf/acl-loop',
  title: 'Acl that contains itself',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'An `acl` that names itself, directly or through others: an error where a statement uses it, a warning elsewhere.',
    why: 'named cannot tell who is in it, and refuses the configuration.',
    bad: 'acl inside { office; };\nacl office { inside; 192.0.2.0/24; };\noptions { allow-query { inside; }; };',
    good: 'acl office { 192.0.2.0/24; };\nacl inside { office; };\noptions { allow-query { inside; }; };',
    sources: ['named-checkconf: `acl loop detected`'],
  },
  check({ model }, report) {
    const within = new Map(model.acls.map((acl) => [acl, namedIn(model, acl)]));
    const rings = ringsOf(within);
    const loops = model.acls.filter((acl) => rings.has(acl));
    if (loops.length === 0) return;
    const used = settingsOf(model).flatMap(({ name, statement }) =>
      name === 'acl' ? [] : statement.values.flatMap((value) => (isMatchList(value) ? aclsIn(model, value) : [])),
    );
    const inUse = reached(within, used);
    for (const acl of loops) {
      const message = t`The acl '${acl.name}' contains itself, so nobody can tell who is in it. Take its name out of the lists that it names.`;
      report(placeOf(acl.setting.file, acl.word), message, { severity: inUse.has(acl) ? 'error' : 'warning' });
    }
  },
};

function namedIn(model: ConfModel, acl: Named): readonly Named[] {
  const block = blockOf(acl.setting.statement);
  return block ? aclsIn(model, block) : [];
}

function isMatchList(value: { readonly kind: string }): value is Block {
  const { element } = value as Block;
  return value.kind === 'block' && element?.kind === 'value' && element.type === 'match-list';
}
