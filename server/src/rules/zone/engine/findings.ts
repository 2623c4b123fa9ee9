/** What the rules found in a zone, kept by what they looked at, so that each part can be found again without the others. */
import type { NameId } from '../../../dns/names.ts';
import type { ParsedChunk } from '../../../zone/chunk.ts';
import type { ZoneDocument } from '../../../zone/document.ts';
import type { ZonePlace } from '../places.ts';
import type { Finding } from './finding.ts';
import { Groups } from './groups.ts';

/** What was found in one chunk: by the parser and the rules about records, and by the rules about owners. */
interface ChunkFindings {
  readonly document: ZoneDocument;
  readonly chunk: ParsedChunk;
  own: readonly Finding[];
  /** The owners whose findings stand in the chunk or speak of a place in it. */
  readonly owners: Set<NameId>;
  /** Those of rules about the zone. */
  ofZone: Finding[];
  /** Those that stand for all of one cause. */
  readonly ofGroups: Set<Finding>;
  /** All of them as they are told, made when first asked for. */
  told: ToldChunk | undefined;
}

/** The problems in a chunk. It is another object when they are others, so that what is made of it holds until then. */
export interface ToldChunk {
  readonly document: ZoneDocument;
  readonly chunk: ParsedChunk;
  readonly findings: readonly Finding[];
}

const NOTHING: readonly Finding[] = [];

export class Findings {
  readonly #inChunk = new Map<number, ChunkFindings>();
  readonly #byOwner = new Map<NameId, readonly Finding[]>();
  readonly #groups = new Groups();
  #ofZone: readonly Finding[] = [];

  clear(): void {
    this.#inChunk.clear();
    this.#byOwner.clear();
    this.#groups.clear();
    this.#ofZone = NOTHING;
  }

  /** The owners of which something was found; they may be no owners any more. */
  owners(): Iterable<NameId> {
    return this.#byOwner.keys();
  }

  /** The owners whose findings stand in a chunk or speak of a place in it. */
  ownersIn(chunk: ParsedChunk): Iterable<NameId> {
    return this.#inChunk.get(chunk.id)?.owners ?? [];
  }

  /** Forgets a chunk that is no longer there. What was found of owners stays until they are checked again. */
  drop(chunk: ParsedChunk): void {
    this.#groups.remove(this.#inChunk.get(chunk.id)?.own ?? NOTHING);
    this.#inChunk.delete(chunk.id);
  }

  /** Keeps what the parser and the rules about records and chunks found in a chunk; undefined where it is nothing. */
  setChunk(document: ZoneDocument, chunk: ParsedChunk, findings: readonly Finding[] | undefined): void {
    if (!findings && !this.#inChunk.has(chunk.id)) return;
    const found = this.#found(document, chunk);
    this.#groups.remove(found.own);
    found.own = findings ?? NOTHING;
    this.#groups.add(found.own);
    found.told = undefined;
  }

  /** Keeps what the rules about owners found of an owner; undefined where it is nothing. */
  setOwner(owner: NameId, findings: readonly Finding[] | undefined): void {
    if (!findings && this.#byOwner.size === 0) return;
    const before = this.#byOwner.get(owner);
    if (before) {
      for (const place of placesOf(before)) this.#forgetTold(place.chunk);
      this.#groups.remove(before);
    }
    if (!findings) {
      if (before) this.#byOwner.delete(owner);
      return;
    }
    this.#byOwner.set(owner, findings);
    this.#groups.add(findings);
    for (const { document, chunk } of placesOf(findings)) {
      const found = this.#found(document, chunk);
      found.owners.add(owner);
      found.told = undefined;
    }
  }

  /** Keeps what the rules about the zone found. */
  setZone(findings: readonly Finding[] = NOTHING): void {
    if (sameFindings(findings, this.#ofZone)) return;
    for (const { place } of this.#ofZone) {
      const found = this.#inChunk.get(place.chunk.id);
      if (found) Object.assign(found, { ofZone: [], told: undefined });
    }
    for (const finding of findings) {
      const found = this.#found(finding.place.document, finding.place.chunk);
      found.ofZone.push(finding);
      found.told = undefined;
    }
    this.#groups.remove(this.#ofZone);
    this.#groups.add(findings);
    this.#ofZone = findings;
  }

  /** The chunks in which something was found. */
  *told(): Iterable<ToldChunk> {
    this.#groups.refresh((before, now) => {
      if (before) {
        this.#inChunk.get(before.place.chunk.id)?.ofGroups.delete(before);
        this.#forgetTold(before.place.chunk);
      }
      if (!now) return;
      const found = this.#found(now.place.document, now.place.chunk);
      found.ofGroups.add(now);
      found.told = undefined;
    });
    for (const found of this.#inChunk.values()) {
      found.told ??= tell(found, this.#byOwner);
      if (found.told.findings.length > 0) yield found.told;
    }
  }

  #found(document: ZoneDocument, chunk: ParsedChunk): ChunkFindings {
    let found = this.#inChunk.get(chunk.id);
    if (!found) {
      found = { document, chunk, own: NOTHING, owners: new Set(), ofZone: [], ofGroups: new Set(), told: undefined };
      this.#inChunk.set(chunk.id, found);
    }
    return found;
  }

  #forgetTold(chunk: ParsedChunk): void {
    const found = this.#inChunk.get(chunk.id);
    if (found) found.told = undefined;
  }
}

function tell(
  { document, chunk, own, owners, ofZone, ofGroups }: ChunkFindings,
  byOwner: ReadonlyMap<NameId, readonly Finding[]>,
): ToldChunk {
  const findings: Finding[] = [];
  /** Of what the records of one `$GENERATE` have in common, one is told: the first by its text, whatever the order of checking. */
  const ofGenerate = new Map<string, Finding>();
  const collect = (finding: Finding): void => {
    if (finding.place.chunk !== chunk || finding.group !== undefined) return;
    if (!finding.generated) {
      findings.push(finding);
      return;
    }
    const key = `${finding.rule.id} ${finding.place.start}`;
    const told = ofGenerate.get(key);
    if (!told || finding.message < told.message) ofGenerate.set(key, finding);
  };
  for (const finding of own) collect(finding);
  for (const owner of owners) for (const finding of byOwner.get(owner) ?? []) collect(finding);
  for (const finding of ofZone) collect(finding);
  for (const finding of ofGenerate.values()) findings.push(finding);
  for (const finding of ofGroups) findings.push(finding);
  return { document, chunk, findings };
}

/** The places that findings stand at, and those they speak of. */
function* placesOf(findings: readonly Finding[]): Iterable<ZonePlace> {
  for (const { place, extra } of findings) {
    yield place;
    for (const related of extra?.related ?? []) yield related.place;
  }
}

function sameFindings(a: readonly Finding[], b: readonly Finding[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      (finding, index) =>
        finding.rule === b[index].rule &&
        finding.message === b[index].message &&
        finding.severity === b[index].severity &&
        samePlace(finding.place, b[index].place) &&
        !finding.extra?.related &&
        !b[index].extra?.related &&
        finding.extra?.others?.of === b[index].extra?.others?.of &&
        JSON.stringify(finding.extra?.data) === JSON.stringify(b[index].extra?.data),
    )
  );
}

function samePlace(a: ZonePlace, b: ZonePlace): boolean {
  return a.chunk === b.chunk && a.start === b.start && a.end === b.end;
}
