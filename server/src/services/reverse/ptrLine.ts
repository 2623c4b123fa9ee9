/** The line of a PTR record. */
import type { EntryPlace } from '../zone/cursor.ts';

/** What is written where the TTL is to be that of the file. */
const INHERITED = 'inherited';
const CLASS = /^(?:in|ch|hs|class\d+)$/i;

/** The line of a record that is laid out as the one beside it; `ttl` is what it has in place of that one's: a time, or `inherited` for none. */
export function ptrLine(owner: string, host: string, beside: EntryPlace | undefined, ttl: string | undefined): string {
  return `${beforeTarget(owner, beside, ttl)}${host}`;
}

function beforeTarget(owner: string, beside: EntryPlace | undefined, ttl: string | undefined): string {
  const plain = `${owner}${withTtl('\tPTR', ttl)}\t`;
  if (!beside) return plain;
  const { chunk, entry } = beside;
  const [start, end] = [chunk.ownerStarts[entry], chunk.ownerEnds[entry]];
  if (start < 0 || chunk.wordFirsts[entry] === chunk.wordFirsts[entry + 1]) return plain;
  const middle = chunk.text.slice(end, chunk.typeEnds[entry]);
  const gap = chunk.text.slice(chunk.typeEnds[entry], chunk.wordStarts[chunk.wordFirsts[entry]]);
  if (/[()\r\n;"]/.test(middle + gap)) return plain;
  const space = /^\s*/.exec(middle)?.[0] ?? '';
  const padded = /^ +$/.test(space) ? ' '.repeat(Math.max(1, end - start + space.length - owner.length)) : space;
  return `${owner}${withTtl(padded + middle.slice(space.length), ttl)}${gap}`;
}

/** TTL, class and type, with the white space before each, with another TTL. */
function withTtl(words: string, ttl: string | undefined): string {
  if (ttl === undefined) return words;
  const parts = words.split(/(?<=\S)(?=\s)/);
  const others = parts.filter((part, i) => i === parts.length - 1 || CLASS.test(part.trim()));
  const old = parts.find((part) => !others.includes(part));
  if (ttl === INHERITED)
    return old && parts[0] === old ? others.join('').replace(/^\s+/, spaceOf(old)) : others.join('');
  if (old) return parts.map((part) => (part === old ? spaceOf(part) + ttl : part)).join('');
  const [first = ''] = others;
  return `${spaceOf(first)}${ttl}${spaceOf(first).slice(-1)}${others.join('').trimStart()}`;
}

function spaceOf(part: string): string {
  return part.slice(0, part.length - part.trimStart().length);
}
