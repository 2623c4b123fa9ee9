/** Findings of one cause (`once` of a rule): told at the first of them, with the number of the others. An edit costs the chunks that have some. */
import type { ParsedChunk } from '../../../zone/chunk.ts';
import { asFirst, type Finding, MAX_RELATED } from './finding.ts';

/** What a chunk has of a group. */
interface Part {
  readonly findings: Set<Finding>;
  /** Those at one place once, in the order of the text; undefined where it is to be made again. */
  inOrder: readonly Finding[] | undefined;
}

interface Group {
  readonly parts: Map<ParsedChunk, Part>;
  told: Finding | undefined;
}

export class Groups {
  readonly #groups = new Map<string, Group>();
  /** The keys of those that are to be told anew. */
  readonly #changed = new Set<string>();

  clear(): void {
    this.#groups.clear();
    this.#changed.clear();
  }

  /** Takes those of the findings that belong to groups. */
  add(findings: readonly Finding[]): void {
    for (const finding of findings) {
      if (finding.group === undefined) continue;
      let group = this.#groups.get(finding.group);
      if (!group) {
        group = { parts: new Map(), told: undefined };
        this.#groups.set(finding.group, group);
      }
      const part = group.parts.get(finding.place.chunk);
      if (part) {
        part.findings.add(finding);
        part.inOrder = undefined;
      } else group.parts.set(finding.place.chunk, { findings: new Set([finding]), inOrder: undefined });
      this.#changed.add(finding.group);
    }
  }

  remove(findings: readonly Finding[]): void {
    for (const finding of findings) {
      const group = finding.group === undefined ? undefined : this.#groups.get(finding.group);
      const part = group?.parts.get(finding.place.chunk);
      if (finding.group === undefined || !group || !part?.findings.delete(finding)) continue;
      part.inOrder = undefined;
      if (part.findings.size === 0) group.parts.delete(finding.place.chunk);
      this.#changed.add(finding.group);
    }
  }

  /** Tells those that changed: what was told of each before, and what is told now. */
  refresh(tell: (before: Finding | undefined, now: Finding | undefined) => void): void {
    for (const key of this.#changed) {
      const group = this.#groups.get(key)!;
      const before = group.told;
      const { told, isSpread } = tellGroup(group);
      group.told = told;
      tell(before, told);
      if (!told) this.#groups.delete(key);
      // Which of several files comes first is another thing when an include is moved.
      if (!isSpread) this.#changed.delete(key);
    }
  }
}

function tellGroup({ parts }: Group): { told: Finding | undefined; isSpread: boolean } {
  const chunks = [...parts.values()].map((part) => {
    part.inOrder ??= inOrder(part.findings);
    return part.inOrder;
  });
  chunks.sort(([{ place: a }], [{ place: b }]) => {
    return a.document.ordinal - b.document.ordinal || a.chunk.offset - b.chunk.offset;
  });
  const places: Finding[] = [];
  let count = 0;
  for (const found of chunks) {
    count += found.length;
    if (places.length <= MAX_RELATED) places.push(...found.slice(0, MAX_RELATED + 1 - places.length));
  }
  const [first, ...others] = places;
  const isSpread = chunks.some(([{ place }]) => place.document !== first.place.document);
  return { told: count > 1 ? asOne(first, others, count - 1) : first, isSpread };
}

/** The findings at one place once, whatever the order of checking. */
function inOrder(findings: Iterable<Finding>): Finding[] {
  const sorted = [...findings].sort((a, b) => {
    return a.place.start - b.place.start || a.place.end - b.place.end || (a.message < b.message ? -1 : 1);
  });
  return sorted.filter(({ place }, i) => i === 0 || place.start !== sorted[i - 1].place.start);
}

function asOne(first: Finding, others: readonly Finding[], count: number): Finding {
  const places = others.map(({ place, message: text }) => ({ place, message: text }));
  return {
    ...first,
    message: asFirst(first.message, count),
    extra: { ...first.extra, related: [...(first.extra?.related ?? []), ...places] },
  };
}
