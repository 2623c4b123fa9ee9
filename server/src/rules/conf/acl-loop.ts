import type { ConfModel, Named } from '../../conf/model.ts';
import { aclNamed, placeOf } from '../../conf/model.ts';
import type { Block } from '../../conf/tree.ts';
import { blockOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
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

/** The acls that contain themselves: those of each ring of a graph (Tarjan's algorithm, without recursion). */
function inRings(within: ReadonlyMap<Named, readonly Named[]>): ReadonlySet<Named> {
  const rings = new Set<Named>();
  const index = new Map<Named, number>();
  const low = new Map<Named, number>();
  const stack: Named[] = [];
  const isOn = new Set<Named>();
  for (const root of within.keys()) {
    const calls = index.has(root) ? [] : [{ acl: root, next: 0 }];
    for (let call = calls.at(-1); call; call = calls.at(-1)) {
      const { acl } = call;
      if (call.next === 0) {
        index.set(acl, index.size);
        low.set(acl, index.size - 1);
        stack.push(acl);
        isOn.add(acl);
      }
      const inner = within.get(acl)?.[call.next++];
      if (inner) {
        if (inner === acl) rings.add(acl);
        if (!index.has(inner)) calls.push({ acl: inner, next: 0 });
        else if (isOn.has(inner)) low.set(acl, Math.min(low.get(acl)!, index.get(inner)!));
        continue;
      }
      calls.pop();
      const caller = calls.at(-1)?.acl;
      if (caller) low.set(caller, Math.min(low.get(caller)!, low.get(acl)!));
      if (low.get(acl) !== index.get(acl)) continue;
      const ring = stack.splice(stack.lastIndexOf(acl));
      for (const member of ring) {
        isOn.delete(member);
        if (ring.length > 1) rings.add(member);
      }
    }
  }
  return rings;
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
    const rings = inRings(within);
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
