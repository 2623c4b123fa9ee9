/** What a row of the statement table says. */

import type { BindVersion } from '../../dns/versions.ts';
import type { ValueKind } from '../valueKinds.ts';

/** A text that is the same in every release, or one that changed: each entry holds from its release on. */
export type PerVersion = string | Readonly<Partial<Record<BindVersion, string>>>;

/**
 * The blocks that hold statements. `top` is named.conf itself, `rndc` is rndc.conf; `key` is the same in both.
 * Lists (of addresses, servers, keys) are no clauses.
 */
export type Clause =
  | 'top'
  | 'options'
  | 'view'
  | 'zone'
  | 'template'
  | 'key'
  | 'server'
  | 'logging'
  | 'channel'
  | 'controls'
  | 'statistics-channels'
  | 'tls'
  | 'http'
  | 'dnssec-policy'
  | 'key-store'
  | 'rate-limit'
  | 'dns64'
  | 'dlz'
  | 'lwres'
  | 'notify-cfg'
  | 'rndc'
  | 'rndc-options'
  | 'rndc-server';

/** What a server can be for a zone; `in-view` is a zone that is served from another view. */
export type ZoneType =
  | 'primary'
  | 'secondary'
  | 'mirror'
  | 'hint'
  | 'stub'
  | 'static-stub'
  | 'forward'
  | 'redirect'
  | 'in-view'
  | 'delegation-only';

/** What to do about a statement that is going or gone. */
export interface Migration {
  /** delete: it can go. rename: the value stays. rewrite: the value has to change too. */
  readonly action: 'delete' | 'rename' | 'rewrite';
  /** The new name, where the action is rename. */
  readonly to?: string;
  /** One sentence for the user. */
  readonly text: string;
}

/**
 * A statement, as it is in the clauses named. A name that means different things in different clauses has several rows.
 *
 * The grammar is a sequence of words and `<kinds>` in BIND's style: `a | b` choice, `( )` group, `[ ]` optional,
 * `{ x; ... }` a list in braces. `{ <statements> }` is a clause. `<match-list>` is an address match list with its braces,
 * `<servers>` a list of servers with ports and keys, with its braces. The empty grammar is a statement without value.
 */
export interface StatementInfo {
  readonly name: string;
  readonly clauses: readonly Clause[];
  readonly grammar: PerVersion;
  /** The zone types that may have it; in every clause but `zone` it has no meaning. */
  readonly zoneTypes?: readonly ZoneType[];
  /** What holds where the statement is absent. */
  readonly default?: PerVersion;
  /** The first release that had it, deprecated it (still works), ignored it, refused it. */
  readonly introduced: string;
  readonly deprecated?: string;
  readonly obsolete?: string;
  readonly removed?: string;
  readonly experimental?: true;
  /** For BIND's own tests: not offered to users. */
  readonly testOnly?: true;
  /** named takes it in the configuration that it brings along, and in no file. */
  readonly builtinOnly?: true;
  /** A `port` may stand there without an address, in the releases that take one (before BIND 9.21). */
  readonly portAlone?: true;
  /** May stand more than once in its block. */
  readonly multi?: true;
  readonly migration?: Migration;
  /** One line on what it does. */
  readonly doc: string;
}

/** The first word in angle brackets of a grammar that is no kind of value; `never` where all are. */
type UnknownKind<Text> = Text extends `${string}<${infer Kind}>${infer Rest}`
  ? Kind extends ValueKind
    ? UnknownKind<Rest>
    : Kind
  : never;

type Texts<Grammar> = Grammar extends string ? Grammar : Grammar[keyof Grammar];

/** A row as it is; where it names a kind or has a property that there is not, what a compiler's message can show of it. */
type Known<Row> = Row extends { readonly grammar: infer Grammar }
  ? [UnknownKind<Texts<Grammar>>] extends [never]
    ? Row & Readonly<Record<Exclude<keyof Row, keyof StatementInfo>, never>>
    : { readonly grammar: `<${UnknownKind<Texts<Grammar>>}> is no kind of value` }
  : Row;

/** Rows of the table. A grammar that names an unknown kind of value does not compile. */
export function statements<const Rows extends readonly StatementInfo[]>(
  rows: {
    readonly [Index in keyof Rows]: Known<Rows[Index]>;
  },
): readonly StatementInfo[] {
  return rows as unknown as readonly StatementInfo[];
}
