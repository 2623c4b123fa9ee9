/** Configurations that may be parts of others: what seems undefined in them may be defined there. */
import type { ConfModel } from '../../../conf/model.ts';

/** Names of files that are always whole. */
const WHOLE_NAME = /^(?:named|rndc)\.conf$/;

/** Names of files that a named.conf includes: `named.conf.options`, `site.zones`, `acls.conf`. */
const PART_NAMES: readonly RegExp[] = [
  /^named\.conf\.(?!in$|\d)[\w.-]+$/i,
  /\.(?:inc|include|zones|acls?|keys)$/i,
  /^(?:acls?|keys|tsig|zones|options|logging|views|primaries|masters|policies)\.conf$/i,
];

/** Whether a configuration may be a part of another one: what its name says, and what was found when it was read. */
export function isPart(model: ConfModel): boolean {
  return model.isPart ?? isPartByName(model.root.uri);
}

function isPartByName(uri: string): boolean {
  const folders = uri.split('/');
  const name = folders.pop() ?? '';
  return folders.pop()?.endsWith('.d') || PART_NAMES.some((each) => each.test(name));
}

/**
 * Whether the outermost file that is known is a part all the same: a file of acls or zones, of whatever name, that nothing else here includes. A whole
 * configuration has options, and something that they are for.
 */
export function isPartByContent(model: ConfModel): boolean {
  const { uri } = model.root;
  if (WHOLE_NAME.test(uri.slice(uri.lastIndexOf('/') + 1))) return false;
  if (isPartByName(uri)) return true;
  const { options, allZones, views, includes } = model;
  return !options?.block.owner || (allZones.length === 0 && views.length === 0 && includes.length === 0);
}
