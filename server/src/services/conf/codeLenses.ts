/** Code lenses in configurations: above each zone its file, type, view, number of records and serial. */

import type { CodeLens, Command } from 'vscode-languageserver-types';
import type { Zone as ConfZone } from '../../conf/model.ts';
import { holdsSecret } from '../../conf/secrets.ts';
import type { ConfTree } from '../../conf/tree.ts';
import { CLASS, classCode } from '../../dns/classes.ts';
import { TYPE } from '../../dns/types.ts';
import { counted, t } from '../../l10n.ts';
import type { TextBuffer } from '../../text/buffer.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import { baseName } from '../../workspace/paths.ts';
import type { Zone } from '../../workspace/zone.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { toRange } from '../shared/ranges.ts';

/** Lenses of one file. */
const LENSES = 1000;
/** Opens a file; its argument is the file's URI. */
export const OPEN_FILE = 'bailiwick.openFile';

const SERIAL_WORD = 2;

/** A lens above each zone statement of the file `uri`, in the order of the file. */
export function confCodeLenses(
  configuration: Configuration,
  uri: string,
  buffer: TextBuffer,
  zones: Iterable<Zone>,
): CodeLens[] {
  const tree = configuration.treeOf(uri);
  if (!configuration.model || !tree) return [];
  const loaded = new Map<string, Zone>();
  for (const zone of zones) {
    const { configuration: owner, view, zoneClass, names, apex } = zone.options;
    if (owner === configuration) loaded.set(keyOf(names.text(apex).toLowerCase(), zoneClass, view), zone);
  }
  const lenses: CodeLens[] = [];
  for (const statement of configuration.model.zones) {
    if (lenses.length >= LENSES) break;
    if (statement.setting.file.uri !== uri) continue;
    const zoneClass = classCode(statement.className) ?? CLASS.IN;
    const zone = loaded.get(keyOf(statement.origin, zoneClass, statement.view?.name ?? ''));
    const { start } = statement.setting.statement;
    lenses.push({ range: toRange(buffer, start, start), command: commandOf(statement, zone, tree) });
  }
  return lenses;
}

function keyOf(origin: string, zoneClass: number, view: string): string {
  return `${origin} ${zoneClass} ${view}`;
}

function commandOf(statement: ConfZone, zone: Zone | undefined, tree: ConfTree): Command {
  const { type, typeWord, view, fileWord, inView } = statement;
  const parts = [inView ? t`in view ${inView.text}` : (type ?? typeWord?.text ?? t`no type`)];
  if (view) parts.push(t`view ${view.name}`);
  if (fileWord) parts.push(zone ? baseName(zone.options.uri) : t`${fileWord.text}, not read`);
  if (zone) {
    parts.push(counted(zone.model.recordCount, t`record`, t`records`));
    const soa = zone.model.rrset(zone.model.apex, TYPE.SOA)[0];
    if (soa && !isInvalid(soa)) parts.push(t`serial ${rdataWord(soa, SERIAL_WORD)}`);
  }
  const title = parts.filter((part) => !holdsSecret(part, tree)).join(' · ');
  if (!zone) return { title, command: '' };
  return { title, command: OPEN_FILE, arguments: [zone.options.uri] };
}
