/** Text as octets, one for each UTF-16 unit. */

const utf8 = new TextEncoder();

/**
 * Writes a text one octet a UTF-16 unit to `into[at, ...)`, as `NameTable.readUnits` and the scanner of master files take it: what is not ASCII is 0xff.
 * Octets in a typed array are read several times faster than characters of a string. `into` has room. True
 * where all of it is ASCII.
 */
export function copyUnits(text: string, into: Uint8Array, at: number): boolean {
  const { read, written } = utf8.encodeInto(text, at === 0 ? into : into.subarray(at));
  if (read === text.length && written === read) return true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    into[at + i] = code < 0x80 ? code : 0xff;
  }
  return false;
}
