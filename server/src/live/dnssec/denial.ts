/**
 * What NSEC and NSEC3 records prove that is not there (RFC 4035 section 5.4, RFC 5155 section 8, RFC 6840 section 4). All of them come from one zone, and their
 * signatures hold. Limits: NSEC3 records that ask for more than 150 iterations prove nothing, and what they should is taken as not signed (RFC 9276 section 3.2;
 * BIND and Unbound have the same number); and 256 names are hashed for one answer, however many records there are.
 */
import { NSEC3_FLAG, NSEC3_HASH } from '../../dns/codes.ts';
import { compareOctets } from '../../dns/nameOrder.ts';
import { nsec3Hash } from '../../dns/nsec3Hash.ts';
import { TYPE } from '../../dns/types.ts';
import { isBelow, sameName } from '../names.ts';
import { commonAncestor, compareCanonical, depthOf, lastLabels, lowWire, wildcardOf } from './names.ts';
import type { Nsec, Nsec3 } from './records.ts';

export const MAX_ITERATIONS = 150;
export const MAX_HASHES = 256;

/** The verified denials of one zone in an answer. */
export interface Denials {
  readonly zone: string;
  readonly nsecs: readonly Nsec[];
  readonly nsec3s: readonly Nsec3[];
  readonly maxIterations?: number;
}

/**
 * - proved: it is not there
 * - opt-out: an unsigned delegation may be there (RFC 5155 section 6)
 * - iterations: the records ask for too much work, and are not looked at
 * - not-proved: they do not say so
 * - none: there are no such records
 */
export type Proof = 'proved' | 'opt-out' | 'iterations' | 'not-proved' | 'none';

/** What a zone says of a name where a DS record would be: an unsigned delegation, no delegation, or that nothing is there. */
export type DsProof = Proof | 'no-cut' | 'not-there';

/** The types say that the name is delegated: what lies there and below is another zone's. */
function isCut(types: ReadonlySet<number>): boolean {
  return types.has(TYPE.NS) && !types.has(TYPE.SOA);
}

/** Whether what stands at the owner says nothing of the names below it: a delegation, a DNAME. */
function hidesBelow(types: ReadonlySet<number>): boolean {
  return isCut(types) || types.has(TYPE.DNAME);
}

/** Whether the types at a name say that it has not this one, and may say so (RFC 6840 sections 4.1 and 4.3). */
function lacks(types: ReadonlySet<number>, type: number, name: string): boolean {
  if (types.has(type) || types.has(TYPE.CNAME)) return false;
  // Of a DS the zone above speaks, of everything else the zone itself.
  if (type === TYPE.DS) return name === '.' || !types.has(TYPE.SOA);
  return !isCut(types);
}

function covers({ owner, next, types }: Nsec, name: string, zone: string): boolean {
  if (isBelow(name, owner) && hidesBelow(types)) return false;
  if (compareCanonical(owner, name) >= 0) return false;
  // The last one leads back to the zone's own name.
  return sameName(next, zone) || compareCanonical(name, next) < 0;
}

function nsecMatching({ nsecs }: Denials, name: string): Nsec | undefined {
  return nsecs.find(({ owner }) => sameName(owner, name));
}

function nsecCovering({ nsecs, zone }: Denials, name: string): Nsec | undefined {
  return nsecs.find((nsec) => covers(nsec, name, zone));
}

/** The name that a covering NSEC shows to be there with nothing at it, since others are below it. */
function isEmpty({ next }: Nsec, name: string): boolean {
  return isBelow(next, name);
}

/** The longest name above one that is not there which the NSEC shows to be there. */
function encloserBy({ owner, next }: Nsec, name: string): string {
  const [one, other] = [commonAncestor(owner, name), commonAncestor(next, name)];
  return depthOf(one) > depthOf(other) ? one : other;
}

