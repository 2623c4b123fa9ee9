/** What address match lists let in, as far as their text tells. */

import type { MatchWord } from '../../../conf/matchWord.ts';
import { readMatchWord } from '../../../conf/matchWord.ts';
import type { ConfModel, Setting } from '../../../conf/model.ts';
import { aclNamed } from '../../../conf/model.ts';
import type { Block, Statement, Word } from '../../../conf/tree.ts';
import { blockOf } from '../../../conf/tree.ts';
import { parseAddress } from '../../../dns/addresses.ts';
import type { Prefix } from '../../../dns/prefixes.ts';
import { prefixContains } from '../../../dns/prefixes.ts';

/** Names that are always there, and are no acl of the file. */
export const BUILTIN_ACLS: ReadonlySet<string> = new Set(['any', 'none', 'localhost', 'localnets']);

/** How deep lists in lists are followed for one address. */
const MAX_DEPTH = 20;
/** So many lists, and elements, are looked at for one list; what is beyond is not known. */
const MAX_LISTS = 250;
const MAX_ELEMENTS = 10_000;

/** One element: whether it is negated, and the word or block that it is. `key` elements have the key's name as `key`. */
export interface MatchElement {
  readonly statement: Statement;
  readonly isNegated: boolean;
  readonly word?: Word;
  /** What the word is. */
  readonly read?: MatchWord;
  readonly key?: Word;
  readonly block?: Block;
}

const elementsKnown = new WeakMap<Block, readonly MatchElement[]>();

/** The elements of a list, in order; `geoip` elements and what cannot be read are left out. */
export function elementsOf(block: Block): readonly MatchElement[] {
  let elements = elementsKnown.get(block);
  if (!elements) {
    elements = readElements(block);
    elementsKnown.set(block, elements);
  }
  return elements;
}

function readElements(block: Block): readonly MatchElement[] {
  const elements: MatchElement[] = [];
  for (const statement of block.statements) {
    const isNegated = statement.values[0]?.kind === 'not';
    const [first, second] = statement.values.filter((value) => value.kind !== 'not');
    if (!first) continue;
    if (first.kind === 'block') elements.push({ statement, isNegated, block: first });
    else if (first.quoted || first.text.toLowerCase() !== 'key') {
      if (first.quoted || first.text.toLowerCase() !== 'geoip') {
        elements.push({ statement, isNegated, word: first, read: readMatchWord(first) });
      }
    } else if (second?.kind === 'word') elements.push({ statement, isNegated, key: second });
  }
  return elements;
}

/** The list that an element stands for: the block that it is, or the acl that it names. */
export function listIn(model: ConfModel, { block, word, read }: MatchElement): Block | undefined {
  if (block || !word || read?.kind !== 'name') return block;
  const acl = aclNamed(model, word.text);
  return acl && blockOf(acl.setting.statement);
}

/** The elements of a list and of the lists in it. */
export interface Reach {
  readonly elements: readonly MatchElement[];
  /** False where some are not there: what could not be read, and what is beyond the bound that the work for one list has. */
  readonly isWhole: boolean;
}

const reaches = new WeakMap<ConfModel, Map<Block, Reach>>();

/**
 * What a list comes to: its elements, and in the place of blocks and acls those that are in them. Each list counts once, where it is met
 * first, so lists that name one another make no more work than they have elements. What is negated is not followed.
 */
export function reachOf(model: ConfModel, block: Block): Reach {
  const known = reaches.get(model) ?? new Map<Block, Reach>();
  reaches.set(model, known);
  let reach = known.get(block);
  if (!reach) {
    reach = walk(model, block);
    known.set(block, reach);
  }
  return reach;
}

function walk(model: ConfModel, block: Block): Reach {
  const found: MatchElement[] = [];
  const seen = new Set([block]);
  let isWhole = isRead(block);
  const open = [{ elements: elementsOf(block), next: 0 }];
  for (let frame = open.at(-1); frame; frame = open.at(-1)) {
    const element = frame.elements[frame.next++];
    if (!element) {
      open.pop();
      continue;
    }
    const inner = element.isNegated ? undefined : listIn(model, element);
    if (!inner) found.push(element);
    else if (!seen.has(inner)) {
      seen.add(inner);
      isWhole &&= isRead(inner);
      open.push({ elements: elementsOf(inner), next: 0 });
    }
    if (found.length > MAX_ELEMENTS || seen.size > MAX_LISTS) return { elements: found, isWhole: false };
  }
  return { elements: found, isWhole };
}

/** False for a list with elements that are left out. */
function isRead(block: Block): boolean {
  return block.statements.length === elementsOf(block).length;
}

/** Whether a list lets an address in: first match wins. Undefined where that depends on the machine or on unknown names. */
export function matches(model: ConfModel, block: Block, address: string): boolean | undefined {
  const octets = parseAddress(address);
  return octets && listMatches({ model, octets, known: new Map() }, block, 0);
}

