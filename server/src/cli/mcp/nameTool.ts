/** The tool `name`. */
import { NO_NAME } from '../../dns/names.ts';
import { typeText } from '../../dns/types.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { CheckError } from '../checkError.ts';
import { sourcesOf } from '../sources.ts';
import type { Arguments, Asking } from './tool.ts';
import { workspaceIn } from './workspace.ts';

/** Lines of each list. */
const MOST = 200;

/** What a name owns, and what points to it. */
export async function whereNamed({ name, paths }: Arguments, { cwd }: Asking): Promise<string> {
  if (typeof name !== 'string') throw new CheckError('"name" is a domain name');
  const { workspace, nameOf } = await workspaceIn(paths, cwd);
  const id = workspace.names.fromText(name.endsWith('.') ? name : `${name}.`);
  if (id === NO_NAME) throw new CheckError(`${name} is not a domain name`);
  const sourceAt = sourcesOf(workspace);
  const lineOf = (record: ZoneRecord): string => {
    const { document, chunk, entry } = record;
    const { line } = document.buffer.positionAt(chunk.offset + chunk.starts[entry]);
    const source = sourceAt(document.uri, line);
    return `${nameOf(document.uri)}:${line + 1}: [${typeText(record.type)}]${source === undefined ? '' : ` ${source.trim()}`}`;
  };
  const owned = new Set<string>();
  const pointing = new Set<string>();
  for (const { model } of workspace.zones) {
    for (const record of model.owned(id)) owned.add(lineOf(record));
    for (const record of model.mentions(id)) pointing.add(lineOf(record));
  }
  const zone = workspace.zoneHolding(id);
  const shown = workspace.names.text(id);
  return [
    zone
      ? `${shown} is in the zone ${workspace.names.text(zone.model.apex)} (${nameOf(zone.options.uri)}).`
      : `No zone here holds ${shown}`,
    ...listOf(`Records of ${shown}`, owned),
    ...listOf(`Records that point to ${shown}`, pointing),
  ].join('\n');
}

function listOf(title: string, lines: ReadonlySet<string>): string[] {
  if (lines.size === 0) return [`${title}: none.`];
  const shown = [...lines].slice(0, MOST);
  const left = lines.size - shown.length;
  return [`${title} (${lines.size}):`, ...shown, ...(left > 0 ? [`(${left} more are not shown)`] : [])];
}
