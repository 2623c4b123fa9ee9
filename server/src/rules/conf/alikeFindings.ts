/**
 * What rules find in zones that are alike: they look at those that were read, and what they find in each of these they would find in the others.
 * It is kept once, and made into problems for the zones that somebody looks at.
 */
import { type AlikeGroup, type AlikeShape, type AlikeZone, firstFrom, groupsOf, isJudgedBy } from '../../conf/alike.ts';
import type { ConfModel } from '../../conf/model.ts';
import type { Problem, RelatedPlace } from '../rule.ts';
import type { ConfRule } from './context.ts';

/** Where something stands in a statement: behind what of it that differs from zone to zone, and how far. */
interface Spot {
  readonly behind: 'start' | 'name' | 'path';
  readonly by: number;
}

interface SpotRange {
  readonly start: Spot;
  readonly end: Spot;
}

/** A finding as each zone of a group has it: its own name and its file's stand as marks in the texts. */
export interface GroupFinding {
  readonly problem: Omit<Problem, 'uri' | 'start' | 'end' | 'related'>;
  readonly place: SpotRange;
  /** Places in the statement itself, and elsewhere. */
  readonly related: readonly (RelatedPlace | { readonly place: SpotRange; readonly message: string })[] | undefined;
  /** What makes it one with others of the file, where its rule tells it once. */
  readonly once: string | undefined;
}

/** What is found in each zone of a group. */
export type GroupFindings = ReadonlyMap<AlikeGroup, readonly GroupFinding[]>;

/** Stand for a zone's name and its file's; no text of a rule holds them. */
const NAME = '\0';
const PATH = '\x01';

/** Gathers what rules find in zones that others are alike. */
export class AlikeGathering {
  /** Shapes of whose zones something is found that is not the same for each: all of them have to be read. */
  readonly unlike = new Set<AlikeShape>();
  readonly #found = new Map<AlikeGroup, GroupFinding[]>();
  /** The zones that others are judged by, and those others, by file. */
  readonly #read = new Map<string, readonly AlikeZone[]>();
  readonly #passed = new Map<string, readonly AlikeZone[]>();

  constructor(model: ConfModel) {
    for (const { uri, tree } of model.files) {
      if (!tree.alike) continue;
      const read = tree.alike.shapes
        .filter(isJudgedBy)
        .flatMap(groupsOf)
        .flatMap((group) => group.read);
      this.#read.set(
        uri,
        read.sort((a, b) => a.start - b.start),
      );
      this.#passed.set(uri, tree.alike.zones);
    }
  }

  /** What is told of each zone of its own; what is told once a file is not among it. */
  get found(): GroupFindings {
    const found = new Map<AlikeGroup, readonly GroupFinding[]>();
    for (const [group, all] of this.#found) {
      const own = new Map(all.flatMap((each) => (each.once === undefined ? [[JSON.stringify(each), each]] : [])));
      if (own.size > 0) found.set(group, [...own.values()]);
    }
    return found;
  }

  /** The shapes in whose zones something was found. */
  get shapes(): ReadonlySet<AlikeShape> {
    return new Set([...this.#found.keys()].map(({ shape }) => shape));
  }

  /** Takes what a rule found; `onceKey` says what makes findings of a file one. */
  take(rule: ConfRule, problems: readonly Problem[], onceKey: (problem: Problem) => string | undefined): void {
    const found = new Map<AlikeZone, GroupFinding[]>();
    for (const problem of problems) {
      if (rule.isOfAll?.(problem)) continue;
      const zone = this.#zoneAt(problem.uri, problem.start);
      for (const { uri, start } of problem.related ?? []) {
        const other = this.#zoneAt(uri, start);
        if (other && other !== zone) this.unlike.add(other.group.shape);
      }
      if (!zone) continue;
      const finding = findingOf(problem, zone, onceKey(problem));
      if (!finding) this.unlike.add(zone.group.shape);
      const others = found.get(zone);
      if (!finding) continue;
      if (others) others.push(finding);
      else found.set(zone, [finding]);
    }
    for (const shape of new Set([...found.keys()].map(({ group }) => group.shape))) {
      for (const group of groupsOf(shape)) if (group.alike > 0) this.#compare(group, found);
    }
  }

  /** What is found in one zone of a group is taken to be found in all where it is found in each that was read, and these have nothing in common but their shape. */
  #compare(group: AlikeGroup, found: ReadonlyMap<AlikeZone, readonly GroupFinding[]>): void {
    const [first, ...others] = group.read.map((zone) => found.get(zone) ?? []);
    const text = JSON.stringify(first);
    const isDifferent = ({ name, path }: AlikeZone): boolean =>
      name !== group.read[0].name && (path === '' || path !== group.read[0].path);
    if (others.some((other) => JSON.stringify(other) !== text) || !group.read.some(isDifferent)) {
      this.unlike.add(group.shape);
    } else if (first.length > 0) this.#found.set(group, [...(this.#found.get(group) ?? []), ...first]);
  }

  #zoneAt(uri: string, offset: number): AlikeZone | undefined {
    const read = this.#read.get(uri) ?? [];
    const zone = read[firstFrom(read, offset + 1) - 1];
    return zone && offset < zone.end ? zone : undefined;
  }

  /** How often something that is told once a file is found in zones that were passed over. */
  countOf(uri: string, once: string): number {
    let count = 0;
    for (const [{ read, alike }, all] of this.#found) {
      if (read[0].uri === uri) count += alike * all.filter((finding) => finding.once === once).length;
    }
    return count;
  }

  /** The first problems of it. */
  firstOf(uri: string, once: string, most: number): Problem[] {
    const problems: Problem[] = [];
    if (this.countOf(uri, once) === 0) return problems;
    for (const zone of this.#passed.get(uri) ?? []) {
      if (problems.length >= most) break;
      for (const finding of this.#found.get(zone.group) ?? []) {
        if (finding.once === once) problems.push(problemIn(finding, zone));
      }
    }
    return problems;
  }
}

