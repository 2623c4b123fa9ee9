/** The tool `name`: what a name owns, and what points to it. */
import { NO_NAME } from '../../dns/names.ts';
import { typeText } from '../../dns/types.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { sourcesOf } from '../shared/sourceLines.ts';
import { type Arguments, listed, ToolError } from './answers.ts';

/** Files as whoever asked calls them. */
export type NameOf = (uri: string) => string;

export function nameAnswer({ name }: Arguments, workspace: Workspace, nameOf: NameOf): string {
  if (typeof name !== 'string') throw new ToolError('"name" is a domain name');
  const id = workspace.names.fromText(name.endsWith('.') ? name : `${name}.`);
  if (id === NO_NAME) throw new ToolError(`${name} is not a domain name`);
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
    ...listed(`Records of ${shown}`, owned),
    ...listed(`Records that point to ${shown}`, pointing),
  ].join('\n');
}
