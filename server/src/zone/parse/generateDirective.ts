/** `$GENERATE range owner [ttl] [class] type data` (BIND's own): the records that it makes are parsed as a text of their own. */
import { MAX_TTL, parseTtl } from '../../dns/ttl.ts';
import { typeCodeAt, typeRow } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ParsedChunk } from '../chunk.ts';
import { EntryFlag, EntryKind } from '../entries.ts';
import {
  expandTemplate,
  type GenerateRange,
  generateCount,
  parseGenerateRange,
  parseGenerateTemplate,
  type TemplatePiece,
  templateFits,
  widthsFit,
} from '../generate.ts';
import type { Parser } from './parser.ts';
import { readClass } from './record.ts';

/** Lines of one `$GENERATE` that are looked at; the rest is said to be left out. */
const GENERATE_LIMIT = 4096;
/** The length of their text, which wide numbers make long. */
const GENERATE_UNITS = 262_144;
/** The length of what all `$GENERATE` lines of a zone make: a reverse zone of 65,536 names has half of it. */
const ZONE_UNITS = 4_194_304;
/** Stands for the length of what was made where it was said that there is no room for more: the lines behind are many, and have that one cause. */
const SAID = Number.POSITIVE_INFINITY;

/** What a directive says. */
interface Generation {
  readonly range: GenerateRange;
  readonly owner: readonly TemplatePiece[];
  /** TTL, class and type, as they are written. */
  readonly header: string;
  readonly data: readonly TemplatePiece[];
}

export function readGenerate(parser: Parser, start: number, end: number): void {
  const argument = parser.first + 1;
  const generation = readGeneration(parser, argument, start, end);
  const lines = generation && linesOf(generation, Math.min(GENERATE_UNITS, ZONE_UNITS - parser.generatedUnits));
  const total = generation ? generateCount(generation.range) : 0;
  if (lines && parser.generatedUnits !== SAID) noteLimit(parser, total, lines.count, argument);
  const entry = parser.addEntry(EntryKind.Generate, start, end, argument);
  if (lines) expand(parser, lines.text, entry, start, end);
  if (generation && lines?.count !== total) goOnBehind(parser, generation, total);
}

/** What follows takes the owner and the TTL of the last record, whether it was looked at or not. */
function goOnBehind(parser: Parser, { range, owner, header }: Generation, total: number): void {
  const name = expandTemplate(owner, range.start + (total - 1) * range.step);
  const last = parser.env.names.read(name, 0, name.length, parser.origin);
  if (last >= 0) parser.owner = last;
  for (const word of header.split(' ')) {
    const ttl = parseTtl(word, 0, word.length);
    if (ttl !== undefined) parser.lastTtl = ttl > MAX_TTL ? 0 : ttl;
  }
}

/** Undefined where something is wrong, which is reported then. */
function readGeneration(parser: Parser, argument: number, start: number, end: number): Generation | undefined {
  const { wordStarts, wordEnds } = parser.scratch.columns;
  const bad = (from: number, to: number, message: string, data?: Record<string, unknown>): undefined => {
    parser.report('zone/bad-generate', from, to, message, data);
  };
  const badWord = (word: number, message: string): undefined => bad(wordStarts[word], wordEnds[word], message);
  if (parser.words < argument + 4) {
    return bad(
      start,
      end,
      t`$GENERATE needs a range, an owner, a type and the data, as in: $GENERATE 1-10 host-$ A 192.0.2.$`,
    );
  }
  const { wordQuoted } = parser.scratch.columns;
  const typeWord = typeWordOf(parser, argument + 2);
  for (let word = argument; word <= typeWord; word++) {
    // Of all its words named takes the data alone in quotes.
    if (wordQuoted[word] !== 1) continue;
    return bad(
      wordStarts[word] - 1,
      wordEnds[word] + 1,
      t`$GENERATE takes only its data in quotes, and the server refuses the zone. Remove the quotes of ${parser.text(word)}.`,
      { code: 'quoted' },
    );
  }
  const range = parseGenerateRange(parser.text(argument));
  if (!range) {
    return badWord(
      argument,
      t`${parser.text(argument)} is not a range: write start-stop or start-stop/step, with start not above stop, such as 1-254.`,
    );
  }
  const type = typeCodeAt(parser.source, wordStarts[typeWord], wordEnds[typeWord]);
  if (type < 0 || typeRow(type, parser.class).status === 'meta') {
    return badWord(typeWord, t`${parser.text(typeWord)} is not a type that $GENERATE can make records of.`);
  }
  const dataWord = typeWord + 1;
  if (parser.words > dataWord + 1) {
    const to = wordEnds[parser.words - 1];
    return bad(
      wordStarts[dataWord + 1],
      to,
      t`$GENERATE takes its data as one word. Put it in quotes: "${parser.source.slice(wordStarts[dataWord], to)}".`,
      { quote: true },
    );
  }
  if (isInParentheses(parser.source, start, wordStarts[dataWord])) {
    return badWord(
      dataWord,
      t`$GENERATE takes no parentheses around its data, and the server refuses the zone. Close them before, or remove them.`,
    );
  }
  const owner = parseGenerateTemplate(parser.text(argument + 1));
  // In quotes a backslash before a quote is gone before the numbers are put in.
  const written = parser.text(dataWord);
  const data = parseGenerateTemplate(wordQuoted[dataWord] === 1 ? written.replace(/\\(.)/gs, unquoted) : written);
  if (!owner || !data) {
    return badWord(
      owner ? dataWord : argument + 1,
      t`A $ with braces has to be \${offset}, \${offset,width} or \${offset,width,base}, with a base of d, o, x, X, n or N.`,
    );
  }
  if (!templateFits(owner, range) || !templateFits(data, range)) {
    return badWord(
      templateFits(owner, range) ? dataWord : argument + 1,
      t`With its offset the number here goes above 2147483647, and the server refuses the zone.`,
    );
  }
  if (!widthsFit(owner) || !widthsFit(data)) {
    return badWord(
      widthsFit(owner) ? dataWord : argument + 1,
      t`named has room for 127 characters of a number, and refuses the zone where one is wider.`,
    );
  }
  let header = '';
  for (let word = argument + 2; word <= typeWord; word++) header += ` ${parser.text(word)}`;
  return { range, owner, header, data };
}

