/** Names as they are typed for a question, made absolute; and typed again from a question. */
import { parseIpv4, parseIpv6, reverseName } from '../dns/addresses.ts';
import { classCode } from '../dns/classes.ts';
import { labelsToText, parseName } from '../dns/nameText.ts';
import { TYPE, typeCodeAt } from '../dns/types.ts';
import { type Marked, marked, t, translated } from '../l10n.ts';
import { labelToAscii } from '../rules/zone/support/punycode.ts';
import { problem } from './digDraft.ts';

const NAME_ERRORS: Readonly<Record<string, Marked>> = {
  empty: marked('it is empty'),
  'empty-label': marked('two dots follow one another, or it begins with a dot'),
  'label-too-long': marked('a label is longer than 63 octets'),
  'name-too-long': marked('it is longer than 255 octets'),
  'bad-escape': marked('a backslash must be followed by a character or by three digits up to 255'),
};

/** A label in Unicode as its A-label (RFC 5891), as dig asks for it at a terminal; other labels stay. */
function asciiLabel(label: string, typed: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the question is whether all of it is ASCII
  if (/^[\x00-\x7f]*$/.test(label)) return label;
  return (
    labelToAscii(label) ??
    problem(
      t`\`${typed}\` cannot be written as an internationalised domain name: see \`${label}\`, or ask for its octets with +noidnin.`,
    )
  );
}

/** A typed name made absolute. `idn`: labels beyond ASCII are internationalised ones, and not octets of UTF-8. */
export function questionName(typed: string, idn = true): string {
  // The full stops of other scripts part labels as well (RFC 3490 section 3.1); an escaped one is part of its label.
  const text = idn
    ? typed.replace(/(?:\\.|[^.。．｡\\])+/gsu, (label) => asciiLabel(label, typed)).replace(/[。．｡]/g, '.')
    : typed;
  const parsed = parseName(text);
  if (parsed.error) problem(t`\`${typed}\` is no domain name: ${translated(NAME_ERRORS[parsed.error.code])}.`);
  return labelsToText(parsed.labels);
}

/** Whether a typed name ends in a dot, so that nothing may be added to it. */
export function isTypedAbsolute(typed: string): boolean {
  return parseName(typed).absolute;
}

/** RFC 1035 section 3.5 and RFC 3596 section 2.5; as dig, fewer than four octets of IPv4 name the network above. */
export function reverseOf(text: string): string {
  const octets = parseIpv6(text) ?? parseIpv4(text);
  if (octets) return reverseName(octets);
  const parts = text.replace(/\.$/, '').split('.');
  if (parts.length < 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) {
    return `${parts.reverse().map(Number).join('.')}.in-addr.arpa.`;
  }
  return problem(
    t`\`${text}\` is no whole IPv6 address and no IPv4 address: write \`-x 2001:db8::1\`, \`-x 192.0.2.1\` or \`-x 192.0.2\`.`,
  );
}

/** A type's code by what people write; undefined where it is none. IXFR with the serial that is known: `ixfr=2024010100`. */
export function readType(text: string): { readonly code: number; readonly serial?: number } | undefined {
  const ixfr = /^ixfr=(\d{1,10})$/i.exec(text);
  if (ixfr) {
    const serial = Number(ixfr[1]);
    return serial <= 0xffffffff ? { code: TYPE.IXFR, serial } : undefined;
  }
  const code = typeCodeAt(text, 0, text.length);
  return code < 0 ? undefined : { code };
}

/** The words that ask for a name as it is, whatever it looks like; `type` and `klass` are mnemonics. */
export function questionWords(name: string, type: string, klass = 'IN'): string {
  const isPlain = !/^[-+@#;$%>]/.test(name) && readType(name) === undefined && classCode(name) === undefined;
  const quoted = /^[#;]|["'\s]/.test(name) ? `'${name.replace(/\\?'/g, '\\039')}'` : name;
  return `${isPlain ? quoted : `-q ${quoted}`} ${type}${klass === 'IN' ? '' : ` -c ${klass}`}`;
}
