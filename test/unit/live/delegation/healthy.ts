/** A small world in which everything is as it should be; tests break pieces of it. */
import { type Subject, World } from '../../../../server/src/live/delegation/world.ts';

const SOA = 'hostmaster.example. 2026010101 14400 3600 1209600 3600';

export const ROOT = `
server 192.0.2.1
zone .
. SOA ns.root. ${SOA}
. NS ns.root.
ns.root. A 192.0.2.1
example. NS ns1.nic.example.
ns1.nic.example. A 192.0.2.2
`;

export const TLD = `
server 192.0.2.2
zone example.
example. SOA ns1.nic.example. ${SOA}
example. NS ns1.nic.example.
ns1.nic.example. A 192.0.2.2
zone.example. NS ns1.zone.example.
zone.example. NS ns2.other.example.
ns1.zone.example. A 192.0.2.11
ns1.zone.example. AAAA 2001:db8::11
other.example. NS ns2.other.example.
ns2.other.example. A 192.0.2.12
ns2.other.example. AAAA 2001:db8::12
`;

/** The zone's own data. */
export const ZONE = `
zone zone.example.
zone.example. SOA ns1.zone.example. hostmaster.zone.example. 2026010101 14400 3600 1209600 3600
zone.example. NS ns1.zone.example.
zone.example. NS ns2.other.example.
zone.example. MX 10 mail.zone.example.
zone.example. TXT "v=spf1 mx -all"
ns1.zone.example. A 192.0.2.11
ns1.zone.example. AAAA 2001:db8::11
mail.zone.example. A 192.0.2.25
`;

export const NS1 = `
server 192.0.2.11 2001:db8::11
${ZONE}`;

export const NS2 = `
server 192.0.2.12 2001:db8::12
zone other.example.
other.example. SOA ns2.other.example. ${SOA}
other.example. NS ns2.other.example.
ns2.other.example. A 192.0.2.12
ns2.other.example. AAAA 2001:db8::12
${ZONE}`;

export const HEALTHY = ROOT + TLD + NS1 + NS2;

export function worldOf(more: Partial<Subject> = {}): World {
  return new World({
    zone: 'zone.example.',
    start: { zone: '.', servers: new Map([['ns.root.', ['192.0.2.1']]]) },
    now: new Date(Date.UTC(2026, 0, 1)),
    ...more,
  });
}
