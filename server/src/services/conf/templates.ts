/**
 * New statements from a few answers: a TSIG key for two servers, a zone with its file, a pair of views for split DNS. Pure functions:
 * random octets and serials come in as arguments.
 */
import { parseAddress } from '../../dns/addresses.ts';
import { parseName } from '../../dns/nameText.ts';
import { parsePrefix } from '../../dns/prefixes.ts';
import { TSIG_ALGORITHMS } from '../../dns/tsigAlgorithms.ts';
import { t } from '../../l10n.ts';
import type { Refusal } from '../service.ts';
import { code } from '../shared/markdown.ts';

/** A zone's type that `newZone` can write. */
export type NewZoneType = 'primary' | 'secondary' | 'forward' | 'hint' | 'stub' | 'mirror';

export interface NewKey {
  /** The name of the key: a domain name, the same on both servers. */
  readonly name: string;
  /** Such as hmac-sha256. */
  readonly algorithm: string;
  /** Random octets, as many as the algorithm's digest has: `secretLength`. */
  readonly octets: Uint8Array;
  /** The address of the server that has the zone, and of the one that fetches it, where they are known. */
  readonly primary?: string;
  readonly secondary?: string;
  /** The zone that is transferred. */
  readonly zone?: string;
}

/** The statements for the named.conf of each of two servers. They hold the secret: for the files only, never for a log. */
export interface KeyStatements {
  readonly key: string;
  readonly onPrimary: string;
  readonly onSecondary: string;
}

export interface NewZone {
  readonly name: string;
  readonly type: NewZoneType;
  /** The path of its file; the name with `db.` before it where there is none. */
  readonly file?: string;
  /** The addresses of its primaries, or of the servers that queries are forwarded to. */
  readonly servers?: readonly string[];
  /** The host names of its name servers, and the mailbox of who looks after it. */
  readonly nameServers?: readonly string[];
  readonly mailbox?: string;
  /** The addresses of the first name server, where it lies in the zone. */
  readonly addresses?: readonly string[];
  readonly serial: number;
}

/** A file that is made: its path as the configuration writes it, and its text. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

export interface ZoneStatements {
  /** For named.conf. */
  readonly statement: string;
  /** The zone's file, for a primary. */
  readonly file: NewFile | undefined;
}

export interface NewViews {
  readonly zone: string;
  /** The networks of those who see the inside. */
  readonly networks: readonly string[];
  /** The names of both views and of the list of networks, where the usual ones are taken. */
  readonly labels?: { readonly inside: string; readonly outside: string; readonly acl: string };
  readonly nameServers?: readonly string[];
  readonly mailbox?: string;
  readonly serial: number;
}

export interface ViewStatements {
  readonly statements: string;
  /** The file of the inside, then that of the outside. */
  readonly files: readonly NewFile[];
}

/** The octets that the secret of an algorithm has: its digest's (RFC 8945 section 5.2.2.1); undefined where it is unknown. */
export function secretLength(algorithm: string): number | undefined {
  return TSIG_ALGORITHMS[algorithm.toLowerCase()];
}

