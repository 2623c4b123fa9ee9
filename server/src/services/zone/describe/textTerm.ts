/** The part of a TXT record at a place: a term of an SPF policy, a tag of a DMARC, DKIM, MTA-STS, TLS reporting or BIMI record. */
import { TYPE } from '../../../dns/types.ts';
import { counted, type Marked, marked, t, translated } from '../../../l10n.ts';
import { base64Octets, rsaKey } from '../../../rules/zone/support/keySize.ts';
import { isOfKind, MAIL_KINDS, type MailKind, mailKind, mailRecord } from '../../../rules/zone/support/mailText.ts';
import { reachedTerms, SPF_LOOKUPS, type SpfTerm, spfPolicy } from '../../../rules/zone/support/spf.ts';
import { listItems, type Tag, type TagList, tagOf } from '../../../rules/zone/support/tagList.ts';
import { type RecordText, textPlace } from '../../../rules/zone/support/text.ts';
import { code } from '../../shared/markdown.ts';
import { describeAddress } from './address.ts';
import type { Subject } from './subject.ts';

export interface DescribedTerm {
  /** Its place in the file. */
  readonly start: number;
  readonly end: number;
  readonly paragraphs: readonly string[];
}

interface TagRow {
  readonly doc: Marked;
  /** What its values mean, in lower case. */
  readonly values?: Readonly<Record<string, Marked>>;
  /** What separates the values where there may be several. */
  readonly separator?: string;
  /** What holds where the tag is not written. */
  readonly otherwise?: Marked;
}

const DELIVERED = marked('mail that fails is delivered as if nothing had been asked; reports still come');
const SUSPICIOUS = marked('mail that fails is treated as suspicious, such as put among the spam');
const REFUSED = marked('mail that fails is refused');
const POLICIES = { none: DELIVERED, quarantine: SUSPICIOUS, reject: REFUSED };
const EXACT = marked('the names have to be the same');
const RELAXED = marked('a name of the same organization is enough');
const ALIGNMENT = { values: { r: RELAXED, s: EXACT }, otherwise: marked('Where it is not written: r, relaxed.') };
const VERSION: TagRow = { doc: marked('The version: the record is read only where it begins with exactly this.') };
const REPORTS = marked('Where reports go: addresses with commas between them.');

const TAGS: Readonly<Record<MailKind, Readonly<Record<string, TagRow>>>> = {
  dmarc: {
    v: VERSION,
    p: {
      doc: marked('The policy: what receivers are asked to do with mail that fails both SPF and DKIM.'),
      values: POLICIES,
    },
    sp: {
      doc: marked('The policy for names below this one.'),
      values: POLICIES,
      otherwise: marked('Where it is not written, p holds for them.'),
    },
    np: {
      doc: marked('The policy for names below this one that do not exist (RFC 9091).'),
      values: POLICIES,
      otherwise: marked('Where it is not written, sp holds for them, else p.'),
    },
    adkim: { doc: marked('How the name of the DKIM signature has to fit that of the sender.'), ...ALIGNMENT },
    aspf: { doc: marked('How the name that SPF checks has to fit that of the sender.'), ...ALIGNMENT },
    rua: {
      doc: marked(
        'Where the daily reports go: addresses with commas between them. A name elsewhere has to allow it in its own zone.',
      ),
    },
    ruf: { doc: marked('Where reports on single mails that failed go. Few receivers send them.') },
    fo: {
      doc: marked('When reports on single mails are sent.'),
      values: {
        '0': marked('where SPF and DKIM both fail'),
        '1': marked('where one of them fails'),
        d: marked('where a DKIM signature fails'),
        s: marked('where SPF fails'),
      },
      separator: ':',
    },
    rf: { doc: marked('The form of reports on single mails; only afrf is defined.') },
    ri: {
      doc: marked('How many seconds lie between two reports, 86400 where it is not written. Receivers send one a day.'),
    },
    pct: {
      doc: marked(
        'The share of failing mail, in percent, that the policy is for; the rest gets the next weaker one. 100 where it is not written.',
      ),
    },
    t: {
      doc: marked('Whether the policy is only being tested.'),
      values: { y: marked('receivers are asked not to apply it'), n: marked('it is meant') },
    },
    psd: {
      doc: marked('Whether this is a name below which others are registered (RFC 9091).'),
      values: { y: marked('it is'), n: marked('it is not, and the organization begins here'), u: marked('unknown') },
    },
  },
  dkim: {
    v: VERSION,
    k: {
      doc: marked('The kind of key.'),
      values: { rsa: marked('RSA'), ed25519: marked('Ed25519 (RFC 8463)') },
      otherwise: marked('Where it is not written: rsa.'),
    },
    p: { doc: marked('The public key, in base64.') },
    h: {
      doc: marked('The hashes that a signature may use.'),
      values: { sha256: marked('SHA-256'), sha1: marked('SHA-1, which no verifier takes any more (RFC 8301)') },
      separator: ':',
    },
    s: {
      doc: marked('What the key is for.'),
      values: { '*': marked('everything'), email: marked('mail') },
      separator: ':',
    },
    t: {
      doc: marked('Flags.'),
      values: {
        y: marked('DKIM is only being tested: a signature that fails counts as none'),
        s: marked('the key is not for names below the domain'),
      },
      separator: ':',
    },
    n: { doc: marked('A note for people.') },
    g: { doc: marked('The part before the @ that the key was for; obsolete, and ignored.') },
  },
  'mta-sts': {
    v: VERSION,
    id: {
      doc: marked(
        'Changes with each change of the policy, which senders fetch again then: at most 32 letters and digits.',
      ),
    },
  },
  tlsrpt: { v: VERSION, rua: { doc: REPORTS } },
  bimi: {
    v: VERSION,
    l: { doc: marked('The address of the logo, SVG Tiny PS over HTTPS; empty where there is to be none.') },
    a: { doc: marked('The address of the certificate for the logo.') },
  },
};

