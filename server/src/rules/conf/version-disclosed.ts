import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { insertion } from './support/edits.ts';
import { effective, servingScopes } from './support/scopes.ts';
import { publicZones } from './support/serving.ts';
import { hasUnreadIncludes, saysNo } from './support/words.ts';

/** A public server that tells its version. */
export const versionDisclosed: ConfRule = {
  id: 'conf/version-disclosed',
  title: 'Version told to everyone',
  severity: 'hint',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds: '`options` without `version` on a server with `recursion no` that is primary for public zones.',
    why: 'Anyone can ask for version.bind and get the exact release, which is what a search for servers with a known fault goes by. Not telling it is no protection by itself.',
    bad: 'options {\n\trecursion no;\n};\nzone "our-name.org" {\n\ttype primary;\n\tfile "db.our-name.org";\n};',
    good: 'options {\n\trecursion no;\n\tversion none;\n};\nzone "our-name.org" {\n\ttype primary;\n\tfile "db.our-name.org";\n};',
    sources: ['version in the BIND 9 Administrator Reference Manual', 'Zonemaster, Nameserver15', 'RFC 4892'],
  },
  check({ model }, report) {
    const { options } = model;
    if (!options?.block.owner || options.byName.has('version') || hasUnreadIncludes(model)) return;
    const isPublic = servingScopes(model).some((scope) => {
      const isAuthoritative = saysNo(effective(model, scope, 'recursion'));
      return isAuthoritative && publicZones(model, scope?.clause === 'view' ? scope : undefined).length > 0;
    });
    if (!isPublic) return;
    const message = t`This server tells anyone its exact version, as an answer to version.bind. 'version none;' keeps it to yourself.`;
    report(placeOf(options.file, options.block.owner.values[0]), message);
  },
  fixes(_problem, { model: { options } }) {
    if (!options) return [];
    const edits = [insertion(options.file, options.block, 'version none;')];
    return [{ title: t`Add 'version none;'`, edits, preferred: true }];
  },
};
