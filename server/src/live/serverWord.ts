/** Servers as they are typed: `@192.0.2.53`, `@192.0.2.53#5353`, `@[2001:db8::1]:53`, `@tls://dns.example`, `@https://dns.example/dns-query`. */
import { parseIpv4, parseIpv6 } from '../dns/addresses.ts';
import { type Marked, marked, t, translated } from '../l10n.ts';
import { problem, type TypedServer, wholeNumber } from './digDraft.ts';
import type { Transport } from './transport.ts';

/** What stands before `://`, in the words of doggo, q and kdig. */
const SCHEMES: Readonly<Record<string, Transport>> = {
  udp: 'udp',
  tcp: 'tcp',
  tls: 'tls',
  dot: 'tls',
  https: 'https',
  doh: 'https',
  h2: 'https',
};

const SCHEMES_REFUSED: Readonly<Record<string, Marked>> = {
  quic: marked('DNS over QUIC is not spoken here: write `@tls://` or `@https://`.'),
  doq: marked('DNS over QUIC is not spoken here: write `@tls://` or `@https://`.'),
  h3: marked('HTTP/3 is not spoken here: write `@https://`.'),
  http: marked('DNS over plain HTTP is not spoken here: write `@https://`, or `+tcp` without encryption.'),
  sdns: marked('DNSCrypt stamps are not read here: write the server as `@tls://` or `@https://`.'),
};

/** Reads what stands behind the @. `typed` is the whole word, for messages. */
export function readServer(text: string, typed: string): TypedServer {
  const scheme = /^([a-z0-9]+):\/\/(.*)$/i.exec(text);
  if (!scheme) return hostAndPort(text, typed);
  const name = scheme[1].toLowerCase();
  if (SCHEMES_REFUSED[name] !== undefined) problem(translated(SCHEMES_REFUSED[name]));
  const transport = SCHEMES[name];
  if (transport === undefined) problem(t`\`${scheme[1]}://\` is none of udp://, tcp://, tls:// and https://.`);
  const slash = scheme[2].indexOf('/');
  const place = slash < 0 ? scheme[2] : scheme[2].slice(0, slash);
  const path = slash < 0 ? '' : scheme[2].slice(slash);
  const server = { ...hostAndPort(place, typed), transport };
  if (transport !== 'https') {
    if (path !== '' && path !== '/') problem(t`\`${path}\` is a path, which only \`@https://\` has.`);
    return server;
  }
  return path === '' || path === '/' ? server : { ...server, https: { path } };
}

/**
 * A host with its port behind `#` (as BIND prints a server, and so how people copy it), `:` (as URLs have it) or `@` (as kdig
 * takes it). A bare IPv6 address has colons of its own.
 */
function hostAndPort(text: string, typed: string): TypedServer {
  const match =
    /^(\[[^\]]*\])(?:[#:@](.*))?$/.exec(text) ?? /^([^#@]*)[#@](.*)$/.exec(text) ?? /^([^:]*):([^:]*)$/.exec(text);
  const host = (match?.[1] ?? text).replace(/^\[(.*)\]$/, '$1');
  if (host === '') problem(t`\`@\` needs a server after it: an address such as \`@192.0.2.53\`, or a name.`);
  if (host.includes(':') && !parseIpv6(host.replace(/%[^%]+$/, ''))) problem(t`\`${host}\` is no IPv6 address.`);
  if (/^[\d.]+$/.test(host) && host.includes('.') && !parseIpv4(host.replace(/\.$/, '')))
    problem(t`\`${host}\` is no IPv4 address.`);
  if (match?.[2] === undefined) return { host };
  return { host, port: wholeNumber(typed, t`a port after the server`, match[2], 1, 65535) };
}
