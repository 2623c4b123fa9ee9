/**
 * `bailiwick fmt --canonical`: a zone as servers have it, in the form and the order of RFC 4034 section 6: a record a line, names absolute and in small
 * letters, what is the same once. For tools that compare and sign; comments are not kept.
 */

import { classText } from '../dns/classes.ts';
import { compareNames, compareOctets } from '../dns/nameOrder.ts';
import type { NameId, NameTable } from '../dns/names.ts';
import { withoutCase } from '../dns/rdata/caseless.ts';
import { rdataFromWire } from '../dns/rdata.ts';
import { TYPE, typeRow, typeText } from '../dns/types.ts';
import type { RuleId } from '../rules/ids.ts';
import type { Problem } from '../rules/rule.ts';
import { wireOf } from '../rules/zone/support/rdata.ts';
import type { Zone } from '../workspace/zone.ts';
import type { ZoneRecord } from '../zone/model.ts';
import { CheckError } from './checkError.ts';
import { diskBelow } from './disk.ts';
import { openZoneFile } from './openZoneFile.ts';

const NOT_WHOLE: ReadonlySet<RuleId> = new Set<RuleId>([
  'zone/include-cycle',
  'zone/include-depth',
  'zone/include-unreadable',
  'zone/not-a-zone',
  'zone/template',
]);
const UTF8 = new TextDecoder('utf-8', { fatal: true });

export interface CanonicalOptions {
  readonly file: string;
  readonly origin: string | undefined;
  readonly root: string | undefined;
}

export interface CanonicalOutput {
  readonly cwd: string;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
}

/** Prints a zone file in its canonical form; the exit status. */
export async function canonical(
  { file, origin, root }: CanonicalOptions,
  { cwd, print, warn }: CanonicalOutput,
): Promise<number> {
  try {
    const disk = diskBelow(root, cwd);
    const { workspace, uri } = await openZoneFile(disk, file, origin);
    const [zone] = workspace.zonesOf(uri);
    if (!zone) throw new CheckError(`${file} is no zone file`);
    if (!zone.model.originKnown) throw new CheckError(`the origin of ${file} is not known; --origin NAME says it`);
    refuseHalf([...workspace.problems().values()].flat(), file);
    for (const { uri: part } of zone.documents) refuseOther(disk.readOr(part), disk.pathOf(part));
    const { text, outside } = canonicalText(zone);
    print(text);
    if (outside > 0) warn(`note: ${outside} records outside of the zone are left out, as servers do\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof CheckError)) throw error;
    warn(`bailiwick: ${error.message}\n`);
    return 2;
  }
}

/** What no server has, or has more of than is here, has no canonical form. */
function refuseHalf(problems: readonly Problem[], file: string): void {
  const wrong = problems.filter(({ rule, severity }) => severity === 'error' || NOT_WHOLE.has(rule));
  if (wrong.length === 0) return;
  const counted = wrong.length === 1 ? '1 place' : `${wrong.length} places`;
  throw new CheckError(`${file} is wrong, or is not all here, in ${counted}, which "bailiwick check" tells`);
}

/** Octets that are no UTF-8 are read as other characters, of which names and texts have others then. */
function refuseOther(octets: Uint8Array | string, path: string): void {
  if (typeof octets === 'string') return;
  try {
    UTF8.decode(octets);
  } catch {
    throw new CheckError(`${path} is not UTF-8, so octets of its names and texts would be others`);
  }
}

/** The records of a zone in canonical form and order, and how many of the file are not the zone's. */
export function canonicalText(zone: Zone): { readonly text: string; readonly outside: number } {
  const { model } = zone;
  const { names, apex } = model;
  const owners = [...model.owners()];
  const own = owners.filter((owner) => names.isWithin(owner, apex));
  const lines: string[] = [];
  for (const owner of own.sort((a, b) => compareNames(names, a, b, compareFolded))) {
    for (const line of linesOf(zone, owner)) lines.push(line);
  }
  let outside = 0;
  for (const owner of owners) if (!names.isWithin(owner, apex)) outside += model.owned(owner).length;
  return { text: lines.map((line) => `${line}\n`).join(''), outside };
}

/** Labels are compared in small letters. */
function compareFolded(a: Uint8Array, b: Uint8Array): number {
  return compareOctets(folded(a), folded(b));
}

function folded(label: Uint8Array): Uint8Array {
  return label.map((octet) => (octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet));
}

function linesOf(zone: Zone, owner: NameId): string[] {
  const name = lowerName(zone.model.names, owner);
  const sets = new Map<number, { readonly first: ZoneRecord; readonly wires: Uint8Array[] }>();
  for (const record of zone.model.owned(owner)) {
    const wire = wireOf(record, zone.context);
    if (!wire) {
      throw new CheckError(`a ${typeText(record.type)} record of ${name} has data of which no octets can be made`);
    }
    const folded = withoutCase(typeRow(record.type, record.class), wire);
    // Signatures are one set with those of the same type (RFC 4035 section 2.2).
    const covered = record.type === TYPE.RRSIG ? (wire[0] << 8) | wire[1] : 0;
    const key = rank(record.type) * 0x10000 + covered;
    const set = sets.get(key);
    if (set) set.wires.push(folded);
    else sets.set(key, { first: record, wires: [folded] });
  }
  return [...sets]
    .sort(([a], [b]) => a - b)
    .flatMap(([, { first, wires }]) => {
      const row = typeRow(first.type, first.class);
      // Servers give records of one set one TTL: that of the first.
      const start = `${name}\t${first.ttl}\t${classText(first.class)}\t${typeText(first.type)}\t`;
      const data = wires.sort(compareOctets).map((wire) => `${start}${rdataFromWire(row, wire)}`);
      return [...new Set(data)];
    });
}

/** The SOA comes first. */
function rank(type: number): number {
  return type === TYPE.SOA ? -1 : type;
}

function lowerName(names: NameTable, name: NameId): string {
  return names.text(name).toLowerCase();
}
