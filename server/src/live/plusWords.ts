/**
 * The words of dig that begin with +, and kdig's and q's: one table of them all, from which the page in docs/ and the tests are made. What a row does is
 * said with it; a word that cannot be done has what to write instead. Nothing is taken and left undone.
 */

import { parseIpv4, parseIpv6 } from '../dns/addresses.ts';
import { EDNS_OPTION, OPCODE } from '../dns/codes.ts';
import { type Marked, marked, t, translated } from '../l10n.ts';
import { type Draft, problem, type Word, wholeNumber } from './digDraft.ts';
import type { QueryFlag } from './messages.ts';
import type { ViewOptions } from './view.ts';

const MAX_SECONDS = 300;
const MAX_TRIES = 10;
/** dig asks with one less than this many dots in the search list first, where nothing else is said. */
export const DEFAULT_NDOTS = 1;
const DEFAULT_UDP_SIZE = 1232;

/** What is left of a `+word`: whether it began with `no`, the text after `=`, and the word as typed for messages. */
interface PlusWord {
  readonly typed: string;
  readonly on: boolean;
  readonly value: string | undefined;
}

type Apply = (draft: Draft, word: PlusWord) => void;

/**
 * - sent: it changes the octets of the query
 * - asked: it changes whom, how often or over what is asked
 * - shown: it changes how the answer is shown
 * - always: what it asks for is what is done anyway
 * - refused: it is not done, and said so
 */
export type Effect = 'sent' | 'asked' | 'shown' | 'always' | 'refused';

/** Whose word it is: dig's since 9.18 or before, dig's of a later release, or another program's. */
export type WordOf = 'dig' | 'dig 9.21' | 'kdig' | 'q';

export interface PlusRow {
  /** The full word, then its other full spellings. */
  readonly names: readonly string[];
  /** The shortest beginning that dig takes. */
  readonly least: number;
  readonly of: WordOf;
  readonly effect: Effect;
  /** The line of the page in docs/. */
  readonly doc: string;
  /** With a value for the tests, where the word needs one. */
  readonly example?: string;
  readonly apply?: Apply;
  /** For what is refused: what to write instead. */
  readonly instead?: Marked;
}

function flag(name: QueryFlag): Apply {
  return (draft, { on }) => {
    draft.options[name] = on;
  };
}

/** Asking for what EDNS carries turns EDNS on, as in dig. */
function withEdns(draft: Draft): void {
  draft.options.ednsVersion ??= 0;
}

function dnssec(draft: Draft, { on }: PlusWord): void {
  draft.options.do = on;
  if (on) withEdns(draft);
}

function show(
  name: { [K in keyof ViewOptions]: ViewOptions[K] extends boolean ? K : never }[keyof ViewOptions],
): Apply {
  return (draft, { on }) => {
    draft.view[name] = on;
  };
}

function form(name: ViewOptions['form']): Apply {
  return (draft, { on }) => {
    draft.view.form = on ? name : 'full';
  };
}

/** +all and +noall: every part of the answer. */
const all: Apply = (draft, { on }) => {
  for (const part of ['comments', 'question', 'answer', 'authority', 'additional', 'stats'] as const)
    draft.view[part] = on;
};

const split: Apply = (draft, { typed, on, value }) => {
  draft.view.split = on && value !== undefined ? wholeNumber(typed, t`a number of characters`, value, 0, 1000) : 0;
};

/** kdig's times may have a unit: `500ms`, `2s`, `1m`. */
function seconds(draft: Draft, word: PlusWord): void {
  const match = /^(\d+)(ms|s|m)$/.exec(word.value ?? '');
  if (match) {
    const unit = { ms: 1, s: 1000, m: 60_000 }[match[2] as 'ms' | 's' | 'm'];
    draft.options.timeoutMs = Math.max(1, Math.min(MAX_SECONDS * 1000, Number(match[1]) * unit));
    return;
  }
  const value = wholeNumber(word.typed, t`a number of seconds`, word.value ?? '', 0, MAX_SECONDS);
  // dig waits at least a second whatever is asked.
  draft.options.timeoutMs = Math.max(1, value) * 1000;
}

