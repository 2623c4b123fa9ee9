/**
 * What a test of a delegation is: a row with its id, title and tags, and a conversation over the world that yields findings. The ids and
 * tags are Zonemaster's, so that whoever knows one tool knows the other, and results can be compared; the texts are ours.
 */
import type { Marked } from '../../l10n.ts';
import type { Conversation } from '../conversation.ts';
import type { World } from './world.ts';

/** From the worst on. */
export const LEVELS = ['critical', 'error', 'warning', 'notice', 'info', 'debug'] as const;
export type Level = (typeof LEVELS)[number];

/** The link of the chain that a case is about, in the order of the chain. */
export const LINKS = ['name', 'parent', 'delegation', 'servers', 'zone', 'dnssec'] as const;
export type Link = (typeof LINKS)[number];

/** One vocabulary of arguments; a suffix (`domain_child`) tells two of one kind apart. Lists are arrays. */
export type ArgumentValue = string | number | readonly (string | number)[];
export type Arguments = Readonly<Record<string, ArgumentValue>>;

export interface TagRow {
  readonly level: Level;
  /** What was found, a sentence; `{name}` stands for an argument. Its arguments are the finding's. */
  readonly message: Marked;
  /** What to do about it, where it is not fine as it is; it may have arguments, too. */
  readonly advice?: Marked;
}

export interface Finding<Tag extends string = string> {
  readonly tag: Tag;
  readonly arguments: Arguments;
}

/** A test case. `npm run generate` writes docs/delegation.md from these rows. */
export interface TestCase {
  /** Zonemaster's, such as `BASIC01`. */
  readonly id: string;
  readonly title: Marked;
  readonly link: Link;
  readonly tags: Readonly<Record<string, TagRow>>;
  /** Why it is run only where somebody chose it: it asks an outside service, or could be taken for an attack. */
  readonly onlyChosen?: Marked;
  /** It is about what a delegation should have, and not about what works: of several causes it is none that comes first. */
  readonly isPolicy?: true;
  /** It is about signed zones, and has nothing to say of others. */
  readonly onlySigned?: true;
  readonly run: (world: World) => Conversation<readonly Finding[]>;
}

/** A row whose conversation yields its own tags and no others: types see to it. */
export function testCase<const Tags extends Readonly<Record<string, TagRow>>>(
  row: Omit<TestCase, 'tags' | 'run'> & {
    readonly tags: Tags;
    readonly run: (world: World) => Conversation<readonly Finding<keyof Tags & string>[]>;
  },
): TestCase {
  return row;
}

/** Makes findings, in the order in which they are told. */
export function found<const Tag extends string>(tag: Tag, values: Arguments = {}): Finding<Tag> {
  return { tag, arguments: values };
}

/** What is found in each row. `flatMap` does not see that the tags of several branches belong together. */
export function each<Row, Tag extends string>(
  rows: readonly Row[],
  tell: (row: Row, index: number) => readonly Finding<Tag>[],
): Finding<Tag>[] {
  return rows.flatMap(tell);
}
