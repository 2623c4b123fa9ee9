/**
 * A line as people type or paste it: the words of a query, perhaps behind a prompt and a program's name, in a shell's quotes, with a comment behind
 * it, or as dig repeats it above its answer.
 */
import { type Marked, marked, t, translated } from '../l10n.ts';
import { problem, type Word } from './digDraft.ts';

/** Whose words they are: options of one letter and long ones differ. */
export type Program = 'dig' | 'kdig' | 'doggo' | 'q';

export interface CommandLine {
  readonly program: Program;
  readonly words: readonly Word[];
}

/** Programs that ask in another way than these words can say. */
const OTHER_PROGRAMS: Readonly<Record<string, Marked>> = {
  delv: marked(
    'delv validates by itself, which is not done here: write `name type +dnssec` to a validating resolver, whose answer has the flag ad where it holds, and the same with `+cd` to see what it refuses.',
  ),
  drill: marked('drill’s words are not read here: write `name type @server`, as for dig, and `+dnssec` for its `-D`.'),
  host: marked('host asks for several types: write `name A AAAA MX`, and `@server` where it has the server behind.'),
  nslookup: marked('nslookup’s words are not read here: write `name type @server`, as for dig.'),
};
const PROGRAMS: Readonly<Record<string, Program>> = { dig: 'dig', kdig: 'kdig', doggo: 'doggo', q: 'q', mdig: 'dig' };
const PROMPTS: ReadonlySet<string> = new Set(['$', '#', '%', '>']);
const BEFORE_PROGRAMS: ReadonlySet<string> = new Set(['sudo', 'time']);
const SHELL: ReadonlySet<string> = new Set(['|', '||', '&&', '&', '>', '>>', '2>', '2>&1', '2>/dev/null', '<']);

/** Words are separated by white space; quotes of a shell hold one together, and what begins with # or ; behind a word is a comment. */
function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"']|["'])+/g)) {
    const raw = match[0];
    const start = match.index;
    if (/^[#;]/.test(raw) && !(words.length === 0 && raw === '#')) break;
    words.push({ text: raw.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'), start, end: start + raw.length });
  }
  return words;
}

/** Words as a line has them: in quotes where they have white space or signs in them that a line reads in another way. */
export function lineOfWords(words: readonly string[]): string {
  return words.map((word) => (/^[#;]|[\s"']/.test(word) || word === '' ? quoted(word) : word)).join(' ');
}

function quoted(word: string): string {
  return word === '' ? "''" : word.replace(/[^']+|'+/g, (part) => (part.startsWith("'") ? `"${part}"` : `'${part}'`));
}

function programOf(word: Word): string {
  return word.text.slice(word.text.lastIndexOf('/') + 1).toLowerCase();
}

/** `host`, `q` and the like are names too: they are programs where a name, a server or an option follows. */
function isProgram(word: Word, rest: readonly Word[]): boolean {
  const name = programOf(word);
  if (rest.length === 0) return false;
  if (name === 'dig' || name === 'kdig' || name === 'doggo' || name === 'delv') return true;
  if (PROGRAMS[name] === undefined && OTHER_PROGRAMS[name] === undefined) return false;
  return rest.some(({ text }) => /^-|^@|[.:]/.test(text));
}

/** Takes away what stands before and behind the query's words. Throws a WordProblem for another program's line and a shell's words. */
export function readCommandLine(text: string): CommandLine {
  // dig's own first line: `; <<>> DiG 9.18.1 <<>> example.com AAAA`.
  const repeated = /^\s*;\s*<<>> DiG [^<]*<<>> ?/.exec(text)?.[0];
  const blanked = repeated === undefined ? text : ' '.repeat(repeated.length) + text.slice(repeated.length);
  let words = wordsOf(blanked);
  if (words.length > 1 && PROMPTS.has(words[0].text)) words = words.slice(1);
  else if (words[0]?.text === '#') words = [];
  if (words.length > 2 && BEFORE_PROGRAMS.has(words[0].text) && isProgram(words[1], words.slice(2)))
    words = words.slice(1);
  const shell = words.find((word) => SHELL.has(word.text));
  if (shell) problem(t`\`${shell.text}\` is a shell’s: leave it out, and what follows it.`);
  if (words.length === 0 || !isProgram(words[0], words.slice(1))) return { program: 'dig', words };
  const name = programOf(words[0]);
  if (OTHER_PROGRAMS[name] !== undefined) problem(translated(OTHER_PROGRAMS[name]));
  return { program: PROGRAMS[name], words: words.slice(1) };
}
