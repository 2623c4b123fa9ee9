/** The grammar of SPF records (RFC 7208 section 12), as it is written there: whether a text is one. */
import { parseIpv4, parseIpv6 } from '../../dns/addresses.ts';

/** A macro, or one of the escapes for `%` and spaces (section 7.1); `c`, `r` and `t` are for explanations, which the grammar does not tell apart. */
const MACRO = /^%(?:\{[slodiphcrtv][0-9]*r?[-.+,/_=]*\}|[%_-])/i;
const MACRO_AT_END = /%(?:\{[slodiphcrtv][0-9]*r?[-.+,/_=]*\}|[%_-])$/i;
const LITERAL = /^[\x21-\x24\x26-\x7e]/;
/** The last label: letters, digits and hyphens, not all digits, no hyphen at the ends. */
const TOP_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;
const NAME = /^[a-z][a-z0-9_.-]*$/i;

const MECHANISMS = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'] as const;
type Mechanism = (typeof MECHANISMS)[number];

/** `macro-string`: macros, and visible characters but `%`. */
function isMacroString(text: string): boolean {
  for (let rest = text; rest !== ''; ) {
    const macro = MACRO.exec(rest);
    if (macro) rest = rest.slice(macro[0].length);
    else if (LITERAL.test(rest)) rest = rest.slice(1);
    else return false;
  }
  return true;
}

/** `domain-spec`: a macro-string that ends in a macro, or in a dot and a top label. */
function isDomainSpec(text: string): boolean {
  if (!isMacroString(text) || text === '') return false;
  if (MACRO_AT_END.test(text)) return true;
  const bare = text.endsWith('.') ? text.slice(0, -1) : text;
  const dot = bare.lastIndexOf('.');
  const label = bare.slice(dot + 1);
  return dot >= 0 && TOP_LABEL.test(label) && !/^[0-9]+$/.test(label);
}

/** A length without leading zeros, at most so many bits. */
function isLength(text: string, most: number): boolean {
  return /^(?:0|[1-9][0-9]{0,2})$/.test(text) && Number(text) <= most;
}

/** The text without `/24`, `//64` or `/24//64` at its end; undefined where what stands there is none. */
function withoutLengths(text: string): string | undefined {
  let rest = text;
  const second = /\/\/([0-9]*)$/.exec(rest);
  if (second) {
    if (!isLength(second[1], 128)) return undefined;
    rest = rest.slice(0, second.index);
  }
  const first = /\/([0-9]+)$/.exec(rest);
  if (!first) return rest;
  return isLength(first[1], 32) ? rest.slice(0, first.index) : undefined;
}

function isNetwork(text: string, family: 4 | 6): boolean {
  const [address, length, ...more] = text.split('/');
  if (more.length > 0) return false;
  if (length !== undefined && !isLength(length, family === 4 ? 32 : 128)) return false;
  return (family === 4 ? parseIpv4(address) : parseIpv6(address)) !== undefined;
}

/** `argument` is what stands behind the mechanism's name, with its colon. */
const ARGUMENT: Readonly<Record<Mechanism, (argument: string) => boolean>> = {
  all: (argument) => argument === '',
  include: (argument) => argument.startsWith(':') && isDomainSpec(argument.slice(1)),
  exists: (argument) => argument.startsWith(':') && isDomainSpec(argument.slice(1)),
  ptr: (argument) => argument === '' || (argument.startsWith(':') && isDomainSpec(argument.slice(1))),
  a: hasHost,
  mx: hasHost,
  ip4: (argument) => argument.startsWith(':') && isNetwork(argument.slice(1), 4),
  ip6: (argument) => argument.startsWith(':') && isNetwork(argument.slice(1), 6),
};

function hasHost(argument: string): boolean {
  // What ends in a length may also end in a macro with a slash in it.
  if (argument.startsWith(':') && isDomainSpec(argument.slice(1))) return true;
  const host = withoutLengths(argument);
  return host === '' || (host?.startsWith(':') === true && isDomainSpec(host.slice(1)));
}

function isDirective(term: string): boolean {
  const bare = /^[+?~-]/.test(term) ? term.slice(1) : term;
  const name = /^[a-z0-9]*/i.exec(bare)![0];
  const mechanism = MECHANISMS.find((each) => each === name.toLowerCase());
  return mechanism !== undefined && ARGUMENT[mechanism](bare.slice(name.length));
}

/** The name of a modifier; undefined where the term is none. */
function modifierOf(term: string): string | undefined {
  const at = term.indexOf('=');
  if (at < 0) return undefined;
  const name = term.slice(0, at).toLowerCase();
  const value = term.slice(at + 1);
  if (!NAME.test(name)) return undefined;
  return (name === 'redirect' || name === 'exp' ? isDomainSpec(value) : isMacroString(value)) ? name : undefined;
}

/** Whether the text, from `v=spf1` on, is an SPF record. `redirect` and `exp` stand in it once at most (section 6). */
export function isSpfRecord(text: string): boolean {
  if (!/^v=spf1(?: |$)/i.test(text)) return false;
  const modifiers: string[] = [];
  for (const term of text.slice(6).split(' ')) {
    if (term === '') continue;
    const modifier = modifierOf(term);
    if (modifier !== undefined) modifiers.push(modifier);
    else if (!isDirective(term)) return false;
  }
  return ['redirect', 'exp'].every((name) => modifiers.filter((each) => each === name).length <= 1);
}
