/** How large the smallest referral to a zone is, for a name below it that is as long as names can be. */
import { labelToText, MAX_NAME, parseName } from '../../../dns/nameText.ts';
import { HEADER } from '../../messages.ts';
import type { Servers } from '../lookUp.ts';
import { familyOf } from '../questions.ts';
import { isInDomain } from '../records.ts';

/** Type and class of a question; type, class, TTL and length of a record. */
const QUESTION_REST = 4;
const RECORD_REST = 10;
const POINTER = 2;
/** What a pointer can point to (RFC 1035 section 4.1.4). */
const POINTED = 0x4000;

/** Writes names as a server does, each end that stood before as a pointer, and counts. */
class Message {
  size = HEADER;
  readonly #ends = new Set<string>();

  /** Adds a name. */
  name(text: string): void {
    const labels = parseName(text).labels.map((label) => ({
      octets: label.length,
      text: labelToText(label).toLowerCase(),
    }));
    for (let at = 0; at < labels.length; at++) {
      const end = labels
        .slice(at)
        .map((label) => label.text)
        .join('.');
      if (this.#ends.has(end)) {
        this.size += POINTER;
        return;
      }
      if (this.size < POINTED) this.#ends.add(end);
      this.size += labels[at].octets + 1;
    }
    this.size += 1;
  }
}

/** A name of 255 octets below the zone, as nearly as labels make it up. */
function longestBelow(zone: string): string {
  const octets = parseName(zone).labels.reduce((sum, label) => sum + label.length + 1, 1);
  const labels: string[] = [];
  for (let left = MAX_NAME - octets; left > 1; ) {
    // A single octet that is left over makes no label.
    const length = Math.min(63, left - 1) - (left - 1 === 64 ? 1 : 0);
    labels.push('x'.repeat(length));
    left -= length + 1;
  }
  return `${labels.join('.')}.${zone === '.' ? '' : zone}`;
}

/** The octets of the referral. One address of each family stands in it where nobody could ask any server without. */
export function referralSize(zone: string, parent: string, servers: Servers): number {
  const message = new Message();
  message.name(longestBelow(zone));
  message.size += QUESTION_REST;
  for (const name of servers.keys()) {
    message.name(zone);
    message.size += RECORD_REST;
    message.name(name);
  }
  for (const family of [4, 6] as const) {
    const names = [...servers]
      .filter(([, addresses]) => addresses.some((one) => familyOf(one) === family))
      .map(([name]) => name);
    if (names.length === 0 || !names.every((name) => isInDomain(name, parent))) continue;
    message.name(names[0]);
    message.size += RECORD_REST + (family === 4 ? 4 : 16);
  }
  return message.size;
}
