/** A comparison as a text to read, as JSON, and the zone as a server has it for a diff. */

import { classText } from '../../dns/classes.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { counted, t } from '../../l10n.ts';
import { type Comparison, outcome, sharedDifferences } from './compareServers.ts';
import type { ServerResult } from './comparing.ts';
import type { FileZone } from './fileZone.ts';
import { writtenData } from './recordData.ts';
import type { Difference } from './served.ts';
import { differenceText, resultText, sameSerialText, whoText } from './words.ts';

/** RRsets that a text has; the others are counted. */
const MOST_SETS = 2000;

/** What came of each server, and then each RRset: `-` before what the file has, `+` before what is served. */
export function comparisonLines(comparison: Comparison, most = MOST_SETS): string[] {
  const { file, results, missing } = comparison;
  const lines: string[] = [];
  for (const result of results) {
    lines.push(resultText(file, result), ...result.notes.map((note) => `  ${note}`));
  }
  lines.push(...missing);
  if (results.length === 0) lines.push(t`There is no server to ask.`);
  const same = sameSerialText(file, results);
  if (same !== undefined) lines.push(same);
  if (file.wrong.length > 0) {
    lines.push(
      t`Not compared, since records of the file are wrong: ${counted(file.wrong.length, t`RRset`, t`RRsets`)}.`,
    );
  }
  if (file.isPart) lines.push(t`Not all of the file was read, so that nothing is said of what only the servers have.`);
  const shared = sharedDifferences(comparison);
  for (const { difference, servers } of shared.slice(0, most)) {
    lines.push('', differenceText(file, difference, whoText(servers)), ...recordsOf(file, difference));
  }
  if (shared.length > most) lines.push('', t`${shared.length - most} more RRsets differ.`);
  return lines;
}

function recordsOf(file: FileZone, difference: Difference): string[] {
  const { set, gone, more, ttl, type } = difference;
  const ours = set < 0 ? undefined : file.sets[set];
  const before = ours && difference.kind !== 'ttl' ? gone.map((i) => ours.data[i]) : (ours?.data ?? []);
  const after = difference.kind === 'ttl' ? before : more;
  const text = (data: string): string => writtenData(type, file.class, data, file.serial);
  return [
    ...before.map((data) => `- ${ours?.ttls[0] ?? ''} ${text(data)}`),
    ...after.map((data) => `+ ${ttl ?? ours?.ttls[0] ?? ''} ${text(data)}`),
  ];
}

/** The same for programs. */
export function comparisonJson(comparison: Comparison): unknown {
  const { file, results, missing } = comparison;
  return {
    zone: file.apex,
    ...(file.view !== '' && { view: file.view }),
    ...(file.serial !== undefined && { serial: file.serial }),
    outcome: outcome(comparison),
    servers: results.map((result) => serverJson(file, result)),
    ...(missing.length > 0 && { missing }),
  };
}

function serverJson(file: FileZone, { server, differences, ...result }: ServerResult): unknown {
  const { address, port, name } = server;
  return {
    ...(name !== undefined && { name }),
    address,
    port,
    ...result,
    differences: differences.map((difference) => differenceJson(file, difference)),
  };
}

function differenceJson(file: FileZone, { kind, owner, type, set, gone, more, ttl }: Difference): unknown {
  const ours = set < 0 ? undefined : file.sets[set];
  const text = (data: string): string => writtenData(type, file.class, data, file.serial);
  return {
    kind,
    owner,
    type: typeText(type),
    ...(ours && {
      file: file.files[ours.places[0]],
      line: ours.places[(gone[0] ?? 0) * 4 + 1] + 1,
      fileTtl: ours.ttls[0],
    }),
    ...(ttl !== undefined && { servedTtl: ttl }),
    ...(ours && gone.length > 0 && { notServed: gone.map((i) => text(ours.data[i])) }),
    ...(more.length > 0 && { notInFile: more.map(text) }),
  };
}

/** The zone of the file, and as a server has it, as lines in one order and one form. What only the server has stands by its name, or at the end. */
export function bothTexts(
  file: FileZone,
  { differences, serial }: ServerResult,
): { readonly file: string; readonly served: string } {
  const { sets } = file;
  const bySet = new Map(differences.flatMap((each) => (each.set < 0 ? [] : [[each.set, each]])));
  const extra = new Map<string, Difference[]>();
  for (const each of differences) if (each.set < 0) extra.set(each.owner, [...(extra.get(each.owner) ?? []), each]);
  const ours: string[] = [];
  const theirs: string[] = [];
  const line = (owner: string, ttl: number, type: number, data: string, number = file.serial): string =>
    `${owner} ${ttl < 0 ? '' : `${ttl} `}${classText(file.class)} ${typeText(type)} ${writtenData(type, file.class, data, number)}\n`;
  const addExtra = (owner: string): void => {
    for (const { type, ttl = -1, more } of extra.get(owner) ?? []) {
      theirs.push(...more.map((each) => line(owner, ttl, type, each)));
    }
    extra.delete(owner);
  };
  for (const [i, { owner, type, ttls, data }] of sets.entries()) {
    const difference = bySet.get(i);
    const ttl = difference?.ttl ?? ttls[0];
    const number = type === TYPE.SOA ? serial : file.serial;
    const kept = difference ? data.filter((_, at) => !difference.gone.includes(at)) : data;
    ours.push(...data.map((each) => line(owner, ttls[0], type, each)));
    theirs.push(...[...kept, ...(difference?.more ?? [])].map((each) => line(owner, ttl, type, each, number)));
    if (sets[i + 1]?.owner !== owner) addExtra(owner);
  }
  for (const owner of [...extra.keys()]) addExtra(owner);
  return { file: ours.join(''), served: theirs.join('') };
}
