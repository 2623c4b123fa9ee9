import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { listeners } from './support/listening.ts';
import { elementsOf, listOf } from './support/matchLists.ts';

/** The addresses that stand for all of them elsewhere. */
const UNSPECIFIED = new Set(['0.0.0.0', '::', '0.0.0.0/32', '::/128']);

/** listen-on with the unspecified address. */
export const listensOnNoAddress: ConfRule = {
  id: 'conf/listens-on-no-address',
  title: 'Address that no interface has',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: '`0.0.0.0` in `listen-on`, or `::` in `listen-on-v6`.',
    why: 'Other programs mean every address by it. named listens on the addresses of the machine that the list matches, and no interface has this one.',
    bad: 'options {\n\tlisten-on { 0.0.0.0; };\n};',
    good: 'options {\n\tlisten-on { any; };\n};',
    sources: ['listen-on in the BIND 9 Administrator Reference Manual: an address match list'],
  },
  check({ model }, report) {
    for (const family of [4, 6] as const) {
      for (const setting of listeners(model, family)) {
        const list = listOf(setting);
        for (const { word, isNegated } of list ? elementsOf(list) : []) {
          if (!word || isNegated || !UNSPECIFIED.has(word.text)) continue;
          const message = t`No interface has the address ${word.text}, so named does not listen by this. Write 'any' for every address.`;
          report(placeOf(setting.file, word), message);
        }
      }
    }
  },
  fixes({ uri, start, end }) {
    return [{ title: t`Change to 'any'`, edits: [{ uri, start, end, newText: 'any' }] }];
  },
};
