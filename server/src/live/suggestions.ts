/** What a line that is being typed can go on with: words, types, names and servers, and the lines that were asked before. */

import { TYPES, type TypeRow } from '../dns/types.ts';
import { t } from '../l10n.ts';
import { DASH_WORDS } from './dashWords.ts';
import { PLUS_WORDS } from './plusWords.ts';

export interface Suggestion {
  readonly label: string;
  readonly detail: string;
  /** The whole line with it. */
  readonly line: string;
  /** Whether the line was asked before. */
  readonly isPast: boolean;
}

/** What is known where the line is typed. */
export interface Known {
  /** Lines that were asked, the last one first. */
  readonly history: readonly string[];
  /** Names of the workspace, absolute. */
  readonly names: readonly string[];
  readonly servers: readonly { readonly server: string; readonly from: string }[];
}

const MOST = 60;

/** The types that people ask for, before all the others. */
const COMMON = [
  'A',
  'AAAA',
  'MX',
  'NS',
  'SOA',
  'TXT',
  'CNAME',
  'PTR',
  'SRV',
  'CAA',
  'DS',
  'DNSKEY',
  'HTTPS',
  'TLSA',
  'ANY',
  'AXFR',
];

function isAsked({ status, mnemonic: name }: TypeRow): boolean {
  return status !== 'meta' || name === 'ANY' || name === 'AXFR' || name === 'IXFR';
}

interface Found {
  readonly word: string;
  readonly detail: string;
}

/** Words with + that begin so; what turns one off begins with +no. */
function plusWords(word: string): Found[] {
  const no = /^\+no(?=.)/i.test(word) && !PLUS_WORDS.some(({ names }) => `+${names[0]}` === word);
  const typed = word.toLowerCase();
  return PLUS_WORDS.filter(({ effect }) => effect !== 'refused').flatMap(({ names, doc, example = '' }) => {
    const [name] = names;
    const value = example.startsWith('=') ? '=' : '';
    const own = `+${name}`.startsWith(typed) ? [{ word: `+${name}${value}`, detail: doc }] : [];
    const turned = no && `+no${name}`.startsWith(typed) ? [{ word: `+no${name}`, detail: t`not: ${doc}` }] : [];
    return [...own, ...turned];
  });
}

function dashWords(word: string): Found[] {
  return DASH_WORDS.filter(({ of, effect }) => of.includes('dig') && effect !== 'refused')
    .map(({ letters, doc }) => ({ word: `-${letters[0]}`, detail: doc }))
    .filter((found) => found.word.startsWith(word));
}

function servers(word: string, known: Known): Found[] {
  const typed = word.slice(1).toLowerCase();
  const schemes = ['tls://', 'https://', 'tcp://'].map((scheme) => ({
    word: `@${scheme}`,
    detail: t`the server behind it is asked so`,
  }));
  const own = known.servers.map(({ server, from }) => ({ word: `@${server}`, detail: from }));
  return [...own, ...schemes].filter((found) => found.word.slice(1).toLowerCase().startsWith(typed));
}

/** What an empty word offers: nothing that is hidden behind a sign, and the types that are usual. */
function plainWords(word: string, known: Known): Found[] {
  const typed = word.toUpperCase();
  const rows = TYPES.filter(isAsked);
  const usual = COMMON.flatMap((name) => rows.find((row) => row.mnemonic === name) ?? []);
  const types = (typed === '' ? usual : [...new Set([...usual, ...rows])]).filter((row) =>
    row.mnemonic.startsWith(typed),
  );
  const names = known.names.filter((name) => name.toLowerCase().startsWith(word.toLowerCase()));
  return [
    ...(typed === '' ? [] : names.map((name) => ({ word: name, detail: t`a name of the workspace` }))),
    ...types.map(({ mnemonic, description }) => ({ word: mnemonic, detail: description })),
  ];
}

/** The word at the end of a line. */
export function lastWord(line: string): string {
  return line.split(/\s/).at(-1) ?? '';
}

/** What a line can go on with, the best first. */
export function suggestionsFor(line: string, known: Known): Suggestion[] {
  const past = known.history
    .filter((asked) => asked !== line && asked.toLowerCase().startsWith(line.trimStart().toLowerCase()))
    .map((asked) => ({ label: asked, detail: t`asked before`, line: asked, isPast: true }));
  if (line.trim() === '') return past.slice(0, MOST);
  const word = lastWord(line);
  const before = line.slice(0, line.length - word.length);
  const found = word.startsWith('+')
    ? plusWords(word)
    : word.startsWith('@')
      ? servers(word, known)
      : word.startsWith('-')
        ? dashWords(word)
        : plainWords(word, known);
  const made = found
    .filter((each) => each.word !== word)
    .map((each) => ({ label: each.word, detail: each.detail, line: before + each.word, isPast: false }));
  return [...made, ...past].slice(0, MOST);
}
