/** SPF policies (RFC 7208): their terms, and what makes a receiver give up on them. */
import { parseIpv4, parseIpv6 } from '../../../dns/addresses.ts';
import { t } from '../../../l10n.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { ofRecord } from './lastRead.ts';
import { nearest } from './nearest.ts';
import { beginsWith, type RecordText, recordText, type TextFault } from './text.ts';

/** A mechanism or modifier; offsets are indexes into the policy's text. */
export interface SpfTerm {
  readonly start: number;
  readonly end: number;
  readonly qualifier: '+' | '-' | '~' | '?';
  /** In lower case, such as `include`, `ip4`, `redirect`. */
  readonly name: string;
  readonly modifier: boolean;
  /** What follows the colon or equals sign, without prefix lengths; empty where nothing does. */
  readonly domain: string;
  readonly domainStart: number;
}

export interface SpfPolicy {
  readonly text: RecordText;
  readonly terms: readonly SpfTerm[];
  readonly faults: readonly TextFault[];
}

/** none: takes no argument. domain: needs one. optional: may have one. */
type Argument = 'none' | 'domain' | 'optional' | 'ip4' | 'ip6';

const MECHANISMS: Readonly<Record<string, Argument>> = {
  all: 'none',
  include: 'domain',
  a: 'optional',
  mx: 'optional',
  ptr: 'optional',
  ip4: 'ip4',
  ip6: 'ip6',
  exists: 'domain',
};

/** The mechanisms and the modifier that make a receiver look something up (RFC 7208 section 4.6.4). */
export const SPF_LOOKUPS: ReadonlySet<string> = new Set(['include', 'a', 'mx', 'ptr', 'exists', 'redirect']);

/** The terms of a policy that a receiver comes to: none behind `all`, and a redirect only where there is no `all`. */
export function reachedTerms(terms: readonly SpfTerm[]): SpfTerm[] {
  const all = terms.findIndex((term) => !term.modifier && term.name === 'all');
  const mechanisms = terms.filter((term, index) => !term.modifier && (all < 0 || index < all));
  return all < 0 ? [...mechanisms, ...terms.filter((term) => term.modifier && term.name === 'redirect')] : mechanisms;
}

const KNOWN = Object.keys(MECHANISMS);

/** A term that stands at the start of a string, written where a space before it was forgotten. */
const TERM_START = /^[+?~-]?(?:(?:include|ip4|ip6|exists|a|mx|ptr):\S|(?:redirect|exp)=\S|(?:all|mx)(?:\s|$))/i;

/** True where a TXT record is, or was meant to be, an SPF policy. */
function looksLikeSpf(record: ZoneRecord): boolean {
  return beginsWith(record, 'v=spf1');
}

/** The policy in a TXT record; undefined where it is none. `v=spf10` is none (RFC 7208 section 4.5). */
export const spfPolicy = ofRecord(readPolicy);

function readPolicy(record: ZoneRecord): SpfPolicy | undefined {
  if (!looksLikeSpf(record)) return undefined;
  const { chunk, entry } = record;
  const tail = chunk.tails[entry];
  const slot = tail & (MOST_READ - 1);
  const known = tail >= 0 ? READ[slot] : undefined;
  if (known?.tail === tail) {
    const text = { ...known.text, record, plainAt: chunk.wordStarts[chunk.wordFirsts[entry]] };
    return { text, terms: known.terms, faults: known.faults };
  }
  const text = recordText(record);
  if (!text || !/^v=spf1(?: |$)/i.test(text.text)) return undefined;
  const policy = readSpf(text);
  if (tail >= 0 && text.plainAt >= 0) READ[slot] = { ...policy, tail };
  return policy;
}

/** Policies that were read, by the numbers of their tails (zone/tails.ts): several rules look at each, and most names of a zone have the same. */
const READ: (SpfPolicy & { readonly tail: number })[] = [];
const MOST_READ = 256;

