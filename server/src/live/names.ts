/** Names as the messages of live queries have them: absolute texts, compared without case and by whole labels. */
import { labelsToText, labelToText, MAX_NAME, parseName } from '../dns/nameText.ts';

/** The labels of an absolute name in lower case, most specific first. */
function labelsOf(name: string): string[] {
  return parseName(name).labels.map((label) => labelToText(label).toLowerCase());
}

/** Whether two texts name the same. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Whether `name` is `zone` or stands below it; a dot inside of a label ends nothing. */
export function isAtOrBelow(name: string, zone: string): boolean {
  const labels = labelsOf(name);
  const above = labelsOf(zone);
  return above.length <= labels.length && above.every((label, i) => label === labels[labels.length - above.length + i]);
}

/** Whether `name` stands below `zone` and is not `zone` itself. */
export function isBelow(name: string, zone: string): boolean {
  return isAtOrBelow(name, zone) && !sameName(name, zone);
}

/** What a DNAME at `owner` makes of a name below it (RFC 6672 section 2.2); undefined where that is longer than a name may be. */
export function substituted(name: string, owner: string, target: string): string | undefined {
  const labels = parseName(name).labels;
  const kept = labels.slice(0, labels.length - parseName(owner).labels.length);
  const made = [...kept, ...parseName(target).labels];
  const octets = made.reduce((sum, label) => sum + label.length + 1, 1);
  return octets > MAX_NAME ? undefined : labelsToText(made);
}
