/** Workspace symbols of configurations: what they define that has a name. */
import { type SymbolInformation, SymbolKind } from 'vscode-languageserver-types';
import { t, translated } from '../../l10n.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Bounded } from '../shared/bounded.ts';
import { toRange } from '../shared/ranges.ts';
import { KIND_TEXT, type NameKind, nameIndex, nameRange } from './names.ts';

/** Symbols of one query. */
const WORKSPACE_SYMBOLS = 500;

const SYMBOL_KINDS: Readonly<Partial<Record<NameKind, SymbolKind>>> = {
  zone: SymbolKind.Namespace,
  view: SymbolKind.Module,
  acl: SymbolKind.Array,
  key: SymbolKind.Key,
  servers: SymbolKind.Array,
  tls: SymbolKind.Struct,
  http: SymbolKind.Struct,
  policy: SymbolKind.Class,
  template: SymbolKind.Class,
};

/** The zones, acls, keys and other named clauses of configurations whose names have `query` in them, in any case. */
export function confWorkspaceSymbols(
  query: string,
  configurations: Iterable<Pick<Configuration, 'model'>>,
  around: Pick<Workspace, 'bufferOf'>,
): Bounded<SymbolInformation> {
  const wanted = query.trim().toLowerCase();
  const items: SymbolInformation[] = [];
  let left = 0;
  const seen = new Set<string>();
  for (const { model } of configurations) {
    if (!model) continue;
    for (const places of nameIndex(model).byKey.values()) {
      for (const place of places) {
        const kind = SYMBOL_KINDS[place.kind];
        const name = place.word.text;
        if (!place.isDefinition || kind === undefined || !name.toLowerCase().includes(wanted)) continue;
        const { uri, start, end } = nameRange(place);
        const key = `${uri} ${start}`;
        const buffer = around.bufferOf(uri);
        if (!buffer || seen.has(key)) continue;
        seen.add(key);
        if (items.length >= WORKSPACE_SYMBOLS) {
          left++;
          continue;
        }
        const what = translated(KIND_TEXT[place.kind]);
        const containerName = place.view === '' || place.kind === 'view' ? what : t`${what}, view ${place.view}`;
        items.push({ name, kind, containerName, location: { uri, range: toRange(buffer, start, end) } });
      }
    }
  }
  return { items, left };
}