function nsecNodata(denials: Denials, name: string, type: number): Proof {
  const matching = nsecMatching(denials, name);
  if (matching) return lacks(matching.types, type, name) ? 'proved' : 'not-proved';
  const covering = nsecCovering(denials, name);
  if (!covering) return 'not-proved';
  if (isEmpty(covering, name)) return 'proved';
  const wildcard = nsecMatching(denials, wildcardOf(encloserBy(covering, name)));
  return wildcard && lacks(wildcard.types, type, wildcard.owner) ? 'proved' : 'not-proved';
}

function nsecNxdomain(denials: Denials, name: string): Proof {
  const covering = nsecCovering(denials, name);
  if (!covering || isEmpty(covering, name)) return 'not-proved';
  return nsecCovering(denials, wildcardOf(encloserBy(covering, name))) ? 'proved' : 'not-proved';
}

/** The hashes of names with the parameters of one chain. */
class Hashed {
  readonly #records: readonly Nsec3[];
  readonly #hashes = new Map<string, Uint8Array | undefined>();
  /** More names were to be hashed than are. */
  isOver = false;

  constructor(records: readonly Nsec3[]) {
    this.#records = records;
  }

  #hash(name: string): Uint8Array | undefined {
    const key = name.toLowerCase();
    if (this.#hashes.has(key)) return this.#hashes.get(key);
    if (this.#hashes.size >= MAX_HASHES) {
      this.isOver = true;
      return undefined;
    }
    const [{ salt, iterations }] = this.#records;
    const hash = nsec3Hash(lowWire(name), salt, iterations);
    this.#hashes.set(key, hash);
    return hash;
  }

  matching(name: string): Nsec3 | undefined {
    const hash = this.#hash(name);
    return hash && this.#records.find((record) => record.hash && compareOctets(record.hash, hash) === 0);
  }

  covering(name: string): Nsec3 | undefined {
    const wanted = this.#hash(name);
    if (!wanted) return undefined;
    return this.#records.find(({ hash, next }) => {
      if (!hash) return false;
      const [isBehind, isBefore] = [compareOctets(hash, wanted) < 0, compareOctets(wanted, next) < 0];
      // The last one leads back to the first.
      return compareOctets(hash, next) < 0 ? isBehind && isBefore : isBehind || isBefore;
    });
  }
}

function isOptOut({ flags }: Nsec3): boolean {
  return (flags & NSEC3_FLAG.OPT_OUT) !== 0;
}

/** The records that count: of one chain, with a hash that is known and flags that are (RFC 5155 sections 8.1 and 8.2). */
function chainOf({ zone, nsec3s, maxIterations = MAX_ITERATIONS }: Denials): Hashed | 'iterations' | undefined {
  const known = nsec3s.filter(
    (record) =>
      record.algorithm === NSEC3_HASH.SHA1 && (record.flags & ~NSEC3_FLAG.OPT_OUT) === 0 && sameName(record.zone, zone),
  );
  if (known.length === 0) return undefined;
  if (known.some(({ iterations }) => iterations > maxIterations)) return 'iterations';
  const [first] = known;
  return new Hashed(
    known.filter(({ iterations, salt }) => iterations === first.iterations && compareOctets(salt, first.salt) === 0),
  );
}

interface Encloser {
  /** The longest name above that is there. */
  readonly name: string;
  /** What covers the name right below it. */
  readonly covering: Nsec3;
}

/** The proof of the closest encloser (RFC 5155 section 8.3). */
function encloserOf(hashed: Hashed, name: string, zone: string): Encloser | undefined {
  const [all, least] = [depthOf(name), depthOf(zone)];
  for (let count = all - 1; count >= least; count--) {
    const candidate = lastLabels(name, count);
    const matching = hashed.matching(candidate);
    if (!matching) continue;
    if (hidesBelow(matching.types)) return undefined;
    const covering = hashed.covering(lastLabels(name, count + 1));
    return covering && { name: candidate, covering };
  }
  return undefined;
}

