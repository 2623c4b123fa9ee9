/** Another address in the way in which one is written: in full or with `::`, with or without leading zeros, in small or capital letters. */

import { ipv4Text, ipv6Full, ipv6Text, isMappedV4 } from '../../dns/addresses.ts';

/**
 * The text of `moved` in the style of `text`, which stands for `octets`. Where that does not show whether letters are capitals, or whether
 * zeros lead, `hint` does: the prefix as the user wrote it.
 */
export function respelled(text: string, octets: Uint8Array, moved: Uint8Array, hint: string): string {
  if (moved.length === 4) return ipv4Text(moved);
  if (text.includes('.') || isMappedV4(moved)) return ipv6Text(moved);
  const spelt = respelledIpv6(text, octets, moved, hint);
  return isCapital(text, hint) ? spelt.toUpperCase() : spelt;
}

function respelledIpv6(text: string, octets: Uint8Array, moved: Uint8Array, hint: string): string {
  const lower = text.toLowerCase();
  const padded = isPadded(lower, hint);
  const usual = padded ? withZeros(ipv6Text(octets)) : ipv6Text(octets);
  if (lower === usual) return padded ? withZeros(ipv6Text(moved)) : ipv6Text(moved);
  const groups = ipv6Full(moved).split(':');
  const before = ipv6Full(octets).split(':');
  const [head, tail] = lower.split('::').map((part) => (part === '' ? [] : part.split(':')));
  // What did not change stays as it is written.
  const spell = (index: number, written: string | undefined): string => {
    if (written !== undefined && groups[index] === before[index]) return written;
    return padded ? groups[index] : withoutZeros(groups[index]);
  };
  if (!tail) return groups.map((_, i) => spell(i, head[i])).join(':');
  // The gap stays where it is, as far as there are zeros.
  let from = head.length;
  let to = 8 - tail.length;
  while (from < to && groups[from] !== '0000') from++;
  while (to > from && groups[to - 1] !== '0000') to--;
  if (groups.slice(from, to).some((group) => group !== '0000'))
    return padded ? withZeros(ipv6Text(moved)) : ipv6Text(moved);
  const left = groups.slice(0, from).map((_, i) => spell(i, head[i]));
  const right = groups.slice(to).map((_, i) => spell(to + i, tail[tail.length - 8 + to + i]));
  return from === to ? [...left, ...right].join(':') : `${left.join(':')}::${right.join(':')}`;
}

function withoutZeros(group: string): string {
  return group.replace(/^0{1,3}/, '');
}

function withZeros(text: string): string {
  return text.replace(/[0-9a-f]+/g, (group) => group.padStart(4, '0'));
}

/** Whether every group has its four digits, and one of them begins with a zero. */
function isPadded(text: string, hint: string): boolean {
  const groups = groupsOf(text);
  if (groups.some((group) => group.length < 4)) return false;
  return groups.some((group) => group.startsWith('0')) || (hint !== '' && isPadded(hint.toLowerCase(), ''));
}

function groupsOf(text: string): string[] {
  return text.split(':').filter((group) => group !== '');
}

/** Whether letters are capitals: those of the text say it, without any those of the hint. */
function isCapital(text: string, hint: string): boolean {
  const letters = /[a-f]/i.test(text) ? text : hint;
  return /[A-F]/.test(letters) && !/[a-f]/.test(letters);
}
