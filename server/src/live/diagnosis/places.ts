/** Where the causes of a diagnosis stand in the zone's file, as problems on those lines: what is mended elsewhere stands at the record that it is about. */
import { TYPE } from '../../dns/types.ts';
import type { FileZone } from '../compare/fileZone.ts';
import { type Place, placeOfSet, type ServedProblem } from '../compare/problems.ts';
import type { About } from '../delegation/chain.ts';
import { nameKey } from '../delegation/nameKeys.ts';
import { placeIn, placeOfAddress } from '../delegation/places.ts';
import type { Cause } from './cause.ts';
import { DELEGATION_CAUSES } from './causes/delegation.ts';
import { DNSSEC_CAUSES } from './causes/dnssec.ts';
import { RECORD_CAUSES } from './causes/records.ts';
import { SERVER_CAUSES } from './causes/servers.ts';
import type { Diagnosis } from './diagnose.ts';
import { conductOf, deadHosts, type Facts } from './facts.ts';

type Find = (file: FileZone, facts: Facts) => readonly (Place | undefined)[];

function places(file: FileZone, abouts: readonly About[]): (Place | undefined)[] {
  return (abouts.length > 0 ? abouts : [{ part: 'zone' } as const]).map((about) => placeIn(file, about));
}

function atSoa(file: FileZone): Place | undefined {
  return placeOfSet(
    file,
    file.sets.findIndex(({ owner, type }) => owner === file.apex && type === TYPE.SOA),
  );
}

/** The name that was asked for: its records of the type, any of it, or the zone's first. */
function atName(file: FileZone, { question }: Facts): Place | undefined {
  const name = nameKey(question.name);
  const exact = file.sets.findIndex(({ owner, type }) => nameKey(owner) === name && type === question.type);
  const any = exact >= 0 ? exact : file.sets.findIndex(({ owner }) => nameKey(owner) === name);
  return placeOfSet(file, Math.max(any, 0));
}

/** The records with the addresses of hosts that are dead, of whichever name an alias leads to. */
function atDeadHosts(file: FileZone, facts: Facts): readonly (Place | undefined)[] {
  const name = nameKey(facts.question.name);
  return deadHosts(facts).map(
    ({ address }) =>
      placeOfAddress(file, name, address) ?? placeOfAddress(file, undefined, address) ?? atName(file, facts),
  );
}

/** The servers that do not work, at their addresses. */
function atServers(file: FileZone, { probes }: Facts): readonly (Place | undefined)[] {
  const failing = probes.filter((probe) => conductOf(probe) !== 'works' && conductOf(probe) !== 'unknown');
  const abouts = failing.flatMap(({ names, address }) =>
    names.map((server): About => ({ part: 'address', server, address })),
  );
  return places(file, abouts);
}

/** Of single causes; others stand where those of their kind do. */
const BY_ID: Readonly<Record<string, Find>> = {
  'dead-host-address': atDeadHosts,
  'stale-secondary': (file) => [atSoa(file)],
  'no-delegation': (file, facts) => [atName(file, facts)],
  'ttl-outlives-signatures': (file, facts) => [atName(file, facts)],
};

const BY_KIND: readonly (readonly [causes: readonly Cause[], find: Find])[] = [
  [DELEGATION_CAUSES, (file) => places(file, [])],
  [SERVER_CAUSES, atServers],
  [DNSSEC_CAUSES, (file) => places(file, [{ part: 'keys' }])],
  [RECORD_CAUSES, (file, facts) => [atName(file, facts)]],
];

/** The causes that were found on the lines of the zone's file; what is wrong at the resolver stands on none. */
export function diagnosisProblems(file: FileZone, { facts, first, others }: Diagnosis): ServedProblem[] {
  if (nameKey(file.apex) !== facts.zone) return [];
  return [...(first ? [first] : []), ...others].flatMap(({ cause }) => {
    const find = BY_ID[cause.id] ?? BY_KIND.find(([causes]) => causes.includes(cause))?.[1];
    const step = cause.steps(facts)[0]?.text;
    const message = step === undefined ? cause.says(facts) : `${cause.says(facts)} ${step}`;
    const found = (find?.(file, facts) ?? []).flatMap((place) => place ?? []);
    const unique = new Map(found.map((place) => [JSON.stringify(place), place]));
    const severity = cause === first?.cause ? 'warning' : 'information';
    return [...unique.values()].map((place) => ({ code: 'diagnosis', severity, message, ...place }) as const);
  });
}
