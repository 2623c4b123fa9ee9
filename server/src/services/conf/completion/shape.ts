/** Statements as snippets of their shape: what they must have, with places to fill in. */
import { type Grammar, grammarOf } from '../../../conf/grammar.ts';
import { clauseOpenedBy, textIn } from '../../../conf/lookup.ts';
import type { BindVersion, Clause, StatementInfo, ZoneType } from '../../../conf/statements.ts';
import { kindRow, VALUE_KINDS, type ValueKind } from '../../../conf/valueKinds.ts';
import { placeholder, snippetText } from '../../shared/drafts.ts';

/** Shapes that say more than a grammar can, by clause and name; a tab is a level of indentation. */
const SHAPES: Readonly<Record<string, string>> = {
  'top zone': zoneShape(),
  'view zone': zoneShape(),
  'top view': 'view "${1:name}" {\n\tmatch-clients { ${2:any}; };\n\t$0\n};',
  'top key': keyShape(),
  'view key': keyShape(),
  'rndc key': keyShape(),
  'top tls': 'tls "${1:name}" {\n\tcert-file "${2:cert.pem}";\n\tkey-file "${3:key.pem}";\n};',
  'top http': 'http "${1:name}" {\n\tendpoints { "${2:/dns-query}"; };\n};',
  'top dnssec-policy':
    'dnssec-policy "${1:name}" {\n\tkeys {\n\t\tcsk lifetime ${2:unlimited} algorithm ${3:ecdsap256sha256};\n\t};\n};',
  'dnssec-policy keys': 'keys {\n\tcsk lifetime ${1:unlimited} algorithm ${2:ecdsap256sha256};\n};',
  'logging channel':
    'channel "${1:name}" {\n\tfile "${2:named.log}" versions ${3:3} size ${4:10m};\n\tseverity ${5:info};\n\tprint-time yes;\n};',
  'logging category': 'category ${1:default} { ${2:default_syslog}; };',
  'controls inet': 'inet ${1:127.0.0.1} port ${2:953} allow { ${3:localhost}; } keys { "${4:rndc-key}"; };',
  'options listen-on': 'listen-on { ${1:any}; };',
  'options listen-on-v6': 'listen-on-v6 { ${1:any}; };',
};

const YES_OR_NO = VALUE_KINDS.boolean.words.map(({ word }) => word);

function zoneShape(): string {
  return 'zone "${1:example.com}" {\n\ttype ${2|primary,secondary,forward,hint,stub,static-stub,mirror,redirect|};\n\tfile "${3:db.$1}";\n\t$0\n};';
}

function keyShape(): string {
  return 'key "${1:name}" {\n\talgorithm ${2|hmac-sha256,hmac-sha384,hmac-sha512|};\n\tsecret "$3";\n};';
}

/** A statement with its required parts and its semicolon, as a snippet. `zoneType`: of the zone that it stands in. */
export function statementSnippet(
  row: StatementInfo,
  clause: Clause,
  version: BindVersion,
  zoneType: ZoneType | undefined,
): string {
  const own = SHAPES[`${clause} ${row.name}`];
  if (own) return own;
  if (row.name === 'type' && clause === 'zone' && zoneType === undefined) {
    return 'type ${1|primary,secondary,forward,hint,stub,static-stub,mirror,redirect|};';
  }
  const text = textIn(row.grammar, version) ?? '';
  if (text === '') return `${row.name};`;
  const shape = new Shape(clauseOpenedBy(row, clause) !== undefined).of(grammarOf(text));
  return `${row.name}${shape === '' ? '' : ` ${shape}`};`;
}

class Shape {
  readonly #isClause: boolean;
  #next = 1;

  constructor(isClause: boolean) {
    this.#isClause = isClause;
  }

  of(grammar: Grammar): string {
    switch (grammar.kind) {
      case 'word':
        return snippetText(grammar.text);
      case 'value':
        return this.#value(grammar.type);
      case 'optional':
        return '';
      case 'list':
        if (isWhole(grammar.item)) return this.of(grammar.item);
        return `{ ${this.of(grammar.item) || `$${this.#next++}`}; }`;
      case 'sequence':
        return grammar.items
          .map((item) => this.of(item))
          .filter((part) => part !== '')
          .join(' ');
      case 'choice':
        return this.#choice(grammar.items);
    }
  }

  #value(kind: ValueKind): string {
    if (kind === 'statements') return this.#isClause ? '{\n\t$0\n}' : `{ $${this.#next++} }`;
    const row = kindRow(kind);
    if (row.takes === 'rest') return '';
    if (row.takes === 'block') return `{ $${this.#next++}; }`;
    if (kind === 'boolean') return choice(this.#next++, YES_OR_NO);
    if (kind === 'quoted') return `"$${this.#next++}"`;
    return placeholder(this.#next++, row.example);
  }

  #choice(items: readonly Grammar[]): string {
    const words = items.flatMap((item) => {
      if (item.kind === 'word') return [item.text];
      return item.kind === 'value' && item.type === 'boolean' ? YES_OR_NO : [];
    });
    // `unlimited | <duration>`: the value is what one writes.
    const value = items.find((item) => item.kind !== 'word' && !(item.kind === 'value' && item.type === 'boolean'));
    if (!value || words.length > 1) return choice(this.#next++, words);
    return this.of(value);
  }
}

/** True for what brings its braces along, or hands on what is between them. */
function isWhole(grammar: Grammar): boolean {
  return grammar.kind === 'value' && grammar.type === 'statements';
}

/** A place where one of several words is chosen. */
function choice(index: number, words: readonly string[]): string {
  return `\${${index}|${words.map((word) => word.replace(/[\\,|]/g, '\\$&')).join(',')}|}`;
}
