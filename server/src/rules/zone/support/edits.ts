/** Edits that fixes are made of: where a problem stands in its file, whole lines, and records taken out. */
import { EntryFlag, EntryKind, NO_RECORD } from '../../../zone/chunk.ts';
import type { ZoneDocument } from '../../../zone/document.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import type { Fix, FixEdit, Problem } from '../../rule.ts';
import type { ZoneContext } from '../context.ts';

/** The file a problem stands in. A file that is included twice is two documents with the same text. */
export function documentOf(problem: Problem, context: ZoneContext): ZoneDocument | undefined {
  return context.documents.find((document) => document.uri === problem.uri);
}

/** The text a problem is about. */
export function problemText(problem: Problem, context: ZoneContext): string {
  return documentOf(problem, context)?.buffer.slice(problem.start, problem.end) ?? '';
}

/** A fix that replaces what the problem is about. */
export function replacement(problem: Problem, title: string, newText: string, preferred = true): Fix {
  return { title, preferred, edits: [{ uri: problem.uri, start: problem.start, end: problem.end, newText }] };
}

/** A fix that puts text in at one place. */
export function insertion(problem: Problem, title: string, at: number, newText: string, preferred = true): Fix {
  return { title, preferred, edits: [{ uri: problem.uri, start: at, end: at, newText }] };
}

/** The file's offset of an offset that counts from the start of the chunk in which the problem stands. */
export function fromChunk(problem: Problem, document: ZoneDocument, offset: number): number {
  const found = entryAt(document, problem.start);
  return found ? found.offset + offset : document.buffer.chunkStart(document.buffer.chunkAt(problem.start)) + offset;
}

/** The line end that the file uses. */
export function lineEnd(document: ZoneDocument): string {
  const { buffer } = document;
  if (buffer.lineCount < 2) return '\n';
  const second = buffer.lineStart(1);
  return buffer.slice(second - 2, second) === '\r\n' ? '\r\n' : '\n';
}

/** Where the line of an offset starts. */
export function lineStart(document: ZoneDocument, offset: number): number {
  return document.buffer.lineStart(document.buffer.positionAt(offset).line);
}

/** Where the line after the one of an offset starts; the end of the file where there is none. */
export function nextLineStart(document: ZoneDocument, offset: number): number {
  const { line } = document.buffer.positionAt(offset);
  return line + 1 < document.buffer.lineCount ? document.buffer.lineStart(line + 1) : document.buffer.length;
}

/** Puts a whole line in behind the line of an offset. */
export function lineAfter(document: ZoneDocument, offset: number, text: string): FixEdit {
  const at = nextLineStart(document, offset);
  const eol = lineEnd(document);
  const open = at > 0 && !/[\r\n]/.test(document.buffer.slice(at - 1, at));
  return { uri: document.uri, start: at, end: at, newText: open ? `${eol}${text}` : `${text}${eol}` };
}

/** Puts a whole line in before the first record or directive of the zone's file. */
export function lineAtTop(context: ZoneContext, text: string): FixEdit | undefined {
  const document = context.documents[0];
  if (!document) return undefined;
  const chunk = document.chunks.find((each) => each.count > 0);
  const at = chunk ? lineStart(document, chunk.offset + chunk.starts[0]) : 0;
  return { uri: document.uri, start: at, end: at, newText: `${text}${lineEnd(document)}` };
}

/** Which chunk (by index) and entry hold an offset of the file, and where the chunk starts. */
function entryAt(
  document: ZoneDocument,
  offset: number,
): { readonly index: number; readonly entry: number; readonly offset: number } | undefined {
  for (let index = document.buffer.chunkAt(offset); index >= 0; index--) {
    const chunk = document.chunks[index];
    if (!chunk) return undefined;
    for (let entry = chunk.count - 1; entry >= 0; entry--) {
      if (chunk.offset + chunk.starts[entry] > offset) continue;
      if (chunk.offset + chunk.ends[entry] < offset) break;
      return { index, entry, offset: chunk.offset };
    }
    // A record that began in a chunk before may reach into this one.
    if (chunk.stateBefore.skip === 0) return undefined;
  }
  return undefined;
}

/** The record that stands where a problem starts; undefined for one that a `$GENERATE` makes. */
export function recordAt(problem: Problem, context: ZoneContext): ZoneRecord | undefined {
  const document = documentOf(problem, context);
  const found = document && entryAt(document, problem.start);
  if (!found) return undefined;
  const chunk = document.chunks[found.index];
  if (chunk.kinds[found.entry] !== EntryKind.Record) return undefined;
  return {
    ref: NO_RECORD,
    document,
    chunk,
    entry: found.entry,
    owner: chunk.owners[found.entry],
    type: chunk.types[found.entry],
    class: chunk.classes[found.entry],
    ttl: chunk.ttls[found.entry],
    target: chunk.targets[found.entry],
  };
}

/**
 * Takes a record out with its lines. Undefined where that would give the records after it another owner or TTL, or where something
 * else stands on its lines.
 */
export function removeRecord(record: ZoneRecord): FixEdit | undefined {
  const { document, chunk, entry } = record;
  const start = chunk.offset + chunk.starts[entry];
  const end = chunk.offset + chunk.ends[entry];
  if (isNeededByNext(record)) return undefined;
  if ((chunk.flags[entry] & EntryFlag.ExplicitTtl) !== 0 && chunk.stateAfter.defaultTtl < 0) return undefined;
  const from = lineStart(document, start);
  const to = nextLineStart(document, end);
  const before = document.buffer.slice(from, start);
  const after = document.buffer.slice(end, to);
  if (before.trim() !== '' || !/^[ \t)]*(?:;[^\r\n]*)?[\r\n]*$/.test(after)) return undefined;
  return { uri: document.uri, start: from, end: to, newText: '' };
}

/** True where the next line takes its owner from this record, and would take another one without it. */
function isNeededByNext({ document, chunk, entry, owner }: ZoneRecord): boolean {
  if ((chunk.flags[entry] & EntryFlag.InheritedOwner) !== 0) return false;
  const index = document.chunks.indexOf(chunk);
  let inherits = false;
  for (let at = index, next = entry + 1; at < document.chunks.length; at++, next = 0) {
    const { kinds, flags, count } = document.chunks[at];
    while (next < count && kinds[next] !== EntryKind.Record) next++;
    if (next === count) continue;
    inherits = (flags[next] & EntryFlag.InheritedOwner) !== 0;
    break;
  }
  if (!inherits) return false;
  const before = entry > 0 ? chunk.owners[entry - 1] : chunk.stateBefore.owner;
  return before !== owner;
}
