/** What `ss -tulnp` and `netstat -tulnp` say: which program listens where. */
import { addressText, parseAddress } from '../../dns/addresses.ts';

export interface Listener {
  readonly protocol: 'udp' | 'tcp';
  /** An address, or undefined for all of a family. */
  readonly address: string | undefined;
  /** The families that it takes; `::` without IPV6_V6ONLY takes both, which `ss` shows as `*`. */
  readonly families: readonly (4 | 6)[];
  readonly port: number;
  /** The program, where the output says it: without root's rights it does not. */
  readonly program?: string;
}

const SS_PROGRAM = /\(\("([^"]+)"/;
const NETSTAT_PROGRAM = /\b\d+\/([^\s:]+)/;
const DNS_PORT = 53;

/** The sockets that wait for queries; lines that say something else are passed over. */
export function readListeners(text: string): Listener[] {
  return text.split('\n').flatMap((line) => listenerIn(line.trim()) ?? []);
}

/** `udp UNCONN 0 0 [::1]:53 [::]:* users:(("named",pid=1,fd=2))`, or without the state `udp6 0 0 :::53 :::* 12/named`. */
function listenerIn(line: string): Listener | undefined {
  const words = line.split(/\s+/);
  const [, protocol, six] = /^(udp|tcp)(6?)$/.exec(words[0]) ?? [];
  if (!protocol) return undefined;
  const at = words[1] === 'UNCONN' || words[1] === 'LISTEN' ? 2 : 1;
  const [received, sent, local, , ...rest] = words.slice(at);
  if (local === undefined || !/^\d+$/.test(received) || !/^\d+$/.test(sent)) return undefined;
  const port = local.slice(local.lastIndexOf(':') + 1);
  const where = whereOf(local.slice(0, -port.length - 1), six === '6');
  if (!where || !/^(?:\d+|domain)$/.test(port)) return undefined;
  const more = rest.join(' ');
  const program = SS_PROGRAM.exec(more)?.[1] ?? NETSTAT_PROGRAM.exec(more)?.[1];
  return {
    protocol: protocol as Listener['protocol'],
    ...where,
    port: port === 'domain' ? DNS_PORT : Number(port),
    ...(program && { program }),
  };
}

function whereOf(local: string, isSix: boolean): Pick<Listener, 'address' | 'families'> | undefined {
  // `[fe80::1]%eth0`, `127.0.0.53%lo`.
  const bare = local.replace(/%[^\]]*/, '').replace(/^\[(.*)\]$/, '$1');
  if (bare === '*') return { address: undefined, families: [4, 6] };
  const octets = parseAddress(bare === '' || bare === ':' ? '::' : bare);
  if (!octets) return undefined;
  const family = octets.length === 4 ? 4 : 6;
  if (octets.some((octet) => octet !== 0)) return { address: addressText(octets), families: [family] };
  // netstat's `:::53` of `tcp6` takes IPv4, too, unless the program asked for IPv6 alone; `ss` writes `*` there.
  return { address: undefined, families: isSix && local === '::' ? [4, 6] : [family] };
}

/** Whether something waits at an address and port over a protocol. */
export function listensAt(
  listeners: readonly Listener[],
  protocol: Listener['protocol'],
  address: string,
  port = DNS_PORT,
): Listener | undefined {
  const octets = parseAddress(address);
  if (!octets) return undefined;
  const text = addressText(octets);
  const family = octets.length === 4 ? 4 : 6;
  return listeners.find(
    (one) =>
      one.protocol === protocol &&
      one.port === port &&
      (one.address === undefined ? one.families.includes(family) : one.address === text),
  );
}
