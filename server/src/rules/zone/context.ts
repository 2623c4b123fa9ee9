/** What a rule about zones is given. */
import type { NameId, NameTable } from '../../dns/names.ts';
import type { BindVersion } from '../../dns/versions.ts';
import type { IncludeEntry } from '../../zone/chunk.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import type { ZoneModel } from '../../zone/model.ts';
import type { CheckModes } from './checkModes.ts';
import type { Limits } from './limits.ts';
import type { PtrNetworks } from './support/networks.ts';

/** How the configuration that loads the zone has it; the defaults of named-checkzone where none is known to load it. */
export interface ZoneSettings {
  readonly version: BindVersion;
  /** True where nobody said that it is this release that is run. */
  readonly isAssumed?: boolean;
  readonly type: 'primary' | 'secondary' | 'hint' | 'other';
  /** True where a named.conf of the workspace loads the zone. */
  readonly loaded: boolean;
  /** The configuration that loads the other zones of the folder, where none loads this one and all that may do so is known. */
  readonly notLoadedBy?: string;
  /** How named reads its file; absent where that is not known. */
  readonly format?: 'text' | 'raw';
  /** What its check-* options say; named-checkzone's defaults where absent. */
  readonly checks?: CheckModes;
  /** `max-zone-ttl`, in seconds; absent where there is no limit. */
  readonly maxTtl?: number;
  /** Why named writes the file itself: it takes updates, or it is signed in place. Absent where only people write it. */
  readonly dynamic?: 'updated' | 'signed';
  /** True where it is one of the zones of a `response-policy` statement. */
  readonly responsePolicy?: boolean;
  /** True where it is one of the zones of a `catalog-zones` statement, or looks like one. */
  readonly catalog?: boolean;
  /** True where a program sets its serial when it publishes the zone: what the file has says nothing. */
  readonly externalSerial?: boolean;
  /** True where named signs the zone itself, by a policy or in line: its keys and signatures are not all in the file. */
  readonly signed?: boolean;
  /** The view that it stands in; absent where the configuration has none. */
  readonly view?: ViewOfZone;
  /** What lies beside the file and says that the file is not what named serves: its journal, or a signed copy. */
  readonly beside?: 'journal' | 'signed';
  /** The networks that the user says are theirs. */
  readonly prefixes?: readonly string[];
  /** The version of the zone before this one, on disk or in version control; absent where none is known. */
  readonly previous?: PreviousVersion;
  /** The thresholds that the user set. */
  readonly limits?: Limits;
  /** How much an address without a PTR record weighs, by networks; absent where the user set nothing. */
  readonly ptrNetworks?: PtrNetworks;
}

/** A view, as far as rules about its zones look at it. */
export interface ViewOfZone {
  readonly name: string;
  /** Its place among the views of the configuration. */
  readonly index: number;
  /** Whom it is for: everyone, or those whose addresses it names. `unknown` where keys, negated elements or unread lists decide. */
  readonly clients: 'anyone' | 'some' | 'unknown';
  /** For a reverse zone: the views that take it over by `in-view`. */
  readonly takenBy?: readonly string[];
}

/** Another zone of the workspace that rules compare a zone with: a primary one whose file is what is served. */
export interface Neighbour {
  readonly model: ZoneModel;
  readonly settings: Omit<ZoneSettings, 'previous'>;
}

/** What the rules about the serial compare the zone with. */
export interface PreviousVersion {
  readonly serial: number;
  /** True where its records, without the serial of the SOA, are those that the zone has now. */
  readonly sameContent: boolean;
}

export interface ZoneContext {
  readonly model: ZoneModel;
  readonly names: NameTable;
  readonly apex: NameId;
  /** False where the origin is a guess that nothing supports: names outside the zone cannot be told then. */
  readonly originKnown: boolean;
  /** The zone's file, then the files it includes, in the order of inclusion. */
  readonly documents: readonly ZoneDocument[];
  /** The file that an include in another one brings in; undefined where none is read. */
  included?(from: ZoneDocument, include: IncludeEntry): ZoneDocument | undefined;
  readonly settings: ZoneSettings;
  /** The zone of the workspace that holds a name outside this zone: the longest match; undefined where there is none. */
  zoneOf(name: NameId): ZoneModel | undefined;
  /**
   * The zone that holds a name, of the same server and the same view, or in the same folder where no configuration loads either. Undefined where there is none,
   * where that is the zone itself, and where what its file says need not be what is served.
   */
  neighbour?(name: NameId): Neighbour | undefined;
  /** True where a zone of the same server and the same view holds a name, whatever kind of zone it is. */
  isHeldHere?(name: NameId): boolean;
  /** The zones that hold a name in the other views of the configuration, by the order of the views. */
  inOtherViews?(name: NameId): readonly Neighbour[];
  /**
   * The reverse zone that holds a name for clients of this view: that of the view, or one that it takes over by `in-view`. Undefined where only other views of
   * the configuration have one. Where the configuration has none, the closest one of the workspace.
   */
  reverseZoneOf?(name: NameId): ZoneModel | undefined;
  /** False where the workspace has no other zone, so that none need be looked for. */
  readonly hasNeighbours?: boolean | undefined;
  /** False where the workspace has no reverse zone, so that addresses need not be looked up in one. */
  readonly hasReverseZones?: boolean | undefined;
  /** The time, for signatures and serials that have a date; rules about them are silent where it is not given. */
  readonly now?: () => Date;
  /** True where the user said that this is the time to judge by. */
  readonly isTimeSaid?: boolean;
}
