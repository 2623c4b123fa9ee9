/** The outline of a configuration: its clauses, and the zones in their views. */
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import { holdsSecret } from '../../conf/secrets.ts';
import type { Clause } from '../../conf/statements.ts';
import { argumentsOf, type Block, blockOf, keywordOf, type Statement, type Word } from '../../conf/tree.ts';
import { counted, t } from '../../l10n.ts';
import { TextBuffer } from '../../text/buffer.ts';
import { toRange } from '../shared/ranges.ts';
import type { ConfSource } from './source.ts';

/** Symbols of one file; the last one says how many are left out. */
const OUTLINE_SYMBOLS = 5000;

const KINDS: Readonly<Record<string, SymbolKind>> = {
  zone: SymbolKind.Namespace,
  view: SymbolKind.Module,
  acl: SymbolKind.Array,
  key: SymbolKind.Key,
  options: SymbolKind.Object,
  logging: SymbolKind.Object,
  controls: SymbolKind.Interface,
  'statistics-channels': SymbolKind.Interface,
  tls: SymbolKind.Struct,
  http: SymbolKind.Struct,
  server: SymbolKind.Struct,
  channel: SymbolKind.Event,
  category: SymbolKind.Event,
  'dnssec-policy': SymbolKind.Class,
  template: SymbolKind.Class,
  primaries: SymbolKind.Array,
  masters: SymbolKind.Array,
  'parental-agents': SymbolKind.Array,
  'remote-servers': SymbolKind.Array,
  include: SymbolKind.File,
};

/** The clauses whose statements are listed; of the others only themselves. */
const OPENED: ReadonlySet<Clause | undefined> = new Set<Clause>(['view', 'options', 'logging', 'rndc-options']);
/** The clauses that show their name instead of their keyword. */
const BY_NAME = new Set([
  'zone',
  'view',
  'acl',
  'key',
  'tls',
  'http',
  'server',
  'channel',
  'dnssec-policy',
  'template',
]);

interface Outline {
  readonly buffer: TextBuffer;
  /** True for a text that has something of a secret. */
  readonly isSecret: (text: string) => boolean;
  readonly limit: number;
  count: number;
  left: number;
}

/** The outline of the file `uri`: clauses in order, what stands in options, logging and views below them. */
export function confSymbols({ model }: ConfSource, uri: string, limit: number = OUTLINE_SYMBOLS): DocumentSymbol[] {
  const file = model?.files.find((candidate) => candidate.uri === uri);
  if (!file) return [];
  const buffer = new TextBuffer(file.tree.text);
  const outline: Outline = { buffer, isSecret: (text) => holdsSecret(text, file.tree), limit, count: 0, left: 0 };
  const symbols = blockSymbols(file.tree.root, outline);
  if (outline.left > 0) {
    const end = toRange(buffer, buffer.length, buffer.length);
    const name = t`${counted(outline.left, t`more statement`, t`more statements`)}, not listed`;
    symbols.push({ name, kind: SymbolKind.Null, range: end, selectionRange: end });
  }
  return symbols;
}

function blockSymbols(block: Block, outline: Outline): DocumentSymbol[] {
  const symbols: DocumentSymbol[] = [];
  for (const statement of block.statements) {
    const keyword = keywordOf(statement);
    if (keyword === '' || outline.isSecret(keyword)) continue;
    if (outline.count >= outline.limit) {
      outline.left++;
      continue;
    }
    outline.count++;
    symbols.push(symbolOf(statement, keyword, outline));
  }
  return symbols;
}

function symbolOf(statement: Statement, keyword: string, outline: Outline): DocumentSymbol {
  const { buffer, isSecret } = outline;
  const block = blockOf(statement);
  const word = argumentsOf(statement)[0];
  const isNamed =
    word !== undefined && word.text.trim() !== '' && !isSecret(word.text) && word.start < (block?.start ?? Infinity);
  const named = isNamed && BY_NAME.has(keyword) ? word : undefined;
  const shown = named ?? (statement.values[0] as Word);
  const detail = named
    ? detailOf(statement, keyword, isSecret)
    : isNamed && !named && isShown(keyword)
      ? word.text
      : undefined;
  const children = OPENED.has(block?.clause) && block ? blockSymbols(block, outline) : [];
  return {
    name: named ? named.text : keyword,
    ...(detail ? { detail } : {}),
    kind: KINDS[keyword] ?? (block ? SymbolKind.Object : SymbolKind.Property),
    range: toRange(buffer, statement.start, Math.max(statement.end, shown.end)),
    selectionRange: toRange(buffer, shown.start, shown.end),
    ...(children.length > 0 ? { children } : {}),
  };
}

/** The statements whose first value names what they are about. */
function isShown(keyword: string): boolean {
  return ['include', 'primaries', 'masters', 'parental-agents', 'remote-servers', 'category'].includes(keyword);
}

/** `zone, secondary`, `acl`. */
function detailOf(statement: Statement, keyword: string, isSecret: Outline['isSecret']): string {
  if (keyword !== 'zone') return keyword;
  for (const inner of blockOf(statement)?.statements ?? []) {
    const name = keywordOf(inner);
    if (name !== 'type' && name !== 'in-view') continue;
    const value = argumentsOf(inner)[0]?.text ?? '';
    if (value === '' || isSecret(value)) continue;
    return name === 'type' ? `zone, ${value}` : t`zone, in view ${value}`;
  }
  return keyword;
}
