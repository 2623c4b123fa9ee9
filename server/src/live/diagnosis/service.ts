/** An SVCB record as a client reads it (RFC 9460; for DNS servers RFC 9461). */
import { addressText } from '../../dns/addresses.ts';
import { SVC_KEY } from '../../dns/codes.ts';
import { nameAt } from '../dnssec/names.ts';
import type { AnswerRecord } from '../messages.ts';

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
export function serviceOf({ rdata, fault }: AnswerRecord): Service | undefined {
  if (fault !== undefined || rdata.length < 3) return undefined;
  const view = new DataView(rdata.buffer, rdata.byteOffset, rdata.length);
  const target = nameAt(rdata, 2);
  if (!target) return undefined;
  const values = new Map<number, Uint8Array>();
  for (let at = target.end; at < rdata.length; ) {
    if (at + 4 > rdata.length) return undefined;
    const [key, length] = [view.getUint16(at), view.getUint16(at + 2)];
    if (at + 4 + length > rdata.length) return undefined;
    values.set(key, rdata.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  const port = values.get(SVC_KEY.port);
  const path = values.get(SVC_KEY.dohpath);
  return {
    priority: view.getUint16(0),
    target: target.name,
    protocols: stringsIn(values.get(SVC_KEY.alpn)),
    ...(port?.length === 2 && { port: port[0] * 256 + port[1] }),
    ...(path && { path: utf8.decode(path) }),
    addresses: [...pieces(values.get(SVC_KEY.ipv4hint), 4), ...pieces(values.get(SVC_KEY.ipv6hint), 16)].map(
      addressText,
    ),
  };
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