/** Reads a text that begins with `v=spf1` and a space. */
function readSpf(text: RecordText): SpfPolicy {
  const terms: SpfTerm[] = [];
  const faults: TextFault[] = [];
  const words = /[^ ]+/g;
  words.lastIndex = 6;
  for (let word = words.exec(text.text); word; word = words.exec(text.text)) {
    const start = word.index;
    const joint = text.breaks.find((at) => at > start && at < start + word[0].length && isTermStart(text.text, at));
    if (joint !== undefined) {
      faults.push(joinedFault(text.text, joint));
      readTerm(text.text.slice(start, joint), start, terms, faults);
      words.lastIndex = joint;
    } else readTerm(word[0], start, terms, faults);
  }
  for (const name of ['redirect', 'exp']) {
    const [, second] = terms.filter((term) => term.modifier && term.name === name);
    if (second)
      faults.push({
        start: second.start,
        end: second.end,
        message: t`${name}= stands here twice, which makes the policy invalid. Keep one of them.`,
      });
  }
  return { text, terms, faults };
}

function isTermStart(text: string, at: number): boolean {
  return TERM_START.test(text.slice(at));
}

function joinedFault(text: string, at: number): TextFault {
  const word = /^[^ ]+/.exec(text.slice(at))?.[0] ?? '';
  return {
    start: at,
    end: at + word.length,
    message: t`Strings are joined without a space, so ${word} becomes part of the term before it and has no effect. Begin this string with a space.`,
    newText: ` ${word}`,
  };
}

function readTerm(word: string, start: number, terms: SpfTerm[], faults: TextFault[]): void {
  const end = start + word.length;
  const fault = (message: string, newText?: string): void => {
    faults.push({ start, end, message, ...(newText === undefined ? {} : { newText }) });
  };
  const modifier = /^([A-Za-z][A-Za-z0-9._-]*)=(.*)$/s.exec(word);
  if (modifier) {
    const name = modifier[1].toLowerCase();
    const domain = modifier[2];
    if (name in MECHANISMS) {
      fault(
        t`${word} is written with an equals sign, so it is an unknown modifier and has no effect. Write a colon.`,
        `${modifier[1]}:${domain}`,
      );
      return;
    }
    terms.push({ start, end, qualifier: '+', name, modifier: true, domain, domainStart: end - domain.length });
    if (name !== 'redirect' && name !== 'exp') return;
    const wrong = domainFault(domain);
    if (wrong) fault(t`${wrong} in ${word}, which makes the policy invalid.`);
    return;
  }
  const parts = /^([+?~-]?)([^:/]*)(?::([^/]*(?:\/(?!\d|\/)[^/]*)*))?((?:\/.*)?)$/s.exec(word);
  const qualifier = (parts?.[1] || '+') as SpfTerm['qualifier'];
  const name = parts?.[2].toLowerCase() ?? '';
  const argument = MECHANISMS[name];
  if (!parts || argument === undefined) {
    unknownTerm(word, parts?.[1] ?? '', parts?.[2] ?? word, fault);
    return;
  }
  const [, , , domain, lengths] = parts;
  const at = start + parts[1].length + parts[2].length + 1;
  terms.push({ start, end, qualifier, name, modifier: false, domain: domain ?? '', domainStart: at });
  const wrong = argumentFault(argument, domain, lengths);
  if (wrong) {
    fault(t`${wrong} in ${word}, which makes the policy invalid.`, otherFamily(name, word, parts[1]));
  }
}

/** What to write for `ip4:` with an IPv6 address, and the other way round. */
function otherFamily(name: string, word: string, sign: string): string | undefined {
  const value = word.slice(word.indexOf(':') + 1);
  const [host] = value.split('/');
  if (name === 'ip4' && parseIpv6(host)) return `${sign}ip6:${value}`;
  if (name === 'ip6' && parseIpv4(host)) return `${sign}ip4:${value}`;
  return undefined;
}

