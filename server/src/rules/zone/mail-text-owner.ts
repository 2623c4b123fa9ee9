import { type NameId, type NameTable, ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { marked, t, translated } from '../../l10n.ts';
import { EntryKind, mayHaveType } from '../../zone/chunk.ts';
import { recordAt, type ZoneRecord } from '../../zone/model.ts';
import { ownerText } from '../../zone/ownerText.ts';
import { inheritsOwner } from '../../zone/record.ts';
import { ownerPlace } from './places.ts';
import { census } from './support/census.ts';
import { replacement } from './support/edits.ts';
import { isWildcard } from './support/hostname.ts';
import { isOfKind, isUsualAtHome, MAIL_KINDS, type MailKind } from './support/mailText.ts';
import { beginsWith } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

interface Home {
  readonly what: string;
  /** The name that is asked for, below or beside the domain. */
  readonly where: string;
  /** The label by which it is known, with its underscore. */
  readonly label: string;
  /** True where any selector may stand before the label. */
  readonly hasSelector?: true;
  /** The owner to write for `@`. */
  readonly atTop?: string;
}

const HOMES: Readonly<Record<MailKind, Home>> = {
  dkim: { what: marked('a DKIM key'), where: 'selector._domainkey', label: '_domainkey', hasSelector: true },
  dmarc: { what: marked('a DMARC policy'), where: '_dmarc', label: '_dmarc', atTop: '_dmarc' },
  'mta-sts': { what: marked('an MTA-STS announcement'), where: '_mta-sts', label: '_mta-sts', atTop: '_mta-sts' },
  tlsrpt: { what: marked('a request for TLS reports'), where: '_smtp._tls', label: '_tls', atTop: '_smtp._tls' },
  bimi: { what: marked('a BIMI record'), where: 'selector._bimi', label: '_bimi', hasSelector: true },
};

/** True where readers of such records may look at the name. Others' domains allow reports at X._report._dmarc (RFC 7489 section 7.1). */
function isAsked(owner: NameId, kind: MailKind, names: NameTable): boolean {
  const { label, hasSelector } = HOMES[kind];
  if (owner <= ROOT || isWildcard(names, owner)) return true;
  const first = names.labelText(owner);
  if (kind === 'tlsrpt') return first === '_smtp' && names.labelText(names.parent(owner)) === label;
  if (!hasSelector && first === label) return true;
  for (let at = names.parent(owner); at > ROOT; at = names.parent(at)) {
    const text = names.labelText(at);
    if (text === label ? hasSelector : kind === 'dmarc' && text === '_report') return true;
  }
  return false;
}

/** Texts that begin like one of the records, at names that nobody asks for them. */
const strayTexts = census((chunk, document, names) => {
  if (!mayHaveType(chunk, TYPE.TXT)) return undefined;
  let found: { readonly record: ZoneRecord; readonly kind: MailKind }[] | undefined;
  for (let entry = 0; entry < chunk.count; entry++) {
    if (chunk.kinds[entry] !== EntryKind.Record || chunk.types[entry] !== TYPE.TXT || chunk.owners[entry] < 0) continue;
    if (isUsualAtHome(chunk, entry, { names })) continue;
    const record = recordAt(document, chunk, entry);
    const kind = beginsWith(record, 'v=') ? MAIL_KINDS.find((each) => isOfKind(record, each)) : undefined;
    if (kind === undefined || isAsked(record.owner, kind, names)) continue;
    found ??= [];
    found.push({ record, kind });
  }
  return found;
});

/** The owner to write instead, where only the underscore is missing or the record stands at the domain itself. */
function meantBy(record: ZoneRecord, kind: MailKind): string | undefined {
  if (inheritsOwner(record)) return undefined;
  const { label, atTop } = HOMES[kind];
  const text = ownerText(record.chunk, record.entry);
  if (text === '@') return atTop;
  const labels = text.split('.');
  const at = labels.findIndex((each) => `_${each.toLowerCase()}` === label);
  if (at < 0) return undefined;
  labels[at] = label;
  if (kind === 'tlsrpt' && at > 0 && /^smtp$/i.test(labels[at - 1])) labels[at - 1] = '_smtp';
  return labels.join('.');
}

export const mailTextOwner: ZoneRule = {
  id: 'zone/mail-text-owner',
  title: 'DMARC, DKIM, MTA-STS, TLS reporting or BIMI record at a name where nobody looks',
  severity: 'information',
  since: '0.1.0',
  fix: 'unsafe',
  once: ({ data }) => String(data?.kind),
  docs: {
    finds:
      'A TXT record that begins like a DMARC policy, a DKIM key, an MTA-STS announcement, a request for TLS reports or a BIMI record, at a name where no program looks for it. Names to which a CNAME of the zone leads, and wildcards, are not reported.',
    why: 'Receivers ask for _dmarc, selector._domainkey, _mta-sts, _smtp._tls and selector._bimi below the domain, so the record has no effect.',
    bad: '@ TXT "v=DMARC1; p=none"\n',
    good: '_dmarc TXT "v=DMARC1; p=none"\n',
    sources: ['RFC 7489 section 6.6.3', 'RFC 6376 section 3.6.2.1', 'RFC 8461 section 3.1', 'RFC 8460 section 3'],
  },
  censuses: [strayTexts],
  checkZone(context, report) {
    const { model, names } = context;
    for (const { value } of strayTexts.of(context)) {
      for (const { record, kind } of value) {
        if (!model.isInZone(record.owner) || model.isMentioned(record.owner, TYPE.CNAME)) continue;
        const { what, where } = HOMES[kind];
        const meant = meantBy(record, kind);
        report(
          ownerPlace(record),
          t`This is ${translated(what)}, which is looked for at ${where} below the domain, and nobody looks for it at ${names.text(record.owner)} Rename it.`,
          { data: { kind, ...(meant === undefined ? {} : { meant }) } },
        );
      }
    }
  },
  fixes(problem) {
    const meant = problem.data?.meant;
    return typeof meant === 'string' ? [replacement(problem, t`Rename to ${meant}`, meant)] : [];
  },
};
