import { ROOT } from '../../dns/names.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { targetPlace, wordPlace } from './places.ts';
import { bindingsOf, mayHaveAlias } from './support/svcb.ts';
import type { ZoneRule } from './zoneRule.ts';

export const svcbAliasChain: ZoneRule = {
  id: 'zone/svcb-alias-chain',
  title: 'SVCB or HTTPS alias that clients may not follow',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SVCB, TYPE.HTTPS],
  docs: {
    finds:
      'An alias (priority 0) whose target has an alias of the same type again (information), several aliases of one type at a name, and an alias beside records with a priority above 0.',
    why: 'Clients follow few steps and may stop at the second alias. Of several aliases they take one at random, and where there is an alias they ignore the records beside it.',
    bad: 'www HTTPS 0 a.example.net.\nwww HTTPS 1 . alpn=h2\nwww A 192.0.2.80\n',
    good: 'www HTTPS 0 a.example.net.\n',
    sources: ['RFC 9460 section 2.4.1 and section 2.4.2', 'pdnsutil: AliasMode to AliasMode, more than one AliasMode'],
  },
  checkOwner(owner, records, context, report) {
    if (!mayHaveAlias(records)) return;
    const all = bindingsOf(records, context);
    for (const type of [TYPE.SVCB, TYPE.HTTPS]) {
      const bindings = all.filter(({ record }) => record.type === type);
      const aliases = bindings.filter((binding) => binding.alias);
      const shown = context.names.text(owner);
      for (const { record, target } of aliases) {
        if (target === owner || target === ROOT) continue;
        const next = bindingsOf(context.model.rrset(target, type), context);
        if (next.some((binding) => binding.alias))
          report(
            targetPlace(record),
            t`${context.names.text(target)} is a ${typeText(type)} alias itself, and clients may stop after one step. Name the last target.`,
            {
              severity: 'information',
            },
          );
      }
      for (const { record } of aliases.slice(1))
        report(
          wordPlace(record, 0),
          t`${shown} has ${aliases.length} ${typeText(type)} aliases, and clients take one at random. Keep one.`,
        );
      if (aliases.length === 0) continue;
      for (const { record, alias } of bindings) {
        if (alias) continue;
        report(
          wordPlace(record, 0),
          t`${shown} has a ${typeText(type)} alias (priority 0), so clients ignore this record. Remove one of them.`,
        );
      }
    }
  },
};
