/** Whether a configuration says itself which zones its server has. */
import type { ConfInclude, ConfModel } from '../conf/model.ts';
import { saysYes } from '../rules/conf/support/words.ts';
import type { PathTarget } from './pathFinder.ts';

/** Includes that name no zones of the user's: keys, which are kept out of repositories, and what packages bring along. */
const WITHOUT_ZONES =
  /key|secret|tsig|acl|\.config$|^(?:named\.rfc1912\.zones|zones\.rfc1918|named\.conf\.default-zones)$/i;

/** True where a configuration says itself which zones its server has: none is in a part that was not read, in a catalog, or added by rndc. */
export function namesItsZones(model: ConfModel, targetsOf: (include: ConfInclude) => readonly PathTarget[]): boolean {
  if (model.isPart) return false;
  const scopes = [model.options, ...model.views.map(({ scope }) => scope)];
  if (
    scopes.some(
      (scope) => scope?.byName.has('catalog-zones') || saysYes(scope?.byName.get('allow-new-zones')?.[0], false),
    )
  )
    return false;
  return model.includes.every(
    (include) =>
      WITHOUT_ZONES.test(include.path.slice(include.path.lastIndexOf('/') + 1)) ||
      (include.passedOver.length === 0 && targetsOf(include).every(({ kind }) => kind === 'file')),
  );
}