/** A look-up of one address, with the lists that were asked before: a list in itself is not known. */
interface Asked {
  readonly model: ConfModel;
  readonly octets: Uint8Array;
  readonly known: Map<Block, boolean | undefined>;
}

function listMatches(asked: Asked, block: Block, depth: number): boolean | undefined {
  if (asked.known.has(block)) return asked.known.get(block);
  if (depth > MAX_DEPTH) return undefined;
  asked.known.set(block, undefined);
  const answer = firstMatch(asked, block, depth);
  asked.known.set(block, answer);
  return answer;
}

function firstMatch(asked: Asked, block: Block, depth: number): boolean | undefined {
  for (const element of elementsOf(block)) {
    const hit = elementMatches(asked, element, depth);
    if (hit === undefined) return undefined;
    if (hit) return !element.isNegated;
  }
  return false;
}

function elementMatches(asked: Asked, element: MatchElement, depth: number): boolean | undefined {
  const { word, read, block } = element;
  if (block) return listMatches(asked, block, depth + 1);
  if (!word) return false;
  if (read?.kind === 'prefix') return prefixContains(read.prefix, asked.octets);
  const name = word.text.toLowerCase();
  if (name === 'any') return true;
  if (name === 'none') return false;
  const inner = listIn(asked.model, element);
  return inner && listMatches(asked, inner, depth + 1);
}

/** What a list has of its own, lists in it that are no acl among them: whether it lets everyone in, and the acls that it names. */
interface Own {
  readonly isOpen: boolean;
  readonly acls: readonly Block[];
}

function ownOf(model: ConfModel, block: Block): Own {
  const acls: Block[] = [];
  const pending = [block];
  for (let list = pending.pop(); list; list = pending.pop()) {
    for (const element of elementsOf(list)) {
      const { key, isNegated, word, read } = element;
      const name = word?.text.toLowerCase();
      if (key) continue;
      // What stands behind a `!any` is never reached.
      if (isNegated && name === 'any') break;
      if (isNegated) continue;
      if (element.block) pending.push(element.block);
      if (!word) continue;
      if (name === 'any' || (read?.kind === 'prefix' && read.prefix.bits === 0)) return { isOpen: true, acls };
      const inner = listIn(model, element);
      if (inner) acls.push(inner);
    }
  }
  return { isOpen: false, acls };
}

const openAcls = new WeakMap<ConfModel, Set<Block>>();

/** The acls that let everyone in, found from those that say so to those that name them. */
function openAclsOf(model: ConfModel): ReadonlySet<Block> {
  let open = openAcls.get(model);
  if (open) return open;
  open = new Set<Block>();
  const users = new Map<Block, Block[]>();
  for (const { setting } of model.acls) {
    const list = blockOf(setting.statement);
    if (!list) continue;
    const own = ownOf(model, list);
    if (own.isOpen) open.add(list);
    for (const acl of own.acls) {
      const all = users.get(acl);
      if (all) all.push(list);
      else users.set(acl, [list]);
    }
  }
  // The set grows while it is walked.
  for (const list of open) for (const user of users.get(list) ?? []) open.add(user);
  openAcls.set(model, open);
  return open;
}

const opens = new WeakMap<ConfModel, Map<Block, boolean>>();

/** True where a list lets everyone in: `any` or a prefix of length 0 is in it, and is not taken back before. */
export function isOpen(model: ConfModel, block: Block): boolean {
  const known = opens.get(model) ?? new Map<Block, boolean>();
  opens.set(model, known);
  let answer = known.get(block);
  if (answer === undefined) {
    const own = ownOf(model, block);
    answer = own.isOpen || own.acls.some((acl) => openAclsOf(model).has(acl));
    known.set(block, answer);
  }
  return answer;
}

/** True where a list is `{ none; }` or empty. */
export function isNone(block: Block): boolean {
  return elementsOf(block).every((element) => !element.isNegated && element.word?.text.toLowerCase() === 'none');
}

const prefixes = new WeakMap<Reach, readonly Prefix[]>();

/** The addresses and prefixes that a list names, those of its acls among them; as many as are looked at. */
export function prefixesOf(model: ConfModel, block: Block): readonly Prefix[] {
  const reach = reachOf(model, block);
  let found = prefixes.get(reach);
  if (!found) {
    found = reach.elements.flatMap(({ isNegated, read }) =>
      !isNegated && read?.kind === 'prefix' ? [read.prefix] : [],
    );
    prefixes.set(reach, found);
  }
  return found;
}

/** The block of an address match list statement. */
export function listOf(setting: Setting | undefined): Block | undefined {
  return setting && blockOf(setting.statement);
}
