/** Renumbering a prefix: who is concerned, and all changes of the workspace at once. */

import type { NameId, NameTable } from '../../dns/names.ts';
import { t } from '../../l10n.ts';
import type { FixEdit } from '../../rules/rule.ts';
import type { Steps } from '../../steps.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { Refusal } from '../service.ts';
import type { ZoneLookup } from '../shared/lookup.ts';
import { nextSerialEdit, type SerialFormat } from '../zone/serial.ts';
import { changeAddresses } from './addresses.ts';
import { type ChangedSet, type ChangeEdit, Changes, type RenumberMode } from './changes.ts';
import { changeConfigurations } from './configurations.ts';
import { changeData } from './data.ts';
import { changeGenerates } from './generates.ts';
import { Moves, type RenumberedHost, type StayingAddress } from './moves.ts';
import { changePointers } from './pointers.ts';
import { type PrefixPair, prefixPair } from './prefixPair.ts';
import { survey } from './survey.ts';

/** What is renumbered. */
export interface RenumberWorkspace {
  readonly zones: readonly Zone[];
  readonly configurations: Iterable<Configuration>;
  readonly names: NameTable;
}

export interface RenumberWish {
  readonly from: string;
  readonly to: string;
  readonly mode: RenumberMode;
  /** The names of the hosts; undefined for all. */
  readonly hosts?: readonly string[];
  /** How serials are raised; undefined where they are not. */
  readonly serial?: SerialFormat | undefined;
}

/** A renumbering with all that there is to say of it. */
export interface Renumbering {
  readonly pair: PrefixPair;
  readonly mode: RenumberMode;
  /** Of each file in its order; none lies in another one. */
  readonly edits: ReadonlyMap<string, readonly ChangeEdit[]>;
  /** The RRsets that become others. */
  readonly sets: readonly ChangedSet[];
  readonly zones: readonly Zone[];
  readonly left: readonly string[];
  readonly staying: readonly StayingAddress[];
  /** How many addresses move. */
  readonly moved: number;
}

/** The hosts that have addresses of the old prefix, with where they would go. */
export function* renumberedHosts(
  from: string,
  to: string,
  { zones, names }: RenumberWorkspace,
): Steps<RenumberedHost[] | Refusal> {
  const pair = prefixPair(from, to);
  if ('reason' in pair) return pair;
  return new Moves(yield* survey(zones, names, pair), undefined).hosts();
}

/** All changes of a renumbering. Everything is looked at as it is, and what it is to be is compared with that once. */
export function* renumber(
  wish: RenumberWish,
  around: RenumberWorkspace,
  lookup: ZoneLookup,
): Steps<Renumbering | Refusal> {
  const pair = prefixPair(wish.from, wish.to);
  if ('reason' in pair) return pair;
  const { names } = around;
  const found = yield* survey(around.zones, names, pair);
  const picked: ReadonlySet<NameId> | undefined = wish.hosts && new Set(wish.hosts.map((host) => names.fromText(host)));
  const moves = new Moves(found, picked);
  const changes = new Changes(wish.mode);
  yield* changeAddresses(found, moves, changes);
  yield* changeGenerates(found, moves, lookup, changes);
  yield* changePointers(found, moves, lookup, changes);
  yield* changeData(found, moves, changes);
  yield* changeConfigurations(around.configurations, pair, moves, changes);
  if (wish.serial !== undefined) raiseSerials(changes, wish.serial, lookup.now());
  const edits = yield* byFile(changes);
  for (const zone of changes.zones) noteMachine(zone, changes);
  return {
    pair,
    mode: wish.mode,
    edits,
    sets: [...changes.sets.values()],
    zones: [...changes.zones],
    left: [...changes.left],
    staying: moves.staying(),
    moved: moves.count,
  };
}

function raiseSerials(changes: Changes, format: SerialFormat, now: Date): void {
  for (const zone of changes.zones) {
    const edit = nextSerialEdit(zone, format, now);
    if (edit) changes.edit('serial', edit);
  }
}

/** Says it of zones whose files named writes too. */
function noteMachine({ options, model }: Zone, changes: Changes): void {
  if (options.settings.dynamic !== 'updated') return;
  changes.left.add(
    t`${model.names.text(model.apex)} takes updates: freeze it before the change (rndc freeze), and thaw it afterwards.`,
  );
}

/** The edits of each file in order. Of two that lie in one another the first that was found is made. */
function* byFile(changes: Changes): Steps<Map<string, ChangeEdit[]>> {
  const files = new Map<string, ChangeEdit[]>();
  for (const edit of changes.edits) {
    const own = files.get(edit.uri);
    if (own) own.push(edit);
    else files.set(edit.uri, [edit]);
  }
  for (const [uri, edits] of files) {
    // Of insertions at one place the order is kept.
    edits.sort((a, b) => a.start - b.start || a.end - b.end);
    const apart: ChangeEdit[] = [];
    for (const edit of edits) {
      const before = apart[apart.length - 1];
      if (!before || edit.start >= before.end) apart.push(edit);
      // What lies in something that goes needs no change.
      else if (before.newText !== '' || edit.end > before.end) changes.left.add(overlapText(edit));
    }
    files.set(uri, apart);
    yield;
  }
  return files;
}

function overlapText({ uri, newText }: FixEdit): string {
  return t`${uri.slice(uri.lastIndexOf('/') + 1)}: ${newText.trim()} is left to you, for another change is made at the same place.`;
}
