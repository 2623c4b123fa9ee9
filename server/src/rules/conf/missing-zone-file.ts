import type { ConfModel, Zone } from '../../conf/model.ts';
import { filePlace, placeOf, resolvePath } from '../../conf/model.ts';
import { lacksTemplate } from '../../conf/templates.ts';
import { isYes } from '../../conf/valueKinds.ts';
import { zonePath } from '../../conf/zonePath.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfRule } from './context.ts';
import { hasUnreadIncludes, saysNo, signingPolicy } from './support/words.ts';

/** A zone file that is not named, or not there. */
export const missingZoneFile: ConfRule = {
  id: 'conf/missing-zone-file',
  title: 'Zone file missing',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A primary or hint zone, or a secondary that is signed, without `file` (an error), and a `file` that does not exist (a warning; an error for the root hints). Silent where the file cannot be looked for.',
    why: 'Without `file` named refuses the configuration. Where the file is not there, named starts and answers SERVFAIL for the zone; without its root hints it does not start.',
    bad: 'zone "example.com" {\n\ttype primary;\n};',
    good: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n};',
    sources: ["named-checkconf: `zone '...': missing 'file' entry`", 'named-checkconf -z'],
  },
  *check({ model, fileExists, version }, report) {
    const signsInline = atLeast(version, '9.21') && !hasUnreadIncludes(model);
    for (const part of inParts(model.zones)) {
      yield;
      for (const zone of part) {
        const { fileWord, setting, name } = zone;
        if (!fileWord) {
          const policy = signsInline ? policyOfCopy(model, zone) : undefined;
          if (policy !== undefined) {
            const message = t`The zone '${name}' is signed by the policy '${policy}' and has no file for what named fetched and signed, so named refuses the configuration. Add 'file "...";'.`;
            report(placeOf(setting.file, zone.word), message);
            continue;
          }
          if (!needsFile(zone)) continue;
          const message = t`The zone '${name}' has no file to be loaded from, so named refuses the configuration. Add 'file "...";'.`;
          report(placeOf(setting.file, zone.word), message);
          continue;
        }
        if (zone.type !== 'primary' && zone.type !== 'hint') continue;
        if (zone.scope.byName.has('initial-file')) continue;
        const path = resolvePath(model.directory, zonePath(fileWord.text, zone, version));
        if (fileExists(path) !== false) continue;
        if (zone.type === 'hint' && zone.origin === '.' && zone.className === 'IN') {
          const message = t`There is no file '${path}' with the root hints, so named does not start. Correct the name, or delete the zone: BIND has the root servers built in.`;
          report(filePlace(zone), message, { data: { path } });
          continue;
        }
        const message = t`There is no file '${path}', so named answers SERVFAIL for '${name}'. Correct the name, or create the file.`;
        report(filePlace(zone), message, { severity: 'warning', data: { path } });
      }
    }
  },
};

function needsFile(zone: Zone): boolean {
  const { type, scope } = zone;
  const has = (name: string) => scope.byName.has(name);
  if (has('file') || lacksTemplate(zone)) return false;
  if (type === 'primary') return !has('database') && !has('dlz');
  if (type === 'hint') return true;
  // A signed copy is kept beside the file that was fetched.
  const signs = scope.byName.get('inline-signing')?.[0].statement.values[1];
  return type === 'secondary' && signs?.kind === 'word' && isYes(signs.text);
}

/** The policy that signs a secondary without a file: from 9.21 on named wants one where nothing says `inline-signing no`. */
function policyOfCopy(model: ConfModel, zone: Zone): string | undefined {
  const { type, scope } = zone;
  if (type !== 'secondary' || scope.byName.has('file') || scope.byName.has('inline-signing') || lacksTemplate(zone))
    return undefined;
  const policy = signingPolicy(model, zone)?.word.text;
  const own = model.policies.find(({ name }) => name === policy)?.scope?.byName;
  // That is refused for another reason (conf/policy-needs-inline-signing).
  return saysNo(own?.get('inline-signing')?.[0]) ? undefined : policy;
}
