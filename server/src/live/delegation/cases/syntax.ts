/** Whether names are written as names of hosts and mailboxes are. */
import { labelToText, parseName } from '../../../dns/nameText.ts';
import { TYPE } from '../../../dns/types.ts';
import { type Marked, marked } from '../../../l10n.ts';
import { each, type Finding, found, type Level, type TagRow, type TestCase, testCase } from '../contract.ts';
import { answersOf, shownName, targetOfMx } from '../records.ts';
import type { World } from '../world.ts';
import { askAllAddresses, NO_SOA_ANSWER, zoneSoa } from './common.ts';
import { syntax06 } from './mailbox.ts';

/** What a label of a host's name may have (RFC 952, RFC 1123 section 2.1). */
const LEGAL = /^[a-z0-9-]+$/i;
const DIGITS = /^[0-9]+$/;

function labelTexts(name: string): string[] {
  return parseName(name).labels.map(labelToText);
}

/** Whether the third and fourth characters are hyphens in a label that is no A-label (RFC 5891 section 4.2.3.1). */
function hasDoubleDash(label: string): boolean {
  return label.slice(2, 4) === '--' && !/^xn/i.test(label);
}

const syntax01 = testCase({
  id: 'SYNTAX01',
  title: marked('The name has only characters that names of hosts may have'),
  link: 'name',
  tags: {
    ONLY_ALLOWED_CHARS: {
      level: 'info',
      message: marked('{domain} has only characters that names of hosts may have.'),
    },
    NON_ALLOWED_CHARS: {
      level: 'error',
      message: marked(
        '{domain} has other characters than letters, digits and hyphens, so that no host in it has a proper name.',
      ),
      advice: marked(
        'Choose another name; a zone that has no hosts may have it, such as one of RFC 2317 or of service names.',
      ),
    },
  },
  *run({ zone }) {
    const tag = labelTexts(zone).every((label) => LEGAL.test(label)) ? 'ONLY_ALLOWED_CHARS' : 'NON_ALLOWED_CHARS';
    return [found(tag, { domain: shownName(zone) })];
  },
});

const syntax02 = testCase({
  id: 'SYNTAX02',
  title: marked('No label of the name begins or ends with a hyphen'),
  link: 'name',
  tags: {
    INITIAL_HYPHEN: {
      level: 'error',
      message: marked('The label {label} of {domain} begins with a hyphen, which no name of a host may.'),
      advice: marked('Choose another name.'),
    },
    TERMINAL_HYPHEN: {
      level: 'error',
      message: marked('The label {label} of {domain} ends with a hyphen, which no name of a host may.'),
      advice: marked('Choose another name.'),
    },
    NO_ENDING_HYPHENS: { level: 'info', message: marked('No label of {domain} begins or ends with a hyphen.') },
  },
  *run({ zone }) {
    const domain = shownName(zone);
    const labels = labelTexts(zone);
    const findings = each(labels, (label) => [
      ...(label.startsWith('-') ? [found('INITIAL_HYPHEN', { domain, label })] : []),
      ...(label.endsWith('-') ? [found('TERMINAL_HYPHEN', { domain, label })] : []),
    ]);
    return findings.length === 0 && labels.length > 0 ? [found('NO_ENDING_HYPHENS', { domain })] : findings;
  },
});

const syntax03 = testCase({
  id: 'SYNTAX03',
  title: marked('No label of the name looks like an A-label and is none'),
  link: 'name',
  tags: {
    DISCOURAGED_DOUBLE_DASH: {
      level: 'warning',
      message: marked(
        'The label {label} of {domain} has hyphens in the third and fourth place, which are kept for A-labels (xn--).',
      ),
      advice: marked('Choose another name: registries refuse such ones, and programs may, too.'),
    },
    NO_DOUBLE_DASH: { level: 'info', message: marked('No label of {domain} looks like an A-label and is none.') },
  },
  *run({ zone }) {
    const domain = shownName(zone);
    const labels = labelTexts(zone);
    const findings = labels.filter(hasDoubleDash).map((label) => found('DISCOURAGED_DOUBLE_DASH', { domain, label }));
    return findings.length === 0 && labels.length > 0 ? [found('NO_DOUBLE_DASH', { domain })] : findings;
  },
});

/** What is said of the names of hosts of one kind, by the suffix of the tag. */
interface HostTexts {
  readonly DISCOURAGED_DOUBLE_DASH: Marked;
  readonly NON_ALLOWED_CHARS: Marked;
  readonly NUMERIC_TLD: Marked;
  readonly SYNTAX_OK: Marked;
}

const RENAME = marked('Give the host another name.');

function hostTags(prefix: string, level: Level, texts: HostTexts): Readonly<Record<string, TagRow>> {
  return {
    [`${prefix}_DISCOURAGED_DOUBLE_DASH`]: { level: 'warning', message: texts.DISCOURAGED_DOUBLE_DASH, advice: RENAME },
    [`${prefix}_NON_ALLOWED_CHARS`]: { level, message: texts.NON_ALLOWED_CHARS, advice: RENAME },
    [`${prefix}_NUMERIC_TLD`]: { level, message: texts.NUMERIC_TLD, advice: RENAME },
    [`${prefix}_SYNTAX_OK`]: { level: 'info', message: texts.SYNTAX_OK },
  };
}

