import { parseAddress } from '../../dns/addresses.ts';
import { MOVED_ROOT_SERVERS, type MovedRootServer } from '../../dns/rootServers.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { absolute, wordPlace } from './places.ts';
import { removeRecord } from './support/edits.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

interface Outdated {
  readonly record: ZoneRecord;
  readonly server: MovedRootServer;
  /** True where the present address stands beside it, or in the place of another one. */
  readonly isExtra: boolean;
}

export const hintsOutdated: ZoneRule = {
  id: 'zone/hints-outdated',
  title: 'Root hints with addresses that the root servers had once',
  severity: 'information',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds:
      'In the hints with which a resolver begins: an address that a server of the root zone had before. Told once a file, with all of the others.',
    why: 'The resolver asks such an address first, and waits for an answer that does not come, or comes from whoever has the address now. It is fine as soon as one of the others has answered.',
    bad: '; in a zone of type hint\n. NS b.root-servers.net.\nb.root-servers.net. A 199.9.14.201\n',
    good: '; zone: root-servers.net\nb.root-servers.net. A 170.247.170.2\nb.root-servers.net. AAAA 2801:1b8:10::b\n',
    sources: ['https://www.internic.net/domain/named.root', 'RFC 8109', 'named: checkhints: extra record in hints'],
  },
  applies: ({ settings }) => settings.type === 'hint',
  checkZone(context, report) {
    const [first, ...others] = outdatedIn(context);
    if (!first) return;
    const message = describe(first, context);
    report(
      wordPlace(first.record, 0),
      others.length === 0
        ? t`${message} Fetch the hints anew: https://www.internic.net/domain/named.root`
        : t`${message} Addresses of this file that are no longer true: ${others.length + 1}. Fetch the hints anew: https://www.internic.net/domain/named.root`,
      { related: others.map((other) => ({ place: wordPlace(other.record, 0), message: describe(other, context) })) },
    );
  },
  fixes(_problem, context) {
    const edits = outdatedIn(context).map(({ record, server, isExtra }) =>
      isExtra ? removeRecord(record) : { ...absolute(wordPlace(record, 0)), newText: server.address },
    );
    if (edits.length === 0 || edits.some((edit) => !edit)) return [];
    return [
      {
        title: t`Write the addresses that the root servers have`,
        preferred: true,
        edits: edits.flatMap((edit) => edit ?? []),
      },
    ];
  },
};

/** The records with addresses of before, in the order of the text. */
function outdatedIn({ model, names }: ZoneContext): Outdated[] {
  const found: Outdated[] = [];
  for (const server of MOVED_ROOT_SERVERS) {
    const records = model.rrset(names.fromText(`${server.letter}.root-servers.net.`), server.type);
    let isExtra = records.some((record) => isAt(record, [server.address]));
    for (const record of records) {
      if (!isAt(record, server.before)) continue;
      found.push({ record, server, isExtra });
      isExtra = true;
    }
  }
  const placeOf = ({ chunk, entry }: ZoneRecord): number => chunk.offset + chunk.starts[entry];
  return found.sort(
    ({ record: a }, { record: b }) => a.document.ordinal - b.document.ordinal || placeOf(a) - placeOf(b),
  );
}

function isAt(record: ZoneRecord, addresses: readonly string[]): boolean {
  if (isInvalid(record) || isGeneric(record)) return false;
  const octets = parseAddress(rdataWord(record, 0))?.join();
  return octets !== undefined && addresses.some((address) => parseAddress(address)?.join() === octets);
}

function describe({ record, server }: Outdated, { names }: ZoneContext): string {
  const name = names.text(record.owner);
  return t`${name} has the address ${server.address} since ${server.since}, and ${rdataWord(record, 0)} no longer.`;
}
