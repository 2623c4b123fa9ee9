/** Values of RDATA fields that come from a registry, or that are usual where no registry says so. */

import { CompletionItemKind } from 'vscode-languageserver-types';
import { KEY_PROTOCOLS, type SecurityValue, type SigningAdvice, type Value } from '../../../dns/algorithms.ts';
import { DNSSEC_PROTOCOL } from '../../../dns/codes.ts';
import { FIELD_KINDS } from '../../../dns/rdata/kinds.ts';
import type { RdataField, TypeRow } from '../../../dns/types.ts';
import { type Marked, marked, translated } from '../../../l10n.ts';
import { type Draft, placeholder, valueDraft } from '../../shared/drafts.ts';

type Usual = readonly [value: string, doc: Marked];

const ADVICE_RANK: Readonly<Record<SigningAdvice, number>> = { use: 1, may: 2, avoid: 3, never: 4 };

const PREFERENCES: readonly Usual[] = [
  ['10', marked('Usual for the first one.')],
  ['20', marked('Usual for the next one.')],
  ['0', marked('Before all others; with a dot as the server, the name takes no mail (RFC 7505).')],
];
const SERVICE_PRIORITIES: readonly Usual[] = [
  ['1', marked('The record describes a service.')],
  ['0', marked('The record is an alias: the target’s own records count, and there are no parameters.')],
];
const NO_SALT: readonly Usual[] = [['-', marked('No salt, which is best (RFC 9276).')]];
const NO_ITERATIONS: readonly Usual[] = [
  ['0', marked('No extra rounds, which is best (RFC 9276). Some resolvers take a zone with more for unsigned.')],
];

/** Usual values by type and field. */
const USUAL: Readonly<Record<string, readonly Usual[]>> = {
  'MX preference': PREFERENCES,
  'SRV priority': [
    ['0', marked('The first to be tried.')],
    ['10', marked('Usual for the next one.')],
  ],
  'SRV weight': [
    ['0', marked('There is nothing to choose: one target of this priority.')],
    ['5', marked('A share beside the other targets of this priority.')],
    ['100', marked('A share beside the other targets of this priority.')],
  ],
  'SVCB priority': SERVICE_PRIORITIES,
  'HTTPS priority': SERVICE_PRIORITIES,
  'URI priority': [['10', marked('Usual for the first one.')]],
  'URI weight': [['1', marked('One target of this priority.')]],
  'URI target': [['"https://"', marked('An address that is opened.')]],
  'NSEC3 salt': NO_SALT,
  'NSEC3PARAM salt': NO_SALT,
  'NSEC3 iterations': NO_ITERATIONS,
  'NSEC3PARAM iterations': NO_ITERATIONS,
  'NAPTR order': [['100', marked('Usual where there is one rule.')]],
  'NAPTR preference': [['10', marked('Usual for the first one.')]],
  'NAPTR flags': [
    ['"S"', marked('The replacement is a name with SRV records.')],
    ['"A"', marked('The replacement is a name with addresses.')],
    ['"U"', marked('The expression makes a URI.')],
    ['""', marked('The replacement is a name with further NAPTR records.')],
  ],
  'NAPTR services': [
    ['"SIP+D2U"', marked('SIP over UDP.')],
    ['"SIP+D2T"', marked('SIP over TCP.')],
    ['"SIPS+D2T"', marked('SIP over TLS.')],
    ['"E2U+sip"', marked('From a telephone number to a SIP address (ENUM).')],
  ],
  'NAPTR regexp': [['""', marked('No expression: the replacement counts.')]],
  'HINFO hardware': [['"RFC8482"', marked('The answer to a refused ANY query.')]],
  'HINFO system': [['""', marked('Nothing is said.')]],
};