/** A problem of a zone as each zone of its group has it; undefined where it goes over what differs. */
function findingOf(problem: Problem, zone: AlikeZone, once: string | undefined): GroupFinding | undefined {
  const { uri, start, end, related, ...rest } = problem;
  const place = spotRange(start, end, zone);
  if (!place) return undefined;
  const others: GroupFinding['related'] & unknown[] = [];
  for (const other of related ?? []) {
    const isWithin = other.uri === uri && other.start >= zone.start && other.start < zone.end;
    const within = isWithin ? spotRange(other.start, other.end, zone) : undefined;
    if (isWithin && !within) return undefined;
    const message = withMarks(other.message, zone);
    others.push(within ? { place: within, message } : { ...other, message });
  }
  return { problem: mapTexts(rest, (text) => withMarks(text, zone)), place, related: related && others, once };
}

/** The problem that a finding is in one zone. */
export function problemIn({ problem, place, related }: GroupFinding, zone: AlikeZone): Problem {
  const { uri } = zone;
  const whole = {
    ...mapTexts(problem, (text) => withNames(text, zone)),
    uri,
    start: offsetOf(place.start, zone),
    end: offsetOf(place.end, zone),
  };
  if (!related) return whole;
  const places = related.map((other) => ({
    ...('place' in other
      ? { uri, start: offsetOf(other.place.start, zone), end: offsetOf(other.place.end, zone) }
      : other),
    message: withNames(other.message, zone),
  }));
  return { ...whole, related: places };
}

function nameEnd({ start, name, group }: AlikeZone): number {
  return start + group.shape.before.length + name.length;
}

function spotRange(start: number, end: number, zone: AlikeZone): SpotRange | undefined {
  const from = spotOf(start, zone);
  const to = spotOf(end, zone);
  return from && to && { start: from, end: to };
}

function spotOf(offset: number, zone: AlikeZone): Spot | undefined {
  const { start, end, name, pathStart, path } = zone;
  const named = nameEnd(zone);
  if (offset < start || offset > end) return undefined;
  if (offset <= named - name.length) return { behind: 'start', by: offset - start };
  if (offset < named) return undefined;
  if (pathStart < 0 || offset <= pathStart) return { behind: 'name', by: offset - named };
  return offset < pathStart + path.length ? undefined : { behind: 'path', by: offset - pathStart - path.length };
}

function offsetOf({ behind, by }: Spot, zone: AlikeZone): number {
  if (behind === 'start') return zone.start + by;
  return by + (behind === 'name' ? nameEnd(zone) : zone.pathStart + zone.path.length);
}

/** A text with marks for the names; the longer one first, since it may hold the other. */
function withMarks(text: string, { name, path }: AlikeZone): string {
  const pairs = [
    [name, NAME],
    [path, PATH],
  ].filter(([word]) => word !== '');
  if (path.length > name.length) pairs.reverse();
  return pairs.reduce((rest, [word, mark]) => rest.replaceAll(word, mark), text);
}

function withNames(text: string, { name, path }: AlikeZone): string {
  return text.replaceAll(NAME, name).replaceAll(PATH, path);
}

/** The same with each text in it made another. */
function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, change)])) as T;
}
