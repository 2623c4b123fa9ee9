/** The words of dig that begin with +: one table of what changes the query, and lists of what has no effect here or cannot be done. */

import { parseIpv4, parseIpv6 } from '../dns/addresses.ts';
import { EDNS_OPTION } from '../dns/codes.ts';
import { t } from '../l10n.ts';
import { type Draft, problem, type Word, wholeNumber } from './digDraft.ts';
import { DEFAULT_OPTIONS, type EdnsOption, type QueryFlag } from './messages.ts';

const MAX_SECONDS = 300;
const MAX_TRIES = 10;

/** What is left of a `+word`: whether it began with `no`, the text after `=`, and the word as typed for messages. */
interface PlusWord {
  readonly typed: string;
  readonly on: boolean;
  readonly value: string | undefined;
}

interface PlusOption {
  /** dig's full word, then its other full spellings. */
  readonly names: readonly string[];
  /** The shortest beginning of the first name that dig takes. */
  readonly least: number;
  readonly apply: (draft: Draft, word: PlusWord) => void;
}

function flag(name: QueryFlag | 'do' | 'ignoreTruncation'): PlusOption['apply'] {
  return (draft, { on }) => {
    draft.options[name] = on;
    if (name === 'do' && on) withEdns(draft);
  };
}

/** Asking for anything that EDNS carries turns EDNS on, as in dig. */
function withEdns(draft: Draft): void {
  if (draft.options.ednsVersion === undefined) draft.options.ednsVersion = 0;
}

function setEdnsOption(draft: Draft, code: number, data: Uint8Array | undefined): void {
  const others = draft.options.ednsOptions.filter((option) => option.code !== code);
  draft.options.ednsOptions = data ? [...others, { code, data }] : others;
  if (data) withEdns(draft);
}

function emptyEdnsOption(code: number): PlusOption['apply'] {
  return (draft, { on }) => setEdnsOption(draft, code, on ? new Uint8Array(0) : undefined);
}

function seconds(draft: Draft, word: PlusWord): void {
  const value = wholeNumber(word.typed, t`a number of seconds`, word.value ?? '', 0, MAX_SECONDS);
  // dig waits at least a second whatever is asked.
  draft.options.timeoutMs = Math.max(1, value) * 1000;
}

function bufsize(draft: Draft, { typed, on, value }: PlusWord): void {
  if (!on || value === undefined) {
    draft.options.udpSize = DEFAULT_OPTIONS.udpSize;
    return;
  }
  draft.options.udpSize = wholeNumber(typed, t`a number of octets`, value, 0, 65535);
  withEdns(draft);
}

function edns(draft: Draft, { typed, on, value }: PlusWord): void {
  if (!on) {
    draft.options.ednsVersion = undefined;
    return;
  }
  draft.options.ednsVersion = value === undefined ? 0 : wholeNumber(typed, t`an EDNS version`, value, 0, 255);
}

function hexOctets(typed: string, hex: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/i.test(hex)) problem(t`\`${typed}\` needs pairs of hex digits, and \`${hex}\` is not that.`);
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

function cookie(draft: Draft, { typed, on, value }: PlusWord): void {
  setEdnsOption(draft, EDNS_OPTION.COOKIE, undefined);
  draft.options.freshCookie = on && value === undefined;
  if (on) withEdns(draft);
  if (!on || value === undefined) return;
  const octets = hexOctets(typed, value);
  // RFC 7873 section 4: 8 octets of the client's, then nothing or 8 to 32 of the server's.
  if (octets.length !== 8 && (octets.length < 16 || octets.length > 40)) {
    problem(t`A cookie has 8, or 16 to 40 octets; \`${value}\` has ${octets.length}.`);
  }
  setEdnsOption(draft, EDNS_OPTION.COOKIE, octets);
}

/** RFC 7871 section 6: family, source prefix length, scope 0, and as many octets of the address as the prefix needs. */
function subnet(draft: Draft, { typed, on, value }: PlusWord): void {
  if (!on) {
    setEdnsOption(draft, EDNS_OPTION.ECS, undefined);
    return;
  }
  if (value === undefined) problem(t`\`${typed}\` needs an address or prefix: \`+subnet=192.0.2.0/24\`.`);
  const [text, lengthText] = value.split('/', 2);
  const address = value === '0' ? new Uint8Array(4) : (parseIpv4(text) ?? parseIpv6(text));
  if (!address) problem(t`\`${text}\` is neither an IPv4 nor an IPv6 address.`);
  const bits = address.length * 8;
  const whole = value === '0' ? 0 : bits;
  const length = lengthText === undefined ? whole : wholeNumber(typed, t`a prefix length`, lengthText, 0, bits);
  const data = new Uint8Array(4 + Math.ceil(length / 8));
  data.set([0, address.length === 4 ? 1 : 2, length, 0]);
  data.set(address.subarray(0, data.length - 4), 4);
  if (length % 8 !== 0) data[data.length - 1] &= 0xff << (8 - (length % 8));
  setEdnsOption(draft, EDNS_OPTION.ECS, data);
}

function padding(draft: Draft, { typed, value }: PlusWord): void {
  draft.options.padTo = wholeNumber(typed, t`a block size in octets`, value ?? '', 0, 512);
  if (draft.options.padTo > 0) withEdns(draft);
}