/** Ports by the service in an SRV record's owner. */
const PORTS: Readonly<Record<string, number>> = {
  _autodiscover: 443,
  _caldav: 80,
  _caldavs: 443,
  _carddav: 80,
  _carddavs: 443,
  _ftp: 21,
  _h323cs: 1720,
  _http: 80,
  _https: 443,
  _imap: 143,
  _imaps: 993,
  _kerberos: 88,
  _kpasswd: 464,
  _ldap: 389,
  _ldaps: 636,
  '_matrix-fed': 8448,
  _minecraft: 25565,
  _ntp: 123,
  _pop3: 110,
  _pop3s: 995,
  _puppet: 8140,
  _sieve: 4190,
  _sip: 5060,
  _sips: 5061,
  _ssh: 22,
  _stun: 3478,
  _stuns: 5349,
  _submission: 587,
  _submissions: 465,
  _turn: 3478,
  _turns: 5349,
  '_xmpp-client': 5222,
  '_xmpp-server': 5269,
};

/** Names by which certificate authorities are written in CAA records. */
const AUTHORITIES: readonly string[] = [
  'letsencrypt.org',
  'digicert.com',
  'sectigo.com',
  'globalsign.com',
  'pki.goog',
  'amazon.com',
  'ssl.com',
  'entrust.net',
  'harica.gr',
  'certum.pl',
];
const NOBODY = marked('Nobody may issue.');

/** Values of a field whatever the record's other fields are. */
export function valueDrafts(row: TypeRow, field: RdataField): Draft[] {
  if (field.only !== undefined) return [valueDraft(String(field.only), translated(field.doc))];
  const usual = USUAL[`${row.mnemonic} ${field.name}`];
  if (usual) return usual.map(([label, doc]) => valueDraft(label, translated(doc)));
  const { registry } = FIELD_KINDS[field.kind];
  if (!field.values || registry === 'keys') return [];
  const { rows } = field.values;
  if (registry === 'words') {
    return rows.map(({ mnemonic, doc }) => valueDraft(mnemonic, translated(doc)));
  }
  const shown = field.values === KEY_PROTOCOLS ? rows.filter(({ number }) => number === DNSSEC_PROTOCOL) : rows;
  // A number may stand in the table with several spellings.
  return shown
    .filter((each, index) => shown.findIndex(({ number }) => number === each.number) === index)
    .map(registered);
}

function registered(value: Value): Draft {
  const { number, mnemonic, doc } = value;
  const advice = isSecurity(value) ? value.advice : undefined;
  return valueDraft(String(number), translated(doc), {
    ...(mnemonic === '' ? {} : { detail: mnemonic, filter: `${number} ${mnemonic}` }),
    ...(advice === undefined ? {} : { rank: ADVICE_RANK[advice], deprecated: advice === 'never' }),
  });
}

function isSecurity(value: Value): value is SecurityValue {
  return 'advice' in value;
}

/** The port of an SRV record, by the first label of its owner. */
export function portDrafts(service: string): Draft[] {
  const port = PORTS[service];
  return port === undefined ? [] : [valueDraft(String(port), '', { detail: service.slice(1), preselect: true })];
}

/** Values of a CAA record by its tag. */
export function authorityDrafts(tag: string): Draft[] {
  switch (tag.toLowerCase()) {
    case 'issue':
    case 'issuewild':
    case 'issuemail':
    case 'issuevmc':
      return [
        ...AUTHORITIES.map((name) => valueDraft(`"${name}"`, '', { kind: CompletionItemKind.Value })),
        valueDraft('";"', translated(NOBODY)),
        valueDraft(
          '"…; validationmethods=dns-01"',
          translated(marked('An authority, and the way in which it may check (RFC 8657).')),
          {
            insert: '"; validationmethods=dns-01"',
            snippet: `"${placeholder(1, AUTHORITIES[0])}; validationmethods=${placeholder(2, 'dns-01')}"`,
          },
        ),
      ];
    case 'iodef':
      return ['mailto:', 'https://'].map((scheme) =>
        valueDraft(`"${scheme}"`, translated(marked('Where refused requests are reported.')), {
          snippet: `"${scheme}${placeholder(1, '')}"`,
        }),
      );
    default:
      return [];
  }
}
