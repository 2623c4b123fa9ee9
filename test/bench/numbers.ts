/**
 * What a run measured, by dotted keys: `peers.1000000.named-checkzone.wall`. One shape for tables, targets, history and chart. What could not
 * be measured has no key.
 */
export type Numbers = Readonly<Record<string, number>>;

/** The numbers in nested objects under the keys that lead to them; truth values as 1 and 0, the undefined left out. */
export function flatten(value: object, prefix = ''): Numbers {
  const numbers: Record<string, number> = {};
  for (const [name, part] of Object.entries(value) as [string, unknown][]) {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof part === 'number' && Number.isFinite(part)) numbers[key] = part;
    else if (typeof part === 'boolean') numbers[key] = Number(part);
    else if (typeof part === 'object' && part !== null) Object.assign(numbers, flatten(part, key));
  }
  return numbers;
}
