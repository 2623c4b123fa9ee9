/** What features may ask about the rest of the workspace. */
import type { NameId } from '../../dns/names.ts';
import type { Problem } from '../../rules/rule.ts';
import type { TextBuffer } from '../../text/buffer.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Zone } from '../../workspace/zone.ts';

export interface ZoneLookup {
  /** The zones that the workspace knows. */
  zones(): Iterable<Zone>;
  /** The zones below in-addr.arpa and ip6.arpa, in the order in which configurations name them. */
  reverseZones(): readonly Zone[];
  /** The zone with the longest name that holds `name`: of several copies the one that is closest to the zone that asks. */
  zoneHolding(name: NameId, asker: Zone): Zone | undefined;
  /** The zone whose finding a problem is. */
  tellerOf(problem: Problem): Zone | undefined;
  now(): Date;
  /** The TTL that the user wants on PTR records. */
  readonly ptrTtl?: string | undefined;
  bufferOf(uri: string): TextBuffer | undefined;
}

/** The lookup that a workspace gives, for one request: it holds until the workspace is brought up to date again. */
export function zoneLookup(workspace: Workspace, now: () => Date): ZoneLookup {
  let reverse: readonly Zone[] | undefined;
  return {
    zones: () => workspace.zones,
    reverseZones: () => {
      reverse ??= reverseZonesOf(workspace.zones);
      return reverse;
    },
    zoneHolding: (name, asker) => workspace.zoneHolding(name, asker),
    tellerOf: (problem) => workspace.tellerOf(problem),
    now,
    ptrTtl: workspace.settings.ptrTtl,
    bufferOf: (uri) => workspace.bufferOf(uri),
  };
}

/** Those zones that lie at or below in-addr.arpa and ip6.arpa. */
export function reverseZonesOf(zones: Iterable<Zone>): Zone[] {
  return [...zones].filter(({ model }) => {
    if (!model.originKnown) return false;
    const { names, apex } = model;
    return REVERSE_TREES.some((tree) => names.isWithin(apex, names.fromText(tree)));
  });
}

const REVERSE_TREES = ['in-addr.arpa.', 'ip6.arpa.'];
