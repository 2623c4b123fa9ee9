/** Lists of `tag=value` pairs, as DKIM, DMARC, MTA-STS, TLS reporting and BIMI write them (RFC 6376 section 3.2). */
import { t } from '../../../l10n.ts';
import type { TextFault } from './text.ts';

/** A tag of a list; offsets are indexes into the text, white space around name and value left out. */
export interface Tag {
  readonly name: string;
  readonly start: number;
  readonly value: string;
  readonly valueStart: number;
  readonly end: number;
}

export interface TagList {
  readonly tags: readonly Tag[];
  readonly faults: readonly TextFault[];
}

/** Reads a list; what is no tag is a fault, and so is a tag that comes twice. */
export function readTags(text: string): TagList {
  const tags: Tag[] = [];
  const faults: TextFault[] = [];
  for (let at = 0; at < text.length; ) {
    const semicolon = text.indexOf(';', at);
    const stop = semicolon < 0 ? text.length : semicolon;
    readTag(text, at, stop, tags, faults);
    at = stop + 1;
  }
  return { tags, faults };
}

function readTag(text: string, from: number, to: number, tags: Tag[], faults: TextFault[]): void {
  const part = text.slice(from, to);
  if (part.trim() === '') return;
  const start = from + part.search(/\S/);
  const end = from + part.trimEnd().length;
  const pair = /^([A-Za-z][A-Za-z0-9_]*)\s*=\s*/.exec(text.slice(start, end));
  if (!pair) {
    const shown = text.slice(start, end);
    faults.push({
      start,
      end,
      message: t`\`${shown}\` is not of the form tag=value, so readers reject the whole record. Tags are separated by semicolons.`,
    });
    return;
  }
  const name = pair[1];
  if (tags.some((tag) => tag.name === name)) {
    faults.push({
      start,
      end,
      message: t`The tag ${name} stands here twice, so readers reject the whole record. Keep one of them.`,
    });
    return;
  }
  const value = text.slice(start + pair[0].length, end);
  // Two tags with a forgotten semicolon between them read as one value.
  const merged = /\s([a-z]{1,5})=(?=[^=\s])/.exec(value);
  if (merged && name !== 'n') {
    const at = start + pair[0].length + merged.index;
    faults.push({
      start: at + 1,
      end: at + merged[0].length,
      message: t`There is no semicolon before ${merged[1]}=, so it is read as part of the value of ${name}. Write a semicolon before it.`,
    });
  }
  tags.push({ name, start, value, valueStart: start + pair[0].length, end });
}

/** The tag of that name. */
export function tagOf({ tags }: TagList, name: string): Tag | undefined {
  return tags.find((tag) => tag.name === name);
}

/** A fault on a tag's value; on the whole tag where the value is empty. */
export function valueFault(tag: Tag, message: string, extra: Partial<TextFault> = {}): TextFault {
  return { start: tag.value === '' ? tag.start : tag.valueStart, end: tag.end, message, ...extra };
}

/** The items of a list in a value, with their places. */
export function listItems(tag: Tag, separator: string): { text: string; start: number; end: number }[] {
  const items: { text: string; start: number; end: number }[] = [];
  let at = tag.valueStart;
  for (const item of tag.value.split(separator)) {
    const text = item.trim();
    const start = at + Math.max(0, item.search(/\S/));
    items.push({ text, start, end: start + text.length });
    at += item.length + separator.length;
  }
  return items;
}

/** A fault for a version that does not stand first, or not as it should be written: readers then ignore the record. */
export function versionFault(list: TagList, version: string): TextFault | undefined {
  const [first] = list.tags;
  const found = tagOf(list, 'v');
  if (first?.name === 'v' && first.value === version) return undefined;
  const at = found ?? { start: 0, end: 0 };
  if (first?.name === 'v') {
    return {
      start: first.start,
      end: first.end,
      message: t`The version is ${first.value === '' ? t`missing` : first.value}, and readers ignore a record that does not begin with exactly v=${version}.`,
      newText: `v=${version}`,
    };
  }
  return {
    start: at.start,
    end: at.end,
    message: t`The record does not begin with v=${version}, so readers ignore it. Write v=${version}; first.`,
  };
}
