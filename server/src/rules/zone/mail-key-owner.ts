import { ROOT } from '../../dns/names.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { ownerPlace } from './places.ts';
import { isWildcard } from './support/hostname.ts';
import type { ZoneRule } from './zoneRule.ts';

const PARENTS = new Map<number, string>([
  [TYPE.SMIMEA, '_smimecert'],
  [TYPE.OPENPGPKEY, '_openpgpkey'],
]);

export const mailKeyOwner: ZoneRule = {
  id: 'zone/mail-key-owner',
  title: 'OPENPGPKEY or SMIMEA record at a name that nobody asks for',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SMIMEA, TYPE.OPENPGPKEY],
  docs: {
    finds:
      'An OPENPGPKEY record that is not at HASH._openpgpkey, or an SMIMEA record that is not at HASH._smimecert, where HASH is 56 hex digits: the first 28 octets of the SHA-256 digest of the mail name before the @.',
    why: 'Mail programs compute that name, so they do not find a record elsewhere.',
    bad: 'hugh OPENPGPKEY AwEAAQ==\n',
    good: 'c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6._openpgpkey OPENPGPKEY AwEAAQ==\n',
    sources: ['RFC 7929 section 3', 'RFC 8162 section 3', 'validns: smimea-host'],
  },
  checkRecord(record, context, report) {
    const { names } = context;
    const wanted = PARENTS.get(record.type);
    if (wanted === undefined || record.owner <= ROOT || isWildcard(names, record.owner)) return;
    const parent = names.parent(record.owner);
    const isHash = /^[0-9a-f]{56}$/.test(names.labelText(record.owner));
    if (isHash && parent > ROOT && names.labelText(parent) === wanted) return;
    report(
      ownerPlace(record),
      t`Mail programs look for ${typeText(record.type)} records at 56 hex digits and ${wanted}, so at ${names.text(record.owner)} nobody finds this one. Name it after the digest of the mail name.`,
    );
  },
};
