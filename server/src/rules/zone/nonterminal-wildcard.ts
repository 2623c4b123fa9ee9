import { NameTrait } from '../../dns/names.ts';
import { t } from '../../l10n.ts';
import { ownerPlace } from './places.ts';
import type { ZoneRule } from './zoneRule.ts';

export const nonterminalWildcard: ZoneRule = {
  id: 'zone/nonterminal-wildcard',
  title: 'Asterisk that is not the first label',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  onlyWrittenOwner: true,
  skipUnless: { ownerTraits: NameTrait.Star },
  docs: {
    finds: 'An owner with the label * behind another label: `www.*.example.com`.',
    why: 'Only a leading * stands for other names. Here it is a label like any other, and the record answers for a name that has an asterisk in it.',
    bad: 'www.*.shop TXT "hello"\n',
    good: '*.shop TXT "hello"\n',
    sources: ['RFC 4592 section 2.1.1', 'named: contains a non-terminal wildcard, check-wildcard'],
  },
  checkRecord(record, context, report) {
    const { chunk, entry } = record;
    if (record.owner < 0 || (context.names.traits(record.owner) & NameTrait.Star) === 0) return;
    const text = chunk.text.slice(chunk.ownerStarts[entry], chunk.ownerEnds[entry]);
    if (!/\.\*(?:\.|$)/.test(text)) return;
    report(
      ownerPlace(record),
      t`In ${context.names.text(record.owner)} an asterisk stands behind another label, where it stands for nothing but itself. Write it as the first label only, or write the names out.`,
      { option: 'check-wildcard' },
    );
  },
};
