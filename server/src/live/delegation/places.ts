/** Where the parts of a delegation stand in the zone's file, and what is wrong with them as problems on those lines. */
import { parseAddress } from '../../dns/addresses.ts';
import { TYPE } from '../../dns/types.ts';
import type { FileZone } from '../compare/fileZone.ts';
import { type Place, placeOfServer, placeOfSet, type ServedProblem } from '../compare/problems.ts';
import type { About, ShownFault } from './chain.ts';
import { nameKey } from './nameKeys.ts';

/** Where a part stands; the zone's first record where it has none of its own, undefined in an empty file. */
export function placeIn(file: FileZone, about: About): Place | undefined {
  return ownPlace(file, about) ?? placeOfSet(file, 0);
}

function ownPlace(file: FileZone, about: About): Place | undefined {
  if (about.part === 'keys') return placeOfType(file, TYPE.DNSKEY);
  if (about.part === 'zone') return placeOfType(file, TYPE.NS);
  const server = nameKey(about.server);
  const own = about.part === 'address' ? placeOfAddress(file, server, about.address) : undefined;
  return own ?? placeOfServer(file, server);
}

function placeOfType(file: FileZone, type: number): Place | undefined {
  const set = file.sets.findIndex((one) => one.owner === file.apex && one.type === type);
  return placeOfSet(file, set);
}

/** The record of a name with an address, of any name where none is given. */
export function placeOfAddress(file: FileZone, name: string | undefined, address: string): Place | undefined {
  const octets = parseAddress(address);
  if (!octets) return undefined;
  const type = octets.length === 4 ? TYPE.A : TYPE.AAAA;
  // Data are the octets of the wire, a character each.
  const wanted = String.fromCharCode(...octets);
  const set = file.sets.findIndex(
    (one) => one.type === type && (name === undefined || one.owner === name) && one.data.includes(wanted),
  );
  return set < 0 ? undefined : placeOfSet(file, set, file.sets[set].data.indexOf(wanted));
}

/** The faults on the lines of the file, each once at each line. */
export function delegationProblems(file: FileZone, faults: readonly ShownFault[]): ServedProblem[] {
  return faults.flatMap(({ about, level, text, advice, rank }) => {
    const places = new Map(
      about.flatMap((part) => placeIn(file, part) ?? []).map((place) => [JSON.stringify(place), place]),
    );
    const severity = level === 'warning' ? 'information' : 'warning';
    const message = advice === undefined ? text : `${text} ${advice}`;
    return [...places.values()].map(
      (place) => ({ code: 'delegation', severity, message: `${rank}. ${message}`, ...place }) as const,
    );
  });
}
