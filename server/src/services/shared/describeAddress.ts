/** An address in words: its forms, its range, its reverse name. */
import { addressText, ipv6Full, reverseName } from '../../dns/addresses.ts';
import { specialRange } from '../../dns/specialRanges.ts';
import { t, translated } from '../../l10n.ts';
import { capitalized, code } from './markdown.ts';

/** Paragraphs on an address, whatever zones there are. */
export function addressForms(octets: Uint8Array): string[] {
  const out = [`**${code(addressText(octets))}**`];
  if (octets.length === 16) out.push(t`Full form: ${code(ipv6Full(octets))}`);
  const range = specialRange(octets);
  if (range) out.push(`${capitalized(translated(range.name))}: ${code(range.prefix)} (${range.rfc}).`);
  out.push(t`Reverse name: ${code(reverseName(octets))}`);
  return out;
}
