/** Options that begin with one dash or two: those of dig and kdig, of one letter, and those of doggo and q, which also have long ones. */
import { classCode } from '../dns/classes.ts';
import { type Marked, marked, t, translated } from '../l10n.ts';
import type { Program } from './commandLine.ts';
import { type Draft, problem, type TypedServer, type Word, wholeNumber } from './digDraft.ts';
import type { Effect } from './plusWords.ts';
import { questionName, readType, reverseOf } from './questionName.ts';
import { readServer } from './serverWord.ts';

/** What options do to the line; names begin another question. */
export interface LineWords {
  readonly draft: () => Draft;
  readonly name: (name: string, word: Word, reverse: boolean) => void;
  readonly type: (type: { readonly code: number; readonly serial?: number }, word: string) => void;
  readonly server: (server: TypedServer) => void;
  readonly plus: (word: Word) => void;
}

/** An option of one letter. */
export interface DashRow {
  readonly letters: string;
  readonly of: readonly Program[];
  readonly effect: Effect;
  /** The line of the page in docs/. */
  readonly doc: string;
  /** What has to stand behind it; none for an option without a value. */
  readonly value?: Marked;
  readonly example?: string;
  readonly apply?: (line: LineWords, value: Word) => void;
  readonly instead?: Marked;
}

const CLASS_OF = marked('a class such as `CH`');
const TYPE_OF = marked('a type such as `AAAA`');
const NAME_OF = marked('a name');
const ADDRESS_OF = marked('an IPv4 or IPv6 address');
const SERVER_OF = marked('a server');

function setFamily(family: 4 | 6): DashRow['apply'] {
  return (line) => {
    const draft = line.draft();
    if (draft.family !== undefined && draft.family !== family)
      problem(t`Only one of \`-4\` and \`-6\` can be asked for.`);
    draft.family = family;
  };
}

export function setClass(draft: Draft, code: number, word: string): void {
  if (draft.class !== undefined && draft.class !== code) {
    problem(t`A class is asked for already: leave out \`${word}\`, or write \`-q ${word}\` if it is the name.`);
  }
  draft.class = code;
}

const classValue: DashRow['apply'] = (line, { text }) => {
  const code = classCode(text);
  if (code === undefined) problem(t`\`${text}\` is no class: write IN, CH, HS, or CLASS32.`);
  setClass(line.draft(), code, text);
  line.draft().openTypeClass = false;
};

const typeValue: DashRow['apply'] = (line, { text }) => {
  const type = readType(text);
  if (type === undefined) problem(t`\`${text}\` is no record type: write a mnemonic such as AAAA, or TYPE65280.`);
  line.type(type, text);
  line.draft().openTypeClass = false;
};

const serverValue = (line: LineWords, { text }: Word): void => line.server(readServer(text, text));

function plus(text: string): DashRow['apply'] {
  return (line, word) => line.plus({ ...word, text: text.endsWith('=') ? text + word.text : text });
}

/** `-y hmac-sha256:name` and `-y name`: a key that is known by its name. What has a secret behind it is refused, whatever it is. */
const keyName: DashRow['apply'] = (line, { text }) => {
  const match = /^(?:hmac-[\w.-]+:)?([^:]+)$/i.exec(text);
  if (!match)
    problem(
      t`A secret does not belong on a line that is kept in a history: write \`-y\` with the key’s name alone, or \`-k\` and the file of the key.`,
    );
  line.draft().keyName = questionName(match[1]);
};