/** Whether a parenthesis that opens in `text[start, end)` is still open at its end. */
function isInParentheses(text: string, start: number, end: number): boolean {
  let depth = 0;
  let isQuoted = false;
  for (let i = start; i < end; i++) {
    const char = text[i];
    if (char === '\\') i++;
    else if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === ';') i = Math.max(i, text.indexOf('\n', i));
  }
  return depth > 0;
}

function unquoted(escaped: string, char: string): string {
  return char === '"' ? char : escaped;
}

/** Between owner and type named takes a TTL and a class, in either order and each once. */
function typeWordOf(parser: Parser, from: number): number {
  const { wordStarts, wordEnds } = parser.scratch.columns;
  let word = from;
  let hasClass = false;
  let hasTtl = false;
  for (; word < parser.words - 2; word++) {
    const [start, end] = [wordStarts[word], wordEnds[word]];
    const isClass = readClass(parser, start, end) >= 0;
    if (isClass ? hasClass : hasTtl || parseTtl(parser.source, start, end) === undefined) break;
    if (isClass) hasClass = true;
    else hasTtl = true;
  }
  return word;
}

function noteLimit(parser: Parser, total: number, made: number, argument: number): void {
  if (total === made) return;
  if (made === 0) parser.generatedUnits = SAID;
  const { wordStarts, wordEnds } = parser.scratch.columns;
  parser.note(
    'zone/generate-limit',
    wordStarts[argument],
    wordEnds[argument],
    made > 0
      ? t`This makes ${total} records; only the first ${made} of them are checked here.`
      : t`This makes ${total} records, and the $GENERATE lines before it as many as are looked at in one zone: neither these nor those of the $GENERATE lines behind it are checked here.`,
  );
}

/** The first lines that are made, as far as there is room for their text. */
function linesOf({ range, owner, header, data }: Generation, units: number): { text: string; count: number } {
  const most = Math.min(generateCount(range), GENERATE_LIMIT);
  let text = '';
  let count = 0;
  for (; count < most && text.length < units; count++) {
    const at = range.start + count * range.step;
    const name = expandTemplate(owner, at);
    // A line that begins with a dollar sign would be a directive.
    text += `${name.startsWith('$') ? '\\' : ''}${name}${header} ${expandTemplate(data, at)}\n`;
  }
  return { text, count };
}

/** Whether what stands at an offset belongs to a record outside of the zone, whose data named leaves unread. */
function isUnread(parser: Parser, { count, starts, ends, owners }: ParsedChunk, offset: number): boolean {
  const { apex, names } = parser.env;
  if (apex === undefined) return false;
  for (let entry = 0; entry < count; entry++) {
    if (offset >= starts[entry] && offset <= ends[entry])
      return owners[entry] >= 0 && !names.isWithin(owners[entry], apex);
  }
  return false;
}

/** Parses the records that are made; the first thing wrong in them is reported at the directive. */
function expand(parser: Parser, lines: string, entry: number, start: number, end: number): void {
  parser.generatedUnits += lines.length;
  const parsed = parser.parseText(
    lines,
    { ...parser.state(0), afterOrigin: false },
    { ...parser.env, include: undefined },
  );
  parser.generated.push({ entry, parsed });
  // The class stands in the directive, and is read in any case.
  const first = parsed.problems.find(
    ({ rule, start: at }) => rule === 'zone/class-mismatch' || !isUnread(parser, parsed, at),
  );
  if (first) {
    const line = lines.slice(lines.lastIndexOf('\n', first.start - 1) + 1).split('\n', 1)[0];
    parser.note(first.rule, start, end, t`One of the records this makes is wrong (${line}): ${first.message}`);
    parser.scratch.columns.flags[entry] |= EntryFlag.Invalid;
  }
  parser.owner = parsed.stateAfter.owner;
  parser.lastTtl = parsed.stateAfter.lastTtl;
}
