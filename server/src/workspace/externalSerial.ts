/** Zones whose serial a program sets when it publishes them: a comment at the top of the file says so. */
import type { TextBuffer } from '../text/buffer.ts';

/** UTF-16 units at the top of a file in which the comment counts. */
const TOP = 8192;

const MARK = /;[ \t]*bailiwick:[ \t]*external-serial\b/i;

/** True where a file says `; bailiwick: external-serial`. */
export function saysExternalSerial(buffer: TextBuffer): boolean {
  return MARK.test(buffer.slice(0, Math.min(TOP, buffer.length)));
}
