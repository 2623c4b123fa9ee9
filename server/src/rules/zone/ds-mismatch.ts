import { DIGEST, KEY_FLAG } from '../../dns/codes.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { typePlace, wordPlace } from './places.ts';
import { childAt, mayDelegate } from './support/delegation.ts';
import { digestOf, dsAmong, hexOf, isOfKey, publishedKeys } from './support/ds.ts';
import { fromChunk } from './support/edits.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const dsMismatch: ZoneRule = {
  id: 'zone/ds-mismatch',
  title: 'DS that is of no key of the zone',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.DS],
  skipUnless: { zone: mayDelegate },
  docs: {
    finds:
      'A DS record (SHA-1, SHA-256 or SHA-384) that no DNSKEY record of the delegated zone has the key tag, the algorithm and the digest of, where the workspace has both: a warning where no DS record of the delegation is of a key, information where another one is. Zones that named signs itself are not compared, since not all their keys are in the file.',
    why: 'Resolvers that validate look for the key of a DS record. Where they find none they give no answer for any name of the zone.',
    bad: 'sub NS ns0.example.net.\nsub DS 60485 8 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A\n; and the key of sub.example.com is another one\n',
    good: 'sub NS ns0.example.net.\nsub DS 60485 8 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A\n',
    sources: [
      'RFC 4034 section 5.1.4',
      'RFC 4509',
      'RFC 6605 section 2',
      'RFC 4035 section 5.2',
      'Zonemaster DNSSEC02',
    ],
  },
  checkOwner(owner, records, context, report) {
    const child = childAt(owner, context);
    if (!child || child.settings.signed) return;
    const keys = publishedKeys(child, context);
    if (keys.length === 0) return;
    const { names } = context;
    const all = dsAmong(records, context);
    const answers = all.map((ds) => matchOf(keys.map((key) => isOfKey(ds, key, owner, names))));
    if (answers.includes('unknown')) return;
    const severity = answers.includes('key') ? 'information' : 'warning';
    const zone = names.text(owner);
    const [best] = [...keys].sort((a, b) => (b.flags & KEY_FLAG.SEP) - (a.flags & KEY_FLAG.SEP));
    const digest = digestOf(best, owner, DIGEST.SHA256, names);
    for (const [i, { record, tag, algorithm }] of all.entries()) {
      if (answers[i] === 'key') continue;
      const alike = keys.find((key) => key.tag === tag && key.algorithm === algorithm);
      const what = alike
        ? t`the key ${tag} of ${zone} has another digest`
        : t`${zone} has no key with the tag ${tag} and algorithm ${algorithm}`;
      const message =
        severity === 'warning'
          ? t`No key of the zone is the one of this DS record: ${what}. Resolvers that validate answer for no name of the zone; publish the DS record of a key that it has.`
          : t`This DS record is of no key of the zone: ${what}. Delete it where that key is gone, or publish the key.`;
      const isWritten = !isGeneric(record) && severity === 'warning' && digest;
      const text = `${best.tag} ${best.algorithm} ${DIGEST.SHA256} ${hexOf(digest ?? new Uint8Array())}`;
      const { chunk, entry } = record;
      const end = chunk.wordEnds[chunk.wordFirsts[entry + 1] - 1];
      report(wordPlace(record, 0), message, {
        severity,
        related: [
          { place: typePlace((alike ?? best).record), message: t`The key with the tag ${(alike ?? best).tag}` },
        ],
        ...(isWritten ? { data: { text, end } } : {}),
      });
    }
  },
  fixes(problem, context) {
    const { text, end } = problem.data ?? {};
    const document = context.documents.find(({ uri }) => uri === problem.uri);
    if (typeof text !== 'string' || typeof end !== 'number' || !document) return [];
    const [tag] = text.split(' ');
    const last = fromChunk(problem, document, end);
    // Parentheses and comments in the middle would lose their other half.
    if (/[();]/.test(document.buffer.slice(problem.start, last))) return [];
    const edit = { uri: problem.uri, start: problem.start, end: last, newText: text };
    return [{ title: t`Write the DS record of the key ${tag}`, edits: [edit] }];
  },
};

/** What a DS record is of, by whether it is of each key. */
function matchOf(answers: readonly (boolean | undefined)[]): 'key' | 'none' | 'unknown' {
  if (answers.includes(true)) return 'key';
  return answers.includes(undefined) ? 'unknown' : 'none';
}
