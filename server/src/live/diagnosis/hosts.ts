/**
 * Whether the hosts that a name leads to are there: each of several addresses is asked for a TCP connection, as a browser would, and nothing is sent. A dead
 * address in a round robin is told from a host without such a service by the others, which take connections. Bounds: 16 addresses, of which each waits once.
 */
import { addressText } from '../../dns/addresses.ts';
import { specialRange } from '../../dns/specialRanges.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { type Conversation, tell, wait } from '../conversation.ts';
import { familyOf } from '../delegation/questions.ts';
import { madeFrom } from '../dns64.ts';
import type { ResponseMessage } from '../messages.ts';
import { NOT_TOLD, type Reach } from '../transport.ts';
import { type Facts, type HostAddress, isNoHost } from './facts.ts';

const MAX_HOSTS = 16;
const TIMEOUT_MS = 3000;
/** What browsers ask, the first one that any of the addresses takes. */
const PORTS = [443, 80] as const;

/** The addresses in answers that are the name's own and that a packet could reach. */
export function hostAddresses(
  responses: readonly (ResponseMessage | undefined)[],
  prefixes: Facts['dns64'],
): readonly string[] {
  const found = new Set<string>();
  for (const response of responses) {
    for (const { type, rdata, fault } of response?.answer ?? []) {
      if ((type !== TYPE.A && type !== TYPE.AAAA) || fault !== undefined) continue;
      const range = specialRange(rdata);
      const address = addressText(rdata);
      if (!(range && isNoHost(range)) && madeFrom(address, prefixes) === undefined) found.add(address);
    }
  }
  return [...found].slice(0, MAX_HOSTS);
}

/** What comes of a TCP connection to each address; one alone has nothing to be compared with. */
export function* reachHosts(
  addresses: readonly string[],
  reach: Reach | undefined,
  without: readonly (4 | 6)[],
): Conversation<readonly HostAddress[]> {
  if (!reach || addresses.length < 2) return [];
  yield* tell(t`Asks ${addresses.length} addresses whether they take TCP connections.`);
  for (const port of PORTS) {
    const states = yield* wait(Promise.all(addresses.map((address) => stateOf(reach, address, port, without))));
    // Where none takes them the name may be no web host: nothing follows from that.
    if (states.includes('open')) return addresses.map((address, i) => ({ address, port, state: states[i] }));
  }
  return [];
}

async function stateOf(
  reach: Reach,
  address: string,
  port: number,
  without: readonly (4 | 6)[],
): Promise<HostAddress['state']> {
  if (without.includes(familyOf(address))) return 'unknown';
  const failed = await reach(address, port, TIMEOUT_MS);
  if (!failed) return 'open';
  if (NOT_TOLD.has(failed.kind)) return 'unknown';
  return failed.kind === 'refused' ? 'closed' : 'silent';
}
