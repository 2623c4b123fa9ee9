import { placeOf } from '../../conf/model.ts';
import { typeByMnemonic } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { viewScopes } from './support/scopes.ts';
import { elements, isName, wordAfter, wordsOf } from './support/words.ts';

const ORDERS = new Set(['fixed', 'random', 'cyclic', 'none']);
const CLASSES = /^(?:in|ch|chaos|hs|hesiod|any|none|class\d{1,5}|reserved0)$/i;

/** An element of rrset-order that named does not take. */
export const badRrsetOrder: ConfRule = {
  id: 'conf/bad-rrset-order',
  title: 'Order of records that named does not take',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'An element of `rrset-order` without the word `order`, with an order other than `random`, `cyclic`, `none` and `fixed`, or with a class, type or name that is none. `fixed` is a warning: most builds do not have it.',
    why: 'named refuses the configuration.',
    bad: 'options {\n\trrset-order { type A order shuffled; };\n};',
    good: 'options {\n\trrset-order { type A order random; };\n};',
    sources: ["named-checkconf: `rrset-order: keyword 'order' missing`, `invalid order`"],
  },
  check({ model }, report) {
    for (const scope of viewScopes(model)) {
      const setting = scope.byName.get('rrset-order')?.[0];
      for (const element of elements(setting)) {
        if (!setting) continue;
        const words = wordsOf(element.values);
        const [keyword, order] = words.slice(-2);
        if (!keyword || !order) continue;
        // The keyword may be the first of the words, which `wordAfter` leaves out.
        const after = (name: string) => (words[0].text.toLowerCase() === name ? words[1] : wordAfter(element, name));
        const tell = (word: typeof order, message: string) =>
          report(placeOf(setting.file, word), t`${message} named refuses the configuration.`);
        const [className, type, name] = ['class', 'type', 'name'].map(after);
        if (className && !CLASSES.test(className.text)) tell(className, t`There is no class '${className.text}'.`);
        if (type && type.text.toUpperCase() !== 'ANY' && !typeByMnemonic(type.text) && !/^TYPE\d+$/i.test(type.text)) {
          tell(type, t`There is no record type '${type.text}'.`);
        }
        if (name && !isName(name.text)) tell(name, t`'${name.text}' is not a domain name.`);
        if (keyword.text.toLowerCase() !== 'order') {
          tell(keyword, t`The word 'order' is missing before '${order.text}'.`);
        }
        if (!ORDERS.has(order.text.toLowerCase())) {
          tell(order, t`There is no order '${order.text}'. Use random, cyclic or none.`);
        } else if (order.text.toLowerCase() === 'fixed') {
          report(
            placeOf(setting.file, order),
            t`Most builds of BIND do not have the order 'fixed', and then use random. Use 'none' to keep the order of the zone file or cache.`,
            { severity: 'warning' },
          );
        }
      }
    }
  },
};
