/** Directives, their arguments, and the lines of a `$GENERATE`. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { URI } from 'vscode-uri';
import type { TypeRow } from '../../../dns/types.ts';
import { type Marked, marked, translated } from '../../../l10n.ts';
import { languageOf } from '../../../workspace/languages.ts';
import { baseName, folderOf, isWithinFolder, pathParts, resolvePath } from '../../../workspace/paths.ts';
import type { Zone } from '../../../workspace/zone.ts';
import type { ZoneDocument } from '../../../zone/document.ts';
import { type Draft, placeholder, valueDraft } from '../../shared/drafts.ts';

/** Files that are looked at for one list. */
const FILES = 5000;

const DIRECTIVES: readonly { readonly name: string; readonly snippet: string; readonly doc: Marked }[] = [
  {
    name: '$ORIGIN',
    snippet: placeholder(1, 'example.com.'),
    doc: marked('What is added to names without a final dot, from here on.'),
  },
  { name: '$TTL', snippet: placeholder(1, '3600'), doc: marked('The TTL of records that have none of their own.') },
  { name: '$INCLUDE', snippet: placeholder(1, 'file'), doc: marked('Reads the records of another file here.') },
  {
    name: '$GENERATE',
    snippet: `${placeholder(1, '1-254')} ${placeholder(2, 'host-$')} ${placeholder(3, 'A')} ${placeholder(4, '192.0.2.$')}`,
    doc: marked('One record for each number of a range, with the number in place of $. BIND only.'),
  },
];

const RANGES: readonly (readonly [string, Marked])[] = [
  ['1-254', marked('The hosts of a /24 network.')],
  ['0-255', marked('All of a /24 network.')],
  ['1-10', marked('Ten records.')],
  ['0-254/2', marked('Every second number.')],
];

const OWNERS: readonly (readonly [string, Marked])[] = [
  ['$', marked('The number itself.')],
  ['host-$', marked('A name with the number.')],
  ['host-${0,3,d}', marked('A name with the number in three digits.')],
  ['${0,2,n}', marked('Two nibbles, the last digit first, for names below ip6.arpa.')],
];

/** The RDATA of a `$GENERATE` by its type. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  A: ['192.0.2.$'],
  AAAA: ['2001:db8::${0,1,x}', '2001:db8::$'],
  PTR: ['host-$.example.com.'],
  CNAME: ['$.0/25', 'host-$'],
  NS: ['ns$'],
};

/** The directives at the start of a line; `isOpen` where nothing follows yet. */
export function directiveDrafts(isOpen: boolean): Draft[] {
  return DIRECTIVES.map(({ name, snippet, doc }) => ({
    label: name,
    ...(isOpen ? { snippet: `\\${name} ${snippet}` } : {}),
    doc: translated(doc),
    kind: CompletionItemKind.Keyword,
    rank: 3,
  }));
}

export function rangeDrafts(): Draft[] {
  return RANGES.map(([label, doc]) => valueDraft(label, translated(doc)));
}

export function templateOwnerDrafts(): Draft[] {
  return OWNERS.map(([label, doc]) => valueDraft(label, translated(doc)));
}

export function templateDrafts(row: TypeRow): Draft[] {
  return (TEMPLATES[row.mnemonic] ?? []).map((label) => valueDraft(label, ''));
}

/**
 * The workspace's zone files as a `$INCLUDE` names them: relative to the folder that the server starts paths in as far as it is
 * known, which is the folder of the configuration that loads the zone, else that of the zone's file.
 */
export function fileDrafts(zone: Zone, document: ZoneDocument, files: readonly string[]): Draft[] {
  const { configuration, uri } = zone.options;
  const base = folderOf(configuration?.uri ?? uri);
  const folder = configuration?.directory === undefined ? base : resolvePath(base, configuration.directory);
  const items: Draft[] = [];
  for (const file of files.slice(0, FILES)) {
    if (file === document.uri || languageOf(file) === 'named-conf') continue;
    const from = [folder, base, folderOf(document.uri)].find((each) => isWithinFolder(file, each));
    if (from === undefined) continue;
    const path = pathParts(URI.parse(file).path.slice(URI.parse(from).path.length)).join('/');
    if (path === '' || /[\s;"()\\]/.test(path)) continue;
    items.push({
      label: path,
      kind: CompletionItemKind.File,
      rank: languageOf(file) === 'zone' || /\.(?:inc|db|hosts?)$/.test(baseName(file)) ? 0 : 1,
    });
  }
  return items;
}
