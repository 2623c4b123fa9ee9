/** What leads from one version of a zone to another, as commands of nsupdate: RRset by RRset, and of each only what differs. */
import { compareSerials, nextSerial } from '../../dns/serial.ts';
import { t } from '../../l10n.ts';
import type { Comparison } from '../compare/compare.ts';
import { type RrSet, SERIAL, type ZoneTexts } from '../compare/rrsets.ts';

export interface UpdateScript {
  readonly text: string;
  /** How many records are added or deleted. */
  readonly changes: number;
}

/** What the comments of the script say. */
export interface ScriptWords {
  /** What the server is taken to have. */
  readonly before: string;
  readonly zoneClass: string;
  readonly view: string;
}

/** named makes these itself, and refuses an update that holds them. */
const MADE_BY_NAMED: ReadonlySet<string> = new Set(['RRSIG', 'NSEC', 'NSEC3']);

/** A message takes 65,535 octets. Texts are seldom shorter than what they stand for; an IPv6 address may be. */
const MOST_OCTETS = 30_000;
const OCTETS_BESIDE = 40;
/** One more is one more at any time. */
const NO_TIME = new Date(0);

/** The commands of one owner, which stay in one message: what is deleted makes room for what is added. */
interface OwnerCommands {
  /** Additions that come before what is deleted. */
  readonly first: string[];
  readonly deleted: string[];
  readonly added: string[];
}

/** The script that makes the left side, which the server has, into the right one. */
export function updateScript(comparison: Comparison, words: ScriptWords): UpdateScript {
  const { apex } = comparison.right;
  const owners = new Map<string, OwnerCommands>();
  const notes: string[] = [];
  for (const { left, right } of comparison.changed) {
    const set = right ?? left;
    if (!set || !isUpdated(set, apex)) continue;
    const why = right && whyNot(right);
    if (why) {
      notes.push(`; ${set.owner} ${set.type}: ${why}`);
      continue;
    }
    const commands = owners.get(set.owner) ?? { first: [], deleted: [], added: [] };
    owners.set(set.owner, commands);
    commands.deleted.push(...missingData(left, right).map((data) => deletion(set, data)));
    // named keeps the last name server of a zone, so the new ones have to be there before.
    const added = set.owner === apex && set.type === 'NS' ? commands.first : commands.added;
    if (right) added.push(...newData(left, right).map((data) => addition(right, data)));
  }
  const soa = soaCommand(comparison);
  const groups = [...owners.values()].map(({ first, deleted, added }) => [...first, ...deleted, ...added]);
  return scriptOf(apex, soa === undefined ? groups : [...groups, [soa]], notes, words);
}

function scriptOf(
  apex: string,
  groups: readonly (readonly string[])[],
  notes: readonly string[],
  { before, zoneClass, view }: ScriptWords,
): UpdateScript {
  const lines = [
    t`; From ${before} to what the editor has of ${apex}`,
    t`; "nsupdate -l FILE" sends it on the server itself, "nsupdate -k KEYFILE FILE" from elsewhere.`,
  ];
  if (view !== '') lines.push(t`; The zone is one of the view ${view}: whom named takes the sender for decides.`);
  lines.push(...notes);
  const zone = zoneClass === 'IN' ? [`zone ${apex}`] : [`class ${zoneClass}`, `zone ${apex}`];
  let changes = 0;
  for (const message of messagesOf(groups)) {
    changes += message.length;
    lines.push('', ...zone, ...message, 'send');
  }
  if (changes === 0) lines.push('', t`; There is nothing to send.`);
  return { text: `${lines.join('\n')}\n`, changes };
}

/** Messages that are not too long; each of them is taken as a whole or not at all. */
function messagesOf(groups: readonly (readonly string[])[]): string[][] {
  const messages: string[][] = [];
  let octets = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    const more = group.reduce((sum, line) => sum + line.length + OCTETS_BESIDE, 0);
    if (octets + more > MOST_OCTETS) {
      messages.push([]);
      octets = 0;
    }
    octets += more;
    messages[messages.length - 1].push(...group);
  }
  return messages.filter((message) => message.length > 0);
}

/** False for what named looks after itself, and for names outside of the zone, for which it refuses the message. */
function isUpdated({ owner, type }: RrSet, apex: string): boolean {
  if (type === 'SOA' || MADE_BY_NAMED.has(type)) return false;
  return apex === '.' || owner === apex || owner.toLowerCase().endsWith(`.${apex.toLowerCase()}`);
}

function whyNot({ ttl, isWrong }: RrSet): string | undefined {
  if (isWrong) return t`left out, since a record is wrong`;
  return ttl < 0 ? t`left out, since its TTL is not known` : undefined;
}

function missingData(left: RrSet | undefined, right: RrSet | undefined): readonly string[] {
  return left?.data.filter((data) => !right?.data.includes(data)) ?? [];
}

/** A record that is added again with another TTL takes its place (RFC 2136 section 3.4.2.2). */
function newData(left: RrSet | undefined, right: RrSet): readonly string[] {
  return left?.ttl === right.ttl ? right.data.filter((data) => !left.data.includes(data)) : right.data;
}

function deletion({ owner, type }: RrSet, data: string): string {
  return `update delete ${owner} ${type} ${data}`;
}

function addition({ owner, type, ttl }: RrSet, data: string): string {
  return `update add ${owner} ${ttl} ${type} ${data}`;
}

/** The SOA takes the place of the one that there is if its serial is newer; named raises the serial itself where none is sent. */
function soaCommand({ left, right, changed }: Comparison): string | undefined {
  const soa = soaOf(right);
  if (!soa || whyNot(soa) || left.serial === undefined || right.serial === undefined) return undefined;
  const [before, after] = [Number(left.serial), Number(right.serial)];
  const isRaised = compareSerials(after, before) > 0;
  if (!isRaised && !changed.some(({ left: a, right: b }) => a?.type === 'SOA' && b?.type === 'SOA')) return undefined;
  const serial = isRaised ? after : nextSerial(before, 'increment', NO_TIME);
  return addition(soa, soa.data[0].replace(` ${SERIAL} `, ` ${serial} `));
}

function soaOf({ sets, apex }: ZoneTexts): RrSet | undefined {
  return sets.find(({ owner, type }) => owner === apex && type === 'SOA');
}
