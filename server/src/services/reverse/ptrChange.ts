/**
 * The changes that bring forward and reverse zones to agree: to create PTR records that are missing, to correct those that name a host
 * without the address, to remove those that nothing backs, or to give their hosts the addresses. Each is one edit to be confirmed; the state that is wanted is compared once.
 */
import { reverseName } from '../../dns/addresses.ts';
import { type NameId, NO_NAME } from '../../dns/names.ts';
import { counted, listed, t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import { baseName } from '../../workspace/paths.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneLookup } from '../shared/lookup.ts';
import type { ReviewGroup } from '../shared/reviewedEdit.ts';
import { missingAddress } from './addresses.ts';
import type { Agreement } from './agreement.ts';
import type { PtrNames, PtrPolicy } from './policy.ts';
import { type PtrStep, SERIAL_GROUP } from './ptrEdits.ts';
import { ranked } from './ranking.ts';
import type { Scope } from './scope.ts';

export const PTR_ACTIONS = ['create', 'correct', 'remove', 'addresses'] as const;
export type PtrAction = (typeof PTR_ACTIONS)[number];

/** Changes, and what the user has to know beside them. */
export interface PtrPlan {
  readonly steps: readonly PtrStep[];
  readonly notes: readonly string[];
  /** How many addresses have several names of which one was taken, since nobody said what they get. */
  readonly shared: number;
}

export interface PlanOptions {
  readonly action: PtrAction;
  readonly scope: Scope;
  readonly policy: PtrPolicy;
  /** What addresses with several names get, in place of what the policy says of them. */
  readonly names?: PtrNames;
  readonly lookup: Pick<ZoneLookup, 'zoneHolding'>;
}

const PART = 1024;

/** What a review has changes under. */
export const PTR_GROUPS = {
  create: 'create',
  further: 'further',
  correct: 'correct',
  unknown: 'unknown',
  remove: 'remove',
  address: 'address',
  furtherAddress: 'further-address',
} as const;

/** Those that are made where the user ticks them: what nobody asked for, and what nobody here knows. */
export const OPTIONAL_PTR_GROUPS: ReadonlySet<string> = new Set([
  PTR_GROUPS.further,
  PTR_GROUPS.unknown,
  PTR_GROUPS.furtherAddress,
]);

/** The labels of the groups. */
export function ptrGroups(): Readonly<Record<string, ReviewGroup>> {
  return {
    [PTR_GROUPS.create]: { label: t`Create PTR records that are missing` },
    [PTR_GROUPS.further]: {
      label: t`Create PTR records for further names of an address`,
      description: t`The address has one by the changes above. Most want one name for an address.`,
      isOptional: true,
    },
    [PTR_GROUPS.correct]: { label: t`Correct names that differ` },
    [PTR_GROUPS.unknown]: {
      label: t`Replace names of hosts whose zone is not here`,
      description: t`Nobody here knows whether they have the address.`,
      isOptional: true,
    },
    [PTR_GROUPS.remove]: { label: t`Remove PTR records that nothing backs` },
    [PTR_GROUPS.address]: { label: t`Create the addresses of hosts that PTR records name` },
    [PTR_GROUPS.furtherAddress]: {
      label: t`Create further addresses of hosts`,
      description: t`The hosts have others, so the PTR records may be the ones that are old.`,
      isOptional: true,
    },
    [SERIAL_GROUP]: { label: t`Raise the serials of the zones` },
  };
}

/** What one of the changes consists of. */
export function* ptrPlan(agreement: Agreement, options: PlanOptions): Steps<PtrPlan> {
  const planner = new Planner(agreement, options);
  if (options.action === 'remove') yield* planner.remove();
  else if (options.action === 'addresses') yield* planner.addresses();
  else yield* planner.write();
  return planner.plan();
}

/** The rows of one owner in one reverse zone: the names of an address. */
interface Wanted {
  readonly zone: Zone;
  readonly name: NameId;
  readonly rows: number[];
}

class Planner {
  readonly #agreement: Agreement;
  readonly #options: PlanOptions;
  readonly #steps: PtrStep[] = [];
  readonly #changed = new Set<Zone>();
  #shared = 0;
  #generated = 0;

  constructor(agreement: Agreement, options: PlanOptions) {
    this.#agreement = agreement;
    this.#options = options;
  }

  plan(): PtrPlan {
    const notes: string[] = [];
    const dynamic = [...this.#changed].filter(({ options }) => options.settings.dynamic);
    if (dynamic.length > 0) {
      const files = listed(dynamic.slice(0, 3).map(({ options }) => baseName(options.uri)));
      notes.push(
        t`named changes ${files} itself: freeze the zone with rndc before the file is changed, and thaw it afterwards.`,
      );
    }
    if (this.#generated > 0) {
      notes.push(
        t`${counted(this.#generated, t`PTR record`, t`PTR records`)} of a $GENERATE cannot be changed one by one.`,
      );
    }
    return { steps: this.#steps, notes, shared: this.#shared };
  }

  #add(step: PtrStep): void {
    this.#steps.push(step);
    this.#changed.add(step.zone);
  }

  /** Creates or corrects. */
  *write(): Steps<void> {
    const wanted = yield* this.#wanted();
    for (const [i, each] of [...wanted.values()].entries()) {
      if (i % PART === PART - 1) yield;
      if (this.#options.action === 'create') this.#create(each);
      else this.#correct(each);
    }
  }

  /** The names that want a PTR record or another one, by the place of the record. */
  *#wanted(): Steps<ReadonlyMap<string, Wanted>> {
    const { hosts, hostStates, zones, placeZones, placeNames, names } = this.#agreement;
    const { action, scope } = this.#options;
    const found = new Map<string, Wanted>();
    for (let row = 0; row < hosts.count; row++) {
      if (row % PART === PART - 1) yield;
      const state = hostStates[row];
      const octets = hosts.addresses.at(row);
      const isWanted =
        action === 'correct'
          ? state === 'differs'
          : state === 'missing' || (state === 'other' && this.#namesOf(octets) === 'several');
      if (!isWanted || !scope.hasHost(row)) continue;
      const zone = zones[placeZones[row]];
      if (zone.options.settings.type !== 'primary') continue;
      const known = placeNames[row] as NameId;
      const name = known === NO_NAME ? names.fromText(reverseName(octets)) : known;
      const key = `${zone.options.uri} ${name}`;
      const same = found.get(key);
      if (!same) found.set(key, { zone, name, rows: [row] });
      else if (!same.rows.some((other) => hosts.owners[other] === hosts.owners[row])) same.rows.push(row);
    }
    return found;
  }

  #namesOf(octets: Uint8Array): PtrNames {
    return this.#options.names ?? this.#options.policy.namesOf(octets);
  }

  #create({ zone, name, rows }: Wanted): void {
    const { hosts, hostStates } = this.#agreement;
    const policy = this.#namesOf(hosts.addresses.at(rows[0]));
    const hostsInOrder = ranked(this.#agreement, rows);
    const hasOne = hostStates[rows[0]] === 'other';
    const isAsked = policy === 'ask' && hostsInOrder.length > 1;
    if (isAsked) this.#shared++;
    for (const [i, row] of hostsInOrder.entries()) {
      if (policy === 'one' && (hasOne || i > 0)) break;
      const group = isAsked && i > 0 ? PTR_GROUPS.further : PTR_GROUPS.create;
      this.#add({ kind: 'add', zone, name, host: hosts.owners[row], group });
    }
  }

  #correct({ zone, name, rows }: Wanted): void {
    const { hosts, ptrs, ptrStates, ptrsAt, zones } = this.#agreement;
    const hostsInOrder = ranked(this.#agreement, rows);
    const place = this.#agreement.placeZones[rows[0]];
    let next = 0;
    for (let ptr = ptrsAt.first(name); ptr >= 0 && next < hostsInOrder.length; ptr = ptrsAt.next(ptr)) {
      if (ptrs.zones[ptr] !== place || ptrStates[ptr] === 'backed') continue;
      if (ptrs.generated[ptr] === 1) {
        this.#generated++;
        continue;
      }
      const record = zones[place].model.record(ptrs.refs[ptr]);
      const group = ptrStates[ptr] === 'outside' ? PTR_GROUPS.unknown : PTR_GROUPS.correct;
      this.#add({ kind: 'replace', zone, record, host: hosts.owners[hostsInOrder[next++]], group });
    }
  }

  /** The addresses that nobody has and a PTR record names a host of a zone that is here for. */
  *addresses(): Steps<void> {
    const { ptrs, ptrStates, zones } = this.#agreement;
    const { scope, lookup } = this.#options;
    const seen = new Set<string>();
    for (let ptr = 0; ptr < ptrs.count; ptr++) {
      if (ptr % PART === PART - 1) yield;
      const octets =
        ptrStates[ptr] === 'unbacked' && scope.hasPtr(ptr) ? this.#agreement.octetsOf(ptr)?.slice() : undefined;
      const missing = octets && missingAddress(ptrs.targets[ptr], octets, zones[ptrs.zones[ptr]], lookup);
      if (!missing) continue;
      const { hasOther, ...wanted } = missing;
      // Views may share a file.
      const key = `${wanted.zone.options.uri} ${wanted.host} ${octets.join('.')}`;
      if (seen.has(key)) continue;
      seen.add(key);
      this.#add({ kind: 'address', ...wanted, group: hasOther ? PTR_GROUPS.furtherAddress : PTR_GROUPS.address });
    }
  }

  *remove(): Steps<void> {
    const { ptrs, ptrStates, zones } = this.#agreement;
    const seen = new Set<string>();
    for (let ptr = 0; ptr < ptrs.count; ptr++) {
      if (ptr % PART === PART - 1) yield;
      if (ptrStates[ptr] !== 'unbacked' || !this.#options.scope.hasPtr(ptr)) continue;
      const zone = zones[ptrs.zones[ptr]];
      if (zone.options.settings.type !== 'primary') continue;
      if (ptrs.generated[ptr] === 1) {
        this.#generated++;
        continue;
      }
      const record = zone.model.record(ptrs.refs[ptr]);
      const key = `${record.document.uri} ${record.chunk.offset + record.chunk.starts[record.entry]}`;
      if (seen.has(key)) continue;
      seen.add(key);
      this.#add({ kind: 'remove', zone, record, group: PTR_GROUPS.remove });
    }
  }
}
