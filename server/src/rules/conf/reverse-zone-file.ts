import type { AlikeZone } from '../../conf/alike.ts';
import { type ConfPlace, filePlace, type Zone } from '../../conf/model.ts';
import { isAlike } from '../../conf/reading.ts';
import { readReverse } from '../../dns/reverse.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfRule } from './context.ts';
import { labelsOf } from './support/reverseNames.ts';

/** Octets, and groups of IPv6, that a file's name has to show: fewer may be a version or a date. */
const OCTETS = 3;
const GROUPS = 2;

/** A reverse zone with the file of another network. */
export const reverseZoneFile: ConfRule = {
  id: 'conf/reverse-zone-file',
  title: 'Reverse zone with the file of another network',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A reverse zone whose file is named for another network: three octets or more, or the beginning of an IPv6 address, that are not those of the zone in either direction. Files whose names say less are not judged.',
    why: 'The addresses of the one network get the names of the other. It happens when a zone statement is copied and only its name is changed.',
    bad: 'zone "2.0.192.in-addr.arpa" { type primary; file "db.198.51.100"; };',
    good: 'zone "2.0.192.in-addr.arpa" { type primary; file "db.192.0.2"; };',
    sources: ['RFC 1035 section 3.5', 'RFC 3596 section 2.5'],
  },
  *check({ model }, report) {
    for (const part of inParts(model.allZones)) {
      yield;
      for (const zone of part) {
        if (!/\.arpa\.?$/i.test(zone.name)) continue;
        const file = fileOf(zone);
        const reading = file && readReverse(labelsOf(zone.name));
        if (!reading || reading.faults.length > 0 || reading.forwards) continue;
        const base = file.path.slice(file.path.lastIndexOf('/') + 1);
        const shown = reading.family === 4 ? octetsIn(base) : nibblesIn(base);
        const own =
          reading.family === 4 ? octetsOf(reading.octets, reading.count) : nibblesOf(reading.octets, reading.count);
        if (!shown || own.length === 0 || isOf(shown, own)) continue;
        const message = t`The file '${base}' is named for another network than that of the zone, ${reading.text}, so addresses of the one get the names of the other. Name the file of this network.`;
        report(file.place, message);
      }
    }
  },
};

/** Where a zone names its file. */
function fileOf(zone: Zone | AlikeZone): { path: string; place: ConfPlace } | undefined {
  if (!isAlike(zone)) return zone.fileWord && { path: zone.fileWord.text, place: filePlace(zone) };
  const { path, pathStart, uri } = zone;
  // With the quotes.
  return pathStart < 0 ? undefined : { path, place: { uri, start: pathStart - 1, end: pathStart + path.length + 1 } };
}

/** The octets in a file's name, in the order in which they stand; undefined where there are not enough, or more than one row of them. */
function octetsIn(base: string): string[] | undefined {
  const rows = base.match(/(?<![0-9a-z])\d{1,3}(?:[._-]\d{1,3}){2,3}(?![0-9a-z])/gi) ?? [];
  const octets = rows.length === 1 ? rows[0].split(/[._-]/) : [];
  return octets.length >= OCTETS && octets.every((octet) => Number(octet) <= 255)
    ? octets.map((octet) => String(Number(octet)))
    : undefined;
}

/** The nibbles of an IPv6 prefix in a file's name, in the order of the address; undefined where none is shown. */
function nibblesIn(base: string): string[] | undefined {
  const rows = base.match(/(?<![0-9a-z])(?:2[0-9a-f]{3}|f[cd][0-9a-f]{2})(?:[:._-][0-9a-f]{1,4})+(?![0-9a-z])/gi) ?? [];
  const groups = rows.length === 1 ? rows[0].toLowerCase().split(/[:._-]/) : [];
  // Digits alone may be a date.
  if (groups.length < GROUPS || groups.length > 8 || !/[a-f]/.test(groups.join(''))) return undefined;
  return [...groups.map((group) => group.padStart(4, '0')).join('')];
}

function octetsOf(octets: Uint8Array, count: number): string[] {
  return Array.from(octets.subarray(0, count), String);
}

function nibblesOf(octets: Uint8Array, count: number): string[] {
  const hex = Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
  return [...hex.slice(0, count)];
}

/** True where one row is the beginning of the other, or stands in it, in one direction or the other. */
function isOf(shown: readonly string[], own: readonly string[]): boolean {
  const text = (row: readonly string[]) => `.${row.join('.')}.`;
  return [shown, [...shown].reverse()].some((row) => text(own).includes(text(row)) || text(row).includes(text(own)));
}
