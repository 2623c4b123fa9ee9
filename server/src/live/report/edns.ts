/** What the OPT record of an answer says (RFC 6891), in words. */
import { addressText } from '../../dns/addresses.ts';
import { EDNS_OPTION } from '../../dns/codes.ts';
import { t } from '../../l10n.ts';
import type { EdnsOption, ResponseMessage } from '../messages.ts';
import { extendedErrorText } from './extendedErrors.ts';
import { hexText, octetsText } from './words.ts';

function uint(octets: Uint8Array, start: number, end: number): number {
  return octets.subarray(start, end).reduce((value, octet) => value * 256 + octet, 0);
}

const utf8 = new TextDecoder();

/** RFC 5001: any octets; most servers send text. */
function nsidText(data: Uint8Array): string {
  const text = utf8.decode(data);
  return /^[\x20-\x7e]+$/.test(text) ? t`${text} (hex ${hexText(data)})` : t`hex ${hexText(data)}`;
}

/** RFC 7871 section 6. */
function clientSubnet(data: Uint8Array): string {
  const family = data.length < 4 ? 0 : uint(data, 0, 2);
  const size = family === 1 ? 4 : 16;
  if ((family !== 1 && family !== 2) || data.length - 4 > size) return t`Client subnet: hex ${hexText(data)}`;
  const address = new Uint8Array(size);
  address.set(data.subarray(4));
  return t`Client subnet: ${addressText(address)}/${data[2]}, the answer holds for /${data[3]}`;
}

function cookieText(data: Uint8Array): string {
  const server = data.length > 8 ? t`, server ${hexText(data.subarray(8))}` : '';
  return t`Cookie: client ${hexText(data.subarray(0, 8))}${server}`;
}

/** RFC 7828: units of 100 milliseconds. */
function keepaliveText(data: Uint8Array): string {
  return data.length === 2 ? t`TCP keepalive: ${uint(data, 0, 2) / 10} s` : t`TCP keepalive: hex ${hexText(data)}`;
}

const OPTION_TEXT: Readonly<Record<number, (data: Uint8Array) => string>> = {
  [EDNS_OPTION.NSID]: (data) => t`Server identifier (NSID): ${nsidText(data)}`,
  [EDNS_OPTION.ECS]: clientSubnet,
  [EDNS_OPTION.EXPIRE]: (data) =>
    data.length === 4 ? t`Zone expires in ${uint(data, 0, 4)} s` : t`Zone expiry: hex ${hexText(data)}`,
  [EDNS_OPTION.COOKIE]: cookieText,
  [EDNS_OPTION.KEEPALIVE]: keepaliveText,
  [EDNS_OPTION.PADDING]: (data) => t`Padding: ${octetsText(data.length)}`,
  [EDNS_OPTION.EDE]: extendedErrorText,
};

function optionText(option: EdnsOption): string {
  const text = OPTION_TEXT[option.code];
  return text
    ? text(option.data)
    : t`EDNS option ${option.code}: ${option.data.length === 0 ? t`empty` : hexText(option.data)}`;
}

/** A line on the record, and one for each option. */
export function ednsLines(response: ResponseMessage): string[] {
  const { edns } = response;
  if (!edns) return [t`EDNS: none in the answer`];
  const dnssec = edns.do ? t`, do (DNSSEC records wanted)` : '';
  const head = t`EDNS: version ${edns.version}, UDP messages of up to ${edns.udpSize} octets${dnssec}`;
  return [head, ...edns.options.map(optionText)];
}
