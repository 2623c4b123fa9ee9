/** What TXT records hold: how each kind of text begins, by its owner, and the terms that may follow inside the quotes. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { type Marked, marked, translated } from '../../../l10n.ts';
import { type Draft, placeholder, snippetText, valueDraft } from '../../shared/drafts.ts';

type Term = readonly [text: string, doc: Marked];

interface TextKind {
  /** The owners that have it; the name is absolute, in lower case. */
  readonly owner: RegExp;
  /** The text begins with this. */
  readonly version: string;
  /** Whole texts to begin with; `§` is where a value goes. */
  readonly starters: readonly Term[];
  /** What separates its terms. */
  readonly separator: ' ' | ';';
  readonly terms: readonly Term[];
}

const REPORTS = marked('Where reports go.');

const KINDS: readonly TextKind[] = [
  {
    owner: /^_dmarc\./,
    version: 'v=dmarc1',
    separator: ';',
    starters: [
      ['v=DMARC1; p=none; rua=mailto:§', marked('DMARC that only asks for reports: the first step.')],
      ['v=DMARC1; p=quarantine; rua=mailto:§', marked('DMARC: mail that fails is treated as suspicious.')],
      ['v=DMARC1; p=reject; rua=mailto:§', marked('DMARC: mail that fails is refused.')],
      ['v=DMARC1; p=reject', marked('DMARC for a name that sends no mail.')],
    ],
    terms: [
      ['p=none', marked('Mail that fails is delivered.')],
      ['p=quarantine', marked('Mail that fails is treated as suspicious.')],
      ['p=reject', marked('Mail that fails is refused.')],
      ['sp=none', marked('The policy for names below this one.')],
      ['sp=quarantine', marked('The policy for names below this one.')],
      ['sp=reject', marked('The policy for names below this one.')],
      ['rua=mailto:§', marked('Where daily reports go.')],
      ['ruf=mailto:§', marked('Where reports of single failures go.')],
      ['adkim=s', marked('The name of the DKIM signature has to be exactly that of the sender.')],
      ['adkim=r', marked('The name of the DKIM signature may be another one of the same organization.')],
      ['aspf=s', marked('The name that SPF checks has to be exactly that of the sender.')],
      ['aspf=r', marked('The name that SPF checks may be another one of the same organization.')],
      ['fo=1', marked('A report for each mail that fails one of the two checks.')],
    ],
  },
  {
    owner: /\._domainkey\./,
    version: 'v=dkim1',
    separator: ';',
    starters: [
      ['v=DKIM1; k=rsa; p=§', marked('A DKIM key for RSA. A key of 2048 bits takes more than one string.')],
      ['v=DKIM1; k=ed25519; p=§', marked('A DKIM key for Ed25519 (RFC 8463).')],
      ['v=DKIM1; p=', marked('A DKIM key that was revoked.')],
    ],
    terms: [
      ['k=rsa', marked('The key is for RSA.')],
      ['k=ed25519', marked('The key is for Ed25519 (RFC 8463).')],
      ['p=§', marked('The public key in base64; empty where it was revoked.')],
      ['t=y', marked('The domain is only testing DKIM.')],
      ['t=s', marked('The key is not for names below the domain.')],
      ['h=sha256', marked('The only hash that is accepted.')],
      ['s=email', marked('The key is for mail only.')],
    ],
  },
  {
    owner: /^_mta-sts\./,
    version: 'v=stsv1',
    separator: ';',
    starters: [['v=STSv1; id=§;', marked('An MTA-STS policy is published; the id changes with it (RFC 8461).')]],
    terms: [['id=§', marked('At most 32 letters and digits, others with each change of the policy.')]],
  },
  {
    owner: /^_smtp\._tls\./,
    version: 'v=tlsrptv1',
    separator: ';',
    starters: [
      ['v=TLSRPTv1; rua=mailto:§', marked('Where reports of TLS failures of mail go (RFC 8460).')],
      ['v=TLSRPTv1; rua=https://§', marked('Where reports of TLS failures of mail go (RFC 8460).')],
    ],
    terms: [
      ['rua=mailto:§', REPORTS],
      ['rua=https://§', REPORTS],
    ],
  },
  {
    owner: /\._bimi\./,
    version: 'v=bimi1',
    separator: ';',
    starters: [['v=BIMI1; l=https://§; a=', marked('The logo that mail programs may show beside mail.')]],
    terms: [
      ['l=https://§', marked('The logo, as SVG Tiny PS.')],
      ['a=https://§', marked('The certificate for the logo.')],
    ],
  },
  {
    owner: /^(?!_)/,
    version: 'v=spf1',
    separator: ' ',
    starters: [
      ['v=spf1 mx -all', marked('SPF: the hosts of the MX records send mail for this name, and nobody else.')],
      ['v=spf1 include:§ -all', marked('SPF: the senders that another name lists, and nobody else.')],
      ['v=spf1 ip4:§ -all', marked('SPF: an IPv4 network, and nobody else.')],
      ['v=spf1 -all', marked('SPF for a name that sends no mail.')],
    ],
    terms: [
      ['mx', marked('The hosts of the MX records. Costs one of ten look-ups.')],
      ['a', marked('The addresses of the name. Costs one of ten look-ups.')],
      ['a:§', marked('The addresses of a host. Costs one of ten look-ups.')],
      ['mx:§', marked('The hosts of the MX records of another name. Costs one of ten look-ups.')],
      ['ip4:§', marked('An IPv4 address or network.')],
      ['ip6:§', marked('An IPv6 address or network.')],
      ['include:§', marked('The senders that another name lists. Costs one of ten look-ups, and those in it.')],
      ['exists:§', marked('Matches where the name has an address. Costs one of ten look-ups.')],
      ['redirect=§', marked('The policy of another name, in place of this one. Costs one of ten look-ups.')],
      ['-all', marked('Everybody else fails.')],
      ['~all', marked('Everybody else is suspicious.')],
      ['?all', marked('Nothing is said of everybody else.')],
    ],
  },
];

