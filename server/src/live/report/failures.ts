/** What to look at when no answer came. */
import { t } from '../../l10n.ts';
import type { Failure, FailureKind, Server } from '../transport.ts';
import { comment } from './words.ts';

function isV6(server: Server | undefined): boolean {
  return server?.address.includes(':') ?? false;
}

function silentNext(server: Server | undefined): string {
  return isV6(server)
    ? t`See whether the server runs, whether listen-on-v6 covers this address, and whether a firewall drops UDP and TCP port ${server?.port ?? 53} over IPv6. The same question with -4 shows whether only IPv6 is affected.`
    : t`See whether the server runs, whether listen-on covers this address, and whether a firewall drops UDP and TCP port ${server?.port ?? 53}.`;
}

/** What to look at next, by what happened; `server` is the one that was asked last. */
export const FAILURE_NEXT: Readonly<Record<FailureKind, (server: Server | undefined, isResolver: boolean) => string>> =
  {
    timeout: (server, isResolver) =>
      isResolver
        ? t`${silentNext(server)} A resolver that finds no answer says so (SERVFAIL), late perhaps; one that is silent may not let this machine ask: see its allow-recursion, and another resolver.`
        : silentNext(server),
    refused: (server) =>
      t`See whether named runs there, and whether ${isV6(server) ? 'listen-on-v6' : 'listen-on'} has this address and port.`,
    unreachable: () => t`See whether the address is right, and whether the machine and the network on the way are up.`,
    'no-ipv4': () => t`Ask an IPv6 address of the server with -6, or ask from a machine that has IPv4.`,
    'no-ipv6': () => t`Ask an IPv4 address of the server with -4, or ask from a machine that has IPv6.`,
    closed: () =>
      t`The server may not answer over TCP, or not for this asker: see its log, and the same question with +notcp.`,
    malformed: () =>
      t`Something else than a DNS server may listen there, or a device on the way may change answers: see +tcp, and another server.`,
    tls: () =>
      t`See which name and which certificate the server has, and whether the clock of this machine is right. The same question over TCP shows whether only TLS is affected.`,
    http: () => t`See whether the server offers DNS over HTTPS, and at which path.`,
    signature: () =>
      t`See whether the key’s name, algorithm and secret are the same here and there, and both clocks right.`,
    limit: () => t`Ask for less at a time.`,
    'no-address': () => t`Name a server by its address: @192.0.2.53 or @2001:db8::53.`,
    cancelled: () => t`Ask again when wanted.`,
    failed: () => t`See whether this machine’s network is up, and whether the address can be used from it.`,
  };

/** Datagrams that were passed over while nothing better came. */
export function ignoredOf(failure: Failure): string[] {
  return failure.ignored.map(({ reason }) => comment(t`  Passed over: ${reason}`));
}
