/** How an answer is shown: what the words of dig that are about printing choose. */

export interface ViewOptions {
  /** The document with all that is known, the data alone, or a form for programs. */
  readonly form: 'full' | 'short' | 'json' | 'yaml';
  /** Long records over several lines. */
  readonly multiline: boolean;
  /** Everything that is no record. */
  readonly comments: boolean;
  readonly question: boolean;
  readonly answer: boolean;
  readonly authority: boolean;
  readonly additional: boolean;
  /** How long it took, from where, and how it was asked. */
  readonly stats: boolean;
  readonly class: boolean;
  readonly ttl: boolean;
  /** TTLs as `1d`, `1h30m`. */
  readonly ttlUnits: boolean;
  /** RDATA as octets (RFC 3597). */
  readonly unknown: boolean;
  /** Keys and signatures. */
  readonly crypto: boolean;
  /** IPv6 addresses with all their zeros. */
  readonly expandAaaa: boolean;
  /** Which server says each line of the short form. */
  readonly identify: boolean;
  /** Long words of hex and base64 in pieces of so many characters; 0 leaves them whole. */
  readonly split: number;
}

export const DEFAULT_VIEW: ViewOptions = {
  form: 'full',
  multiline: false,
  comments: true,
  question: true,
  answer: true,
  authority: true,
  additional: true,
  stats: true,
  class: true,
  ttl: true,
  ttlUnits: false,
  unknown: false,
  crypto: true,
  expandAaaa: false,
  identify: false,
  split: 0,
};
