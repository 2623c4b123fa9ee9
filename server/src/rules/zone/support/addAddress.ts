/** Writing an address record beneath the one that a host already has. */

import { type NameId, NO_NAME } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import { t } from '../../../l10n.ts';
import { EntryFlag } from '../../../zone/chunk.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { rdataWord } from '../../../zone/record.ts';
import type { Fix, Problem } from '../../rule.ts';
import type { ZoneContext } from '../context.ts';
import { lineAfter, lineStart } from './edits.ts';

/** A documentation address that stands where the fix cannot know one (RFC 3849, RFC 5737). */
const PLACEHOLDER = { [TYPE.A]: '192.0.2.1', [TYPE.AAAA]: '2001:db8::' } as const;

/** Adds the address record of the other family for `host` beneath the one that it has. */
export function addAddressFix(
  problem: Problem,
  host: NameId,
  type: typeof TYPE.A | typeof TYPE.AAAA,
  context: ZoneContext,
): Fix[] {
  const records = context.model.rrset(host, type === TYPE.A ? TYPE.AAAA : TYPE.A);
  const written = records.filter((record) => context.model.generatedBy(record.ref) === undefined);
  const last = written[written.length - 1];
  if (!last) return [];
  const known = siblingAddress(records, type, host, context);
  const address = known?.address ?? PLACEHOLDER[type];
  const comment = known
    ? t`the address of ${context.names.text(known.name)}`
    : t`put the address of ${context.names.text(host)} here`;
  const mnemonic = type === TYPE.A ? 'A' : 'AAAA';
  const { chunk, document } = last;
  const end = chunk.offset + chunk.ends[last.entry];
  const text = `${layout(last, mnemonic, context)}${address} ; ${comment}`;
  const title = known ? t`Add ${mnemonic} ${address}` : t`Add an ${mnemonic} record with an address to fill in`;
  return [{ title, preferred: problem.severity === 'warning', edits: [lineAfter(document, end, text)] }];
}

/** Owner, TTL, class and type as the record has them, with another type. */
function layout({ document, chunk, entry, owner }: ZoneRecord, mnemonic: string, context: ZoneContext): string {
  const start = chunk.offset + chunk.starts[entry];
  const type = chunk.offset + chunk.typeStarts[entry];
  const before = document.buffer.slice(lineStart(document, start), type);
  const firstWord = chunk.wordStarts[chunk.wordFirsts[entry]];
  const gap = chunk.text.slice(chunk.typeEnds[entry], firstWord);
  if (/[()\r\n]/.test(before + gap)) {
    const inherited = (chunk.flags[entry] & EntryFlag.InheritedOwner) !== 0;
    return `${inherited ? '' : context.names.text(owner)}\t${mnemonic}\t`;
  }
  const longer = mnemonic.length - (chunk.typeEnds[entry] - chunk.typeStarts[entry]);
  const room = /^ {2,}$/.test(gap) ? ' '.repeat(Math.max(1, gap.length - longer)) : gap;
  return `${before}${mnemonic}${room}`;
}

/** The address of the wanted family at another name that shares an address with the host: the same machine, most likely. */
function siblingAddress(
  records: readonly ZoneRecord[],
  type: typeof TYPE.A | typeof TYPE.AAAA,
  host: NameId,
  { model }: ZoneContext,
): { readonly name: NameId; readonly address: string } | undefined {
  const other = type === TYPE.A ? TYPE.AAAA : TYPE.A;
  const shared = new Set(records.map((record) => rdataWord(record, 0).toLowerCase()));
  for (const name of model.owners()) {
    if (name === host || model.cutAbove(name) !== NO_NAME) continue;
    const own = model.rrset(name, type);
    if (own.length !== 1) continue;
    if (!model.rrset(name, other).some((record) => shared.has(rdataWord(record, 0).toLowerCase()))) continue;
    return { name, address: rdataWord(own[0], 0) };
  }
  return undefined;
}
