import { type NameId, type NameTable, ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { inheritsOwner } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { ownerPlace, targetPlace } from './places.ts';
import { labelTexts, zoneTree } from './support/reverse.ts';
import type { ZoneRule } from './zoneRule.ts';

interface Block {
  readonly first: number;
  readonly last: number;
}

const BLOCK = /^(\d{1,3})([/-])(\d{1,3})$/;

/** The addresses of a block by its label: `64/26`, `64-26`, `64-127`; of two readings the wider one. */
function blockOf(label: string): Block | undefined {
  const [, from, sign, to] = BLOCK.exec(label) ?? [];
  const [first, second] = [Number(from), Number(to)];
  if (sign === undefined || first > 255 || second > 255) return undefined;
  const byLength = second > 24 && second <= 32 ? first + 2 ** (32 - second) - 1 : -1;
  const byRange = second >= first ? second : -1;
  const last = Math.max(byLength, byRange);
  return last < 0 || last > 255 ? undefined : { first, last };
}

/** Labels of a name directly below a block: its own, the block's, those of a network of 256 addresses, and `in-addr.arpa`. */
const LABELS = 7;

/** A block of addresses by its name; undefined where the name is none. */
interface Named {
  readonly names: NameTable;
  readonly name: NameId;
  readonly block: Block | undefined;
}

/** What was asked for last: the names below one block mostly follow one another. */
let last: Named | undefined;

/** The block that a name stands for in a network of 256 addresses (RFC 2317 section 4). */
function blockAt(name: NameId, names: NameTable): Block | undefined {
  if (last?.name !== name || last.names !== names) {
    const isNetwork = labelTexts(names, names.parent(name))
      .slice(0, 3)
      .every((label) => /^\d{1,3}$/.test(label));
    last = { names, name, block: isNetwork ? blockOf(names.labelText(name)) : undefined };
  }
  return last.block;
}

/** What is said of a name whose number is not one of its block; undefined where it is one, or no number. */
function faultOf(name: NameId, { names }: ZoneContext): string | undefined {
  if (name <= ROOT || names.depth(name) !== LABELS || !isDigit(names.firstOctet(name))) return undefined;
  const above = names.parent(name);
  const block = blockAt(above, names);
  const number = block ? numberOf(name, names) : -1;
  if (!block || number < 0 || (number >= block.first && number <= block.last)) return undefined;
  const label = names.labelText(name);
  return t`${label} is none of the addresses ${block.first} to ${block.last} that ${names.text(above)} stands for, so nobody is sent here for it. Correct the number.`;
}

/** The number of up to three digits that a name begins with; -1 where it begins with another label. */
function numberOf(name: NameId, names: NameTable): number {
  const length = names.labelLength(name);
  if (length > 3) return -1;
  let number = 0;
  for (let i = 0; i < length; i++) {
    const octet = names.labelOctet(name, i);
    if (!isDigit(octet)) return -1;
    number = number * 10 + octet - 0x30;
  }
  return number;
}

function isDigit(octet: number): boolean {
  return octet >= 0x30 && octet <= 0x39;
}

export const outsideClasslessBlock: ZoneRule = {
  id: 'zone/outside-classless-block',
  title: 'Reverse name outside of its block of addresses',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.PTR, TYPE.CNAME],
  skipUnless: { namesNot: 'sound' },
  docs: {
    finds:
      'In a part of a network that is delegated by RFC 2317, such as 64/26 or 64-127: an address that is not in it. And a CNAME that leads to one.',
    why: 'Only the addresses of the block are led to its zone, so the record is never found.',
    bad: '; zone: 64/26.2.0.192.in-addr.arpa\n130 PTR www.example.com.\n',
    good: '; zone: 64/26.2.0.192.in-addr.arpa\n65 PTR www.example.com.\n',
    sources: ['RFC 2317 section 4'],
  },
  applies: (context) => zoneTree(context) === 'in-addr.arpa',
  checkRecord(record, context, report) {
    const ofOwner = inheritsOwner(record) ? undefined : faultOf(record.owner, context);
    if (ofOwner !== undefined) report(ownerPlace(record), ofOwner);
    const ofTarget = record.type === TYPE.CNAME ? faultOf(record.target, context) : undefined;
    if (ofTarget !== undefined) report(targetPlace(record), ofTarget);
  },
};