function nsec3Nodata(hashed: Hashed, zone: string, name: string, type: number): Proof {
  const matching = hashed.matching(name);
  if (matching) return lacks(matching.types, type, name) ? 'proved' : 'not-proved';
  const encloser = encloserOf(hashed, name, zone);
  if (!encloser) return 'not-proved';
  const wildcard = hashed.matching(wildcardOf(encloser.name));
  if (wildcard && !lacks(wildcard.types, type, wildcardOf(encloser.name))) return 'not-proved';
  // A delegation that the chain leaves out may be there (RFC 5155 sections 8.6 and 9.2; erratum 3441 for other types than DS).
  if (isOptOut(encloser.covering)) return 'opt-out';
  return wildcard ? 'proved' : 'not-proved';
}

function nsec3Nxdomain(hashed: Hashed, zone: string, name: string): Proof {
  const encloser = encloserOf(hashed, name, zone);
  if (!encloser || !hashed.covering(wildcardOf(encloser.name))) return 'not-proved';
  return isOptOut(encloser.covering) ? 'opt-out' : 'proved';
}

function byBoth(denials: Denials, byNsec: () => Proof, byNsec3: (hashed: Hashed) => Proof): Proof {
  const proof = denials.nsecs.length > 0 ? byNsec() : 'none';
  if (proof === 'proved' || denials.nsec3s.length === 0) return proof;
  const hashed = chainOf(denials);
  if (hashed === 'iterations') return hashed;
  return hashed ? byNsec3(hashed) : 'not-proved';
}

/** Whether the name is there, and has no records of the type. */
export function proveNodata(denials: Denials, name: string, type: number): Proof {
  return byBoth(
    denials,
    () => nsecNodata(denials, name, type),
    (hashed) => nsec3Nodata(hashed, denials.zone, name, type),
  );
}

/** Whether neither the name is there nor a wildcard that would stand for it. */
export function proveNxdomain(denials: Denials, name: string): Proof {
  return byBoth(
    denials,
    () => nsecNxdomain(denials, name),
    (hashed) => nsec3Nxdomain(hashed, denials.zone, name),
  );
}

/** Whether nothing stands nearer to the name than the wildcard that was expanded for it, `labels` of which are its own (RFC 4035 section 5.3.4, RFC 5155 section 8.8). */
export function proveExpansion(denials: Denials, name: string, labels: number): Proof {
  return byBoth(
    denials,
    () => (nsecCovering(denials, name) ? 'proved' : 'not-proved'),
    (hashed) => {
      const covering = hashed.covering(lastLabels(name, labels + 1));
      if (!covering) return 'not-proved';
      return isOptOut(covering) ? 'opt-out' : 'proved';
    },
  );
}

/** What the zone says of a name below it that has no DS records. */
export function proveNoDs(denials: Denials, name: string): DsProof {
  const nsec = nsecMatching(denials, name);
  if (nsec) return dsProofBy(nsec.types, name);
  const covering = nsecCovering(denials, name);
  if (covering) return isEmpty(covering, name) ? 'no-cut' : 'not-there';
  if (denials.nsec3s.length === 0) return denials.nsecs.length > 0 ? 'not-proved' : 'none';
  const hashed = chainOf(denials);
  if (hashed === 'iterations') return hashed;
  const matching = hashed?.matching(name);
  if (matching) return dsProofBy(matching.types, name);
  const encloser = hashed && encloserOf(hashed, name, denials.zone);
  if (!encloser) return 'not-proved';
  return isOptOut(encloser.covering) ? 'opt-out' : 'not-there';
}

function dsProofBy(types: ReadonlySet<number>, name: string): DsProof {
  if (types.has(TYPE.DS) || (types.has(TYPE.SOA) && name !== '.')) return 'not-proved';
  return types.has(TYPE.NS) ? 'proved' : 'no-cut';
}
