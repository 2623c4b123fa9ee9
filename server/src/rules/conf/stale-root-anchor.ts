import type { TrustAnchor } from '../../conf/model.ts';
import { normalName, placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { replacement } from './support/edits.ts';

/** How the root zone's keys of 2010 and 2017 begin. */
const KEY_2010 = 'AwEAAagAIKlVZrpC6Ia7gEzahOR+9W29';
const KEY_2017 = 'AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTB';
const TAG_2010 = '19036';
const TAG_2017 = '20326';

function isKey(anchor: TrustAnchor, start: string, tag: string): boolean {
  if (anchor.anchor.endsWith('-ds')) return anchor.numbers[0]?.text === tag;
  return anchor.data?.text.replace(/\s+/g, '').slice(0, 20) === start.slice(0, 20);
}

/** A trust anchor for the root zone that ends with the next key rollover, or has ended. */
export const staleRootAnchor: ConfRule = {
  id: 'conf/stale-root-anchor',
  title: 'Trust anchor for the root zone that will not last',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A fixed trust anchor for the root zone, fixed and self-updating ones together, or the key of 2010 without the one of 2017.',
    why: 'When the root zone changes its key, a fixed anchor does not follow, and nothing validates any more: every answer is SERVFAIL. The key of 2010 has been out of use since 2018.',
    bad: 'trust-anchors { . static-ds 20326 8 2 "..."; };',
    good: 'options { dnssec-validation auto; };',
    sources: ['RFC 5011', 'named-checkconf: `static entry for the root zone WILL FAIL after key rollover`'],
  },
  check({ model }, report) {
    const anchors = model.trustAnchors.filter((anchor) => normalName(anchor.name.text) === '.');
    for (const anchor of anchors) {
      if (!anchor.anchor.startsWith('static')) continue;
      const word = anchor.element.values[1];
      const data =
        anchor.statement !== 'trusted-keys' && word?.kind === 'word'
          ? { data: { at: word.start, end: word.end, kind: anchor.anchor } }
          : {};
      report(
        placeOf(anchor.file, anchor.name),
        t`This anchor is fixed, so nothing validates any more once the root zone changes its key. Use 'dnssec-validation auto', or an initial-key or initial-ds.`,
        data,
      );
    }
    const old = anchors.find((anchor) => isKey(anchor, KEY_2010, TAG_2010));
    if (!old || anchors.some((anchor) => isKey(anchor, KEY_2017, TAG_2017))) return;
    report(
      placeOf(old.file, old.name),
      t`This is the root zone's key of 2010, out of use since 2018: nothing validates with it. Delete it and use 'dnssec-validation auto'.`,
    );
  },
  fixes({ uri, data }, { model }) {
    const file = model.files.find((candidate) => candidate.uri === uri);
    if (!file || typeof data?.at !== 'number' || typeof data.end !== 'number') return [];
    const kind = String(data.kind).replace('static', 'initial');
    return [{ title: t`Change to '${kind}'`, edits: [replacement(file, { start: data.at, end: data.end }, kind)] }];
  },
};