export const DASH_WORDS: readonly DashRow[] = [
  { letters: '4', of: ['dig', 'kdig', 'doggo', 'q'], effect: 'asked', doc: 'asks over IPv4 only', apply: setFamily(4) },
  { letters: '6', of: ['dig', 'kdig', 'doggo', 'q'], effect: 'asked', doc: 'asks over IPv6 only', apply: setFamily(6) },
  {
    letters: 'b',
    of: ['dig', 'kdig'],
    effect: 'asked',
    doc: 'the address to ask from, and its port behind #',
    value: ADDRESS_OF,
    example: '127.0.0.1',
    apply: (line, { text }) => {
      line.draft().source = readServer(text, text);
    },
  },
  {
    letters: 'c',
    of: ['dig', 'kdig', 'doggo'],
    effect: 'sent',
    doc: 'the class',
    value: CLASS_OF,
    example: 'CH',
    apply: classValue,
  },
  {
    letters: 'd',
    of: ['kdig'],
    effect: 'refused',
    doc: 'tells how kdig works',
    instead: marked('The way to an answer is always shown: leave it out.'),
  },
  { letters: 'd', of: ['q'], effect: 'sent', doc: 'as +dnssec', apply: plus('+dnssec') },
  {
    letters: 'E',
    of: ['kdig'],
    effect: 'refused',
    doc: 'writes a tap file',
    value: marked('a file'),
    example: 'x',
    instead: marked('Answers are kept as documents here: save the answer.'),
  },
  {
    letters: 'f',
    of: ['dig', 'kdig'],
    effect: 'refused',
    doc: 'queries from a file',
    value: marked('a file'),
    example: 'x',
    instead: marked('Queries are not read from a file: write several names and types in one line.'),
  },
  {
    letters: 'h',
    of: ['dig', 'kdig', 'doggo', 'q'],
    effect: 'refused',
    doc: 'help',
    instead: marked(
      'The words are dig’s: a name, a type, `@server`, and options such as `+tcp`, `+dnssec` or `-x address`.',
    ),
  },
  {
    letters: 'k',
    of: ['dig', 'kdig'],
    effect: 'asked',
    doc: 'the file of the key that signs the query (TSIG): what tsig-keygen printed, a named.conf, or a K*.private',
    value: marked('the file of a key'),
    example: 'x.key',
    apply: (line, { text }) => {
      line.draft().keyFile = text;
    },
  },
  {
    letters: 'm',
    of: ['dig'],
    effect: 'refused',
    doc: 'dig’s use of memory',
    instead: marked('It is for those who work on dig: leave it out.'),
  },
  {
    letters: 'n',
    of: ['doggo'],
    effect: 'asked',
    doc: 'the server',
    value: SERVER_OF,
    example: '127.0.0.1',
    apply: serverValue,
  },
  { letters: 'n', of: ['q'], effect: 'sent', doc: 'as +nsid', apply: plus('+nsid') },
  {
    letters: 'p',
    of: ['dig', 'kdig'],
    effect: 'asked',
    doc: 'the port',
    value: marked('a port number'),
    example: '5353',
    apply: (line, { text }) => {
      line.draft().port = wholeNumber('-p', t`a port`, text, 1, 65535);
    },
  },
  {
    letters: 'q',
    of: ['dig', 'kdig', 'doggo', 'q'],
    effect: 'sent',
    doc: 'the name, whatever it looks like',
    value: NAME_OF,
    example: 'mx',
    apply: (line, value) => line.name(value.text, value, false),
  },
  { letters: 'r', of: ['dig', 'kdig'], effect: 'always', doc: 'does not read ~/.digrc, which is never read here' },
  {
    letters: 's',
    of: ['q'],
    effect: 'asked',
    doc: 'the server',
    value: SERVER_OF,
    example: '127.0.0.1',
    apply: serverValue,
  },
  {
    letters: 't',
    of: ['dig', 'kdig', 'doggo', 'q'],
    effect: 'sent',
    doc: 'the type',
    value: TYPE_OF,
    example: 'AAAA',
    apply: typeValue,
  },
  {
    letters: 'u',
    of: ['dig'],
    effect: 'refused',
    doc: 'times in microseconds',
    instead: marked('Times are shown in milliseconds: leave it out.'),
  },
  {
    letters: 'vV',
    of: ['dig', 'kdig', 'q'],
    effect: 'refused',
    doc: 'the program’s version',
    instead: marked('No query is asked for: the version is in the list of extensions.'),
  },
  {
    letters: 'x',
    of: ['dig', 'kdig', 'doggo', 'q'],
    effect: 'sent',
    doc: 'the name that an address has for reverse lookups, and the type PTR',
    value: ADDRESS_OF,
    example: '2001:db8::1',
    apply: (line, value) => line.name(reverseOf(value.text), value, true),
  },
  {
    letters: 'y',
    of: ['dig', 'kdig'],
    effect: 'asked',
    doc: 'signs the query with the key of this name, of the file that -k names or of a named.conf of the workspace. A secret on the line is refused',
    value: marked('the name of a key'),
    example: 'hmac-sha256:name',
    apply: keyName,
  },
];

