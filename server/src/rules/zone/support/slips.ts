/** Names of the zone that a name which is not there may have been meant to be. */
import { type NameId, ROOT } from '../../../dns/names.ts';
import { t } from '../../../l10n.ts';
import type { Fix, Problem } from '../../rule.ts';
import type { ZoneContext } from '../context.ts';
import { problemText, replacement } from './edits.ts';
import { editDistance } from './nearest.ts';
import { isAbsolute } from './words.ts';

/** One edit turns a shorter label into too many others. */
const SHORTEST = 3;
const MOST = 3;

/** The owners beside `name`, below the same parent, whose first label is one edit (insert, delete, replace, swap) away. */
function nearOwners(name: NameId, { model, names }: ZoneContext): NameId[] {
  if (name <= ROOT || !model.isInZone(name) || name === model.apex) return [];
  const label = names.labelText(name);
  if (label.length < SHORTEST) return [];
  const parent = names.parent(name);
  const found: NameId[] = [];
  for (const owner of model.owners()) {
    if (owner <= ROOT || names.parent(owner) !== parent || owner === name) continue;
    const other = names.labelText(owner);
    if (Math.abs(other.length - label.length) <= 1 && editDistance(label, other) === 1) found.push(owner);
  }
  return found;
}

/** Fixes of a problem whose text is a name that is not in the zone: the owners that are one edit away. */
export function slipFixes(problem: Problem, context: ZoneContext): Fix[] {
  const target = problem.data?.target;
  if (typeof target !== 'string') return [];
  const { names } = context;
  const name = names.fromText(target);
  const text = problemText(problem, context);
  const near = nearOwners(name, context).slice(0, MOST);
  return near.map((owner) => {
    const label = names.labelText(name);
    const written = text.toLowerCase().startsWith(label) && !isAbsolute(text);
    const newText = written ? names.labelText(owner) + text.slice(label.length) : names.text(owner);
    return replacement(problem, t`Change to ${newText}`, newText, near.length === 1);
  });
}
