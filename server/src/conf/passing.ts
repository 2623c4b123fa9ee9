/** Reading a configuration of many zones: all but the zones that are alike others, and after an edit no more than what is around it. */
import { type AlikeZone, type AlikeZones, firstFrom, groupsOf, isBalanced, isJudgedBy } from './alike.ts';
import type { Tokens } from './lexer.ts';
import { lexBetween, lexPassing } from './lexer.ts';
import { parseConf, parseTokens } from './parser.ts';
import type { ConfTree } from './tree.ts';

/**
 * Reads a file of statements at the top, all but the zones that are alike others; `alikeIn` makes what passes over them. Where braces are
 * missing, zones at the beginning of a line are taken to stand at the top, and where the parser finds that they do not, everything is read.
 */
export function parsePassing(text: string, alikeIn: (isGuess: boolean) => AlikeZones): ConfTree {
  const alike = alikeIn(false);
  const tokens = lexPassing(text, alike);
  if (isBalanced(text, tokens)) {
    return alike.zones.length === 0 ? parseTokens(text, tokens, 'top') : { ...parseTokens(text, tokens, 'top'), alike };
  }
  const guessed = alikeIn(true);
  const guess = lexPassing(text, guessed);
  const tree = guessed.zones.length > 0 ? parseGuess(text, guess, guessed) : undefined;
  return tree ?? parseConf(text);
}

/**
 * The tree, where every zone that was passed over stands between two statements at the top, and those that it is alike were read without a
 * mistake, braces missing somewhere or not; undefined elsewhere.
 */
function parseGuess(text: string, tokens: Tokens, alike: AlikeZones): ConfTree | undefined {
  const tree = parseTokens(text, tokens, 'top', alike.zones);
  if (!tree) return undefined;
  const read = new Map(tree.root.statements.map((statement) => [statement.start, statement]));
  for (const { start } of alike.shapes
    .filter(isJudgedBy)
    .flatMap(groupsOf)
    .flatMap(({ read }) => read)) {
    const statement = read.get(start);
    if (!statement || statement.semicolon < 0) return undefined;
    if (tree.problems.some((problem) => problem.start >= start && problem.start < statement.end)) return undefined;
  }
  return { ...tree, alike };
}

/** What an edit changed: the text between two offsets became another, so that what is behind it moved. */
export interface ConfEdit {
  readonly start: number;
  readonly end: number;
  readonly delta: number;
}

/** A tree after an edit, and the zones that are passed over no longer, and now. */
export interface EditedTree {
  readonly tree: ConfTree;
  readonly out: readonly AlikeZone[];
  readonly added: readonly AlikeZone[];
}

/**
 * Reads a file again after an edit: what stands between the zones that were passed over before and behind it. Takes over the zones of the
 * old tree, which is of no use afterwards. Undefined where more has to be read.
 */
export function parseEdited({ tokens: old, alike }: ConfTree, text: string, edit: ConfEdit): EditedTree | undefined {
  if (!alike || old.unclosedQuote >= 0 || old.unclosedComment >= 0) return undefined;
  const { zones } = alike;
  // What touches the edit is read again, too: a zone that is passed over has its lines for itself.
  const before = zones[firstFrom(zones, edit.start) - 1];
  const anchor = before && before.end < edit.start ? before : zones[firstFrom(zones, edit.start) - 2];
  if (!anchor) return undefined;
  const from = anchor.end;
  // The next one is read again, too: without its `;` a statement goes on into it.
  const behind = zones[firstFrom(zones, edit.end + 1) + 1];
  const oldTo = behind?.start ?? old.starts[old.count] + 1;
  const to = behind ? behind.start + edit.delta : text.length;
  const out = alike.cutOut(from, oldTo, edit.delta);
  const between = out && lexBetween(text, from, to, alike);
  const added = between && alike.putBack();
  if (!out || !between || !added) return undefined;
  const tokens = spliced(old, between, from, behind ? oldTo : undefined, edit.delta, text.length);
  if (alike.zones.length === 0 || !isBalanced(text, tokens)) return undefined;
  return { tree: { ...parseTokens(text, tokens, 'top'), alike }, out, added };
}

/** Old tokens up to `from`, new ones, and old ones from `to` on, which moved; white space stands at both. */
function spliced(
  old: Tokens,
  between: Tokens,
  from: number,
  to: number | undefined,
  delta: number,
  length: number,
): Tokens {
  let head = 0;
  while (head < old.count && old.starts[head] < from) head++;
  let tail = old.count;
  if (to !== undefined) while (tail > head && old.starts[tail - 1] > to) tail--;
  // The first of the new ones is the white space that the old ones end with.
  const count = head + between.count - 1 + (old.count - tail);
  const kinds = new Uint8Array(count);
  const starts = new Int32Array(count + 1);
  kinds.set(old.kinds.subarray(0, head));
  starts.set(old.starts.subarray(0, head));
  kinds.set(between.kinds.subarray(1), head);
  starts.set(between.starts.subarray(1, between.count), head);
  const at = head + between.count - 1;
  for (let i = tail; i < old.count; i++) {
    kinds[at + i - tail] = old.kinds[i];
    starts[at + i - tail] = old.starts[i] + delta;
  }
  starts[count] = length;
  return { count, kinds, starts, unclosedQuote: -1, unclosedComment: -1 };
}
