/** Changed texts go back into their files in the encoding that they were read in. */
import { readFileSync } from 'node:fs';
import { reasonOf, replaceFile } from '../node/replaceFile.ts';

/** A text before and after a change. */
export interface ChangedText {
  readonly before: string;
  readonly after: string;
}

/** Writes a file in the encoding that it was read in; returns why not, where that fails or it is no longer what was read. */
export function writeBack(path: string, { before, after }: ChangedText): string | undefined {
  try {
    const octets = readFileSync(path);
    const encoded = encodedAs(octets, before);
    if (!encoded) return 'it changed meanwhile';
    replaceFile(path, encoded(after));
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** How a text becomes octets again that was read from these; undefined where the octets are others now. */
export function encodedAs(octets: Uint8Array, text: string): ((changed: string) => Buffer) | undefined {
  const ways = [
    (changed: string) => Buffer.from(changed, 'utf8'),
    (changed: string) => Buffer.from(`\ufeff${changed}`, 'utf8'),
    (changed: string) => Buffer.from(Array.from(changed, octetOf)),
  ];
  return ways.find((way) => way(text).equals(octets));
}

/** The octets of the characters that `decodeText` makes of octets that are no UTF-8, found when they are first asked for. */
let octetsOf: ReadonlyMap<string, number> | undefined;

function octetOf(character: string): number {
  octetsOf ??= new Map(
    Array.from({ length: 0x100 }, (_, octet) => [new TextDecoder('latin1').decode(Uint8Array.of(octet)), octet]),
  );
  return octetsOf.get(character) ?? 0;
}
