/** Internationalised labels: `xn--` and back (RFC 3492, RFC 5890). */
import { decodePunycode } from '../../../dns/punycode.ts';

/** The Unicode text of a label that begins with `xn--`; undefined where it is not Punycode, or encodes nothing. */
export function labelToUnicode(label: string): string | undefined {
  const encoded = label.slice(4);
  return encoded === '' || encoded.endsWith('-') ? undefined : decodePunycode(encoded);
}

/** A label as browsers and mail programs look it up: in lower case, composed, as `xn--`; undefined where it cannot be a name. */
export function labelToAscii(label: string): string | undefined {
  // The host of a URL goes through the mapping and the encoding of UTS 46.
  const url = `http://${label}.example/`;
  if (/[\s/?#@:[\]\\%]/.test(label) || !URL.canParse(url)) return undefined;
  const host = new URL(url).hostname;
  const ascii = host.slice(0, -'.example'.length);
  return host.endsWith('.example') && /^xn--[a-z0-9-]+$/.test(ascii) && ascii.length <= 63 ? ascii : undefined;
}
