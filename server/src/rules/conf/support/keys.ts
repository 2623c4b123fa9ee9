/** The keys of a configuration, by name. */
import type { ConfModel } from '../../../conf/model.ts';
import { normalName } from '../../../conf/model.ts';

const keyNames = new WeakMap<ConfModel, ReadonlySet<string>>();

/** Whether a key of that name is defined; the names of keys are compared as domain names. */
export function hasKey(model: ConfModel, name: string): boolean {
  let names = keyNames.get(model);
  if (!names) {
    names = new Set(model.keys.map((key) => normalName(key.name)));
    keyNames.set(model, names);
  }
  return names.has(normalName(name));
}
