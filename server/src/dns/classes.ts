/** DNS classes: codes and mnemonics (RFC 1035 section 3.2.4, RFC 2136 section 1.3, RFC 3597 section 5). */

/** The codes of the classes that have a mnemonic. NONE and ANY stand in questions and updates only. */
export const CLASS = { IN: 1, CH: 3, HS: 4, NONE: 254, ANY: 255 } as const;

/** The other spellings of classes that named reads. */
const ALIASES: Readonly<Record<string, number>> = { CHAOS: CLASS.CH, HESIOD: CLASS.HS, RESERVED0: 0 };

const byText = new Map<string, number>(Object.entries({ ...CLASS, ...ALIASES }));
const byCode = new Map<number, string>(Object.entries(CLASS).map(([mnemonic, code]) => [code, mnemonic]));

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