/** doggo's and q's long options: the word of dig that says the same, or what to write instead. `=` at the end takes the option's value. */
export interface LongRow {
  readonly names: readonly string[];
  readonly of: readonly Program[];
  readonly as?: string;
  readonly instead?: Marked;
}

export const LONG_WORDS: readonly LongRow[] = [
  { names: ['query', 'qname'], of: ['doggo', 'q'], as: '-q=' },
  { names: ['type'], of: ['doggo', 'q'], as: '-t=' },
  { names: ['class'], of: ['doggo'], as: '-c=' },
  { names: ['nameserver', 'server'], of: ['doggo', 'q'], as: '@=' },
  { names: ['reverse'], of: ['doggo', 'q'], as: '-x=' },
  { names: ['ipv4'], of: ['doggo', 'q'], as: '-4' },
  { names: ['ipv6'], of: ['doggo', 'q'], as: '-6' },
  { names: ['aa'], of: ['doggo', 'q'], as: '+aaflag' },
  { names: ['ad'], of: ['doggo', 'q'], as: '+adflag' },
  { names: ['cd'], of: ['doggo', 'q'], as: '+cdflag' },
  { names: ['do', 'dnssec'], of: ['doggo', 'q'], as: '+dnssec' },
  { names: ['rd'], of: ['doggo', 'q'], as: '+rdflag' },
  { names: ['ra'], of: ['q'], as: '+raflag' },
  { names: ['tc'], of: ['q'], as: '+tcflag' },
  { names: ['z'], of: ['doggo', 'q'], as: '+zflag' },
  { names: ['nsid'], of: ['doggo', 'q'], as: '+nsid' },
  { names: ['cookie'], of: ['doggo', 'q'], as: '+cookie' },
  { names: ['subnet', 'ecs'], of: ['doggo', 'q'], as: '+subnet=' },
  { names: ['id'], of: ['q'], as: '+qid=' },
  { names: ['udp-buffer'], of: ['q'], as: '+bufsize=' },
  { names: ['timeout'], of: ['doggo', 'q'], as: '+timeout=' },
  { names: ['search'], of: ['doggo'], as: '+search' },
  { names: ['ndots'], of: ['doggo'], as: '+ndots=' },
  { names: ['short'], of: ['doggo'], as: '+short' },
  { names: ['json'], of: ['doggo'], as: '+json' },
  { names: ['trace'], of: ['q'], as: '+trace' },
  { names: ['tls-hostname', 'tls-server-name'], of: ['doggo', 'q'], as: '+tls-hostname=' },
  { names: ['pad', 'padding'], of: ['doggo', 'q'], instead: marked('Write +padding=128.') },
  { names: ['any'], of: ['doggo'], instead: marked('Write the types that are wanted: `A AAAA MX`.') },
  {
    names: [
      'color',
      'time',
      'debug',
      'verbose',
      'pretty-ttls',
      'short-ttls',
      'stats',
      'all',
      'question',
      'opt',
      'answer',
      'authority',
      'additional',
      'format',
      'round-ttls',
      'resolve-ips',
      'whois',
      'txtconcat',
      'nsid-only',
    ],
    of: ['doggo', 'q'],
    instead: marked(
      'How an answer is shown is said in dig’s words: +short, +json, +yaml, +multiline, +ttlunits, +noall +answer.',
    ),
  },
  {
    names: ['skip-hostname-verification', 'tls-insecure-skip-verify'],
    of: ['doggo', 'q'],
    instead: marked('Write `@server +tls`, which takes any certificate and says what is wrong with it.'),
  },
  {
    names: [
      'strategy',
      'gp-from',
      'gp-limit',
      'http2',
      'http3',
      'http-user-agent',
      'http-method',
      'pmtud',
      'id-check',
      'reuse-conn',
      'default-rr-types',
      'recaxfr',
      'bootstrap-server',
      'bootstrap-timeout',
      'tls-min-version',
      'tls-max-version',
      'tls-next-protos',
      'tls-cipher-suites',
      'tls-curve-preferences',
      'tls-client-cert',
      'tls-client-key',
      'quic-alpn-tokens',
      'quic-length-prefix',
      'dnscrypt-tcp',
      'dnscrypt-udp-size',
      'dnscrypt-key',
      'dnscrypt-provider',
    ],
    of: ['doggo', 'q'],
    instead: marked('It has no counterpart here: leave it out.'),
  },
  {
    names: ['help', 'version'],
    of: ['doggo', 'q'],
    instead: marked(
      'The words are dig’s: a name, a type, `@server`, and options such as `+tcp`, `+dnssec` or `-x address`.',
    ),
  },
];

