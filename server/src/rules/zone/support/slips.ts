/** Names of the zone that a name which is not there may have been meant to be. */
import { type NameId, ROOT } from '../../../dns/names.ts';
import { t } from '../../../l10n.ts';
import type { Fix, Problem } from '../../rule.ts';
import type { ZoneContext } from '../context.ts';
import { problemText, replacement } from './edits.ts';
import { isAbsolute } from './words.ts';

/** One edit turns a shorter label into too many others. */
const SHORTEST = 3;
const MOST = 3;

/** The octets that somebody may have left out or mistyped. */
const TYPED = [...'abcdefghijklmnopqrstuvwxyz0123456789-_'].map((char) => char.charCodeAt(0));

/** The labels that are one edit (insert, delete, replace, swap) away from a label. */
function* nearLabels(label: readonly number[]): Generator<readonly number[]> {
  for (let at = 0; at <= label.length; at++) {
    const before = label.slice(0, at);
    for (const octet of TYPED) yield [...before, octet, ...label.slice(at)];
    if (at === label.length) return;
    const after = label.slice(at + 1);
    yield [...before, ...after];
    for (const octet of TYPED) if (octet !== label[at]) yield [...before, octet, ...after];
    if (after.length > 0 && after[0] !== label[at]) yield [...before, after[0], label[at], ...after.slice(1)];
  }
}

/** The owners beside `name`, below the same parent, whose first label is one edit away: each such label is looked up, however many owners there are. */
function nearOwners(name: NameId, { model, names }: ZoneContext): NameId[] {
  if (name <= ROOT || !model.isInZone(name) || name === model.apex) return [];
  const label = [...names.label(name)];
  if (label.length < SHORTEST) return [];
  const parent = names.parent(name);
  const found = new Set<NameId>();
  for (const other of nearLabels(label)) {
    const owner = names.find(parent, Uint8Array.from(other));
    if (owner > ROOT && model.hasOwner(owner)) found.add(owner);
  }
  return [...found].sort((a, b) => a - b);
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
