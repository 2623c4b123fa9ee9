/** A root, a zone below it, and zones that it delegates, each on a server of its own: NSDs, since named answers at no address that no interface has. */
import { rdataText } from '../../server/src/live/messages.ts';
import { isInstalled, type OtherServer, startOther } from '../live/otherServers.ts';
import { delegationOf, dsOf, dsRecords, makeKey, makeZone, zoneText } from '../unit/live/world/signing.ts';

const ROOT = '127.0.0.1';
const TLD = '127.0.0.2';
const LEAF = '127.0.0.3';
const OTHER = '127.0.0.4';
/** Nothing listens there. */
const NOBODY = '127.0.0.9';

const NUMBERS = '2026010101 14400 3600 1209600 3600';
const SOA = `IN SOA ns.test. hostmaster.test. ${NUMBERS}`;
const NOW = Math.floor(Date.now() / 1000);

/** Signed, with all that a zone has, so that nothing is to be said of it. */
const OFFICES = makeZone(
  {
    name: 'offices.test.',
    nsec3: {},
    servers: [
      ['ns1.offices.test.', LEAF],
      ['ns2.offices.test.', OTHER],
    ],
    records: `offices.test. 3600 MX 10 mail.offices.test.
offices.test. 3600 TXT "v=spf1 mx -all"
mail.offices.test. 3600 A ${OTHER}
www.offices.test. 3600 A ${OTHER}`,
  },
  NOW,
);

/** Signed, and its DS record is of another key. */
const SIGNED = makeZone(
  {
    name: 'signed.test.',
    servers: [
      ['ns1.signed.test.', LEAF],
      ['ns2.signed.test.', OTHER],
    ],
  },
  NOW,
);

/** What the zone above says of its zones. */
const DELEGATIONS = `
${delegationOf(OFFICES, 'test.')}
stale.test. 3600 NS ns1.stale.test.
stale.test. 3600 NS ns3.stale.test.
ns1.stale.test. 3600 A ${LEAF}
ns1.stale.test. 3600 AAAA 2001:db8::53
ns3.stale.test. 3600 A ${TLD}
${delegationOf(SIGNED, 'test.', [dsOf(SIGNED.name, makeKey(SIGNED.name, 13, 257))])}
lame.test. 3600 NS ns1.lame.test.
lame.test. 3600 NS ns2.lame.test.
ns1.lame.test. 3600 A ${LEAF}
ns2.lame.test. 3600 A ${NOBODY}`;

const TEST = makeZone({ name: 'test.', servers: [['ns.test.', TLD]], records: DELEGATIONS }, NOW);

const ROOT_ZONE = makeZone(
  {
    name: '.',
    servers: [['root.test.', ROOT]],
    records: `${delegationOf(TEST, '.')}
root.test. 3600 A ${ROOT}
3.0.0.127.in-addr.arpa. 3600 PTR ns1.offices.test.
4.0.0.127.in-addr.arpa. 3600 PTR ns2.offices.test.`,
  },
  NOW,
);

/** What each server has, by its addresses; the first is that of the root. */
const SERVERS: readonly { readonly addresses: readonly string[]; readonly zones: Readonly<Record<string, string>> }[] =
  [
    { addresses: [ROOT], zones: { '.': zoneText(ROOT_ZONE.records) } },
    { addresses: [TLD], zones: { test: zoneText(TEST.records) } },
    {
      addresses: [LEAF, OTHER, '::1'],
      zones: {
        'offices.test': zoneText(OFFICES.records),
        // The AAAA record of ns1 is another one than its glue, and ns3 is no server of the zone any more.
        'stale.test': `$TTL 3600
@             ${SOA}
              IN NS    ns1
              IN NS    ns2
ns1           IN A     ${LEAF}
              IN AAAA  ::1
ns2           IN A     ${LEAF}
`,
        'signed.test': zoneText(SIGNED.records),
      },
    },
  ];

/** The DS records that validation begins from, as words. */
export const ANCHORS: readonly string[] = dsRecords(ROOT_ZONE).map((one) => `. DS ${rdataText(one)}`);

export interface DelegationWorld {
  /** Of all servers; that of the root is 127.0.0.1. */
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts the servers; undefined where NSD is not installed. */
export async function startDelegationWorld(): Promise<DelegationWorld | undefined> {
  if (!isInstalled('NSD')) return undefined;
  const running: OtherServer[] = [];
  for (const { addresses, zones } of SERVERS) {
    const [first] = running;
    running.push(await startOther('NSD', { zones, addresses, transfers: false, ...(first && { port: first.port }) }));
  }
  return { port: running[0].port, stop: async () => void (await Promise.all(running.map((server) => server.stop()))) };
}