/** Reads `--type AAAA`, `--type=AAAA`. Returns how many words it took. */
function longWord(line: LineWords, word: Word, next: Word | undefined, program: Program): number {
  const equals = word.text.indexOf('=');
  const name = word.text.slice(2, equals < 0 ? undefined : equals).toLowerCase();
  const row = LONG_WORDS.find(({ names }) => names.includes(name));
  if (!row) problem(t`\`${word.text}\` is no option that is known: the words are dig’s, such as +tcp or -t AAAA.`);
  if (row.instead) problem(t`\`${word.text}\`: ${translated(row.instead)}`);
  const as = row.as!;
  if (!as.endsWith('=')) {
    apply(line, { ...word, text: as }, program);
    return 1;
  }
  if (equals < 0 && !next) problem(t`\`${word.text}\` needs a value behind it.`);
  const value = equals < 0 ? next! : { ...word, text: word.text.slice(equals + 1) };
  if (as.startsWith('@')) serverValue(line, value);
  else if (as.startsWith('-')) DASH_WORDS.find(({ letters }) => letters === as[1])!.apply!(line, value);
  else line.plus({ ...value, text: as + value.text });
  return equals < 0 ? 2 : 1;
}

function apply(line: LineWords, word: Word, program: Program): void {
  if (word.text.startsWith('+')) line.plus(word);
  else dashWord(line, word, undefined, program);
}

function rowOf(letter: string, program: Program): DashRow | undefined {
  const rows = DASH_WORDS.filter(({ letters }) => letters.includes(letter));
  return rows.find(({ of }) => of.includes(program));
}

/** Reads `-4x 2001:db8::1`, `-p53`, `-t AAAA`: letters, then a value in this word or the next. Returns how many words it took. */
export function dashWord(line: LineWords, word: Word, next: Word | undefined, program: Program): number {
  if (word.text.startsWith('--') && word.text.length > 2) return longWord(line, word, next, program);
  if (word.text.length === 1) problem(t`A lone \`-\` asks for nothing.`);
  for (let i = 1; i < word.text.length; i++) {
    const letter = word.text[i];
    const row = rowOf(letter, program);
    if (!row) problem(t`${program} has no option \`-${letter}\`.`);
    if (row.instead) problem(t`\`-${letter}\`: ${translated(row.instead)}`);
    if (row.value === undefined) {
      row.apply?.(line, { text: `-${letter}`, start: word.start, end: word.end });
      continue;
    }
    const attached = word.text.slice(i + 1);
    if (attached !== '') {
      row.apply?.(line, { text: attached, start: word.start + i + 1, end: word.end });
      return 1;
    }
    if (!next) problem(t`\`-${letter}\` needs ${translated(row.value)} after it.`);
    row.apply?.(line, next);
    return 2;
  }
  return 1;
}
