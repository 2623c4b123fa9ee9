/** What a picture of a delegation shows: the zones from the root down, the servers of the last one, their addresses, and the keys that vouch for one another. */

/** How sure it is that a part works. */
export type State = 'sound' | 'broken' | 'unknown';

/** Something that is wrong with a part, or to be known of it. */
export interface Fault {
  /** One short sentence. */
  readonly text: string;
  /** The place among all faults: 1 is the first cause, and what follows from it comes later. */
  readonly rank: number;
}

/** What every part of a picture has. */
export interface Part {
  readonly state: State;
  readonly faults: readonly Fault[];
  /** Where it stands in a file: what a click on it leads to. */
  readonly href?: string;
}

/** An address of a name server. */
export interface ChainAddress extends Part {
  readonly address: string;
  /** Glue of the parent, or what the name server's own zone says, or both alike. */
  readonly source: 'glue' | 'zone' | 'both';
  /** The transports that were tried, with what came of each. */
  readonly transports: readonly { readonly name: string; readonly state: State }[];
}

/** A name server. */
export interface ChainServer extends Part {
  readonly name: string;
  readonly inParent: boolean;
  readonly inChild: boolean;
  readonly addresses: readonly ChainAddress[];
}

/** A key of a zone's DNSKEY set. */
export interface ChainKey {
  readonly tag: number;
  /** The mnemonic, or the number. */
  readonly algorithm: string;
  /** True for one with the SEP bit (RFC 4034, section 2.1.1), which a DS record usually names. */
  readonly isEntry: boolean;
}

/** How a zone's keys are vouched for. */
export interface ChainKeys extends Part {
  readonly keys: readonly ChainKey[];
  /** What the parent's DS records say, in a few words each: `DS 12345`. Empty where it has none; the root's are the trust anchors. */
  readonly ds: readonly string[];
}

export interface ChainZone extends Part {
  /** In presentation format; `.` for the root. */
  readonly name: string;
  readonly servers: readonly ChainServer[];
  /** Absent where DNSSEC was not looked at. */
  readonly keys?: ChainKeys;
}

export interface Chain {
  /** From the root, or where the walk began, down to the zone that is asked about. */
  readonly zones: readonly ChainZone[];
}
