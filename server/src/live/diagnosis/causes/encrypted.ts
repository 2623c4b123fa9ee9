/** Causes at encrypted resolvers: what is announced and does not work, and a certificate that is not the right one. */
import { t } from '../../../l10n.ts';
import { familyOf } from '../../delegation/questions.ts';
import { shownName } from '../../delegation/records.ts';
import { type Failure, type Server, serverText, TRANSPORT_NAME } from '../../transport.ts';
import type { Cause } from '../cause.ts';
import type { Announced, Endpoint } from '../encrypted.ts';
import { type Facts, plainTry } from '../facts.ts';

function placeText({ address, port }: Server): string {
  return `${familyOf(address) === 6 ? `[${address}]` : address}:${port}`;
}

function endpointText({ transport, name, server }: Endpoint): string {
  return t`${TRANSPORT_NAME[transport]} at ${placeText(server)} (${shownName(name)})`;
}

function isBroken({ state }: Endpoint): boolean {
  return state === 'dead' || state === 'refused';
}

/** Those of which is known whether they work. */
function endpointsOf({ announced }: Facts): readonly Endpoint[] {
  return (announced?.endpoints ?? []).filter(({ state }) => state !== 'unknown');
}

const FAULTS: Readonly<Record<Announced['faulty'][number]['reason'], (text: string) => string>> = {
  'no-protocol': (text) => t`The record \`${text}\` names no protocol (alpn), so that no client asks there.`,
  'no-address': (text) => t`The record \`${text}\` leads to a name without an address.`,
  'no-path': (text) => t`The record \`${text}\` announces HTTPS without its path (dohpath, RFC 9461 section 5).`,
  malformed: (text) => t`The record \`${text}\` cannot be read.`,
};

const announcedBroken: Cause = {
  id: 'encrypted-resolver-broken',
  evidence: (facts) => {
    const rows = [
      ...(facts.announced?.faulty ?? []).map(({ text, reason }) => FAULTS[reason](text)),
      ...endpointsOf(facts)
        .filter(isBroken)
        .map((one) => `${endpointText(one)}: ${one.failure?.message ?? ''}`.trimEnd()),
      ...endpointsOf(facts)
        .filter(({ state }) => state === 'refused')
        .map(
          ({ server }) =>
            t`It answers all the same; clients want a certificate for ${facts.announced!.resolver.address}, the address that announces ${server.address} (RFC 9462 section 4.2).`,
        ),
    ];
    return rows.length > 0 ? rows : undefined;
  },
  explains: () => false,
  says: ({ announced }) =>
    announced?.endpoints.every(isBroken)
      ? t`${serverText(announced!.resolver)} announces encrypted DNS (DDR) that clients cannot use: they go on in clear text.`
      : t`${serverText(announced!.resolver)} announces encrypted DNS (DDR) that works in part only: some clients wait, and go on in clear text.`,
  steps: (facts) => {
    const broken = endpointsOf(facts).filter(isBroken);
    const ports = [...new Set(broken.map(({ server }) => server.port))];
    return [
      ...(broken.some(({ state }) => state === 'dead')
        ? [
            {
              where: 'resolver' as const,
              text: t`See on the resolver whether it listens for TLS and HTTPS on each address that it announces.`,
              command: `ss -tlnp '( ${ports.map((port) => `sport = :${port}`).join(' or ')} )'`,
            },
          ]
        : []),
      ...(broken.some(({ failure }) => failure?.kind === 'tls')
        ? [
            {
              where: 'resolver' as const,
              text: t`Give it a certificate that has ${facts.announced!.resolver.address} among its subject alternative names, from an authority that clients trust.`,
            },
          ]
        : []),
      {
        where: 'resolver',
        text: t`Or take what does not work out of the SVCB records of _dns.resolver.arpa.`,
      },
    ];
  },
  ruledOut: (facts) => {
    const all = endpointsOf(facts);
    if (all.length === 0 || all.some(isBroken)) return undefined;
    return t`Encrypted DNS: what ${serverText(facts.announced!.resolver)} announces works: ${all.map(endpointText).join(', ')}.`;
  },
};

/** Why the user's own resolver, which is asked over TLS or HTTPS, did not answer. */
function secureFailures({ tried }: Facts): Failure[] {
  return tried.flatMap(({ outcome: { failure } }) =>
    failure?.kind === 'tls' || failure?.kind === 'http' ? [failure] : [],
  );
}

function isConnected(facts: Facts): boolean {
  return secureFailures(facts).every(({ kind }) => kind === 'http');
}

/** The user's own resolver is one that speaks TLS or HTTPS, and no secure connection to it comes about, or one that does not lead to DNS. */
const notSecure: Cause = {
  id: 'resolver-not-secure',
  evidence: (facts) => {
    const failed = secureFailures(facts);
    return failed.length > 0 ? [...new Set(failed.map(({ message }) => message))] : undefined;
  },
  explains: (symptom) => symptom === 'silent',
  says: (facts) =>
    isConnected(facts)
      ? t`The resolver ${serverText(plainTry(facts)!.server)} answers over HTTPS, and not with DNS: its path is another one, or it is no resolver.`
      : t`No secure connection to the resolver ${serverText(plainTry(facts)!.server)} comes about. A client that wants it (strict privacy, RFC 8310) has no names at all; one that does not falls back to clear text on port 53.`,
  steps: (facts) => {
    const { server, transport } = plainTry(facts)!;
    if (isConnected(facts))
      return [{ where: 'resolver', text: t`See at which path it takes queries: most have /dns-query (RFC 8484).` }];
    const name = server.name === undefined ? '' : ` -servername ${shownName(server.name)}`;
    return [
      {
        where: 'resolver',
        text: t`See its certificate: the names in it, its dates, and that the ones between are sent.`,
        command: `openssl s_client -connect ${placeText(server)}${name} -alpn ${transport === 'tls' ? 'dot' : 'h2'} -showcerts </dev/null`,
      },
    ];
  },
  brings: ['resolver-silent'],
};

export const ENCRYPTED_CAUSES: readonly Cause[] = [notSecure, announcedBroken];