function bufsize(draft: Draft, { typed, on, value }: PlusWord): void {
  draft.udpSize =
    !on || value === undefined ? DEFAULT_UDP_SIZE : wholeNumber(typed, t`a number of octets`, value, 0, 65535);
}

function edns(draft: Draft, { typed, on, value }: PlusWord): void {
  if (!on) {
    draft.options.ednsVersion = undefined;
    return;
  }
  draft.options.ednsVersion = value === undefined ? 0 : wholeNumber(typed, t`an EDNS version`, value, 0, 255);
}

/** The flags without DO and CO, which have words of their own: as dig, they are left out of `+ednsflags`. */
const OTHER_FLAGS = 0x3fff;

function ednsFlags(draft: Draft, { typed, on, value }: PlusWord): void {
  const bits = on && value !== undefined ? wholeNumber(typed, t`a number`, value, 0, 0xffff) & OTHER_FLAGS : 0;
  draft.options.ednsFlags = bits;
  if (bits !== 0) withEdns(draft);
}

function hexOctets(typed: string, hex: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/i.test(hex)) problem(t`\`${typed}\` needs pairs of hex digits, and \`${hex}\` is not that.`);
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

function cookie(draft: Draft, { typed, on, value }: PlusWord): void {
  draft.cookie = on;
  if (on) withEdns(draft);
  if (!on || value === undefined) return;
  const octets = hexOctets(typed, value);
  // RFC 7873 section 4: 8 octets of the client's, then nothing or 8 to 32 of the server's.
  if (octets.length !== 8 && (octets.length < 16 || octets.length > 40)) {
    problem(t`A cookie has 8, or 16 to 40 octets; \`${value}\` has ${octets.length}.`);
  }
  draft.cookie = octets;
}

/**
 * RFC 7871 section 6: family, source prefix length, scope 0, and as many octets of the address as the prefix needs. As in dig, an IPv4 prefix may
 * leave out its last octets: `10/8`.
 */
function subnet(draft: Draft, { typed, on, value }: PlusWord): void {
  if (!on) {
    draft.subnet = undefined;
    return;
  }
  if (value === undefined) problem(t`\`${typed}\` needs an address or prefix: \`+subnet=192.0.2.0/24\`.`);
  const [text, lengthText] = value.split('/', 2);
  const filled = lengthText === undefined ? text : `${text}${'.0'.repeat(Math.max(0, 4 - text.split('.').length))}`;
  const address = value === '0' ? new Uint8Array(4) : (parseIpv4(filled) ?? parseIpv6(text));
  if (!address) problem(t`\`${text}\` is neither an IPv4 nor an IPv6 address.`);
  const bits = address.length * 8;
  const whole = value === '0' ? 0 : bits;
  const length = lengthText === undefined ? whole : wholeNumber(typed, t`a prefix length`, lengthText, 0, bits);
  const data = new Uint8Array(4 + Math.ceil(length / 8));
  data.set([0, address.length === 4 ? 1 : 2, length, 0]);
  data.set(address.subarray(0, data.length - 4), 4);
  if (length % 8 !== 0) data[data.length - 1] &= 0xff << (8 - (length % 8));
  draft.subnet = data;
}

/** dig 9.18 and later pad to at most 512 octets. */
function padding(draft: Draft, { typed, on, value }: PlusWord): void {
  draft.options.padTo = on ? wholeNumber(typed, t`a block size in octets`, value ?? '', 0, 512) : 0;
  if (draft.options.padTo > 0) withEdns(draft);
}

function ednsopt(draft: Draft, { typed, on, value }: PlusWord): void {
  if (!on) {
    draft.ednsOptions = [];
    return;
  }
  if (value === undefined) problem(t`\`${typed}\` needs a code: \`+ednsopt=3\` or \`+ednsopt=NSID\`.`);
  const [codeText, hex = ''] = value.split(':', 2);
  const named = EDNS_OPTION[codeText.toUpperCase() as keyof typeof EDNS_OPTION];
  const code = named ?? wholeNumber(typed, t`the name or number of an EDNS option`, codeText, 0, 65535);
  draft.ednsOptions = [...draft.ednsOptions, { code, data: hexOctets(typed, hex) }];
  withEdns(draft);
}