/** A TSIG key, with what the primary and the secondary have to say about it; a reason where it cannot be. */
export function newTsigKey(request: NewKey): KeyStatements | Refusal {
  const { name, octets, primary, secondary, zone } = request;
  const algorithm = request.algorithm.toLowerCase();
  const length = secretLength(algorithm);
  if (length === undefined) return { reason: t`${code(request.algorithm)} is no algorithm of TSIG keys.` };
  if (octets.length !== length) return { reason: t`A secret for ${algorithm} has ${length} octets.` };
  if (!isName(name) || !/^[A-Za-z0-9._-]+$/.test(name)) {
    return { reason: t`${code(name)} is no name for a key: letters, digits, hyphens and dots, as in a domain name.` };
  }
  for (const address of [primary, secondary]) {
    if (address !== undefined && !parseAddress(address)) return { reason: t`${code(address)} is not an address.` };
  }
  if (zone !== undefined && !isName(zone)) return { reason: t`${code(zone)} is not a domain name.` };
  const key = `key "${name}" {\n\talgorithm ${algorithm};\n\tsecret "${base64(octets)}";\n};\n`;
  const server = (address: string | undefined): string =>
    address === undefined ? '' : `\nserver ${address} {\n\tkeys { "${name}"; };\n};\n`;
  const file = zone === undefined ? '' : `\n\tfile "${fileOf(zone)}";`;
  const offer =
    zone === undefined
      ? ''
      : `\nzone "${zone}" {\n\ttype primary;${file}\n\tallow-transfer { key "${name}"; };${notified(secondary, name)}\n};\n`;
  const fetch =
    zone === undefined || primary === undefined
      ? ''
      : `\nzone "${zone}" {\n\ttype secondary;${file}\n\tprimaries { ${primary} key "${name}"; };\n\tallow-notify { key "${name}"; };\n};\n`;
  return { key, onPrimary: key + server(secondary) + offer, onSecondary: key + server(primary) + fetch };
}

function notified(secondary: string | undefined, key: string): string {
  return secondary === undefined ? '' : `\n\talso-notify { ${secondary} key "${key}"; };`;
}