/** Whole texts for an owner, in quotes; `quoted` where the quotes are there already. */
export function starterDrafts(owner: string, quoted: boolean): Draft[] {
  const kind = KINDS.find((each) => each.owner.test(owner));
  if (!kind) return [];
  const quote = quoted ? '' : '"';
  return kind.starters.map(([text, doc]) => ({
    ...termDraft(text, doc),
    insert: `${quote}${text.replace('§', '')}${quote}`,
    snippet: `${quote}${withPlace(text)}${quote}`,
    kind: CompletionItemKind.Text,
  }));
}

/** What may stand at the end of `typed`, the text from its first quote to the cursor, and how many units of it an item replaces. */
export function termDrafts(owner: string, typed: string): { readonly items: Draft[]; readonly replaces: number } {
  const lower = typed.toLowerCase();
  const kind = KINDS.find(({ version }) => lower.startsWith(version) && lower.length > version.length);
  if (!kind) return { items: starterDrafts(owner, true), replaces: typed.length };
  const cut = Math.max(typed.lastIndexOf(kind.separator), typed.lastIndexOf(' '));
  const before = lower.slice(0, Math.max(0, cut)).split(kind.separator);
  const present = new Set(before.map((term) => (kind.separator === ';' ? tagOf(term) : term)));
  const items = kind.terms
    .filter(([text]) => !present.has(kind.separator === ';' ? tagOf(text) : text))
    .map(([text, doc]) => termDraft(text, doc));
  return { items, replaces: typed.length - cut - 1 };
}

function tagOf(term: string): string {
  return term.trim().split('=')[0];
}

function termDraft(text: string, doc: string): Draft {
  const insert = text.replace('§', '');
  return valueDraft(insert, translated(doc), text.includes('§') ? { snippet: withPlace(text) } : {});
}

function withPlace(text: string): string {
  const [before, after] = text.split('§');
  return after === undefined ? snippetText(text) : `${snippetText(before)}${placeholder(1, '')}${snippetText(after)}`;
}
