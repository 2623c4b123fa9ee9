/** What is wrong with each file: gathered from the zones and configurations that it is part of, as the user set the rules and comments silence. */
import type { RuleId } from '../rules/ids.ts';
import type { Problem } from '../rules/rule.ts';
import type { Steps } from '../steps.ts';
import type { TextBuffer } from '../text/buffer.ts';
import type { ZoneDocument } from '../zone/document.ts';
import { type AlikeProblems, limitAlike, problemsOfAlike } from './alikeProblems.ts';
import type { Configuration } from './configuration.ts';
import { markProblem, utf16Problem } from './encodingProblems.ts';
import {
  asSet,
  compareProblems,
  type FileProblems,
  limitProblems,
  limitTold,
  type RuleSeverities,
  tallied,
  toldBetween,
  toldBy,
} from './fileProblems.ts';
import type { Encoding } from './fileSystem.ts';
import { foreignProblem, isRaw, type RawReading, rawProblem } from './foreign.ts';
import type { Language } from './languages.ts';
import { isAnswerUri } from './standing.ts';
import { ignoredInFile, maySilence, withoutIgnored } from './suppress.ts';
import { type FoundAt, uselessIgnores } from './uselessIgnores.ts';
import type { Zone } from './zone.ts';
import { type Said, toldByAll } from './zonesOfFile.ts';

/** What tells whether the problems of a file may have changed. */
export interface ProblemMark {
  revision: number;
  /** How often zones and configurations read it. */
  sources: number;
  /** False while it is being read: what is wrong with it cannot be told then. */
  told: boolean;
  /** How the file is saved. */
  encoding: Encoding | undefined;
  /** What a configuration says, if one does. */
  problems: readonly Problem[] | undefined;
}

/** True where nothing can have changed between two marks. */
export function sameMark(a: ProblemMark | undefined, b: ProblemMark): boolean {
  if (a === undefined || a.revision !== b.revision || a.sources !== b.sources) return false;
  return a.problems === b.problems && a.encoding === b.encoding;
}

export interface ProblemSources {
  readonly zones: () => Iterable<Zone>;
  /** The zones that read a file, once for each time that they do. */
  readonly readersOf: (uri: string) => readonly Zone[];
  readonly configurations: () => Iterable<Configuration>;
  readonly bufferOf: (uri: string) => TextBuffer | undefined;
  readonly encodingOf: (uri: string) => Encoding | undefined;
  readonly languageOf: (uri: string) => Language | undefined;
  readonly severities: () => RuleSeverities;
  /** The files of which nothing is told. */
  readonly untold: () => ReadonlySet<string>;
}

const NOBODY: readonly Zone[] = [];

export class Problems {
  readonly #sources: ProblemSources;
  /** The zones of which problems are told, as long as they are the same. */
  #judgedOf: { readonly zones: unknown; readonly judged: readonly Zone[] } = { zones: undefined, judged: NOBODY };
  /** The zones whose problems were made ready to be told, at which revision. */
  readonly #prepared = new WeakMap<Zone, number>();
  /** The severities in files that silence rules in all of them. */
  readonly #inFiles = new WeakMap<
    TextBuffer,
    { readonly base: RuleSeverities; readonly ignored: string; readonly severities: RuleSeverities }
  >();

  constructor(sources: ProblemSources) {
    this.#sources = sources;
  }

