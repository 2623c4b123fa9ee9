/** Before a parent delegates: whether the servers that the file names have the zone, all the same, and can be reached by everybody. */

import { TYPE } from '../../dns/types.ts';
import { counted, t } from '../../l10n.ts';
import { type Comparison, outcome, outcomeOf } from './compareServers.ts';
import type { FileZone } from './fileZone.ts';
import { writtenData } from './recordData.ts';

/** What a delegation rests on: the SOA, the NS records, and the addresses of name servers in the zone. */
export function delegationSets({ apex, class: code, sets }: FileZone): number[] {
  const servers = new Set<string>();
  for (const { owner, type, data } of sets) {
    if (owner === apex && type === TYPE.NS) for (const each of data) servers.add(writtenData(TYPE.NS, code, each));
  }
  return sets.flatMap(({ owner, type }, i) => {
    const isApex = owner === apex && (type === TYPE.SOA || type === TYPE.NS);
    const isAddress = (type === TYPE.A || type === TYPE.AAAA) && servers.has(owner);
    return isApex || isAddress ? [i] : [];
  });
}

/** Whether it can be delegated, and what is to be thought of all the same, in sentences. */
export function delegationLines(comparison: Comparison): string[] {
  const { results, file } = comparison;
  const lines: string[] = [];
  const serials = new Set(results.flatMap(({ serial }) => serial ?? []));
  if (serials.size > 1) lines.push(t`The servers have different serials: ${[...serials].join(', ')}.`);
  const names = new Set(results.map(({ server }) => server.name ?? server.address));
  if (names.size === 1)
    lines.push(
      t`There is one name server only: where it cannot be reached, the zone is gone. Two are asked for (RFC 1034 section 4.1).`,
    );
  for (const family of [4, 6] as const) {
    const own = results.filter(({ server }) => server.address.includes(':') === (family === 6));
    if (own.length === 0)
      lines.push(
        t`No name server has an IPv${family} address: resolvers with IPv${family} alone do not find the zone.`,
      );
  }
  const all = counted(results.length, t`address`, t`addresses`);
  const good = results.filter((result) => outcomeOf(result) === 'same').length;
  lines.unshift(
    outcome(comparison) === 'same' && serials.size === 1
      ? t`${file.apex} can be delegated: ${good} of ${all} of its name servers answer with authority and say what the file says.`
      : t`${file.apex} should not be delegated yet: ${good} of ${all} of its name servers answer with authority and say what the file says.`,
  );
  return lines;
}
