/** A record's parts as a view wants them. */
import { ipv6Full, parseIpv6 } from '../../dns/addresses.ts';
import { classText } from '../../dns/classes.ts';
import { genericRdata } from '../../dns/rdata.ts';
import { ttlUnits } from '../../dns/ttl.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { type AnswerRecord, rdataText } from '../messages.ts';
import type { ViewOptions } from '../view.ts';

/** The types whose last words are keys, hashes or signatures, and how many words stand before them. */
const CRYPTO: Readonly<Record<number, number>> = {
  [TYPE.DNSKEY]: 3,
  [TYPE.CDNSKEY]: 3,
  [TYPE.KEY]: 3,
  [TYPE.DS]: 3,
  [TYPE.CDS]: 3,
  [TYPE.DLV]: 3,
  [TYPE.TLSA]: 3,
  [TYPE.SMIMEA]: 3,
  [TYPE.SSHFP]: 2,
  [TYPE.RRSIG]: 8,
  [TYPE.SIG]: 8,
  [TYPE.OPENPGPKEY]: 0,
  [TYPE.DHCID]: 0,
  [TYPE.CERT]: 3,
  [TYPE.ZONEMD]: 3,
};

/** What the numbers of a SOA are, for a record over several lines. */
const SOA_WORDS = ['serial', 'refresh', 'retry', 'expire', 'minimum'];

/** So many characters of data stand in one line of a record over several. */
const WIDTH = 64;

function pieces(text: string, length: number): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; at += length) found.push(text.slice(at, at + length));
  return found;
}

/** The RDATA on one line. */
export function dataText(record: AnswerRecord, view: ViewOptions): string {
  if (view.unknown) return genericRdata(record.rdata);
  const text = rdataText(record);
  if (text.startsWith('\\#')) return text;
  if (record.type === TYPE.AAAA && view.expandAaaa) {
    const octets = parseIpv6(text);
    return octets ? ipv6Full(octets) : text;
  }
  const before = CRYPTO[record.type];
  if (before === undefined || (view.crypto && view.split === 0)) return text;
  const words = text.split(' ');
  const head = words.slice(0, before);
  if (!view.crypto) return [...head, '[omitted]'].join(' ');
  return [...head, ...pieces(words.slice(before).join(''), view.split)].join(' ');
}

/** The RDATA over several lines, in parentheses, where it is long or an SOA. */
function longText(record: AnswerRecord, view: ViewOptions): string[] {
  const text = dataText(record, view);
  const words = text.split(' ');
  if (record.type === TYPE.SOA && words.length === 7) {
    const numbers = words.slice(2).map((word, i) => `        ${word.padEnd(10)} ; ${SOA_WORDS[i]}`);
    return [`${words[0]} ${words[1]} (`, ...numbers, '        )'];
  }
  const before = CRYPTO[record.type];
  if (before === undefined || !view.crypto || text.length <= WIDTH || text.startsWith('\\#')) return [text];
  const head = words.slice(0, before).join(' ');
  const rest = pieces(words.slice(before).join(''), WIDTH).map((piece) => `        ${piece}`);
  return [`${head}${head === '' ? '' : ' '}(`, ...rest, '        )'];
}

/** The columns before the data: owner, TTL, class and type, those of them that are shown. */
export function recordHead(record: AnswerRecord, view: ViewOptions): string[] {
  const ttl = view.ttlUnits ? ttlUnits(record.ttl) : String(record.ttl);
  return [
    record.owner,
    ...(view.ttl ? [ttl] : []),
    ...(view.class ? [classText(record.class)] : []),
    typeText(record.type),
  ];
}

/** The data in as many lines as the view wants. */
export function dataLines(record: AnswerRecord, view: ViewOptions): string[] {
  return view.multiline && record.fault === undefined ? longText(record, view) : [dataText(record, view)];
}
