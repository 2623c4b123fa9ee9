/** What DKIM, DMARC, MTA-STS, TLS reporting and BIMI records have to say, and at which names they stand. */

import { type NameId, NameTrait, ROOT } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import { either, t } from '../../../l10n.ts';
import { isMailAddress } from '../../../text/ends.ts';
import { EntryFlag, type ParsedChunk } from '../../../zone/chunk.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import type { ZoneContext } from '../context.ts';
import { isBase64 } from './keySize.ts';
import { ofRecord } from './lastRead.ts';
import { listItems, readTags, type Tag, type TagList, tagOf, valueFault, versionFault } from './tagList.ts';
import { beginsWith, type RecordText, recordText, type TextFault } from './text.ts';

const utf8 = new TextEncoder();

export type MailKind = 'dkim' | 'dmarc' | 'mta-sts' | 'tlsrpt' | 'bimi';

interface Format {
  readonly version: string;
  /** The tags that are defined; others are ignored by readers. */
  readonly check: (list: TagList) => TextFault[];
}

const FORMATS: Readonly<Record<MailKind, Format>> = {
  dkim: { version: 'DKIM1', check: dkimFaults },
  dmarc: { version: 'DMARC1', check: dmarcFaults },
  'mta-sts': { version: 'STSv1', check: mtaStsFaults },
  tlsrpt: { version: 'TLSRPTv1', check: tlsrptFaults },
  bimi: { version: 'BIMI1', check: bimiFaults },
};

/** The kinds, by what their records begin with. */
export const MAIL_KINDS = Object.keys(FORMATS) as readonly MailKind[];

const LABELS: Readonly<Record<'dmarc' | 'mtaSts' | 'smtp' | 'tls' | 'domainkey' | 'bimi', Uint8Array>> = {
  dmarc: utf8.encode('_dmarc'),
  mtaSts: utf8.encode('_mta-sts'),
  smtp: utf8.encode('_smtp'),
  tls: utf8.encode('_tls'),
  domainkey: utf8.encode('_domainkey'),
  bimi: utf8.encode('_bimi'),
};

/** What the TXT records of a name are for, by its labels; undefined for other names. */
export function mailKind(owner: NameId, { names }: Pick<ZoneContext, 'names'>): MailKind | undefined {
  if (owner <= ROOT || (names.traits(owner) & NameTrait.Underscore) === 0) return undefined;
  if (names.hasLabel(owner, LABELS.dmarc)) return 'dmarc';
  if (names.hasLabel(owner, LABELS.mtaSts)) return 'mta-sts';
  const above = names.parent(owner);
  if (names.hasLabel(above, LABELS.tls)) return names.hasLabel(owner, LABELS.smtp) ? 'tlsrpt' : undefined;
  if (names.hasLabel(above, LABELS.domainkey)) return 'dkim';
  return names.hasLabel(above, LABELS.bimi) ? 'bimi' : undefined;
}

/** What a usual text (dns/rdata/usualText.ts) is: DMARC and DKIM begin with their versions. Undefined for one of another kind. */
function usualKind({ text, wordStarts, wordFirsts }: ParsedChunk, entry: number): MailKind | undefined {
  const at = wordStarts[wordFirsts[entry]];
  if (text.startsWith('v=DMARC1', at)) return 'dmarc';
  return text.startsWith('v=DKIM1', at) ? 'dkim' : undefined;
}

/**
 * True for a TXT record with a usual text that is at home where it stands: a policy or key at its own name, or a text of another kind at a name that is
 * for none of them.
 */
export function isUsualAtHome(chunk: ParsedChunk, entry: number, context: Pick<ZoneContext, 'names'>): boolean {
  if ((chunk.flags[entry] & EntryFlag.Usual) === 0) return false;
  return usualKind(chunk, entry) === mailKind(chunk.owners[entry], context);
}

/** A record's text as a list of tags. */
export interface MailRecord {
  readonly kind: MailKind;
  readonly text: RecordText;
  readonly list: TagList;
}

/** The record that a name is for, by its labels; undefined where the record is another. */
export const mailRecordAt = ofRecord((record: ZoneRecord, context: ZoneContext): MailRecord | undefined => {
  const kind = mailKind(record.owner, context);
  return kind && mailRecord(record, kind);
});

