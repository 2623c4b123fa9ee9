/** DNS classes: codes and mnemonics (RFC 1035 section 3.2.4, RFC 2136 section 1.3, RFC 3597 section 5). */

/** The code of the Internet class. */
export const CLASS_IN = 1;

/** Code and mnemonic of the classes that have one; `aliases` are the other spellings that named reads. */
const CLASSES: readonly { code: number; mnemonic: string; aliases: readonly string[] }[] = [
  { code: 1, mnemonic: 'IN', aliases: [] },
  { code: 3, mnemonic: 'CH', aliases: ['CHAOS'] },
  { code: 4, mnemonic: 'HS', aliases: ['HESIOD'] },
  { code: 254, mnemonic: 'NONE', aliases: [] },
  { code: 255, mnemonic: 'ANY', aliases: [] },
];

const byText = new Map<string, number>();
const byCode = new Map<number, string>();
for (const row of CLASSES) {
  byCode.set(row.code, row.mnemonic);
  for (const text of [row.mnemonic, ...row.aliases]) byText.set(text, row.code);
}

/** The code of a class written as mnemonic or as `CLASSnnn`, in any case; undefined where the text is no class. */
export function classCode(text: string): number | undefined {
  const upper = text.toUpperCase();
  const known = byText.get(upper);
  if (known !== undefined) return known;
  const digits = /^CLASS(\d{1,5})$/.exec(upper);
  if (!digits) return undefined;
  const code = Number(digits[1]);
  return code <= 0xffff ? code : undefined;
}

/** The mnemonic of a class, or `CLASSnnn` where it has none. */
export function classText(code: number): string {
  return byCode.get(code) ?? `CLASS${code}`;
}
