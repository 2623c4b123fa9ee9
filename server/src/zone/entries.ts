/** Entries: a logical line of a master file is one, a record or a directive. What there are, and what is known of each as bits. */

/** What stands on a logical line of a master file. */
export const EntryKind = {
  Record: 0,
  Origin: 1,
  Ttl: 2,
  Include: 3,
  Generate: 4,
  /** A directive that no server knows. */
  UnknownDirective: 5,
  /** A line that is no record: its type could not be made out. */
  Broken: 6,
} as const;
export type EntryKind = (typeof EntryKind)[keyof typeof EntryKind];

/** Bits of an entry's `flags`. */
export const EntryFlag = {
  /** The owner is the one of the record before, or could not be made out. */
  InheritedOwner: 1,
  /** The TTL stands in the record. */
  ExplicitTtl: 2,
  /** The class stands in the record. */
  ExplicitClass: 4,
  /** Something in the record is wrong: a server would refuse it. */
  Invalid: 8,
  /** The RDATA is in the form of RFC 3597: `\# length hex`. */
  Generic: 16,
  /** It is plain: no backslashes, each string and each parenthesis closed. */
  Plain: 32,
  /** Its owner may be written as a relative name of several labels, the last of which are those of the origin or of the zone's name. */
  RelativeOwner: 64,
  /** Its data need no closer look by themselves: dns/rdata/usual.ts. */
  Usual: 128,
  /** Its class is another one than the zone's. */
  OtherClass: 256,
  /** Its line has the age that Microsoft's servers write behind the owner: `[AGE:3576256]`. */
  Aged: 512,
  /** Of a broken line: its type is one that only other servers have, and stands as its first word. */
  Foreign: 1024,
  /** White space stands before its owner or before the directive, which named then takes for a type. It is read as if there were none. */
  Indented: 2048,
  /** Its owner ends in a dot: it is an absolute name, if no backslash stands before it. */
  AbsoluteOwner: 4096,
} as const;
