/** A root, a zone below it, and zones that it delegates, each on a server of its own: NSDs, since named answers at no address that no interface has. */
import { isInstalled, type OtherServer, startOther } from '../live/otherServers.ts';

const ROOT = '127.0.0.1';
const TLD = '127.0.0.2';
const LEAF = '127.0.0.3';
const OTHER = '127.0.0.4';

const NUMBERS = '2026010101 14400 3600 1209600 3600';
const SOA = `IN SOA ns.test. hostmaster.test. ${NUMBERS}`;
/** What a zone has besides its name servers, so that nothing is to be said of it. */
const WHOLE = `@             IN MX    10 mail
              IN TXT   "v=spf1 mx -all"
mail          IN A     ${OTHER}
`;

/** What each server has, by its addresses; the first is that of the root. */
const SERVERS: readonly { readonly addresses: readonly string[]; readonly zones: Readonly<Record<string, string>> }[] =
  [
    {
      addresses: [ROOT],
      zones: {
        '.': `$TTL 3600
.             ${SOA}
.             IN NS    root.test.
root.test.    IN A     ${ROOT}
test.         IN NS    ns.test.
ns.test.      IN A     ${TLD}
3.0.0.127.in-addr.arpa. IN PTR ns1.offices.test.
4.0.0.127.in-addr.arpa. IN PTR ns2.offices.test.
`,
      },
    },
    {
      addresses: [TLD],
      zones: {
        test: `$TTL 3600
@             ${SOA}
              IN NS    ns
ns            IN A     ${TLD}
; Everything is as it should be.
offices       IN NS    ns1.offices
              IN NS    ns2.offices
ns1.offices   IN A     ${LEAF}
ns2.offices   IN A     ${OTHER}
; ns1 has another AAAA record than its glue, and ns3 is no server of the zone any more.
stale         IN NS    ns1.stale
              IN NS    ns3.stale
ns1.stale     IN A     ${LEAF}
              IN AAAA  2001:db8::53
ns3.stale     IN A     ${TLD}
; Its key is not the one of the DS record.
signed        IN NS    ns1.signed
              IN DS    2371 13 2 1F987CC6583E92DF0890718C42B0B4E4A2B1E4B0B4E4A2B1E4B0B4E4A2B1E4B0
ns1.signed    IN A     ${LEAF}
`,
      },
    },
    {
      addresses: [LEAF, OTHER, '::1'],
      zones: {
        'offices.test': `$TTL 3600
@             IN SOA   ns1 hostmaster ${NUMBERS}
              IN NS    ns1
              IN NS    ns2
ns1           IN A     ${LEAF}
ns2           IN A     ${OTHER}
${WHOLE}`,
        'stale.test': `$TTL 3600
@             ${SOA}
              IN NS    ns1
              IN NS    ns2
ns1           IN A     ${LEAF}
              IN AAAA  ::1
ns2           IN A     ${LEAF}
`,
        'signed.test': `$TTL 3600
@             ${SOA}
              IN NS    ns1
ns1           IN A     ${LEAF}
`,
      },
    },
  ];

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