function unknownTerm(word: string, sign: string, name: string, fault: (message: string, newText?: string) => void) {
  const rest = word.slice(sign.length + name.length);
  const value = rest.startsWith(':') ? rest.slice(1) : '';
  const host = (value === '' ? word.slice(sign.length) : value).split('/')[0];
  const family = parseIpv4(host) ? 'ip4' : parseIpv6(host) ? 'ip6' : undefined;
  if (family && (value === '' || /^ip(?:v[46])?$|^[aA]$/i.test(name))) {
    const address = value === '' ? word.slice(sign.length) : value;
    fault(
      t`${word} is no mechanism, which makes the policy invalid. An address is written after ${family}:.`,
      `${sign}${family}:${address}`,
    );
    return;
  }
  if (/^(?:redirect|exp)$/i.test(name) && value !== '') {
    fault(
      t`${word} is written with a colon, which makes the policy invalid. A modifier has an equals sign.`,
      `${name}=${value}`,
    );
    return;
  }
  const bare = /^[–—−]?([A-Za-z0-9]+)[.;,]?$/.exec(`${name}`)?.[1] ?? name;
  const near = nearest(bare, KNOWN);
  // What refuses or doubts is all, most often.
  const isAll = bare.toLowerCase() === 'all' || (/[-~]/.test(sign) && near.includes('all'));
  const found = isAll ? ['all'] : near;
  if (found.length !== 1) {
    fault(
      t`${word} is no mechanism, which makes the policy invalid. The mechanisms are ${KNOWN.join(', ')}; a modifier is name=value.`,
    );
    return;
  }
  const dash = /^[–—−]/.test(name) ? '-' : sign;
  const text = `${dash}${found[0]}${found[0] === 'all' ? '' : rest}`;
  fault(t`${word} is no mechanism, which makes the policy invalid. Did you mean ${text}?`, text);
}

/** What is wrong with what follows a mechanism's name; undefined where nothing is. */
function argumentFault(argument: Argument, domain: string | undefined, lengths: string): string | undefined {
  switch (argument) {
    case 'none':
      return domain === undefined && lengths === '' ? undefined : t`all takes no argument`;
    case 'ip4':
      return addressFault(domain, lengths, 4);
    case 'ip6':
      return addressFault(domain, lengths, 6);
    case 'domain':
      if (domain === undefined) return t`A domain is missing`;
      return lengths === '' ? domainFault(domain) : t`There is a prefix length, and this mechanism takes none,`;
    default:
      return (domain === undefined ? undefined : domainFault(domain)) ?? lengthsFault(lengths);
  }
}

function addressFault(address: string | undefined, lengths: string, family: 4 | 6): string | undefined {
  if (address === undefined || address === '') return t`An address is missing`;
  const octets = family === 4 ? parseIpv4(address) : parseIpv6(address);
  if (!octets) return t`${address} is no IPv${family} address`;
  if (lengths === '') return undefined;
  const bits = /^\/(\d{1,3})$/.exec(lengths)?.[1];
  if (bits === undefined || Number(bits) > octets.length * 8)
    return t`${lengths} is no prefix length: for IPv${family} it is 0 to ${octets.length * 8}`;
  return undefined;
}

/** `/24`, `//64` or `/24//64` (RFC 7208 section 5.6). */
function lengthsFault(lengths: string): string | undefined {
  if (lengths === '') return undefined;
  const found = /^(?:\/(\d{1,3}))?(?:\/\/(\d{1,3}))?$/.exec(lengths);
  if (!found || Number(found[1] ?? 0) > 32 || Number(found[2] ?? 0) > 128)
    return t`${lengths} is no prefix length: write /0 to /32 for IPv4 and //0 to //128 for IPv6`;
  return undefined;
}

/** A macro: `%{` letter, digits, `r`, delimiters `}`, or `%%`, `%_`, `%-` (RFC 7208 section 7.1). */
const MACRO = /%(?:\{[slodiphcrtv]\d*r?[-.+,/_=]*\}|[%_-])/gi;

/** What is wrong with a domain after a mechanism or modifier; undefined where nothing is. */
function domainFault(domain: string): string | undefined {
  if (domain === '') return t`A domain is missing`;
  const plain = domain.replace(MACRO, '');
  if (plain.includes('%')) return t`There is a % that begins no macro`;
  if (/[^\x21-\x7e]/.test(plain)) return t`${domain} has a character that no domain may have`;
  if (plain !== domain) return undefined;
  if (parseIpv4(domain)) return t`${domain} is an address where a domain belongs`;
  // RFC 7208 section 7.1: the domain ends in a dot and a top-level label, which is not all digits.
  if (!/\.(?=[A-Za-z0-9-]*[A-Za-z-])[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.?$/.test(domain))
    return t`${domain} is no full domain name`;
  return undefined;
}
