/** What is said of what servers have, in sentences. */

import { typeText } from '../../dns/types.ts';
import { counted, listed, t } from '../../l10n.ts';
import { type Server, serverText } from '../transport.ts';
import type { ServerResult } from './comparing.ts';
import type { FileZone } from './fileZone.ts';
import { writtenData } from './recordData.ts';
import type { Difference } from './served.ts';

/** Data of one difference that are written out. */
const MOST_DATA = 3;
const MOST_SERVERS = 3;
/** Characters of the data of a record in a sentence. */
const MOST_TEXT = 120;

/** Servers in a sentence, the first of them by name. */
export function whoText(servers: readonly Server[]): string {
  const shown = servers.slice(0, MOST_SERVERS).map(serverText);
  const left = servers.length - shown.length;
  return left > 0 ? t`${shown.join(', ')} and ${counted(left, t`server`, t`servers`)} more` : listed(shown);
}

/** Data as in a file, those that are long cut. */
export function dataText(file: FileZone, type: number, data: readonly string[], serial?: number): string {
  const shown = data.slice(0, MOST_DATA).map((each) => clipped(writtenData(type, file.class, each, serial)));
  const left = data.length - shown.length;
  return left > 0 ? t`${shown.join(', ')} and ${left} more` : listed(shown);
}

function clipped(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}

/** What is different of an RRset. */
export function differenceText(
  file: FileZone,
  { kind, owner, type, set, more, gone, ttl }: Difference,
  who: string,
): string {
  const what = `${owner} ${typeText(type)}`;
  const ours = set < 0 ? undefined : file.sets[set];
  // Data may end in a dot, so that nothing stands behind them.
  const served = dataText(file, type, more, file.serial);
  switch (kind) {
    case 'missing':
      return t`Not served by ${who}: ${what}`;
    case 'extra':
      return t`Not in the file, and served by ${who}: ${what} ${served}`;
    case 'ttl':
      return t`Served with TTL ${ttl ?? 0}, where the file says ${ours?.ttls[0] ?? 0}, by ${who}: ${what}`;
    case 'data':
      if (more.length === 0) return t`This record is not served by ${who}, others of ${what} are`;
      if (gone.length === 0) return t`Not in the file, and also served by ${who}: ${what} ${served}`;
      return t`Served otherwise by ${who}: ${what} ${served}`;
  }
}

/** Why serials are the cause of whatever else differs, and what to do; undefined for a server that has the file's. */
export function serialText({ file }: { readonly file: FileZone }, result: ServerResult): string | undefined {
  const { state, serial = 0, server, way, differences, isResolver } = result;
  const who = serverText(server);
  const ours = file.serial ?? 0;
  const by = way === undefined ? '' : ` ${byThatText(differences.length)}`;
  switch (state) {
    case 'older':
      return isResolver
        ? t`${who} has serial ${serial}, the file ${ours}: the resolver still keeps what was served before.${by}`
        : t`${who} serves serial ${serial}, the file has ${ours}: the file is not loaded there, or not transferred yet. Reload the zone, and see the log of the server.${by}`;
    case 'newer':
      return t`${who} serves serial ${serial}, which is newer than ${ours} of the file: the zone was changed elsewhere, and this file would take that back.${by}`;
    case 'other':
      return t`${who} serves serial ${serial}, which is neither newer nor older than ${ours} of the file (RFC 1982): secondaries take neither for the other.${by}`;
    default:
      return undefined;
  }
}

function byThatText(count: number): string {
  return count === 0 ? t`Nothing else differs.` : t`${counted(count, t`RRset differs`, t`RRsets differ`)} by that.`;
}

/** What came of a server, as a line. */
export function resultText(file: FileZone, result: ServerResult): string {
  const { server, state, serial = 0, way, differences, same, notAsked, problem } = result;
  const who = serverText(server);
  if (state !== 'compared') return serialText({ file }, result) ?? t`${who}: ${problem ?? t`not compared`}`;
  const equal = counted(same, t`RRset is the same`, t`RRsets are the same`);
  const left = notAsked > 0 ? t`, ${notAsked} not asked for` : '';
  const how = way === 'transfer' ? t`by a transfer` : t`asked one by one`;
  const what =
    differences.length === 0 ? equal : t`${counted(differences.length, t`RRset differs`, t`RRsets differ`)}, ${equal}`;
  const why = problem === undefined ? '' : ` ${problem}`;
  return t`${who}: serial ${serial}; ${what}${left} (${how}).${why}`;
}

/** Where data differ under the same serial: nobody who has it takes the new version. */
export function sameSerialText(file: FileZone, results: readonly ServerResult[]): string | undefined {
  const differ = results.filter(
    ({ state, serial, differences }) => state === 'compared' && serial === file.serial && differences.length > 0,
  );
  if (differ.length === 0 || file.serial === undefined) return undefined;
  return t`The serial is ${file.serial} on both sides though data differ: raise it, so that servers take the new version.`;
}
