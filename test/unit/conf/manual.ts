/** The grammar of named.conf(5), the manual page that comes with BIND: every statement, the clauses it stands in, and what it takes. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Clause, ZoneType } from '../../../server/src/conf/statements.ts';

/** A statement as the manual has it. */
export interface ManualStatement {
  readonly name: string;
  readonly clause: Clause;
  /** The type of the zone that it stands in. */
  readonly zoneType: ZoneType | undefined;
  /** In the notation of the manual; a block of statements is `{ ... }`. */
  readonly grammar: string;
  /** `deprecated`, `may occur multiple times` and so on. */
  readonly notes: readonly string[];
}

const PATHS = ['/usr/share/man/man5/named.conf.5.gz', '/usr/share/man/man5/named.conf.5'];
const CLAUSES: Readonly<Record<string, Clause>> = { '': 'top' };

function readPage(): string | undefined {
  const path = PATHS.find((candidate) => existsSync(candidate));
  if (path === undefined) return undefined;
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

const page = readPage();
const version = /^\.TH .*"(9\.\d+)\./m.exec(page ?? '')?.[1];

/** Why the manual cannot be compared with; false where it can. */
export const whyNot: string | false =
  page === undefined
    ? 'the manual page named.conf(5) is not installed'
    : version === '9.18'
      ? false
      : `the manual page named.conf(5) is that of BIND ${version}, not of 9.18`;

/** Every statement of the manual. */
export function manualStatements(): readonly ManualStatement[] {
  const examples = [...(page ?? '').matchAll(/^\.EX\n(.*?)^\.EE$/gms)].map(([, text]) => text);
  return examples.flatMap((text) => statementsOf(text.replaceAll('\\-', '-').replaceAll('\\(aq', "'")));
}

function statementsOf(text: string): ManualStatement[] {
  const statements: ManualStatement[] = [];
  const open: Clause[] = ['top'];
  let zoneType: ZoneType | undefined;
  for (const line of text.split('\n')) {
    const [code, comment = ''] = line.trim().split(' // ');
    const notes = comment === '' ? [] : comment.split(', ');
    if (code === '') continue;
    if (code === '};') {
      open.pop();
      // What is said behind the brace is said of the statement that it closes.
      const closed = statements.findLast(
        ({ clause, grammar }) => clause === open.at(-1) && grammar.endsWith('{ ... }'),
      );
      (closed?.notes as string[] | undefined)?.push(...notes);
      continue;
    }
    const [, name, rest] = /^(\S+?);?(?: (.*?))?;?$/.exec(code) ?? [];
    if (open.at(-1) === 'zone' && name === 'type') {
      zoneType = rest as ZoneType;
      continue;
    }
    if (open.at(-1) === 'zone' && name === 'in-view') zoneType = 'in-view';
    const isOpened = code.endsWith('{');
    const grammar = isOpened ? `${rest} ... }` : (rest ?? '').replace(/ ?;$/, '');
    statements.push({ name, clause: open[open.length - 1], zoneType, grammar, notes });
    if (isOpened) open.push(CLAUSES[name] ?? (name as Clause));
  }
  return statements;
}

/**
 * A grammar in one way of writing it: without parentheses that change nothing, choices in the order of the alphabet, and options that
 * follow each other too, since named takes them in any order.
 */
export function canonical(grammar: string): string {
  const tokens = grammar.match(/<[^>]+>|\.\.\.|[()[\]{}|;]|[^\s()[\]{}|;]+/g) ?? [];
  let at = 0;
  const choice = (): string => {
    const items = new Set([sequence()]);
    while (tokens[at] === '|') {
      at++;
      const item = sequence();
      for (const one of item.startsWith('( ') ? item.slice(2, -2).split(' | ') : [item]) items.add(one);
    }
    return items.size === 1 ? [...items][0] : `( ${[...items].sort().join(' | ')} )`;
  };
  const sequence = (): string => {
    const items: string[] = [];
    while (at < tokens.length && !['|', ')', ']', '}', ';'].includes(tokens[at])) items.push(item());
    for (let i = 0; i < items.length; i++) {
      let end = i;
      while (items[end]?.startsWith('[ ')) end++;
      if (end > i + 1) items.splice(i, end - i, ...items.slice(i, end).sort());
      i = Math.max(i, end - 1);
    }
    return items.join(' ');
  };
  const item = (): string => {
    const token = tokens[at++];
    if (token !== '(' && token !== '[' && token !== '{') return token;
    const inner = token === '{' && tokens[at] === '...' ? '...' : choice();
    if (token === '{') while (tokens[at] === ';' || tokens[at] === '...') at++;
    at++;
    if (token === '(') return inner;
    return token === '[' ? `[ ${inner} ]` : `{ ${inner} }`;
  };
  return choice();
}
