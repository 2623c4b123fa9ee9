/**
 * Services of SVCB and HTTPS records that are right beyond doubt, from their octets alone: a priority above 0, a target, and the parameters that nearly
 * all have. For all others this says nothing.
 */
import { begins, endOfIpv4, endOfIpv6, type PlainWords, readDecimal } from './plain.ts';

const COMMA = 0x2c;

const utf8 = new TextEncoder();

/** A parameter, and when its value is right. */
interface UsualParameter {
  readonly key: Uint8Array;
  readonly isUsual: (units: Uint8Array, start: number, end: number) => boolean;
}

/** In a list: where the item ends that begins at `at`; -1 where it is none of the kind. */
type EndOfItem = (units: Uint8Array, at: number) => number;

/** Protocols that clients offer. */
const PROTOCOLS = ['h2', 'h3', 'http/1.1'].map((name) => utf8.encode(name));

const PARAMETERS: readonly UsualParameter[] = Object.entries<UsualParameter['isUsual']>({
  alpn: listOf(endOfProtocol),
  port: isPort,
  ipv4hint: listOf(endOfIpv4),
  ipv6hint: listOf(endOfIpv6),
}).map(([key, isUsual]) => ({ key: utf8.encode(`${key}=`), isUsual }));

/** True where the words `[first, last)` are a service in which nothing is wrong, but for its target, which the caller has read. */
export function isUsualService(words: PlainWords, first: number, last: number): boolean {
  const { units, starts, ends, quoted } = words;
  const priority = readDecimal(units, starts[first], ends[first]);
  if (last - first < 2 || quoted[first] !== 0 || quoted[first + 1] !== 0 || priority < 1 || priority > 0xffff)
    return false;
  let found = 0;
  for (let word = first + 2; word < last; word++) {
    if (quoted[word] !== 0) return false;
    let index = 0;
    while (index < PARAMETERS.length && !begins(units, starts[word], ends[word], PARAMETERS[index].key)) index++;
    if (index === PARAMETERS.length || (found & (1 << index)) !== 0) return false;
    const { key, isUsual } = PARAMETERS[index];
    if (!isUsual(units, starts[word] + key.length, ends[word])) return false;
    found |= 1 << index;
  }
  return true;
}

function isPort(units: Uint8Array, start: number, end: number): boolean {
  const port = readDecimal(units, start, end);
  return port > 0 && port <= 0xffff;
}

/** Items with commas between them. */
function listOf(endOf: EndOfItem): UsualParameter['isUsual'] {
  return (units, start, end) => {
    for (let at = start; ; at++) {
      at = endOf(units, at);
      if (at < 0 || at > end) return false;
      if (at === end) return true;
      if (units[at] !== COMMA) return false;
    }
  };
}

function endOfProtocol(units: Uint8Array, at: number): number {
  for (const name of PROTOCOLS) {
    if (begins(units, at, at + name.length, name)) return at + name.length;
  }
  return -1;
}