/** A zone statement, and for a primary its file; a reason where something of it is no name or address. */
export function newZone(request: NewZone): ZoneStatements | Refusal {
  const { name, type, servers = [], nameServers = [], addresses = [] } = request;
  const refusal =
    refuseNames([name, ...nameServers]) ??
    refuseAddresses([...servers, ...addresses]) ??
    refuseMailbox(request.mailbox);
  if (refusal) return refusal;
  const path = request.file ?? fileOf(name);
  if (/["\\\r\n]/.test(path))
    return { reason: t`${code(path)} cannot be the path of a file: it has quotes or backslashes.` };
  if (['secondary', 'stub', 'mirror', 'forward'].includes(type) && servers.length === 0 && name !== '.') {
    return { reason: t`A zone of type ${type} needs the address of a server.` };
  }
  const lines = [`type ${type};`];
  if (type !== 'forward') lines.push(`file "${path}";`);
  if (servers.length > 0 && type !== 'primary' && type !== 'hint') {
    lines.push(
      `${type === 'forward' ? 'forwarders' : 'primaries'} { ${servers.map((each) => `${each};`).join(' ')} };`,
    );
  }
  const statement = `zone "${name}" {\n${lines.map((line) => `\t${line}\n`).join('')}};\n`;
  return { statement, file: type === 'primary' ? { path, text: zoneText(request) } : undefined };
}

const USUAL_LABELS = { inside: 'internal', outside: 'external', acl: 'internal-networks' };

/** Two views of a zone: the inside for some networks, with recursion, and the outside for everyone else, without. */
export function newSplitViews(request: NewViews): ViewStatements | Refusal {
  const { zone, networks, nameServers = [] } = request;
  const refusal = refuseNames([zone, ...nameServers]) ?? refuseMailbox(request.mailbox);
  if (refusal) return refusal;
  if (networks.length === 0) return { reason: t`The inside needs at least one network.` };
  for (const network of networks) {
    if (!parseAddress(network) && !parsePrefix(network)) return { reason: t`${code(network)} is not a network.` };
  }
  const { inside, outside, acl } = request.labels ?? USUAL_LABELS;
  const paths = [inside, outside].map((view) => `${view}/${fileOf(zone)}`);
  const inner = (path: string): string => `\tzone "${zone}" {\n\t\ttype primary;\n\t\tfile "${path}";\n\t};\n`;
  const statements = [
    `acl "${acl}" {\n${networks.map((network) => `\t${network};\n`).join('')}};\n`,
    '\n// The first view that matches a client is the one it sees: the inside has to come first.\n',
    `view "${inside}" {\n\tmatch-clients { localhost; "${acl}"; };\n\trecursion yes;\n`,
    `\tallow-recursion { localhost; "${acl}"; };\n\n${inner(paths[0])}};\n`,
    `\nview "${outside}" {\n\tmatch-clients { any; };\n\trecursion no;\n\tallow-query-cache { none; };\n`,
    `\n${inner(paths[1])}};\n`,
  ].join('');
  const text = zoneText({ ...request, name: zone });
  return { statements, files: paths.map((path) => ({ path, text })) };
}

/** A zone's file: SOA, name servers, and the addresses of the first where it lies in the zone. */
function zoneText({ name, nameServers = [], mailbox, addresses = [], serial }: Omit<NewZone, 'type'>): string {
  const origin = absolute(name);
  const servers = nameServers.length > 0 ? nameServers.map(absolute) : [under('ns1', origin)];
  const rname = mailbox === undefined ? under('hostmaster', origin) : mailboxName(mailbox);
  const lines = [
    `$ORIGIN ${origin}`,
    '$TTL 1h',
    `@\tIN SOA\t${servers[0]} ${rname} (`,
    `\t\t${serial}\t; serial`,
    '\t\t1d\t; refresh',
    '\t\t2h\t; retry',
    '\t\t4w\t; expire',
    '\t\t1h )\t; how long answers of absence are kept',
    ...servers.map((server) => `\tIN NS\t${server}`),
  ];
  const isInside = origin === '.' || servers[0].toLowerCase().endsWith(`.${origin.toLowerCase()}`);
  // A name server in the zone needs addresses there; these are for examples (RFC 5737, RFC 3849).
  const given = addresses.length > 0 ? addresses : ['192.0.2.1', '2001:db8::1'];
  if (isInside) {
    const note = addresses.length > 0 ? '' : '\t; an address for documentation: put in the real one';
    for (const address of given)
      lines.push(`${servers[0]}\tIN ${address.includes(':') ? 'AAAA' : 'A'}\t${address}${note}`);
  }
  return `${lines.join('\n')}\n`;
}

function under(label: string, origin: string): string {
  return origin === '.' ? `${label}.` : `${label}.${origin}`;
}

function absolute(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

/** `host.master@example.com` as the SOA has it: `host\.master.example.com.` (RFC 1035 section 8). */
function mailboxName(mailbox: string): string {
  const at = mailbox.lastIndexOf('@');
  if (at < 0) return absolute(mailbox);
  return `${mailbox.slice(0, at).replaceAll('.', '\\.')}.${absolute(mailbox.slice(at + 1))}`;
}

function fileOf(zone: string): string {
  const name = zone.replace(/\.$/, '').toLowerCase();
  return `db.${name === '' ? 'root' : name.replaceAll('/', '-')}`;
}

function isName(text: string): boolean {
  return text !== '' && !/[\s"\\;{}]/.test(text) && parseName(text).error === undefined;
}

function refuseNames(names: readonly string[]): Refusal | undefined {
  const wrong = names.find((name) => !isName(name));
  return wrong === undefined ? undefined : { reason: t`${code(wrong)} is not a domain name.` };
}

function refuseAddresses(addresses: readonly string[]): Refusal | undefined {
  const wrong = addresses.find((address) => !parseAddress(address));
  return wrong === undefined ? undefined : { reason: t`${code(wrong)} is not an address.` };
}

function refuseMailbox(mailbox: string | undefined): Refusal | undefined {
  if (mailbox === undefined || (/^[^@()"\\;\s]+(?:@[^@()]+)?$/.test(mailbox) && isName(mailbox.replace('@', '.'))))
    return undefined;
  return { reason: t`${code(mailbox)} is not a mailbox.` };
}

function base64(octets: Uint8Array): string {
  return btoa(String.fromCharCode(...octets));
}
