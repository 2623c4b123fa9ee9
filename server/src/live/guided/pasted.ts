/** What the output of a program on a server says about a name server there: which sentence goes with it, and whether it is the fault that is looked for. */
import { parseAddress } from '../../dns/addresses.ts';
import { t, visible } from '../../l10n.ts';
import { type DigOutput, readDig } from './digOutput.ts';
import { type Filters, verdictOn } from './firewall.ts';
import { readIptables } from './iptables.ts';
import { type Listener, listensAt, readListeners } from './listeners.ts';
import { readNft } from './nft.ts';

/** Characters that are read: a listing of a host is far below. */
const MAX_LENGTH = 1_000_000;

export interface PastedFinding {
  /** `fault`: this is why; `fine`: this is not why; `open`: the output does not decide it. */
  readonly kind: 'fault' | 'fine' | 'open';
  readonly text: string;
}

const SIGNS: Readonly<Record<PastedFinding['kind'], string>> = { fault: '✕', fine: '✓', open: '?' };

/** The findings as lines of a report. */
export function pastedText(findings: readonly PastedFinding[]): string {
  const lines = findings.map(({ kind, text }) => `  ${SIGNS[kind]} ${text}`);
  return visible(`${[t`From the output:`, ...lines].join('\n')}\n`);
}

const PROTOCOLS = ['udp', 'tcp'] as const;

/** Reads a program's output for the addresses that a name server is to be had at; undefined where it is of no program that is known. */
export function readPasted(
  text: string,
  addresses: readonly string[],
  port = 53,
): readonly PastedFinding[] | undefined {
  const given = text.slice(0, MAX_LENGTH).replaceAll('\r', '');
  const listeners = readListeners(given);
  if (listeners.length > 0) return listenerFindings(listeners, addresses, port);
  const digs = readDig(given);
  if (digs.length > 0) return digs.map(digFinding);
  if (readIptables(given)) return filterFindings(() => readIptables(given), iptablesAddresses(given, addresses), port);
  if (readNft(given, 4)) return filterFindings((family) => readNft(given, family), addresses, port);
  return undefined;
}

function familyOf(address: string): 4 | 6 {
  return parseAddress(address)?.length === 4 ? 4 : 6;
}

function listenerFindings(listeners: readonly Listener[], addresses: readonly string[], port: number): PastedFinding[] {
  return addresses.flatMap((address) =>
    PROTOCOLS.map((protocol): PastedFinding => {
      const over = protocol.toUpperCase();
      const there = listensAt(listeners, protocol, address, port);
      if (there?.program)
        return { kind: 'fine', text: t`${there.program} listens on ${address} port ${port} over ${over}.` };
      if (there) return { kind: 'fine', text: t`A program listens on ${address} port ${port} over ${over}.` };
      const option = familyOf(address) === 6 ? 'listen-on-v6' : 'listen-on';
      return {
        kind: 'fault',
        text: t`Nothing listens on ${address} port ${port} over ${over}. With BIND, ${option} has to contain that address; after a change "rndc reconfig" applies it.`,
      };
    }),
  );
}

/** `ip6tables` says nothing of IPv4, and `iptables` nothing of IPv6; which of them it was, its addresses say. */
function iptablesAddresses(text: string, addresses: readonly string[]): readonly string[] {
  const isSix = /::\/0|ip6tables|ipv6-icmp|icmpv6|icmp6|-[sd] [0-9a-f]*:/i.test(text);
  const isFour = /0\.0\.0\.0\/0|\b\d{1,3}(?:\.\d{1,3}){3}\b/.test(text);
  if (isSix === isFour) return addresses;
  return addresses.filter((address) => (familyOf(address) === 6) === isSix);
}

function filterFindings(
  read: (family: 4 | 6) => Filters | undefined,
  addresses: readonly string[],
  port: number,
): PastedFinding[] {
  const families = [...new Set(addresses.map(familyOf))];
  return families.flatMap((family) => {
    const filters = read(family);
    if (!filters) return [];
    return PROTOCOLS.map((protocol): PastedFinding => {
      const { verdict, rule } = verdictOn(filters, protocol, port);
      const over = `${protocol.toUpperCase()}/IPv${family}`;
      if (verdict === 'accepted')
        return { kind: 'fine', text: t`The filter lets queries to port ${port} over ${over} through.` };
      if (verdict === 'dropped') {
        return {
          kind: 'fault',
          text: t`The filter stops queries to port ${port} over ${over}: "${rule}". A rule before it has to accept them.`,
        };
      }
      return { kind: 'open', text: t`Whether queries to port ${port} over ${over} come through depends on "${rule}".` };
    });
  });
}

function digFinding({ question, status, server, failures, extended, answers }: DigOutput): PastedFinding {
  const asked = question ?? t`the question`;
  const whom = server ?? t`the server`;
  if (!status) {
    return { kind: 'fault', text: t`${whom} gave no answer for ${asked}: ${failures.join(', ')}.` };
  }
  const more = extended.length > 0 ? ` ${extended.join('; ')}.` : '';
  if (status !== 'NOERROR') return { kind: 'fault', text: `${t`${whom} answered ${status} for ${asked}.`}${more}` };
  return { kind: 'fine', text: `${t`${whom} answered ${asked} with ${answers} records.`}${more}` };
}