function tries(extra: number): Apply {
  return (draft, { typed, value }) => {
    const number = wholeNumber(typed, t`a number`, value ?? '', 0, MAX_TRIES);
    draft.options.tries = Math.max(1, number + extra);
  };
}

const tcp: Apply = (draft, { on }) => {
  draft.tcp = on;
};

function qid(draft: Draft, { typed, on, value }: PlusWord): void {
  draft.options.id = on ? wholeNumber(typed, t`a message id`, value ?? '', 0, 65535) : undefined;
}

function opcode(draft: Draft, { typed, on, value }: PlusWord): void {
  if (!on) {
    draft.options.opcode = OPCODE.QUERY;
    return;
  }
  const named = OPCODE[(value ?? '').toUpperCase() as keyof typeof OPCODE];
  draft.options.opcode = named ?? wholeNumber(typed, t`the name or number of an opcode`, value ?? '', 0, 15);
}

function search(draft: Draft, { on }: PlusWord): void {
  draft.search = on;
}

function domain(draft: Draft, { typed, on, value }: PlusWord): void {
  if (on && !value) problem(t`\`${typed}\` needs a domain: \`+domain=example.com\`.`);
  draft.domain = on ? value : undefined;
  draft.search = on;
}

function ndots(draft: Draft, { typed, value }: PlusWord): void {
  draft.ndots = wholeNumber(typed, t`a number of dots`, value ?? '', 0, 15);
}

/** dig's own +tls takes any certificate; with an authority or a name to look for it checks. */
function tls(draft: Draft, { on }: PlusWord): void {
  draft.tls = on ? { anyCertificate: true, ...draft.tls } : undefined;
}

function tlsCa(draft: Draft, { on, value }: PlusWord): void {
  draft.tls = { ...draft.tls, anyCertificate: !on };
  draft.tlsCaFile = on ? value : undefined;
}

function tlsHost(draft: Draft, { typed, on, value }: PlusWord): void {
  if (on && !value) problem(t`\`${typed}\` needs the name in the server’s certificate.`);
  const { host: _, ...others } = draft.tls ?? {};
  draft.tls = on ? { ...others, anyCertificate: false, host: value! } : others;
}

function https(method: 'GET' | 'POST'): Apply {
  return (draft, { on, value }) => {
    draft.https = on ? { method, ...(value !== undefined && value !== '' && { path: value }) } : undefined;
    if (on) draft.tls = { anyCertificate: true, ...draft.tls };
  };
}

const HTTP_PLAIN = marked(
  'DNS over plain HTTP is not spoken here: write +https, or +tcp for a query without encryption.',
);
const CERTIFICATE = marked(
  'Certificates of the one who asks are not sent here: use dig, kdig or the server’s other ways for that.',
);
const PROXY = marked('PROXY headers are not sent here: ask the server behind the proxy, or use `dig +proxy`.');
const OBSOLETE = marked('dig itself takes this word no more: write +dnssec to see the signatures.');
const QUIC = marked('DNS over QUIC is not spoken here: write +tls or +https.');