/** The record as its name has it; undefined where it is something else, such as a token that shows who owns the name. */
export function mailRecord(record: ZoneRecord, kind: MailKind): MailRecord | undefined {
  if (record.type !== TYPE.TXT) return undefined;
  const text = recordText(record);
  if (!text || !isMeant(kind, text.text)) return undefined;
  return { kind, text, list: readTags(text.text) };
}

/** True where a text at such a name is meant as its record, well written or not. */
function isMeant(kind: MailKind, text: string): boolean {
  if (kind === 'dkim') return /(?:^|[;\s])(?:v\s*=\s*DKIM|[pk]\s*=)/i.test(text);
  const { version } = FORMATS[kind];
  const word = version.replace(/v?1$/, '');
  return /^\s*v\s*=/i.test(text) || text.toLowerCase().includes(word.toLowerCase());
}

const BEGINNINGS = Object.fromEntries(
  Object.entries(FORMATS).map(([kind, { version }]) => [kind, `v=${version.toLowerCase()}`]),
) as Readonly<Record<MailKind, string>>;

/** True where a TXT record begins as records of this kind do. */
export function isOfKind(record: ZoneRecord, kind: MailKind): boolean {
  return record.type === TYPE.TXT && beginsWith(record, BEGINNINGS[kind]);
}

/** What is wrong in a record of the kind. */
export function mailFaults({ kind, list }: MailRecord): TextFault[] {
  const format = FORMATS[kind];
  const faults = [...list.faults];
  // A DKIM key may leave its version out (RFC 6376 section 3.6.1).
  const version = kind === 'dkim' && !tagOf(list, 'v') ? undefined : versionFault(list, format.version);
  if (version) faults.push(version);
  else faults.push(...format.check(list));
  return faults;
}

function end(list: TagList): { start: number; end: number } {
  const last = list.tags[list.tags.length - 1];
  return last ? { start: last.start, end: last.end } : { start: 0, end: 0 };
}

/** A fault for a value that is none of those that are defined. */
function oneOf(tag: Tag | undefined, values: readonly string[], effect: string): TextFault[] {
  if (!tag || values.includes(tag.value.toLowerCase())) return [];
  const shown = tag.value === '' ? t`empty` : tag.value;
  return [valueFault(tag, t`${tag.name} is ${shown}, and it can only be ${either(values)}: ${effect}`)];
}

function dkimFaults(list: TagList): TextFault[] {
  const faults: TextFault[] = [];
  const key = tagOf(list, 'p');
  const kind = tagOf(list, 'k');
  if (!key)
    faults.push({
      ...end(list),
      message: t`There is no p= with the public key, so every signature made with this selector fails.`,
    });
  else if (key.value !== '') {
    if (!isBase64(key.value))
      faults.push(valueFault(key, t`The key after p= is not base64, so every signature made with it fails.`));
  }
  faults.push(...oneOf(kind, ['rsa', 'ed25519'], t`verifiers do not know other kinds of key.`));
  const hashes = tagOf(list, 'h');
  if (hashes && !listItems(hashes, ':').some(({ text }) => text.toLowerCase() === 'sha256'))
    faults.push(
      valueFault(hashes, t`h does not allow sha256, and verifiers take no other hash. Write h=sha256, or leave h out.`),
    );
  const services = tagOf(list, 's');
  if (services && !listItems(services, ':').some(({ text }) => text === '*' || text.toLowerCase() === 'email'))
    faults.push(
      valueFault(services, t`s does not allow email, so mail verifiers ignore the key. Write s=email, or leave s out.`),
    );
  return faults;
}

const POLICIES = ['none', 'quarantine', 'reject'];

