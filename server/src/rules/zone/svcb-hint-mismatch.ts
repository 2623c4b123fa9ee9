import { ipv4Text, ipv6Text, parseIpv4, parseIpv6 } from '../../dns/addresses.ts';
import type { NameId } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { listed, t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { lookupHost } from './support/lookup.ts';
import { bindingsOf, isServedHere, isService } from './support/svcb.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

const HINTS: Readonly<Record<string, { readonly type: number; readonly mnemonic: string }>> = {
  ipv4hint: { type: TYPE.A, mnemonic: 'A' },
  ipv6hint: { type: TYPE.AAAA, mnemonic: 'AAAA' },
};

export const svcbHintMismatch: ZoneRule = {
  id: 'zone/svcb-hint-mismatch',
  title: 'Address hint that is not an address of the target',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.SVCB, TYPE.HTTPS],
  docs: {
    finds:
      'An ipv4hint or ipv6hint with an address that the target, a name of this zone, does not have in its A or AAAA records.',
    why: 'Clients connect to the hint first. After a move the hint is easily forgotten, and they go to the old address.',
    bad: 'www A 192.0.2.80\nwww HTTPS 1 . alpn=h2 ipv4hint=192.0.2.81\n',
    good: 'www A 192.0.2.80\nwww HTTPS 1 . alpn=h2 ipv4hint=192.0.2.80\n',
    sources: ['RFC 9460 section 7.3', 'pdnsutil: ipv4hint without matching A'],
  },
  checkOwner(_owner, records, context, report) {
    if (records.every((record) => isServedHere(record, records) && hintsStandBeside(record, records))) return;
    for (const { target, parameters } of bindingsOf(records, context)) {
      for (const { key, value, place } of parameters) {
        const hint = HINTS[key];
        const written = hint ? addressesOf(target, hint.type, context) : [];
        // Most hints are written as the addresses are.
        if (!hint || written.length === 0 || value.split(',').every((text) => written.includes(text))) continue;
        const known = written.map((text) => canonical(text, hint.type));
        const wrong = value.split(',').filter((text) => !known.includes(canonical(text, hint.type)));
        if (wrong.length === 0) continue;
        report(
          place,
          t`${listed(wrong)} is no ${hint.mnemonic} record of ${context.names.text(target)}, and clients try the hint first. Write the addresses that the target has.`,
          { data: { newText: `${key}=${known.join(',')}` } },
        );
      }
    }
  },
  fixes(problem) {
    const newText = problem.data?.newText;
    if (typeof newText !== 'string') return [];
    return [
      {
        title: t`Write ${newText}`,
        preferred: true,
        edits: [{ uri: problem.uri, start: problem.start, end: problem.end, newText }],
      },
    ];
  },
};

/**
 * A cheap look: true where each hint of a service that `isServedHere` is one address, written as one of the addresses beside it is. Nearly all are so, and then
 * the parameters need not be read.
 */
function hintsStandBeside(record: ZoneRecord, records: readonly ZoneRecord[]): boolean {
  if (!isService(record)) return true;
  const { chunk, entry } = record;
  const { text, wordStarts, wordEnds, wordFirsts } = chunk;
  for (let word = wordFirsts[entry] + 2; word < wordFirsts[entry + 1]; word++) {
    const start = wordStarts[word];
    const isIpv4 = text.startsWith('ipv4hint=', start);
    if (!isIpv4 && !text.startsWith('ipv6hint=', start)) continue;
    const type = isIpv4 ? TYPE.A : TYPE.AAAA;
    const address = text.slice(start + 'ipv4hint='.length, wordEnds[word]);
    if (!records.some((other) => other.type === type && rdataWord(other, 0) === address && !isInvalid(other)))
      return false;
  }
  return true;
}

/** The addresses of a name that the zone answers for, as they are written; none where it does not. */
function addressesOf(name: NameId, type: number, context: ZoneContext): string[] {
  const host = lookupHost(context.model, name);
  if (host.kind !== 'here') return [];
  return context.model
    .rrset(host.at, type)
    .filter((record) => !isInvalid(record) && !isGeneric(record))
    .map((record) => rdataWord(record, 0));
}

function canonical(text: string, type: number): string {
  const octets = type === TYPE.A ? parseIpv4(text) : parseIpv6(text);
  if (!octets) return text;
  return type === TYPE.A ? ipv4Text(octets) : ipv6Text(octets);
}
