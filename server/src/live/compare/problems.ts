/** What servers have otherwise than the file, on the file's lines: the same of several servers once, and what a serial explains not at all. */

import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { type Comparison, sharedDifferences } from './compareServers.ts';
import type { ServerResult } from './comparing.ts';
import type { FileZone } from './fileZone.ts';
import { writtenData } from './recordData.ts';
import type { Difference } from './served.ts';
import { type Targets, targetText } from './targets.ts';
import { dataText, differenceText, serialText, whoText } from './words.ts';

export interface ServedProblem {
  readonly code: Difference['kind'] | 'serial' | 'server' | 'target' | 'delegation' | 'diagnosis';
  readonly severity: 'warning' | 'information';
  readonly message: string;
  /** URI of its file. */
  readonly uri: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** What is served in place of the line, in a few words; absent where it is about the server. */
  readonly served?: string;
}

/** So many problems are told of a zone. */
const MOST = 1000;

/** A record in a file. */
export type Place = Pick<ServedProblem, 'uri' | 'line' | 'start' | 'end'>;

/** The problems of a comparison. */
export function problemsOf(comparison: Comparison): ServedProblem[] {
  const { file, results, missing } = comparison;
  const problems: ServedProblem[] = [];
  const apex = placeOfSet(file, 0) ?? { uri: file.files[0], line: 0, start: 0, end: 1 };
  for (const result of results) problems.push(...ofServer(file, result, apex));
  for (const sentence of missing) problems.push({ code: 'server', severity: 'warning', message: sentence, ...apex });
  const shared = sharedDifferences(comparison);
  const severity = file.isDynamic ? 'information' : 'warning';
  for (const { difference, servers } of shared) {
    if (problems.length >= MOST) break;
    const message = differenceText(file, difference, whoText(servers));
    const served = servedWords(file, difference);
    const weight = difference.kind === 'ttl' ? 'information' : severity;
    for (const place of placesOf(file, difference, apex)) {
      problems.push({ code: difference.kind, severity: weight, message, ...place, served });
    }
  }
  const told = problems.length;
  if (told >= MOST) {
    problems.push({
      code: 'server',
      severity: 'information',
      message: t`More than ${MOST} places differ, and the others are not told here.`,
      ...apex,
    });
  }
  return problems;
}

/** The problems of names that records point to. */
export function targetProblems(file: FileZone, { dangling }: Targets): ServedProblem[] {
  return dangling.flatMap((each) =>
    each.target.from.flatMap(({ type, set }) => {
      const place = placeOfTarget(file, set, each.target.name);
      return place
        ? [{ code: 'target' as const, severity: 'warning' as const, message: targetText(each, type), ...place }]
        : [];
    }),
  );
}

/** The record of a set whose data name a target. */
function placeOfTarget(file: FileZone, set: number, name: string): Place | undefined {
  const { type, data } = file.sets[set];
  const record = data.findIndex((each) => writtenData(type, file.class, each).split(' ').includes(name));
  return placeOfSet(file, set, Math.max(0, record));
}

function ofServer(file: FileZone, result: ServerResult, apex: Place): ServedProblem[] {
  const { state, server, problem } = result;
  const serial = serialText({ file }, result);
  if (serial !== undefined) {
    return [
      {
        code: 'serial',
        severity: file.isDynamic ? 'information' : 'warning',
        message: serial,
        ...apex,
        served: t`served: serial ${result.serial ?? 0}`,
      },
    ];
  }
  if (problem === undefined || state === 'cancelled') return [];
  const message = t`${whoText([server])}: ${problem}`;
  return [{ code: 'server', severity: 'warning', message, ...(placeOfServer(file, server.name) ?? apex) }];
}

/** The NS record at the apex that names a server. */
export function placeOfServer(file: FileZone, name: string | undefined): Place | undefined {
  const set = file.sets.findIndex(({ owner, type }) => owner === file.apex && type === TYPE.NS);
  if (set < 0 || name === undefined) return undefined;
  const wanted = name.toLowerCase();
  const record = file.sets[set].data.findIndex((data) => writtenData(TYPE.NS, file.class, data) === wanted);
  return record < 0 ? undefined : placeOfSet(file, set, record);
}

/** A record of a set; its first one where none is named. */
export function placeOfSet({ files, sets }: FileZone, set: number, record = 0): Place | undefined {
  if (!(set in sets)) return undefined;
  const [file, line, start, end] = sets[set].places.slice(record * 4, record * 4 + 4);
  return { uri: files[file], line, start, end };
}

/** Each record that is not served; where others are served for them or there is none of them, the first one, or one of the name, or the zone's. */
function placesOf(file: FileZone, { kind, set, gone, more, owner }: Difference, apex: Place): Place[] {
  if (kind === 'data' && more.length === 0) return gone.flatMap((record) => placeOfSet(file, set, record) ?? []);
  const near = set >= 0 ? set : file.sets.findIndex((each) => each.owner === owner);
  return [placeOfSet(file, near, gone[0]) ?? apex];
}

function servedWords(file: FileZone, { kind, type, more, gone, ttl }: Difference): string {
  if (kind === 'missing' || (kind === 'data' && more.length === 0)) return t`not served`;
  if (kind === 'ttl') return t`served: TTL ${ttl ?? 0}`;
  const data = dataText(file, type, more, file.serial);
  return gone.length > 0 ? t`served: ${data}` : t`also served: ${typeText(type)} ${data}`;
}
