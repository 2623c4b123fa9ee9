/**
 * The legend of semantic tokens: one for all languages, since LSP knows one for a server. Those that are not of LSP have a super type in
 * package.json.
 */

/** Token types in the order of their numbers. */
export const TOKEN_TYPES = [
  'owner',
  'origin',
  'ttl',
  'dnsClass',
  'recordType',
  'directive',
  'domainName',
  'mailbox',
  'address',
  'number',
  'enumMember',
  'property',
  'string',
  'encodedData',
  'parameter',
  'comment',
  'keyword',
  'namespace',
  'type',
  'variable',
  'function',
  'operator',
] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];

/** The types of LSP that stand for ours, as package.json says it to VS Code. */
const STANDARD: Readonly<Partial<Record<TokenType, string>>> = {
  owner: 'function',
  origin: 'variable',
  ttl: 'number',
  dnsClass: 'keyword',
  recordType: 'keyword',
  directive: 'macro',
  domainName: 'variable',
  mailbox: 'variable',
  address: 'number',
  encodedData: 'string',
};

/** The legend for a client that knows these types: ours that it does not know are the nearest of LSP's. */
export function standardTokenTypes(known: ReadonlySet<string>): string[] {
  return TOKEN_TYPES.map((type) => (known.has(type) ? type : (STANDARD[type] ?? type)));
}

/** Modifiers in the order of their bits. */
export const TOKEN_MODIFIERS = ['declaration', 'deprecated', 'outOfZone', 'defaultLibrary'] as const;
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

/** The numbers of all token types. */
export function typeNumbers(): Readonly<Record<TokenType, number>> {
  return Object.fromEntries(TOKEN_TYPES.map((type, index) => [type, index])) as Record<TokenType, number>;
}

/** The number of a token type. */
export function typeNumber(type: TokenType): number {
  return TOKEN_TYPES.indexOf(type);
}

/** The bit of a modifier. */
export function modifierBit(modifier: TokenModifier): number {
  return 1 << TOKEN_MODIFIERS.indexOf(modifier);
}