/** What is wrong with a host's name. */
function hostFindings(prefix: string, name: string): readonly Finding[] {
  const domain = shownName(name);
  const labels = labelTexts(name);
  const [tld] = labels.slice(-1);
  const findings = [
    ...(labels.every((label) => LEGAL.test(label)) ? [] : [found(`${prefix}_NON_ALLOWED_CHARS`, { domain })]),
    ...labels.filter(hasDoubleDash).map((label) => found(`${prefix}_DISCOURAGED_DOUBLE_DASH`, { domain, label })),
    ...(tld !== undefined && DIGITS.test(tld) ? [found(`${prefix}_NUMERIC_TLD`, { domain, tld })] : []),
  ];
  return findings.length > 0 ? findings : [found(`${prefix}_SYNTAX_OK`, { domain })];
}

const syntax04: TestCase = {
  id: 'SYNTAX04',
  title: marked('Names of name servers are names of hosts'),
  link: 'delegation',
  tags: hostTags('NAMESERVER', 'error', {
    DISCOURAGED_DOUBLE_DASH: marked(
      'The label {label} of the name server {domain} has hyphens in the third and fourth place, which are kept for A-labels (xn--).',
    ),
    NON_ALLOWED_CHARS: marked(
      'The name server {domain} has characters that names of hosts may not have: resolvers may refuse it.',
    ),
    NUMERIC_TLD: marked(
      'The name server {domain} ends in the digits {tld}: no top-level domain is all digits, and it may be taken for an address.',
    ),
    SYNTAX_OK: marked('The name server {domain} has a proper name.'),
  }),
  *run(world) {
    const delegation = (yield* world.delegation()) ?? new Map<string, readonly string[]>();
    const names = new Set([...delegation.keys(), ...((yield* world.zoneNames()) ?? [])]);
    return [...names].flatMap((name) => hostFindings('NAMESERVER', name));
  },
};

const syntax05 = testCase({
  id: 'SYNTAX05',
  title: marked('The mailbox (RNAME) has no @'),
  link: 'zone',
  tags: {
    RNAME_MISUSED_AT_SIGN: {
      level: 'warning',
      message: marked('The mailbox (RNAME) {rname} has an @, where the first dot stands for it (RFC 1035 section 8).'),
      advice: marked('Write a dot instead of the @; a dot in the part before it is written \\.'),
    },
    RNAME_NO_AT_SIGN: { level: 'info', message: marked('The mailbox (RNAME) {rname} has no @.') },
    NO_RESPONSE_SOA_QUERY: NO_SOA_ANSWER,
  },
  *run(world) {
    const soa = yield* zoneSoa(world);
    if (!soa) return [found('NO_RESPONSE_SOA_QUERY')];
    const hasAt = parseName(soa.rname).labels.some((label) => label.includes(0x40));
    return [found(hasAt ? 'RNAME_MISUSED_AT_SIGN' : 'RNAME_NO_AT_SIGN', { rname: shownName(soa.rname) })];
  },
});

const syntax07: TestCase = {
  id: 'SYNTAX07',
  title: marked('The primary (MNAME) has the name of a host'),
  link: 'zone',
  tags: {
    ...hostTags('MNAME', 'warning', {
      DISCOURAGED_DOUBLE_DASH: marked(
        'The label {label} of the primary (MNAME) {domain} has hyphens in the third and fourth place, which are kept for A-labels (xn--).',
      ),
      NON_ALLOWED_CHARS: marked('The primary (MNAME) {domain} has characters that names of hosts may not have.'),
      NUMERIC_TLD: marked('The primary (MNAME) {domain} ends in the digits {tld}: no top-level domain is all digits.'),
      SYNTAX_OK: marked('The primary (MNAME) {domain} has a proper name.'),
    }),
    NO_RESPONSE_SOA_QUERY: NO_SOA_ANSWER,
  },
  *run(world) {
    const soa = yield* zoneSoa(world);
    return soa ? hostFindings('MNAME', soa.mname) : [found('NO_RESPONSE_SOA_QUERY')];
  },
};

const syntax08: TestCase = {
  id: 'SYNTAX08',
  title: marked('Mail goes to names of hosts'),
  link: 'zone',
  tags: {
    ...hostTags('MX', 'warning', {
      DISCOURAGED_DOUBLE_DASH: marked(
        'The label {label} of the mail server {domain} has hyphens in the third and fourth place, which are kept for A-labels (xn--).',
      ),
      NON_ALLOWED_CHARS: marked(
        'The mail server {domain} has characters that names of hosts may not have: mail may be refused.',
      ),
      NUMERIC_TLD: marked('The mail server {domain} ends in the digits {tld}: an MX record names a host, no address.'),
      SYNTAX_OK: marked('The mail server {domain} has a proper name.'),
    }),
    NO_RESPONSE_MX_QUERY: { level: 'debug', message: marked('No server answers the question for the MX records.') },
  },
  *run(world: World) {
    const answered = (yield* askAllAddresses(world, TYPE.MX)).filter(({ response }) => response);
    if (answered.length === 0) return [found('NO_RESPONSE_MX_QUERY')];
    const best = answered.find(({ response }) => response?.flags.aa) ?? answered[0];
    const names = new Set(best.response ? answersOf(best.response, world.zone, TYPE.MX).map(targetOfMx) : []);
    return [...names].flatMap((name) => hostFindings('MX', name));
  },
};

export const SYNTAX: readonly TestCase[] = [
  syntax01,
  syntax02,
  syntax03,
  syntax04,
  syntax05,
  syntax06,
  syntax07,
  syntax08,
];
