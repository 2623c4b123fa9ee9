import { normalName, placeOf } from '../../conf/model.ts';
import type { Statement, Word } from '../../conf/tree.ts';
import { typeByMnemonic } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { hasKey } from './support/keys.ts';
import { nearNames } from './support/nearNames.ts';
import { elements, hasUnreadIncludes, isName, wordsOf } from './support/words.ts';

/** Match types whose name is a placeholder: `.`, or the identity once more. */
const SELF = new Set(['self', 'selfsub', 'selfwild']);
/** Match types whose name has to be `.`. */
const DOT = new Set(['krb5-self', 'krb5-selfsub', 'ms-self', 'ms-selfsub', 'tcp-self', '6to4-self']);
/** What `ANY` and the like are beyond the table of types. */
const META_TYPES = new Set(['ANY', 'AXFR', 'IXFR', 'MAILA', 'MAILB', 'TKEY', 'TSIG', 'OPT', 'NONE']);
const MAX_COUNT = 0xffff;

function isType(text: string): boolean {
  return META_TYPES.has(text.toUpperCase()) || typeByMnemonic(text) !== undefined || /^TYPE\d{1,5}$/i.test(text);
}

/** What is wrong with a `grant` or `deny`, and with which word; undefined where named takes it. */
function mistake(
  element: Statement,
): { readonly word: Word; readonly message: string; readonly fix?: string } | undefined {
  const [, identity, match, ...rest] = wordsOf(element.values);
  if (!identity || !match) return undefined;
  const kind = match.text.toLowerCase();
  const [name, types] = kind === 'zonesub' ? [undefined, rest] : [rest[0], rest.slice(1)];
  if (!isName(identity.text))
    return { word: identity, message: t`'${identity.text}' is not a domain name, so it is no identity.` };
  if (kind !== 'zonesub' && !name) {
    return { word: match, message: t`'${match.text}' needs the name that may be updated behind it.` };
  }
  if (name) {
    if (!isName(name.text)) return { word: name, message: t`'${name.text}' is not a domain name.` };
    const same = name.text.toLowerCase().replace(/(.)\.$/, '$1');
    if (kind === 'wildcard' && !/^\*(?:\.|$)/.test(name.text)) {
      return { word: name, message: t`'wildcard' needs a name that begins with '*', and '${name.text}' does not.` };
    }
    if (SELF.has(kind) && same !== '.' && same !== identity.text.toLowerCase().replace(/(.)\.$/, '$1')) {
      const message = t`With '${match.text}' the client's own name is what may be updated, so the name has to be '.' or '${identity.text}'.`;
      return { word: name, message, fix: '.' };
    }
    if (DOT.has(kind) && same !== '.') {
      const message = t`With '${match.text}' the name follows from the client, so '.' has to stand in the place of '${name.text}'.`;
      return { word: name, message, fix: isType(name.text) ? `. ${name.text}` : '.' };
    }
    if (!SELF.has(kind) && !DOT.has(kind) && isType(name.text)) {
      const message = t`A name is missing before '${name.text}': '${match.text}' takes the name that may be updated, then the record types.`;
      return { word: name, message };
    }
  }
  for (const word of types) {
    const bracket = word.text.indexOf('(');
    const type = bracket < 0 ? word.text : word.text.slice(0, bracket);
    const count = /^\s*\+?(\d*)\)$/.exec(bracket < 0 ? '0)' : word.text.slice(bracket + 1));
    if (!count || Number(count[1]) > MAX_COUNT) {
      return {
        word,
        message: t`'${word.text}' has no valid count: a number from 0 to 65535 stands between the brackets.`,
      };
    }
    if (!isType(type)) return { word, message: t`There is no record type '${type}'.` };
  }
  return undefined;
}

/** Match types whose name is one in the zone. */
const NAMED = new Set(['name', 'subdomain', 'wildcard']);

function isGrant(word: Word | undefined): boolean {
  return word?.text.toLowerCase() === 'grant';
}

/** Whether a name lies in a zone, or the zone below it. */
function isInside(text: string, origin: string): boolean {
  const name = normalName(text).replace(/^\*\./, '');
  return origin === '.' || `.${name}`.endsWith(`.${origin}`) || name === '.' || `.${origin}`.endsWith(`.${name}`);
}

/** A rule of `update-policy` that named does not take. */
export const badUpdatePolicy: ConfRule = {
  id: 'conf/bad-update-policy',
  title: 'Update policy that named does not take',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A `grant` or `deny` without the name that its match type needs, with a name where only `.` may stand, with a bad name, a bad record type or a bad count of records. A warning: a name outside of the zone, and a key that is not defined where one is a letter away.',
    why: 'named refuses the configuration. A type where the name is meant would otherwise allow other updates than you think.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tupdate-policy { grant update.example.com. subdomain TXT; };\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tupdate-policy { grant update.example.com. subdomain example.com. TXT; };\n};',
    sources: ['update-policy in the BIND 9 Administrator Reference Manual', 'named-checkconf: `missing name field`'],
  },
  check({ model }, report) {
    const isWhole = !hasUnreadIncludes(model);
    const nearestKey = nearNames(model.keys.map((key) => key.name));
    for (const { scope, type, origin } of model.zones) {
      const policy = scope.byName.get('update-policy')?.[0];
      if (!policy || (type !== 'primary' && type !== 'secondary') || scope.byName.has('allow-update')) continue;
      for (const element of elements(policy)) {
        const wrong = mistake(element);
        const [verb, identity, match, name] = wordsOf(element.values);
        if (!wrong && isWhole && isGrant(verb) && identity && !hasKey(model, identity.text)) {
          const key = nearestKey(identity.text);
          const message = t`There is no key '${identity.text}', so nobody is allowed anything by this. Did you mean '${key ?? ''}'?`;
          if (key) report(placeOf(policy.file, identity), message, { severity: 'warning', data: { fix: key } });
        }
        if (!wrong && isGrant(verb) && name && NAMED.has(match.text.toLowerCase()) && !isInside(name.text, origin)) {
          const message = t`'${name.text}' is not in the zone '${origin}', so this allows nothing: names are taken from the root here. Write the whole name.`;
          report(placeOf(policy.file, name), message, { severity: 'warning' });
        }
        if (!wrong) continue;
        const message = t`${wrong.message} named refuses the configuration.`;
        report(placeOf(policy.file, wrong.word), message, wrong.fix ? { data: { fix: wrong.fix } } : {});
      }
    }
  },
  fixes({ uri, start, end, data }) {
    if (typeof data?.fix !== 'string') return [];
    return [{ title: t`Change to '${data.fix}'`, edits: [{ uri, start, end, newText: data.fix }] }];
  },
};
