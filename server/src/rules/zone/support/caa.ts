/** The values of CAA records (RFC 8659, RFC 8657, RFC 9495). */

import { listed, t } from '../../../l10n.ts';
import { before, isMailAddress } from '../../../text/ends.ts';
import type { TextFault } from './text.ts';

/** The tags whose value names who may issue. */
export const ISSUE_TAGS: ReadonlySet<string> = new Set(['issue', 'issuewild', 'issuemail', 'issuevmc']);
const VALIDATION_METHODS = [
  'http-01',
  'dns-01',
  'tls-alpn-01',
  'dns-account-01',
  'dns-persist-01',
  'onion-csr-01',
  'email-reply-00',
];

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
// linear: a label ends where its dot begins, so each character is read once.
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);

/** True for a mail address without a scheme before it. */
function isPlainMail(text: string): boolean {
  return isMailAddress(text) && !before(text, '@').includes(':');
}

/** What is wrong with the value of a CAA property; nothing for tags that are not known. `tag` is in lower case. */
export function caaFaults(tag: string, value: string): TextFault[] {
  if (ISSUE_TAGS.has(tag)) return issueFaults(tag, value);
  if (tag === 'iodef') return iodefFaults(value);
  if (tag === 'contactemail' && !isPlainMail(value.trim()))
    return [
      whole(value, t`${value} is no mail address, so nobody can be reached there. Write name@domain without mailto:.`),
    ];
  if (tag === 'contactphone' && !/^\+\d[\d ().-]{3,}(?:;.*)?$/.test(value.trim()))
    return [whole(value, t`${value} is no telephone number with its country code. Write it as +1 555 0100.`)];
  return [];
}

function whole(value: string, message: string, newText?: string): TextFault {
  return { start: 0, end: value.length, message, ...(newText === undefined ? {} : { newText }) };
}

function issueFaults(tag: string, value: string): TextFault[] {
  const semicolon = value.indexOf(';');
  const head = semicolon < 0 ? value : value.slice(0, semicolon);
  const issuer = head.trim();
  const faults: TextFault[] = [];
  const start = head.length - head.trimStart().length;
  if (issuer !== '' && (!DOMAIN.test(issuer) || !issuer.includes('.'))) {
    const bare = before(issuer.replace(/^https?:\/\//i, ''), '/').replace(/\.$/, '');
    const sound = DOMAIN.test(bare) && bare.includes('.');
    faults.push({
      start,
      end: start + issuer.length,
      message: t`${issuer} is no domain name of a certificate authority, so no authority takes ${tag} for its own and none may issue. Write its name alone, such as ca.example.net.`,
      ...(sound ? { newText: bare } : {}),
    });
  }
  if (semicolon >= 0) faults.push(...parameterFaults(value, semicolon + 1));
  return faults;
}

function parameterFaults(value: string, from: number): TextFault[] {
  const faults: TextFault[] = [];
  let at = from;
  for (const part of value.slice(from).split(';')) {
    const text = part.trim();
    const start = at + (part.length - part.trimStart().length);
    at += part.length + 1;
    if (text === '') continue;
    const end = start + text.length;
    const pair = /^([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)\s*=\s*([\x21-\x3a\x3c-\x7e]*)$/.exec(text);
    if (!pair) {
      faults.push({
        start,
        end,
        message: t`${text} is no parameter of the form tag=value, so authorities take the record for malformed and issue nothing. Parameters are separated by semicolons.`,
      });
      continue;
    }
    const name = pair[1].toLowerCase();
    if (name === 'accounturi' && !/^[a-z][a-z0-9+.-]*:\S+$/i.test(pair[2]))
      faults.push({
        start,
        end,
        message: t`accounturi is no URI, so no account matches it and nothing is issued. Write the account's https: address.`,
      });
    if (name !== 'validationmethods') continue;
    const unknown = pair[2]
      .split(',')
      .filter((method) => !VALIDATION_METHODS.includes(method) && !/^ca-./.test(method));
    if (unknown.length > 0)
      faults.push({
        start,
        end,
        message: t`No validation method is called ${listed(unknown.map((each) => (each === '' ? "''" : each)))}. Methods are such as ${listed(VALIDATION_METHODS.slice(0, 3))}; those of an authority of its own begin with ca-.`,
        severity: 'information',
      });
  }
  return faults;
}

function iodefFaults(value: string): TextFault[] {
  const url = value.trim();
  if (/^https?:\/\/[^\s/]/i.test(url) && !/\s/.test(url)) return [];
  if (/^mailto:/i.test(url) && isMailAddress(url.slice('mailto:'.length))) return [];
  const isMail = isPlainMail(url);
  return [
    whole(
      value,
      t`${value === '' ? 'iodef' : value} is no place for reports. Write mailto:name@domain or an https: address.`,
      isMail ? `mailto:${url}` : undefined,
    ),
  ];
}
