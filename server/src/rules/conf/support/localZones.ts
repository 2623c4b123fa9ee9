/** Zones that every server has for itself: names of the machine, loopback and private networks (RFC 6303). */

// linear: labels of digits, each behind a dot.
const LOCAL_ZONE = new RegExp(
  [
    String.raw`^(?:localhost|localdomain|1(?:\.0){31}\.ip6\.arpa)\.$`,
    String.raw`^(?:\d+\.){0,3}(?:127|0|255|10|(?:1[6-9]|2\d|3[01])\.172|168\.192|254\.169)\.in-addr\.arpa\.$`,
  ].join('|'),
);

/** Whether everyone has a zone of that name, and nobody wants a copy of it. `origin` is in lower case with its final dot. */
export function isLocalZone(origin: string): boolean {
  return LOCAL_ZONE.test(origin) || /(?:^|\.)localhost\.(?:localdomain\.)?$/.test(origin);
}

/** The zones that are open for everyone to copy where they come from (RFC 8806). */
const PUBLIC_COPIES = new Set(['.', 'arpa.', 'in-addr.arpa.', 'ip6.arpa.', 'root-servers.net.']);

/** Whether a zone is open to everyone anyway: a copy of it may be, too. */
export function isPublicCopy(origin: string): boolean {
  return PUBLIC_COPIES.has(origin);
}
