/** Addresses with a port behind them, and networks, as other programs write them. */
import { ipv4Text, parseAddress, parseIpv4 } from '../dns/addresses.ts';

/** The address and the port of `192.0.2.1:53`, `192.0.2.1#53`, `192.0.2.1@53`, `[2001:db8::1]:53` and `2001:db8::1#53`; undefined for other texts. */
export function addressWithPort(text: string): { readonly address: string; readonly port: string } | undefined {
  const match =
    /^(?:\[([\da-f:.]{2,45})\]|([\d.]{7,15}))[:@#](\d{1,5})$/i.exec(text) ??
    /^([\da-f:.]{2,45})()[@#](\d{1,5})$/i.exec(text);
  const address = match?.[1] || match?.[2];
  if (!match || !address || !parseAddress(address)) return undefined;
  return { address, port: match[3] };
}

/** A range is told by no more prefixes than these. */
const MOST_PREFIXES = 16;

/** The prefixes that `10.0.0.1-10.0.0.20`, `10.0.0.1-20` and `10.0.*` stand for; undefined for other texts, and where they would be too many. */
export function prefixesMeant(text: string): readonly string[] | undefined {
  const wildcard = /^((?:\d{1,3}\.){1,3})(?:\*\.){0,2}\*$/.exec(text)?.[1];
  if (wildcard !== undefined) {
    const octets = wildcard.split('.').slice(0, -1);
    const network = [...octets, '0', '0', '0'].slice(0, 4).join('.');
    return parseIpv4(network) ? [`${network}/${8 * octets.length}`] : undefined;
  }
  const [, first, last] = /^((?:\d{1,3}\.){3}\d{1,3})-((?:(?:\d{1,3}\.){3})?\d{1,3})$/.exec(text) ?? [];
  if (first === undefined) return undefined;
  const from = numberOf(first);
  const to = numberOf(last.includes('.') ? last : `${first.slice(0, first.lastIndexOf('.'))}.${last}`);
  return from === undefined || to === undefined || from > to ? undefined : prefixesFrom(from, to);
}

function numberOf(address: string): number | undefined {
  const octets = parseIpv4(address);
  return octets && [...octets].reduce((number, octet) => number * 0x100 + octet, 0);
}

/** The fewest prefixes that hold just the addresses from one to another. */
function prefixesFrom(from: number, to: number): readonly string[] | undefined {
  const prefixes: string[] = [];
  for (let at = from; at <= to; ) {
    let bits = 32;
    let size = 1;
    while (bits > 0 && at % (size * 2) === 0 && at + size * 2 - 1 <= to) {
      size *= 2;
      bits--;
    }
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(at / 2 ** shift) % 0x100);
    prefixes.push(bits === 32 ? ipv4Text(octets) : `${ipv4Text(octets)}/${bits}`);
    if (prefixes.length > MOST_PREFIXES) return undefined;
    at += size;
  }
  return prefixes;
}