/** Every word, those before others that begin alike. */
export const PLUS_WORDS: readonly PlusRow[] = [
  { names: ['aaflag', 'aaonly'], least: 2, of: 'dig', effect: 'sent', doc: 'sets the flag AA', apply: flag('aa') },
  {
    names: ['adflag'],
    least: 2,
    of: 'dig',
    effect: 'sent',
    doc: 'sets the flag AD; it is set unless +noadflag',
    apply: flag('ad'),
  },
  {
    names: ['additional'],
    least: 3,
    of: 'dig',
    effect: 'shown',
    doc: 'shows the additional section',
    apply: show('additional'),
  },
  {
    names: ['all'],
    least: 2,
    of: 'dig',
    effect: 'shown',
    doc: 'shows all parts; +noall none, for those that follow',
    apply: all,
  },
  { names: ['answer'], least: 2, of: 'dig', effect: 'shown', doc: 'shows the answer section', apply: show('answer') },
  {
    names: ['authority'],
    least: 2,
    of: 'dig',
    effect: 'shown',
    doc: 'shows the authority section',
    apply: show('authority'),
  },
  {
    names: ['alignment'],
    least: 9,
    of: 'kdig',
    effect: 'sent',
    doc: 'pads to 128 octets, or as many as it says',
    example: '=128',
    apply: (draft, word) => padding(draft, { ...word, value: word.value ?? '128' }),
  },
  {
    names: ['badcookie'],
    least: 2,
    of: 'dig',
    effect: 'asked',
    doc: 'asks again with the server’s cookie after BADCOOKIE; so it is unless +nobadcookie',
    apply: (draft, { on }) => {
      draft.options.retryBadCookie = on;
    },
  },
  {
    names: ['besteffort'],
    least: 2,
    of: 'dig',
    effect: 'always',
    doc: 'shows what can be read of a message with faults',
    instead: marked('What can be read of an answer is always shown.'),
  },
  {
    names: ['bufsize'],
    least: 2,
    of: 'dig',
    effect: 'sent',
    doc: 'the largest UDP answer that is asked for; 1232 octets otherwise',
    example: '=4096',
    apply: bufsize,
  },
  { names: ['cdflag'], least: 2, of: 'dig', effect: 'sent', doc: 'sets the flag CD', apply: flag('cd') },
  { names: ['class'], least: 2, of: 'dig', effect: 'shown', doc: 'shows the class of records', apply: show('class') },
  {
    names: ['cmd'],
    least: 2,
    of: 'dig',
    effect: 'shown',
    doc: 'shows what was asked, with the comments',
    apply: show('comments'),
  },
  {
    names: ['coflag'],
    least: 2,
    of: 'dig',
    effect: 'sent',
    doc: 'sets the EDNS flag CO (RFC 9824)',
    apply: (draft, { on }) => {
      draft.options.co = on;
    },
  },
  {
    names: ['comments'],
    least: 3,
    of: 'dig',
    effect: 'shown',
    doc: 'shows everything that is no record',
    apply: show('comments'),
  },
  {
    names: ['cookie', 'sit'],
    least: 3,
    of: 'dig',
    effect: 'sent',
    doc: 'sends a cookie, which is done unless +nocookie; with a value this one',
    example: '=0102030405060708',
    apply: cookie,
  },
  { names: ['crypto'], least: 2, of: 'dig', effect: 'shown', doc: 'shows keys and signatures', apply: show('crypto') },
  { names: ['defname'], least: 3, of: 'dig', effect: 'asked', doc: 'as +search', apply: search },
  {
    names: ['dnssec'],
    least: 4,
    of: 'dig',
    effect: 'sent',
    doc: 'asks for signatures (the EDNS flag DO)',
    apply: dnssec,
  },
  { names: ['do'], least: 2, of: 'dig', effect: 'sent', doc: 'as +dnssec', apply: dnssec },
  {
    names: ['dns64prefix'],
    least: 4,
    of: 'dig',
    effect: 'asked',
    doc: 'asks for ipv4only.arpa AAAA as well, which shows the prefixes of DNS64 (RFC 7050)',
    apply: (draft, { on }) => {
      draft.dns64 = on;
    },
  },
  {
    names: ['domain'],
    least: 3,
    of: 'dig',
    effect: 'asked',
    doc: 'the domain that completes names that are not complete',
    example: '=example.test',
    apply: domain,
  },
  {
    names: ['dscp'],
    least: 3,
    of: 'dig',
    effect: 'refused',
    doc: 'marks packets',
    example: '=1',
    instead: marked('Packets are not marked here, and dig 9.20 takes the word no more: leave it out.'),
  },
  {
    names: ['edns'],
    least: 4,
    of: 'dig',
    effect: 'sent',
    doc: 'the EDNS version, 0 otherwise; +noedns sends none',
    example: '=1',
    apply: edns,
  },
  {
    names: ['ednsflags'],
    least: 5,
    of: 'dig',
    effect: 'sent',
    doc: 'sets bits of the EDNS flags',
    example: '=0x80',
    apply: ednsFlags,
  },
  {
    names: ['ednsnegotiation'],
    least: 5,
    of: 'dig',
    effect: 'asked',
    doc: 'asks again with the version of EDNS that the server speaks, which is done unless +noednsneg',
    apply: (draft, { on }) => {
      draft.options.negotiateEdns = on;
    },
  },
  {
    names: ['ednsopt'],
    least: 5,
    of: 'dig',
    effect: 'sent',
    doc: 'any EDNS option, by name or number, with data in hex; +noednsopt takes them all back',
    example: '=100:0102',
    apply: ednsopt,
  },
  {
    names: ['expire'],
    least: 4,
    of: 'dig',
    effect: 'sent',
    doc: 'asks when the zone expires (RFC 7314)',
    apply: (draft, { on }) => {
      draft.expire = on;
    },
  },
  {
    names: ['expandaaaa'],
    least: 4,
    of: 'dig',
    effect: 'shown',
    doc: 'shows IPv6 addresses with all their zeros',
    apply: show('expandAaaa'),
  },
  {
    names: ['fail'],
    least: 2,
    of: 'dig',
    effect: 'asked',
    doc: 'takes SERVFAIL for an answer; +nofail asks the next server then',
    apply: (draft, { on }) => {
      draft.options.nextOnServfail = !on;
    },
  },
  {
    names: ['fastopen'],
    least: 8,
    of: 'kdig',
    effect: 'refused',
    doc: 'TCP Fast Open',
    instead: marked('TCP Fast Open is the system’s here: write +tcp.'),
  },
  {
    names: ['fuzztime'],
    least: 2,
    of: 'dig',
    effect: 'refused',
    doc: 'the time of signatures, for BIND’s own tests',
    example: '=1',
    instead: marked('Signed queries carry the real time here: leave it out.'),
  },
  {
    names: ['generic'],
    least: 7,
    of: 'kdig',
    effect: 'shown',
    doc: 'shows data as octets (RFC 3597)',
    apply: show('unknown'),
  },
  {
    names: ['header'],
    least: 6,
    of: 'kdig',
    effect: 'shown',
    doc: 'shows the header, with the comments',
    apply: show('comments'),
  },
  {
    names: ['header-only'],
    least: 2,
    of: 'dig',
    effect: 'sent',
    doc: 'sends no question',
    apply: (draft, { on }) => {
      draft.options.headerOnly = on;
    },
  },
  {
    names: ['http-plain', 'http-plain-post'],
    least: 10,
    of: 'dig',
    effect: 'refused',
    doc: 'DNS over HTTP without encryption',
    instead: HTTP_PLAIN,
  },
  {
    names: ['http-plain-get'],
    least: 14,
    of: 'dig',
    effect: 'refused',
    doc: 'DNS over HTTP without encryption',
    instead: HTTP_PLAIN,
  },
  {
    names: ['https', 'https-post'],
    least: 5,
    of: 'dig',
    effect: 'asked',
    doc: 'DNS over HTTPS (RFC 8484), by POST; with a value that path',
    apply: https('POST'),
  },
  { names: ['https-get'], least: 9, of: 'dig', effect: 'asked', doc: 'DNS over HTTPS, by GET', apply: https('GET') },
  {
    names: ['identify'],
    least: 3,
    of: 'dig',
    effect: 'shown',
    doc: 'says in the short form which server answered',
    apply: show('identify'),
  },
  {
    names: ['idnin', 'idn'],
    least: 3,
    of: 'dig',
    effect: 'sent',
    doc: 'asks for names beyond ASCII as A-labels, which is done unless +noidnin',
    apply: (draft, { on }) => {
      draft.idn = on;
    },
  },
  {
    names: ['idnout'],
    least: 4,
    of: 'dig',
    effect: 'refused',
    doc: 'shows A-labels in Unicode',
    instead: marked('Names of an answer stay as they are, and a hover shows them in Unicode: leave it out.'),
  },
  {
    names: ['ignore'],
    least: 2,
    of: 'dig',
    effect: 'asked',
    doc: 'keeps a truncated answer instead of asking over TCP',
    apply: (draft, { on }) => {
      draft.options.ignoreTruncation = on;
    },
  },
  {
    names: ['json'],
    least: 4,
    of: 'kdig',
    effect: 'shown',
    doc: 'shows the answer as JSON (RFC 8427)',
    apply: form('json'),
  },
  {
    names: ['keepalive'],
    least: 5,
    of: 'dig',
    effect: 'sent',
    doc: 'asks how long a TCP connection may stay open (RFC 7828)',
    apply: (draft, { on }) => {
      draft.keepalive = on;
    },
  },
  {
    names: ['keepopen'],
    least: 5,
    of: 'dig',
    effect: 'always',
    doc: 'one TCP connection for several queries to a server, as all queries of a line have it',
  },
  {
    names: ['mapped'],
    least: 2,
    of: 'dig',
    effect: 'refused',
    doc: 'IPv4 by mapped IPv6 addresses',
    instead: marked('Addresses of IPv4 are asked over IPv4: leave it out.'),
  },
  {
    names: ['multiline'],
    least: 2,
    of: 'dig',
    effect: 'shown',
    doc: 'shows long records over several lines',
    apply: show('multiline'),
  },
  {
    names: ['ndots'],
    least: 2,
    of: 'dig',
    effect: 'asked',
    doc: 'names with as many dots are asked as they are first',
    example: '=2',
    apply: ndots,
  },
  {
    names: ['nsid'],
    least: 3,
    of: 'dig',
    effect: 'sent',
    doc: 'asks which server of many it is (RFC 5001)',
    apply: (draft, { on }) => {
      draft.nsid = on;
      if (on) withEdns(draft);
    },
  },
  {
    names: ['nssearch'],
    least: 3,
    of: 'dig',
    effect: 'asked',
    doc: 'the SOA of each of the zone’s name servers',
    apply: (draft, { on }) => {
      draft.way = on ? 'nssearch' : 'query';
    },
  },
  {
    names: ['onesoa'],
    least: 2,
    of: 'dig',
    effect: 'always',
    doc: 'leaves out the last SOA of a transfer, which is never shown here',
  },
  {
    names: ['opcode'],
    least: 2,
    of: 'dig',
    effect: 'sent',
    doc: 'the opcode, by name or number',
    example: '=notify',
    apply: opcode,
  },
  {
    names: ['opt', 'opttext'],
    least: 3,
    of: 'kdig',
    effect: 'shown',
    doc: 'shows the options of EDNS in words, with the comments',
    apply: show('comments'),
  },
  {
    names: ['padding'],
    least: 1,
    of: 'dig',
    effect: 'sent',
    doc: 'pads the query to a multiple of so many octets (RFC 7830)',
    example: '=128',
    apply: padding,
  },
  { names: ['proxy'], least: 5, of: 'dig 9.21', effect: 'refused', doc: 'PROXY headers', instead: PROXY },
  { names: ['proxy-plain'], least: 6, of: 'dig 9.21', effect: 'refused', doc: 'PROXY headers', instead: PROXY },
  { names: ['qid'], least: 2, of: 'dig', effect: 'sent', doc: 'the message id', example: '=1', apply: qid },
  {
    names: ['qr'],
    least: 2,
    of: 'dig',
    effect: 'shown',
    doc: 'shows what was sent, with the comments',
    apply: show('comments'),
  },
  { names: ['question'], least: 2, of: 'dig', effect: 'shown', doc: 'shows the question', apply: show('question') },
  { names: ['quic'], least: 4, of: 'kdig', effect: 'refused', doc: 'DNS over QUIC', instead: QUIC },
  { names: ['raflag'], least: 2, of: 'dig', effect: 'sent', doc: 'sets the flag RA', apply: flag('ra') },
  {
    names: ['rdflag'],
    least: 2,
    of: 'dig',
    effect: 'sent',
    doc: 'asks for recursion, which is done unless +nordflag',
    apply: flag('rd'),
  },
  { names: ['recurse'], least: 3, of: 'dig', effect: 'sent', doc: 'as +rdflag', apply: flag('rd') },
  {
    names: ['retry'],
    least: 3,
    of: 'dig',
    effect: 'asked',
    doc: 'how often a silent server is asked again',
    example: '=2',
    apply: tries(1),
  },
  {
    names: ['rrcomments'],
    least: 2,
    of: 'dig',
    effect: 'refused',
    doc: 'what is to be known of a record',
    instead: marked('A hover over the record says what is to be known of it: leave it out.'),
  },
  {
    names: ['search'],
    least: 2,
    of: 'dig',
    effect: 'asked',
    doc: 'completes names that are not complete, by +domain',
    apply: search,
  },
  {
    names: ['short'],
    least: 4,
    of: 'dig',
    effect: 'shown',
    doc: 'shows the data of the answer alone',
    apply: form('short'),
  },
  {
    names: ['showallmessages'],
    least: 5,
    of: 'dig 9.21',
    effect: 'always',
    doc: 'shows every message on the way',
    instead: marked('Every message on the way to the answer is always listed.'),
  },
  {
    names: ['showbadcookie'],
    least: 5,
    of: 'dig',
    effect: 'always',
    doc: 'lists an answer BADCOOKIE',
    instead: marked('Every message on the way to the answer is always listed.'),
  },
  {
    names: ['showbadvers'],
    least: 8,
    of: 'dig 9.21',
    effect: 'always',
    doc: 'lists an answer BADVERS',
    instead: marked('Every message on the way to the answer is always listed.'),
  },
  { names: ['showsearch'], least: 5, of: 'dig', effect: 'asked', doc: 'as +search; each name is shown', apply: search },
  {
    names: ['showtruncated'],
    least: 5,
    of: 'dig 9.21',
    effect: 'always',
    doc: 'lists a truncated answer',
    instead: marked('Every message on the way to the answer is always listed.'),
  },
  {
    names: ['sigchase'],
    least: 2,
    of: 'dig',
    effect: 'refused',
    doc: 'validation by dig, which is gone',
    instead: OBSOLETE,
  },
  {
    names: ['split'],
    least: 2,
    of: 'dig',
    effect: 'shown',
    doc: 'breaks long hex and base64 into pieces of so many characters',
    example: '=8',
    apply: split,
  },
  {
    names: ['stats'],
    least: 2,
    of: 'dig',
    effect: 'shown',
    doc: 'shows from where the answer came, and how long it took',
    apply: show('stats'),
  },
  {
    names: ['subnet'],
    least: 2,
    of: 'dig',
    effect: 'sent',
    doc: 'the network of the client (RFC 7871)',
    example: '=192.0.2.0/24',
    apply: subnet,
  },
  {
    names: ['svcparamkeycompat'],
    least: 2,
    of: 'dig 9.21',
    effect: 'refused',
    doc: 'keys of SVCB as numbers',
    instead: marked('Keys of SVCB and HTTPS records have their names here: write +unknownformat to see octets.'),
  },
  { names: ['tcflag'], least: 3, of: 'dig', effect: 'sent', doc: 'sets the flag TC', apply: flag('tc') },
  { names: ['tcp'], least: 3, of: 'dig', effect: 'asked', doc: 'asks over TCP', apply: tcp },
  {
    names: ['timeout'],
    least: 2,
    of: 'dig',
    effect: 'asked',
    doc: 'how many seconds each try waits',
    example: '=2',
    apply: seconds,
  },
  {
    names: ['tls'],
    least: 3,
    of: 'dig',
    effect: 'asked',
    doc: 'DNS over TLS (RFC 7858); any certificate is taken, and what is wrong with it said',
    apply: tls,
  },
  {
    names: ['tls-ca'],
    least: 6,
    of: 'dig',
    effect: 'asked',
    doc: 'checks the server’s certificate, by the authorities of this file or the system’s',
    example: '=file',
    apply: tlsCa,
  },
  {
    names: ['tls-hostname', 'tls-host', 'tls-sni'],
    least: 6,
    of: 'dig',
    effect: 'asked',
    doc: 'checks that the certificate is for this name',
    example: '=dns.example',
    apply: tlsHost,
  },
  {
    names: ['tls-certfile'],
    least: 6,
    of: 'dig',
    effect: 'refused',
    doc: 'a certificate to be sent',
    example: '=file',
    instead: CERTIFICATE,
  },
  {
    names: ['tls-keyfile'],
    least: 6,
    of: 'dig',
    effect: 'refused',
    doc: 'the key of a certificate to be sent',
    example: '=file',
    instead: CERTIFICATE,
  },
  {
    names: ['tls-pin'],
    least: 7,
    of: 'kdig',
    effect: 'refused',
    doc: 'the pin of a key',
    example: '=AA',
    instead: marked('Pins are not compared here: write +tls-ca=file with the server’s certificate.'),
  },
  {
    names: ['tls-ocsp-stapling'],
    least: 8,
    of: 'kdig',
    effect: 'refused',
    doc: 'whether a certificate was taken back',
    instead: marked('Whether a certificate was taken back is not asked here: write +tls-ca.'),
  },
  {
    names: ['topdown'],
    least: 2,
    of: 'dig',
    effect: 'refused',
    doc: 'validation by dig, which is gone',
    instead: OBSOLETE,
  },
  {
    names: ['trace'],
    least: 3,
    of: 'dig',
    effect: 'asked',
    doc: 'from the root down',
    apply: (draft, { on }) => {
      draft.way = on ? 'trace' : 'query';
    },
  },
  {
    names: ['tries'],
    least: 3,
    of: 'dig',
    effect: 'asked',
    doc: 'how often a silent server is asked',
    example: '=1',
    apply: tries(0),
  },
  {
    names: ['trusted-key'],
    least: 3,
    of: 'dig',
    effect: 'refused',
    doc: 'validation by dig, which is gone',
    example: '=x',
    instead: OBSOLETE,
  },
  {
    names: ['tsig'],
    least: 4,
    of: 'kdig',
    effect: 'shown',
    doc: 'shows signatures of messages, with the comments',
    apply: show('comments'),
  },
  { names: ['ttlid', 'ttl'], least: 3, of: 'dig', effect: 'shown', doc: 'shows TTLs', apply: show('ttl') },
  { names: ['ttlunits'], least: 4, of: 'dig', effect: 'shown', doc: 'shows TTLs with units', apply: show('ttlUnits') },
  {
    names: ['unknownformat'],
    least: 3,
    of: 'dig',
    effect: 'shown',
    doc: 'shows data as octets (RFC 3597)',
    apply: show('unknown'),
  },
  { names: ['vc'], least: 1, of: 'dig', effect: 'asked', doc: 'as +tcp', apply: tcp },
  { names: ['yaml'], least: 1, of: 'dig', effect: 'shown', doc: 'shows the answer as YAML', apply: form('yaml') },
  {
    names: ['zflag'],
    least: 1,
    of: 'dig',
    effect: 'sent',
    doc: 'sets the reserved bit of the header',
    apply: flag('z'),
  },
  {
    names: ['zoneversion'],
    least: 2,
    of: 'dig 9.21',
    effect: 'sent',
    doc: 'asks for the version of the zone (RFC 9660)',
    apply: (draft, { on }) => {
      draft.zoneVersion = on;
    },
  },
];