  /** Every problem of every file, by file. */
  all(): Map<string, Problem[]> {
    const { configurations, severities } = this.#sources;
    const rules = severities();
    const found = new Map<string, Problem[]>();
    const collect = (problem: Problem): void => {
      const shown = asSet(problem, rules);
      if (!shown) return;
      const file = found.get(problem.uri);
      if (file) file.push(shown);
      else found.set(problem.uri, [shown]);
    };
    for (const [uri, said] of this.#saidByZones(rules)) found.set(uri, [...toldByAll(said)]);
    for (const configuration of configurations()) {
      for (const problem of configuration.problems) collect(problem);
      for (const uri of configuration.files) {
        for (const problem of problemsOfAlike(configuration.alikeIn(uri))) collect(problem);
      }
    }
    for (const uri of this.#judgedFiles()) {
      const problem = this.#markProblem(uri);
      if (problem) collect(problem);
      for (const useless of this.#uselessIgnores(uri)) collect(useless);
    }
    for (const [uri, problem] of this.#foreign()) {
      found.delete(uri);
      if (problem) collect(problem);
    }
    for (const uri of this.#sources.untold()) found.delete(uri);
    return new Map([...found].map(([uri, problems]) => [uri, this.#notSilenced(uri, unique(problems))]));
  }

  /** What zones say of each file, as the user set the rules. */
  #saidByZones(rules: RuleSeverities): Map<string, Said[]> {
    const files = new Map<string, Said[]>();
    for (const zone of this.#judged()) {
      for (const [uri, problems] of byFile(zone.problems())) {
        const said = { zone, problems: problems.flatMap((problem) => asSet(problem, rules) ?? []) };
        const file = files.get(uri);
        if (file) file.push(said);
        else files.set(uri, [said]);
      }
    }
    return files;
  }

  /** The files that are something else than what they are taken for, each with its one finding, or null where nothing is to be said. */
  #foreign(): Iterable<[string, Problem | null]> {
    const found = new Map<string, Problem | null>();
    for (const zone of this.#judged()) {
      for (const document of zone.documents) {
        const { uri, buffer } = document;
        const problem = this.#foreignProblem(uri, buffer, 'zone', [document]);
        if (problem !== undefined) found.set(uri, problem);
      }
    }
    for (const configuration of this.#sources.configurations()) {
      for (const uri of configuration.files) {
        const buffer = this.#sources.bufferOf(uri);
        const problem = buffer && this.#foreignProblem(uri, buffer, 'named-conf', []);
        if (problem !== undefined) found.set(uri, problem);
      }
    }
    return found;
  }

  #foreignProblem(
    uri: string,
    buffer: TextBuffer,
    language: Language,
    documents: readonly ZoneDocument[],
  ): Problem | null | undefined {
    const encoding = this.#sources.encodingOf(uri);
    const ofEncoding = utf16Problem(uri, buffer, language, encoding);
    if (ofEncoding || language !== 'zone') return ofEncoding;
    if (isRaw(buffer)) return rawProblem(uri, buffer, this.#rawReading(uri)) ?? null;
    // What is read without a fault from its top is a zone file: the others are looked at.
    const isDoubtful = documents.some(({ chunks: [first] }) => first && first.problems.length > 0);
    return foreignProblem(uri, buffer, isDoubtful);
  }

  /** named writes the files of secondaries in its raw format, and reads them so; `$INCLUDE` is for text in every zone. */
  #rawReading(uri: string): RawReading {
    const zones = this.readersOf(uri);
    const isRefused = zones.some(({ root, options: { settings, source } }) => {
      const isLoaded = settings.loaded || source === 'set';
      return root.uri !== uri || (isLoaded && settings.type !== 'secondary' && settings.format === 'text');
    });
    if (isRefused) return 'refused';
    return zones.some(({ options }) => options.settings.loaded) ? 'as-meant' : 'not-judged';
  }

  /** What a byte order mark at the start of a file does. */
  #markProblem(uri: string): Problem | undefined {
    if (this.#sources.encodingOf(uri) !== 'utf-8-mark') return undefined;
    const buffer = this.#sources.bufferOf(uri);
    if (!buffer) return undefined;
    if ([...this.#sources.configurations()].some((configuration) => configuration.has(uri))) {
      return markProblem(uri, buffer, 'named-conf');
    }
    const readers = this.readersOf(uri);
    if (readers.length === 0) return undefined;
    return markProblem(uri, buffer, readers.some((zone) => zone.root.uri === uri) ? 'zone' : 'include');
  }

  /** The findings, one at most, of a file that is something else than what it is taken for, as the user set its rule; undefined for all others. */
  #foreignIn(uri: string, buffer: TextBuffer): readonly Problem[] | undefined {
    const isConf = [...this.#sources.configurations()].some((configuration) => configuration.has(uri));
    const readers = isConf ? [] : this.readersOf(uri);
    if (!isConf && readers.length === 0) return undefined;
    const documents = readers.flatMap((zone) => zone.documents.filter((document) => document.uri === uri));
    const problem = this.#foreignProblem(uri, buffer, isConf ? 'named-conf' : 'zone', documents);
    if (problem === undefined) return undefined;
    const shown = problem && asSet(problem, this.#sources.severities());
    return shown ? this.#notSilenced(uri, [shown]) : [];
  }

  /** The files that may have problems, each with a mark: while it is the same, so are the problems. */
  marks(): Map<string, ProblemMark> {
    const marks = new Map<string, ProblemMark>();
    const add = (uri: string, revision: number, told: boolean, problems?: readonly Problem[]): void => {
      const mark = marks.get(uri);
      if (!mark) {
        const encoding = this.#sources.encodingOf(uri);
        marks.set(uri, { revision, sources: 1, told, encoding, problems });
      } else {
        mark.revision = Math.max(mark.revision, revision);
        mark.sources++;
        mark.told &&= told;
        mark.problems ??= problems;
      }
    };
    for (const zone of this.#judged()) {
      for (const { uri } of zone.documents) add(uri, zone.revision, zone.isTold);
    }
    for (const { problems, files } of this.#sources.configurations()) {
      const told = byFile(problems);
      for (const uri of told.keys()) add(uri, 0, true, problems);
      for (const uri of files) {
        const buffer = told.has(uri) ? undefined : this.#sources.bufferOf(uri);
        if (buffer && maySilence(buffer)) add(uri, 0, true, problems);
      }
    }
    for (const uri of this.#sources.untold()) marks.delete(uri);
    return marks;
  }

  /** The problems of a file, at most `limit` of them: the most severe. One less, where there are more, leaves room to say so. */
  of(uri: string, limit: number): FileProblems {
    const buffer = this.#sources.bufferOf(uri);
    const alike = this.#alikeIn(uri);
    // Each of them is looked at where some may be silenced, or told twice.
    const isEach = alike.length !== 1 || this.readersOf(uri).length > 0 || !buffer || maySilence(buffer);
    const others = this.#beside(uri, isEach ? alike.map((each) => problemsOfAlike(each)) : []);
    if (!buffer) return limitProblems(others, limit);
    const foreign = this.#foreignIn(uri, buffer);
    if (foreign) return limitProblems([...foreign], limit);
    if (!isEach) return limitAlike(alike[0], others, this.#sources.severities(), limit);
    const [reader, ...more] = this.readersOf(uri);
    if (more.length === 0) {
      return limitTold(reader?.toldIn(uri) ?? [], others, buffer, this.#severitiesIn(uri, buffer), limit);
    }
    return limitProblems(this.between(uri, 0, buffer.length), limit);
  }

  /** Makes ready what telling the problems of all files takes, about a chunk of a zone at a time. What changes meanwhile is made ready by the telling. */
  *prepare(): Steps<void> {
    for (const zone of this.#judged()) {
      const { revision } = zone;
      // Of thousands of zones an edit concerns a few.
      if (!zone.isTold || this.#prepared.get(zone) === revision) continue;
      for (const { uri, buffer } of zone.documents) {
        yield* tallied(zone.toldIn(uri), buffer, this.#severitiesIn(uri, buffer));
      }
      if (zone.revision === revision) this.#prepared.set(zone, revision);
    }
  }

  /** The problems of a file that some rules find, a chunk at a time. */
  *by(uri: string, rules: ReadonlySet<RuleId>): Steps<Problem[]> {
    const buffer = this.#sources.bufferOf(uri);
    const [reader, ...more] = this.readersOf(uri);
    if (!buffer || !reader || more.length > 0 || this.#foreignIn(uri, buffer)) {
      return this.of(uri, Number.POSITIVE_INFINITY).problems.filter(({ rule }) => rules.has(rule));
    }
    const found = yield* toldBy(reader.toldIn(uri), buffer, this.#severitiesIn(uri, buffer), rules);
    for (const problem of this.#beside(uri)) if (rules.has(problem.rule)) found.push(problem);
    return found.sort(compareProblems);
  }

  /** The problems of a file at a range, as offsets; of more than `limit` the first ones. */
  between(uri: string, start: number, end: number, limit = Number.POSITIVE_INFINITY): Problem[] {
    const buffer = this.#sources.bufferOf(uri);
    if (!buffer) return [];
    const foreign = this.#foreignIn(uri, buffer);
    if (foreign) return foreign.filter((problem) => problem.start <= end && problem.end >= start).slice(0, limit);
    const alike = this.#alikeIn(uri).map((each) => problemsOfAlike(each, start, end));
    const beside = this.#beside(uri, alike).filter((problem) => problem.start <= end && problem.end >= start);
    const readers = [...new Set(this.readersOf(uri))];
    // What several zones have in common is found among all.
    const most = readers.length > 1 ? Number.POSITIVE_INFINITY : limit;
    const severities = this.#severitiesIn(uri, buffer);
    const said = readers.map((zone) => ({
      zone,
      problems: toldBetween(zone.toldIn(uri), buffer, severities, start, end, most),
    }));
    return unique([...toldByAll(said), ...beside])
      .sort(compareProblems)
      .slice(0, limit);
  }

  /** The zones that say what is wrong with a file, once for each time that they read it. */
  readersOf(uri: string): readonly Zone[] {
    return isAnswerUri(uri) ? NOBODY : this.#sources.readersOf(uri);
  }

  /** The zone whose finding a problem is: the first of several that tell it. */
  tellerOf(problem: Problem): Zone | undefined {
    return this.tellersIn(problem.uri, problem.start, problem.end)(problem);
  }

  /** The same for the problems of a file, or at a range of it: what its zones say is gathered once. */
  tellersIn(uri: string, start = 0, end = Number.POSITIVE_INFINITY): (problem: Problem) => Zone | undefined {
    const readers = new Set(this.readersOf(uri));
    const [reader] = readers;
    const buffer = this.#sources.bufferOf(uri);
    if (readers.size < 2 || !buffer) return () => reader;
    const said = new Map<string, { readonly zone: Zone; readonly message: string }[]>();
    const severities = this.#severitiesIn(uri, buffer);
    for (const zone of readers) {
      for (const problem of toldBetween(zone.toldIn(uri), buffer, severities, start, end)) {
        const same = said.get(placeKey(problem));
        if (same) same.push({ zone, message: problem.message });
        else said.set(placeKey(problem), [{ zone, message: problem.message }]);
      }
    }
    // What is told for several zones begins with what the one says.
    return (problem) =>
      said.get(placeKey(problem))?.find(({ message }) => problem.message.startsWith(message))?.zone ?? reader;
  }

  /** The user's severities, without the rules that a file silences in all of it: the same object as long as both are the same. */
  #severitiesIn(uri: string, buffer: TextBuffer): RuleSeverities {
    const base = this.#sources.severities();
    const ignored = [...ignoredInFile(buffer, this.#sources.languageOf(uri) ?? 'zone')].join(' ');
    if (ignored === '') return base;
    const known = this.#inFiles.get(buffer);
    if (known?.base === base && known.ignored === ignored) return known.severities;
    const severities = { ...base, ...Object.fromEntries(ignored.split(' ').map((rule) => [rule, 'off'])) };
    this.#inFiles.set(buffer, { base, ignored, severities });
    return severities;
  }

  #judgedFiles(): Set<string> {
    const files = new Set<string>();
    for (const zone of this.#judged()) for (const { uri } of zone.documents) files.add(uri);
    for (const configuration of this.#sources.configurations()) for (const uri of configuration.files) files.add(uri);
    return files;
  }

  #judged(): readonly Zone[] {
    const zones = this.#sources.zones();
    if (this.#judgedOf.zones !== zones) {
      this.#judgedOf = { zones, judged: [...zones].filter(({ options }) => !isAnswerUri(options.uri)) };
    }
    return this.#judgedOf.judged;
  }

  /** What configurations say of zones in a file that they passed over. */
  #alikeIn(uri: string): AlikeProblems[] {
    return [...this.#sources.configurations()]
      .map((configuration) => configuration.alikeIn(uri))
      .filter(({ found }) => found.size > 0);
  }

  /** The problems of a file beside those that rules find in its records; `alike` are those of zones that were passed over. */
  #beside(
    uri: string,
    alike: Iterable<Iterable<Problem>> = this.#alikeIn(uri).map((each) => problemsOfAlike(each)),
  ): Problem[] {
    const severities = this.#sources.severities();
    const said = [...new Set(this.readersOf(uri))].map((zone) => ({
      zone,
      problems: zone
        .problemsOfIncludes()
        .flatMap((problem) => (problem.uri === uri ? (asSet(problem, severities) ?? []) : [])),
    }));
    const found: Problem[] = [];
    for (const { problems } of this.#sources.configurations()) {
      for (const problem of byFile(problems).get(uri) ?? []) found.push(problem);
    }
    for (const problems of alike) for (const problem of problems) found.push(problem);
    const mark = this.#markProblem(uri);
    if (mark) found.push(mark);
    for (const useless of this.#uselessIgnores(uri)) found.push(useless);
    const shown = [...toldByAll(said), ...found.flatMap((problem) => asSet(problem, severities) ?? [])];
    return shown.length === 0 ? shown : this.#notSilenced(uri, unique(shown));
  }

  /** The comments of a file that are to silence a rule and silence nothing. */
  #uselessIgnores(uri: string): Problem[] {
    const { bufferOf, languageOf, severities } = this.#sources;
    const buffer = bufferOf(uri);
    if (!buffer || !maySilence(buffer)) return [];
    return uselessIgnores(uri, buffer, languageOf(uri) ?? 'zone', severities(), () => this.#foundIn(uri));
  }

  /** What rules found in a file, before comments silenced it; undefined where it is not known, or known only for where it is included. */
  *#foundOf(uri: string, readers: readonly Zone[]): Iterable<FoundAt> {
    for (const zone of readers) {
      for (const { chunk, findings } of zone.toldIn(uri)) {
        for (const { rule, place } of findings) yield { rule: rule.id, start: chunk.offset + place.start };
      }
    }
    for (const configuration of this.#sources.configurations()) {
      for (const problem of byFile(configuration.problems).get(uri) ?? []) yield problem;
      yield* problemsOfAlike(configuration.alikeIn(uri));
    }
  }

  #foundIn(uri: string): Iterable<FoundAt> | undefined {
    const readers = this.readersOf(uri);
    const configurations = [...this.#sources.configurations()].filter((configuration) => configuration.has(uri));
    if (readers.length + configurations.length === 0) return undefined;
    if (readers.some((zone) => !zone.isTold || zone.root.uri !== uri)) return undefined;
    return this.#foundOf(uri, readers);
  }

  /** The problems that no comment silences, in the order of the text. */
  #notSilenced(uri: string, problems: Problem[]): Problem[] {
    const { bufferOf, languageOf } = this.#sources;
    const buffer = bufferOf(uri);
    const kept = buffer ? withoutIgnored(problems, buffer, languageOf(uri) ?? 'zone') : problems;
    return kept.sort(compareProblems);
  }
}

function placeKey({ rule, start, end }: Problem): string {
  return `${rule} ${start} ${end}`;
}

/** The same without repetitions: a file that several zones load has the same problem once. */
function unique(problems: readonly Problem[]): Problem[] {
  const counts = new Map<number, number>();
  for (const { start } of problems) counts.set(start, (counts.get(start) ?? 0) + 1);
  const kept: Problem[] = [];
  const places = new Map<string, number>();
  for (const problem of problems) {
    // Most are alone where they begin.
    const key =
      counts.get(problem.start) === 1 ? '' : `${problem.rule} ${problem.start} ${problem.end} ${problem.message}`;
    const place = key === '' ? undefined : places.get(key);
    if (place === undefined) {
      if (key !== '') places.set(key, kept.length);
      kept.push(problem);
    } else kept[place] = problem;
  }
  return kept;
}

const BY_FILE = new WeakMap<readonly Problem[], Map<string, Problem[]>>();

/** Problems by file, kept as long as the list is. */
function byFile(problems: readonly Problem[]): Map<string, Problem[]> {
  let files = BY_FILE.get(problems);
  if (!files) {
    files = new Map();
    for (const problem of problems) {
      const file = files.get(problem.uri);
      if (file) file.push(problem);
      else files.set(problem.uri, [problem]);
    }
    BY_FILE.set(problems, files);
  }
  return files;
}