const MECHANISMS: Readonly<Record<string, Marked>> = {
  all: marked('Everybody.'),
  include: marked('The senders whom the policy of this name lets pass.'),
  a: marked('The addresses of the name.'),
  mx: marked('The addresses of the mail servers of the name.'),
  ptr: marked(
    'Senders whose reverse name lies below the name. Not to be used: slow, and many receivers pass over it (RFC 7208 section 5.5).',
  ),
  ip4: marked('An IPv4 address or network.'),
  ip6: marked('An IPv6 address or network.'),
  exists: marked('Senders for whom this name has an A record; its macros are filled in for each mail.'),
  redirect: marked('The policy of another name, in place of this one, where nothing here matched.'),
  exp: marked('The name whose TXT record tells senders why they were refused.'),
};

const QUALIFIERS: Readonly<Record<SpfTerm['qualifier'], Marked>> = {
  '+': marked('pass: they may send'),
  '-': marked('fail: they may not'),
  '~': marked('softfail: they probably may not'),
  '?': marked('neutral: nothing is said of them'),
};

/** The term at an offset of the file; undefined where the record is another text. */
export function describeTextTerm(subject: Subject, offset: number): DescribedTerm | undefined {
  const { record } = subject.cursor;
  if (!record || (record.type !== TYPE.TXT && record.type !== TYPE.SPF)) return undefined;
  const at = offset - record.chunk.offset;
  const policy = spfPolicy(record);
  if (policy) {
    const index = indexAt(policy.text, at);
    const term = policy.terms.find(({ start, end }) => start <= index && index <= end);
    return term && described(policy.text, term, describeSpfTerm(term, policy.terms, subject));
  }
  const kind =
    mailKind(record.owner, { names: subject.zone.model.names }) ?? MAIL_KINDS.find((each) => isOfKind(record, each));
  const mail = kind && mailRecord(record, kind);
  if (!mail) return undefined;
  const index = indexAt(mail.text, at);
  const tag = mail.list.tags.find(({ start, end }) => start <= index && index <= end);
  return tag && described(mail.text, tag, describeTag(mail.kind, tag, mail.list));
}

function described(
  text: RecordText,
  { start, end }: { readonly start: number; readonly end: number },
  paragraphs: readonly string[],
): DescribedTerm | undefined {
  if (paragraphs.length === 0) return undefined;
  const place = textPlace(text, start, end);
  return { start: place.chunk.offset + place.start, end: place.chunk.offset + place.end, paragraphs };
}

/** Where an offset of the chunk lies in the text: before the first character, and between strings, at what comes next. */
function indexAt({ plainAt, ends }: RecordText, at: number): number {
  if (plainAt >= 0) return at - plainAt;
  const index = ends.findIndex((end) => at < end);
  return index < 0 ? ends.length : index;
}

function describeTag(kind: MailKind, { name, value, ...tag }: Tag, list: TagList): string[] {
  const row = Object.hasOwn(TAGS[kind], name) ? TAGS[kind][name] : undefined;
  if (!row) return [t`**${code(name)}** is no tag of this record: readers pass over it.`];
  const out = [t`**${code(`${name}=`)}** ${translated(row.doc)}`];
  const { values = {}, separator, otherwise } = row;
  const written =
    separator === undefined ? [value] : listItems({ name, value, ...tag }, separator).map(({ text }) => text);
  for (const each of written) {
    const value = each.toLowerCase();
    if (Object.hasOwn(values, value)) out.push(`${code(each)}: ${translated(values[value])}.`);
  }
  if (otherwise !== undefined) out.push(translated(otherwise));
  if (kind === 'dkim' && name === 'p') out.push(...describeKey(value, tagOf(list, 'k')?.value.toLowerCase() ?? 'rsa'));
  return out;
}

function describeKey(value: string, kind: string): string[] {
  if (value === '') return [t`Empty: the key was revoked, and every signature made with it fails.`];
  const octets = base64Octets(value);
  if (!octets) return [];
  if (kind === 'ed25519') return [`Ed25519: ${counted(octets.length, t`octet`, t`octets`)}.`];
  const key = kind === 'rsa' ? rsaKey(octets) : undefined;
  return key?.kind === 'rsa' ? [t`RSA with ${key.bits} bits.`] : [];
}

function describeSpfTerm(term: SpfTerm, terms: readonly SpfTerm[], subject: Subject): string[] {
  const { name, domain, modifier, qualifier } = term;
  const doc = Object.hasOwn(MECHANISMS, name) ? MECHANISMS[name] : undefined;
  if (doc === undefined) return [];
  const out = [`**${code(name)}** ${translated(doc)}`];
  if (!modifier) out.push(`${code(qualifier)} ${translated(QUALIFIERS[qualifier])}.`);
  // What receivers do not come to, for the sake of all, costs nothing.
  const costing = reachedTerms(terms).filter((each) => SPF_LOOKUPS.has(each.name));
  if (costing.includes(term)) {
    out.push(
      t`Look-up ${costing.indexOf(term) + 1} of ${costing.length} that this record costs itself; ten is the most, with those of the names that it includes.`,
    );
  }
  if (name === 'ip4' || name === 'ip6') out.push(...describeAddress(domain.split('/')[0], subject));
  return out;
}
