import { KEY_FLAG } from '../../dns/codes.ts';
import { type NameId, type NameTable, ROOT } from '../../dns/names.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, isWord, rdataNumber, rdataTtl, rdataWord } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { typePlace, wordPlace, type ZoneReport } from './places.ts';
import { isWildcard } from './support/hostname.ts';
import {
  algorithmOf,
  algorithmText,
  coveredType,
  isSigned,
  type Key,
  RRSIG_WORDS,
  signedPart,
  zoneKeys,
} from './support/signing.ts';
import { isAbsolute, isGeneric, wordName } from './support/words.ts';
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
      'An RRSIG record with more or fewer labels than its owner has, by another signer than the zone, by a key that the zone does not have, over what a delegation or glue is not signed for, or with another original TTL than the records that it signs; as information, one over records that are not there. At the zone itself: keys that no key signing key signed.',
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
    const part = signedPart(owner, model);
    const keys = zoneKeys(context);
    if (owner === apex) checkKeySignatures(records, context, report);
    const labels = names.depth(owner) - (isWildcard(names, owner) ? 1 : 0);
    for (const record of records) {
      if (record.type !== TYPE.RRSIG || isInvalid(record) || isGeneric(record)) continue;
      const type = coveredType(record);
      const count = rdataNumber(record, RRSIG_WORDS.labels);
      if (count > labels) {
        report(
          wordPlace(record, RRSIG_WORDS.labels),
          t`The signature is over a name of ${count} labels, and ${names.text(owner)} has ${labels}, so it does not validate. Sign the zone anew.`,
        );
      } else if (count < labels && context.originKnown) {
        report(
          wordPlace(record, RRSIG_WORDS.labels),
          t`The signature is over a wildcard of ${count} labels, and ${names.text(owner)} has ${labels} and is none, so it does not validate. Sign the zone anew.`,
        );
      }
      const signer = signerOf(record, context);
      if (signer >= ROOT && signer !== apex && context.originKnown) {
        report(
          wordPlace(record, RRSIG_WORDS.signer),
          t`The signer is ${names.text(signer)}, and only ${names.text(apex)} itself may sign here, so the signature does not validate. Sign the zone anew.`,
        );
        continue;
      }
      if (part !== 'all' && !(part === 'cut' && AT_CUT.has(type))) {
        const cut = part === 'cut' ? owner : model.cutAbove(owner);
        const shown = names.text(cut);
        report(
          wordPlace(record, RRSIG_WORDS.type),
          model.has(cut, TYPE.NS)
            ? t`${shown} is delegated, and this zone does not sign ${typeText(type)} records there: the signature is never sent, and verifiers reject the zone. Delete it, or sign the zone anew.`
            : t`${shown} has a DNAME, and this zone does not sign ${typeText(type)} records below it: the signature is never sent, and verifiers reject the zone. Delete it, or sign the zone anew.`,
        );
        continue;
      }
      const covered = firstOf(records, type);
      if (!covered && !isSigned(context)) continue;
      if (!covered) {
        report(
          typePlace(record),
          t`This signature is over ${typeText(type)} records of ${names.text(owner)}, and there are none. Delete it, or sign the zone anew.`,
          { severity: 'information' },
        );
        continue;
      }
      const ttl = rdataTtl(record, RRSIG_WORDS.ttl);
      if (ttl >= 0 && covered.ttl >= 0 && covered.ttl !== ttl) {
        report(
          wordPlace(record, RRSIG_WORDS.ttl),
          t`The ${typeText(type)} records were signed with a TTL of ${ttl} and have one of ${covered.ttl} now. Resolvers take the shorter one, and verifiers reject the zone: sign it anew.`,
        );
      }
      const tag = rdataNumber(record, RRSIG_WORDS.keyTag);
      if (keys.length === 0 || tag < 0) continue;
      const number = algorithmOf(record);
      if (hasKey(keys, tag, number)) continue;
      const key = keys.find((each) => each.tag === tag);
      if (number !== undefined && key) {
        report(
          wordPlace(record, RRSIG_WORDS.algorithm),
          t`The signature is of algorithm ${algorithmText(number)}, and the key with the tag ${tag} of ${algorithmText(key.algorithm)}, so it does not validate. Sign the zone anew.`,
        );
        continue;
      }
      report(
        wordPlace(record, RRSIG_WORDS.keyTag),
        t`The zone has no key with the tag ${tag} that made this signature, so it does not validate. Publish the key, or sign the zone anew.`,
      );
    }
  },
};

/** The signer that was read last, and how it is written: a zone has one. */
let last: { readonly names: NameTable; readonly text: string; readonly name: NameId } | undefined;

function signerOf(record: ZoneRecord, context: ZoneContext): NameId {
  const { names } = context;
  if (last?.names === names && isWord(record, RRSIG_WORDS.signer, last.text)) return last.name;
  const name = wordName(record, RRSIG_WORDS.signer, context);
  const text = rdataWord(record, RRSIG_WORDS.signer);
  if (isAbsolute(text)) last = { names, text, name };
  return name;
}

function firstOf(records: readonly ZoneRecord[], type: number): ZoneRecord | undefined {
  for (const record of records) if (record.type === type) return record;
  return undefined;
}

/** True where a key has the tag, and the algorithm where that is known. */
function hasKey(keys: readonly Key[], tag: number, algorithm: number | undefined): boolean {
  for (const key of keys) {
    if (key.tag === tag && (algorithm === undefined || key.algorithm === algorithm)) return true;
  }
  return false;
}

/** What is signed at a delegation. */
const AT_CUT: ReadonlySet<number> = new Set([TYPE.DS, TYPE.NSEC]);

/** Resolvers come to the keys by a DS, which names a key signing key: one of these has to have signed them. */
function checkKeySignatures(records: readonly ZoneRecord[], context: ZoneContext, report: ZoneReport): void {
  const signing = new Set(zoneKeys(context).flatMap(({ flags, tag }) => ((flags & KEY_FLAG.SEP) === 0 ? [] : [tag])));
  if (signing.size === 0) return;
  const signatures = records.filter(
    (record) =>
      record.type === TYPE.RRSIG && !isInvalid(record) && !isGeneric(record) && coveredType(record) === TYPE.DNSKEY,
  );
  if (signatures.length === 0) return;
  if (signatures.some((record) => signing.has(rdataNumber(record, RRSIG_WORDS.keyTag)))) return;
  report(
    wordPlace(signatures[0], RRSIG_WORDS.keyTag),
    t`No key signing key (flags 257) has signed the keys of ${context.names.text(context.apex)}, so resolvers that come by a DS record do not trust them. Sign the zone anew with the key signing key.`,
  );
}
