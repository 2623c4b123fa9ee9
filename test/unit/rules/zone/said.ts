/** What the rules say of a zone, in short: for tables of texts with what is wrong in them. */
import { withTop } from './check.ts';
import { type HarnessOptions, originOf, TestZone } from './harness.ts';

/** `rule severity characters` of each problem, in the order of the text; the rule without `zone/`. */
export function said(text: string, options: HarnessOptions = {}): string[] {
  const zone = new TestZone(withTop(text), { origin: originOf(text), ...options });
  return zone
    .problems()
    .map(({ rule, severity, start, end }) => `${rule.slice(5)} ${severity} ${zone.text.slice(start, end)}`);
}
