/** An SVCB record as a client reads it (RFC 9460; for DNS servers RFC 9461). */
import { addressText } from '../../dns/addresses.ts';
import { type AnswerRecord, rdataText } from '../messages.ts';

/** Keys of parameters (RFC 9460, section 14.3.2; dohpath: RFC 9461, section 5). */
const KEY = { ALPN: 1, PORT: 3, IPV4HINT: 4, IPV6HINT: 6, DOHPATH: 7 } as const;

export interface Service {
  readonly priority: number;
  readonly target: string;
  /** The ids of ALPN; `doq` and `h3` among them. */
  readonly protocols: readonly string[];
  readonly port?: number;
  /** The template of RFC 9461, with `{?dns}`. */
  readonly path?: string;
  readonly addresses: readonly string[];
}

const utf8 = new TextDecoder();

/** Undefined where the record cannot be read. */
export function serviceOf(record: AnswerRecord): Service | undefined {
  const { rdata, fault } = record;
  if (fault !== undefined || rdata.length < 3) return undefined;
  const view = new DataView(rdata.buffer, rdata.byteOffset, rdata.length);
  const start = endOfName(rdata, 2);
  if (start === undefined) return undefined;
  const values = new Map<number, Uint8Array>();
  for (let at = start; at < rdata.length; ) {
    if (at + 4 > rdata.length) return undefined;
    const [key, length] = [view.getUint16(at), view.getUint16(at + 2)];
    if (at + 4 + length > rdata.length) return undefined;
    values.set(key, rdata.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  const port = values.get(KEY.PORT);
  const path = values.get(KEY.DOHPATH);
  return {
    priority: view.getUint16(0),
    target: rdataText(record).split(' ')[1],
    protocols: stringsIn(values.get(KEY.ALPN)),
    ...(port?.length === 2 && { port: port[0] * 256 + port[1] }),
    ...(path && { path: utf8.decode(path) }),
    addresses: [...pieces(values.get(KEY.IPV4HINT), 4), ...pieces(values.get(KEY.IPV6HINT), 16)].map(addressText),
  };
}

/** Where a name without compression ends. */
function endOfName(octets: Uint8Array, from: number): number | undefined {
  for (let at = from; at < octets.length; at += 1 + octets[at]) {
    if (octets[at] === 0) return at + 1;
    if (octets[at] > 63) return undefined;
  }
  return undefined;
}

/** Texts, each with its length before it. */
function stringsIn(octets: Uint8Array | undefined): string[] {
  const texts: string[] = [];
  for (let at = 0; octets && at < octets.length; at += 1 + octets[at])
    texts.push(utf8.decode(octets.subarray(at + 1, at + 1 + octets[at])));
  return texts;
}

function pieces(octets: Uint8Array | undefined, length: number): Uint8Array[] {
  const made: Uint8Array[] = [];
  for (let at = 0; octets && at + length <= octets.length; at += length) made.push(octets.subarray(at, at + length));
  return made;
}
