/** The flags of a header in words. */
import { type Marked, marked, t, translated } from '../../l10n.ts';
import type { HeaderFlags } from '../messages.ts';

const FLAG_WORDS: Readonly<Record<keyof HeaderFlags, Marked>> = {
  aa: marked('authoritative answer'),
  tc: marked('truncated'),
  rd: marked('recursion desired'),
  ra: marked('recursion available'),
  z: marked('reserved bit set'),
  ad: marked('authenticated data'),
  cd: marked('checking disabled'),
};

/** `Flags: aa (authoritative answer), ...`. */
export function flagsLine(flags: HeaderFlags): string {
  const set = (Object.keys(FLAG_WORDS) as (keyof HeaderFlags)[]).filter((flag) => flags[flag]);
  if (set.length === 0) return t`Flags: none`;
  return t`Flags: ${set.map((flag) => `${flag} (${translated(FLAG_WORDS[flag])})`).join(', ')}`;
}
