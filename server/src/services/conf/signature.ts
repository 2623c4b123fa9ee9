/** Signature help in configurations: the grammar of the statement at the cursor, with the part that comes next marked. */
import type { SignatureHelp } from 'vscode-languageserver-types';
import { type Grammar, speltGrammar } from '../../conf/grammar.ts';
import { statusIn } from '../../conf/lookup.ts';
import type { BindVersion } from '../../conf/statements.ts';
import { translated } from '../../l10n.ts';
import { grammarAt, isSecret } from './completion/completion.ts';
import { expectedAfter, partsOf } from './completion/expect.ts';
import { rowAt, spotAt } from './completion/spot.ts';
import type { ConfSource } from './source.ts';

/** The grammar at `offset` of the file `uri`; undefined between statements, in comments and where there is nothing to fill in. */
export function confSignature(
  { model }: ConfSource,
  uri: string,
  offset: number,
  version: BindVersion,
): SignatureHelp | undefined {
  const file = model?.files.find((candidate) => candidate.uri === uri);
  const spot = file && spotAt(file.tree, offset);
  const row = spot && rowAt(spot);
  if (!spot || !row || (spot.list === undefined && spot.before.length === 0)) return undefined;
  const grammar = grammarAt(spot, version);
  if (!grammar) return undefined;
  const before = spot.list === undefined ? spot.before.slice(1) : spot.before;
  const { candidates } = expectedAfter(grammar, isSecret(spot) ? [] : before);
  // An element stands by itself; the statement's own name leads a statement.
  const head = spot.list === undefined ? `${row.name} ` : `${row.name} { … `;
  const tail = spot.list === undefined ? ';' : '; … };';
  let label = head;
  const parameters: { label: [number, number] }[] = [];
  for (const part of partsOf(grammar)) {
    if (parameters.length > 0) label += ' ';
    const text = grammarText(part);
    parameters.push({ label: [label.length, label.length + text.length] });
    label += text;
  }
  label += tail;
  const status = statusIn(row, version);
  const active = candidates[0]?.part;
  return {
    signatures: [
      {
        label,
        documentation: {
          kind: 'markdown',
          value: status === 'ok' ? translated(row.doc) : `${translated(row.doc)} (${status})`,
        },
        parameters,
        // Behind the last part none is active.
        activeParameter: active ?? parameters.length,
      },
    ],
    activeSignature: 0,
    activeParameter: active ?? parameters.length,
  };
}

/** A part of a grammar in BIND's notation. */
function grammarText(grammar: Grammar): string {
  switch (grammar.kind) {
    case 'word':
      return grammar.text;
    case 'value':
      return speltGrammar(`<${grammar.type}>`);
    case 'optional':
      return `[ ${grammarText(grammar.item)} ]`;
    case 'list':
      if (grammar.item.kind === 'value' && grammar.item.type === 'statements') return '{ ... }';
      return `{ ${grammarText(grammar.item)}; ... }`;
    case 'sequence':
      return grammar.items.map(grouped).join(' ');
    case 'choice':
      return grammar.items.map(grammarText).join(' | ');
  }
}

function grouped(grammar: Grammar): string {
  const text = grammarText(grammar);
  return grammar.kind === 'choice' ? `( ${text} )` : text;
}
