/** The A and AAAA records of the hosts that move. */

import { parseIpv4, parseIpv6, sameOctets } from '../../dns/addresses.ts';
import { TYPE } from '../../dns/types.ts';
import { removeRecord } from '../../rules/zone/support/edits.ts';
import type { Steps } from '../../steps.ts';
import { wordText } from '../../zone/chunk.ts';
import { recordAt, type ZoneRecord } from '../../zone/model.ts';
import type { Changes } from './changes.ts';
import { hasComment } from './lines.ts';
import { changeWritten, type Mention } from './mentions.ts';
import type { Moves } from './moves.ts';
import type { HostEntry, Survey } from './survey.ts';
import { wordMention } from './wordMention.ts';

/** Addresses that are looked at in one step. */
const PART = 256;

/** Changes the A and AAAA records of the hosts. */
export function* changeAddresses(found: Survey, moves: Moves, changes: Changes): Steps<void> {
  for (const [index, host] of found.addresses.entries()) {
    if (index % PART === PART - 1) yield;
    if (!moves.isMoved(host)) continue;
    const moved = moves.movedTo(host.octets);
    if (!moved) continue;
    const record = recordAt(host.document, host.chunk, host.entry);
    const mention = addressMention(host, record, moved);
    if (
      changeWritten('address', mention, { octets: moved, bits: undefined }, 'moves', found.pair, changes) === 'changed'
    ) {
      changes.touch(host.zone, record);
    }
  }
}

function addressMention(host: HostEntry, record: ZoneRecord, moved: Uint8Array): Mention {
  const { model } = host.zone;
  const parse = record.type === TYPE.A ? parseIpv4 : parseIpv6;
  const others = () =>
    model
      .rrset(record.owner, record.type)
      .map((each) => ({ record: each, octets: parse(wordText(each.chunk, each.entry, 0)) }));
  const mention = wordMention(host, record, 0, host.octets, undefined, () =>
    others().flatMap(({ octets }) => (octets ? [{ octets, bits: undefined }] : [])),
  );
  return {
    ...mention,
    remove() {
      const there = others().find(({ octets }) => octets && sameOctets(octets, moved))?.record;
      const other = there && model.generatedBy(there.ref) === undefined ? removeRecord(there) : undefined;
      const alone = removeRecord(record);
      // Lines below may take their owner from this one, and it may have a comment: then it becomes the new record, and that one goes.
      const isKept = !alone || (hasComment(record) && there && !hasComment(there));
      if (!isKept || !there || !other) return alone;
      const newText = wordText(there.chunk, there.entry, 0);
      return [{ uri: mention.uri, start: mention.start, end: mention.end, newText }, other];
    },
  };
}