function ednsopt(draft: Draft, { typed, on, value }: PlusWord): void {
  if (!on) {
    draft.options.ednsOptions = [];
    return;
  }
  if (value === undefined) problem(t`\`${typed}\` needs a code: \`+ednsopt=3\` or \`+ednsopt=NSID\`.`);
  const [codeText, hex = ''] = value.split(':', 2);
  const named = EDNS_OPTION[codeText.toUpperCase() as keyof typeof EDNS_OPTION];
  const code = named ?? wholeNumber(typed, t`the name or number of an EDNS option`, codeText, 0, 65535);
  const option: EdnsOption = { code, data: hexOctets(typed, hex) };
  draft.options.ednsOptions = [...draft.options.ednsOptions, option];
  withEdns(draft);
}

function tries(extra: number): PlusOption['apply'] {
  return (draft, { typed, value }) => {
    const number = wholeNumber(typed, t`a number`, value ?? '', 0, MAX_TRIES);
    draft.options.tries = Math.max(1, number + extra);
  };
}

const tcp: PlusOption['apply'] = (draft, { on }) => {
  draft.tcp = on;
};

function qid(draft: Draft, { typed, on, value }: PlusWord): void {
  draft.options.id = on ? wholeNumber(typed, t`a message id`, value ?? '', 0, 65535) : undefined;
}

/** What changes the query. `least` is how much of the word dig 9.18 wants to see. */
const PLUS_OPTIONS: readonly PlusOption[] = [
  { names: ['aaflag', 'aaonly'], least: 2, apply: flag('aa') },
  { names: ['adflag'], least: 2, apply: flag('ad') },
  { names: ['bufsize'], least: 2, apply: bufsize },
  { names: ['cdflag'], least: 2, apply: flag('cd') },
  { names: ['cookie', 'sit'], least: 3, apply: cookie },
  { names: ['dnssec'], least: 3, apply: flag('do') },
  { names: ['do'], least: 2, apply: flag('do') },
  { names: ['edns'], least: 4, apply: edns },
  { names: ['ednsopt'], least: 7, apply: ednsopt },
  { names: ['expire'], least: 4, apply: emptyEdnsOption(EDNS_OPTION.EXPIRE) },
  { names: ['ignore'], least: 2, apply: flag('ignoreTruncation') },
  { names: ['keepalive'], least: 5, apply: emptyEdnsOption(EDNS_OPTION.KEEPALIVE) },
  { names: ['nsid'], least: 3, apply: emptyEdnsOption(EDNS_OPTION.NSID) },
  { names: ['padding'], least: 1, apply: padding },
  { names: ['qid'], least: 2, apply: qid },
  { names: ['rdflag'], least: 2, apply: flag('rd') },
  { names: ['recurse'], least: 3, apply: flag('rd') },
  { names: ['retry'], least: 4, apply: tries(1) },
  { names: ['subnet'], least: 2, apply: subnet },
  { names: ['tcp'], least: 3, apply: tcp },
  { names: ['timeout'], least: 2, apply: seconds },
  { names: ['tries'], least: 3, apply: tries(0) },
  { names: ['vc'], least: 1, apply: tcp },
  { names: ['zflag'], least: 1, apply: flag('z') },
];

/** Words about printing, searching and the like: the answer document shows everything, and a typed name is always complete. */
const PLUS_WITHOUT_EFFECT: readonly string[] = (
  'additional all answer authority badcookie besteffort class cmd comments crypto defname domain dscp ednsnegotiation ' +
  'expandaaaa fail identify idnin idnout keepopen multiline ndots onesoa qr question rrcomments search short ' +
  'showbadcookie showsearch split stats ttlid ttlunits unknownformat yaml'
).split(' ');

/** What dig can do and this client cannot. */
const PLUS_UNSUPPORTED: ReadonlySet<string> = new Set(
  (
    'co coflag dns64prefix ednsflags fuzztime header-only http-plain http-plain-get http-plain-post https https-get ' +
    'https-post mapped nssearch opcode raflag sigchase tcflag tls tls-ca tls-certfile tls-hostname tls-keyfile topdown ' +
    'trace trusted-key'
  ).split(' '),
);

/** True for a word about printing, or the beginning of one that could not be the beginning of anything else. */
function isWithoutEffect(word: string): boolean {
  if (PLUS_WITHOUT_EFFECT.includes(word)) return true;
  if (word.length < 3 || PLUS_OPTIONS.some(({ names }) => names[0].startsWith(word))) return false;
  return PLUS_WITHOUT_EFFECT.some((name) => name.startsWith(word));
}

function plusOption(word: string): PlusOption | undefined {
  return PLUS_OPTIONS.find(({ names, least }) =>
    names.some((name) => name === word || (word.length >= least && name.startsWith(word))),
  );
}

/** Takes a word that begins with + into the draft. */
export function plusWord(draft: Draft, word: Word): void {
  const equals = word.text.indexOf('=');
  const name = word.text.slice(1, equals < 0 ? undefined : equals).toLowerCase();
  const value = equals < 0 ? undefined : word.text.slice(equals + 1);
  const off = name.startsWith('no');
  const bare = off ? name.slice(2) : name;
  // The lists come first: a word that has a row, and was left in a list, does nothing, which its test notices.
  if (PLUS_UNSUPPORTED.has(bare)) {
    if (!off) problem(t`dig knows \`${word.text}\`, but a query from here cannot do that.`);
    return;
  }
  const option = PLUS_WITHOUT_EFFECT.includes(bare) ? undefined : plusOption(bare);
  if (option) {
    option.apply(draft, { typed: word.text, on: !off, value });
    return;
  }
  if (isWithoutEffect(bare)) {
    draft.withoutEffect.push({ word: word.text, start: word.start, end: word.end });
    return;
  }
  problem(t`dig has no word \`${word.text}\`.`);
}
