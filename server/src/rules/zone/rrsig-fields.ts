import { ROOT } from '../../dns/names.ts';
import { parseTtl } from '../../dns/ttl.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { typePlace, wordPlace } from './places.ts';
import { isWildcard } from './support/hostname.ts';
import { coveredType, isSigned, RRSIG_WORDS, zoneKeys } from './support/signing.ts';
import { isGeneric, wordName } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const rrsigFields: ZoneRule = {
  id: 'zone/rrsig-fields',
  title: 'Signature that cannot fit what it stands beside',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.RRSIG],
  docs: {
    finds:
      'An RRSIG record with more labels than its owner has, by another signer than the zone, by a key that the zone does not have, or with another original TTL than the records that it signs; as information, one over records that are not there.',
    why: 'Such a signature does not validate, and when it is the only one, resolvers answer with an error.',
    bad: 'www A 192.0.2.80\nwww RRSIG A 13 3 3600 20370101000000 20200101000000 1 example.net. AAAA\n',
    good: 'www A 192.0.2.80\n',
    sources: [
      'RFC 4034 section 3.1',
      'RFC 4035 section 5.3.1',
      'validns',
      'DNSViz: SIGNER_NOT_ZONE, RRSIG_LABELS_EXCEED',
    ],
  },
  checkOwner(owner, records, context, report) {
    const { names, apex, model } = context;
    if (!model.isInZone(owner)) return;
    const labels = names.depth(owner) - (isWildcard(names, owner) ? 1 : 0);
    for (const record of records) {
      if (record.type !== TYPE.RRSIG || isInvalid(record) || isGeneric(record)) continue;
      const type = coveredType(record);
      const what = typeText(type);
      const count = Number(rdataWord(record, RRSIG_WORDS.labels));
      if (count > labels) {
        report(
          wordPlace(record, RRSIG_WORDS.labels),
          t`The signature is over a name of ${count} labels, and ${names.text(owner)} has ${labels}, so it does not validate. Sign the zone anew.`,
        );
      }
      const signer = wordName(record, RRSIG_WORDS.signer, context);
      if (signer >= ROOT && signer !== apex && context.originKnown) {
        report(
          wordPlace(record, RRSIG_WORDS.signer),
          t`The signer is ${names.text(signer)}, and only ${names.text(apex)} itself may sign here, so the signature does not validate. Sign the zone anew.`,
        );
        continue;
      }
      const covered = records.find((other) => other.type === type);
      if (!covered && !isSigned(context)) continue;
      if (!covered) {
        report(
          typePlace(record),
          t`This signature is over ${what} records of ${names.text(owner)}, and there are none. Delete it, or sign the zone anew.`,
          { severity: 'information' },
        );
        continue;
      }
      const ttl = parseTtl(rdataWord(record, RRSIG_WORDS.ttl));
      if (ttl !== undefined && covered.ttl > ttl) {
        report(
          wordPlace(record, RRSIG_WORDS.ttl),
          t`The ${what} records were signed with a TTL of ${ttl} and have one of ${covered.ttl} now. Resolvers cut it to the signed one: sign the zone anew.`,
          { severity: 'information' },
        );
      }
      const keys = zoneKeys(context);
      const tag = Number(rdataWord(record, RRSIG_WORDS.keyTag));
      if (keys.length === 0 || !Number.isInteger(tag) || keys.some((key) => key.tag === tag)) continue;
      report(
        wordPlace(record, RRSIG_WORDS.keyTag),
        t`The zone has no key with the tag ${tag} that made this signature, so it does not validate. Publish the key, or sign the zone anew.`,
      );
    }
  },
};
