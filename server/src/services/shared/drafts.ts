/** From what could stand at the cursor to LSP's completion items: matched with what is typed, ordered, and cut. */
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  InsertTextFormat,
} from 'vscode-languageserver-types';
import type { TextBuffer } from '../../text/buffer.ts';
import { toRange } from './ranges.ts';

/** What the client can show. */
export interface CompletionOptions {
  /** Snippets with places to fill in. */
  readonly snippets: boolean;
  /** Edits that say what they put in and what they replace. */
  readonly insertReplace: boolean;
}

/** Something that could stand at the cursor. */
export interface Draft {
  readonly label: string;
  /** What is put in where it is not the label. */
  readonly insert?: string;
  /** The same as a snippet, for clients that have them. */
  readonly snippet?: string;
  /** What typed text is compared with where it is not the label. */
  readonly filter?: string;
  /** Behind the label, in few words. */
  readonly detail?: string;
  /** Markdown. */
  readonly doc?: string;
  readonly kind: CompletionItemKind;
  /** Where it stands among the others: lower numbers first, then the order in which they came. */
  readonly rank?: number;
  readonly deprecated?: boolean;
  readonly preselect?: boolean;
  readonly data?: unknown;
}

export interface Drafts {
  readonly items: readonly Draft[];
  /** False where more was to be looked at than is looked at for one request. */
  readonly complete: boolean;
}

/** Items of one answer. */
export const MOST_ITEMS = 200;

/** Where the items go: they replace the text from `start` to `end`, with the cursor at `offset` between the two. */
export interface Target {
  readonly buffer: TextBuffer;
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

/** The items that what is typed could become. Those that begin with it come first where the list is cut. */
export function completionList(drafts: Drafts, target: Target, options: CompletionOptions): CompletionList {
  const typed = target.buffer.slice(target.start, target.offset).toLowerCase();
  const matching = drafts.items
    .filter((draft) => mayMatch(textOf(draft), typed))
    .map((draft, index) => ({ draft, index }))
    .sort((a, b) => (a.draft.rank ?? 0) - (b.draft.rank ?? 0) || a.index - b.index)
    .map(({ draft }) => draft);
  const isCut = matching.length > MOST_ITEMS;
  const kept = isCut ? beginningFirst(matching, typed).slice(0, MOST_ITEMS) : matching;
  const seen = new Set<string>();
  const items: CompletionItem[] = [];
  for (const draft of kept) {
    const key = `${draft.label}\n${draft.insert ?? ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    items.push(toItem(draft, items.length, target, options));
  }
  return { isIncomplete: isCut || !drafts.complete, items };
}

function textOf(draft: Draft): string {
  return (draft.filter ?? draft.label).toLowerCase();
}

function beginningFirst(drafts: readonly Draft[], typed: string): Draft[] {
  const begins = (draft: Draft): boolean => textOf(draft).startsWith(typed);
  return [...drafts.filter(begins), ...drafts.filter((draft) => !begins(draft))];
}

/** Whether the letters of `typed` stand in `text` in their order, which is the loosest that editors match by. Both in lower case. */
export function mayMatch(text: string, typed: string): boolean {
  let at = 0;
  for (let i = 0; i < text.length && at < typed.length; i++) if (text[i] === typed[at]) at++;
  return at === typed.length;
}

function toItem(draft: Draft, index: number, target: Target, options: CompletionOptions): CompletionItem {
  const { label, insert = label, snippet, filter, detail, doc, kind, deprecated, preselect, data } = draft;
  const { buffer, start, end, offset } = target;
  const isSnippet = options.snippets && snippet !== undefined;
  const newText = isSnippet ? snippet : insert;
  const replace = toRange(buffer, start, end);
  return {
    label,
    kind,
    sortText: String(index).padStart(4, '0'),
    textEdit: options.insertReplace
      ? { newText, insert: toRange(buffer, start, offset), replace }
      : { newText, range: replace },
    ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(filter === undefined ? {} : { filterText: filter }),
    ...(detail ? { labelDetails: { description: detail } } : {}),
    ...(doc ? { documentation: { kind: 'markdown', value: doc } } : {}),
    ...(deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(preselect ? { preselect: true } : {}),
    ...(data === undefined ? {} : { data }),
  };
}

/** Text as it has to stand in a snippet. */
export function snippetText(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** A place to fill in. */
export function placeholder(index: number, text: string): string {
  return `\${${index}:${snippetText(text)}}`;
}

/** A value of a fixed list. */
export function valueDraft(label: string, doc: string, more: Partial<Draft> = {}): Draft {
  return { label, doc, kind: CompletionItemKind.EnumMember, ...more };
}