function rowOf(word: string): PlusRow | undefined {
  return (
    PLUS_WORDS.find(({ names }) => names.includes(word)) ??
    PLUS_WORDS.find(({ names, least }) => word.length >= least && names[0].startsWith(word))
  );
}

/** A word that begins with + as it was meant: its row, and whether it is turned off. */
function meantBy(typed: string): { readonly row: PlusRow; readonly on: boolean } | undefined {
  const name = /^\+([^=]*)/.exec(typed)?.[1].toLowerCase() ?? '';
  const exact = rowOf(name);
  if (exact) return { row: exact, on: true };
  const off = name.startsWith('no') ? rowOf(name.slice(2)) : undefined;
  return off && { row: off, on: false };
}

/** The full name of a word that begins with +, however it is written; undefined where there is none. */
export function plusNameOf(typed: string): string | undefined {
  return meantBy(typed)?.row.names[0];
}

/** Takes a word that begins with + into the draft. */
export function plusWord(draft: Draft, word: Word): void {
  const equals = word.text.indexOf('=');
  const value = equals < 0 ? undefined : word.text.slice(equals + 1);
  const meant = meantBy(word.text);
  if (!meant) problem(t`dig has no word \`${word.text}\`.`);
  const { row, on } = meant;
  if (row.apply) row.apply(draft, { typed: word.text, on, value });
  // What is not done anyway is what its opposite asks for, and the other way round.
  else if ((row.effect === 'refused') === on) problem(t`\`${word.text}\`: ${translated(row.instead!)}`);
}
