/** Reverse names in the way in which they are written: relative to an origin or absolute. */

import type { NameId, NameTable } from '../../dns/names.ts';
import { isAbsolute } from '../../rules/zone/support/words.ts';

/** `name` as an owner at a place where `text` stands for `before`. What was absolute since it had to be need not stay so. */
export function ownerText(text: string, before: NameId, name: NameId, origin: NameId, names: NameTable): string {
  const isRelative = origin >= 0 && names.isWithin(name, origin);
  const hadToBeAbsolute = origin < 0 || !names.isWithin(before, origin);
  if (!isRelative || (isAbsolute(text) && !hadToBeAbsolute)) return names.text(name);
  const relative = names.relativeText(name, origin);
  return /[A-F]/.test(text) && !/[a-f]/.test(text) ? relative.toUpperCase() : relative;
}