function dmarcFaults(list: TagList): TextFault[] {
  const faults: TextFault[] = [];
  const policy = tagOf(list, 'p');
  if (!policy)
    faults.push({
      ...end(list),
      message: t`There is no p=, so receivers apply no policy. Write p=none, p=quarantine or p=reject behind the version.`,
    });
  else if (list.tags[1] !== policy && list.tags[0] !== policy)
    faults.push({
      start: policy.start,
      end: policy.end,
      severity: 'information',
      message: t`Some receivers expect p= directly behind the version (RFC 7489) and ignore the record otherwise. Move it there.`,
    });
  const ignored = t`receivers ignore it or the whole record.`;
  faults.push(...oneOf(policy, POLICIES, ignored), ...oneOf(tagOf(list, 'sp'), POLICIES, ignored));
  faults.push(...oneOf(tagOf(list, 'np'), POLICIES, ignored));
  faults.push(...oneOf(tagOf(list, 'adkim'), ['r', 's'], ignored), ...oneOf(tagOf(list, 'aspf'), ['r', 's'], ignored));
  faults.push(...oneOf(tagOf(list, 't'), ['y', 'n'], ignored), ...oneOf(tagOf(list, 'psd'), ['y', 'n', 'u'], ignored));
  const options = tagOf(list, 'fo');
  if (options && listItems(options, ':').some(({ text }) => !/^[01ds]$/i.test(text)))
    faults.push(valueFault(options, t`fo is a list of 0, 1, d and s with colons between them, not ${options.value}.`));
  faults.push(...numberFaults(tagOf(list, 'pct'), 100), ...numberFaults(tagOf(list, 'ri'), 0xffffffff));
  for (const name of ['rua', 'ruf']) faults.push(...addressFaults(tagOf(list, name), ['mailto:', 'https:', 'http:']));
  return faults;
}

function numberFaults(tag: Tag | undefined, most: number): TextFault[] {
  if (!tag || (/^\d{1,10}$/.test(tag.value) && Number(tag.value) <= most)) return [];
  return [
    valueFault(
      tag,
      t`${tag.name} is ${tag.value === '' ? t`empty` : tag.value}, and it is a number from 0 to ${most}.`,
    ),
  ];
}

/** Each address of a comma-separated list is a URI; `!` and a size may follow it in DMARC. */
function addressFaults(tag: Tag | undefined, schemes: readonly string[]): TextFault[] {
  if (!tag) return [];
  const faults: TextFault[] = [];
  for (const { text, start, end: stop } of listItems(tag, ',')) {
    const address = text.replace(/!\d+[kmgt]?$/i, '');
    const scheme = schemes.find((each) => address.toLowerCase().startsWith(each));
    const isMail = isMailAddress(address) && !address.includes(':');
    if (scheme === undefined) {
      faults.push({
        start: text === '' ? tag.start : start,
        end: text === '' ? tag.end : stop,
        message: t`${text === '' ? tag.name : text} names no place for reports: an address begins with ${either(schemes)}.`,
        ...(isMail ? { newText: `mailto:${text}` } : {}),
      });
    } else if (scheme === 'mailto:' && !isMailAddress(address.slice(scheme.length))) {
      faults.push({
        start,
        end: stop,
        message: t`${text} is no mail address, so no reports come. Write mailto:name@domain.`,
      });
    } else if (scheme !== 'mailto:' && !/^https?:\/\/[^\s/]+/i.test(address)) {
      faults.push({ start, end: stop, message: t`${text} is no web address, so no reports come.` });
    }
  }
  return faults;
}

function mtaStsFaults(list: TagList): TextFault[] {
  const id = tagOf(list, 'id');
  if (!id)
    return [
      {
        ...end(list),
        message: t`There is no id=, so senders ignore the record. Write id= and a number that changes with the policy.`,
      },
    ];
  if (/^[A-Za-z0-9]{1,32}$/.test(id.value)) return [];
  return [
    valueFault(
      id,
      t`id is ${id.value === '' ? t`empty` : id.value}, and it has 1 to 32 letters and digits: senders ignore the record.`,
    ),
  ];
}

function tlsrptFaults(list: TagList): TextFault[] {
  const rua = tagOf(list, 'rua');
  if (!rua)
    return [
      {
        ...end(list),
        message: t`There is no rua=, so nobody knows where to send reports. Write rua=mailto:name@domain.`,
      },
    ];
  return addressFaults(rua, ['mailto:', 'https:']);
}

function bimiFaults(list: TagList): TextFault[] {
  const faults: TextFault[] = [];
  const logo = tagOf(list, 'l');
  const evidence = tagOf(list, 'a');
  if (!logo)
    faults.push({ ...end(list), message: t`There is no l= with the address of the logo, so no logo is shown.` });
  for (const tag of [logo, evidence]) {
    if (!tag || tag.value === '' || (tag === evidence && tag.value === 'self')) continue;
    if (!/^https:\/\/[^\s/]+/i.test(tag.value))
      faults.push(valueFault(tag, t`${tag.value} is no https: address, so no logo is shown.`));
  }
  return faults;
}
