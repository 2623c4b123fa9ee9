/** Ends and halves of texts, found in one pass where a regular expression would try again from each character. */

/** A text without the characters `unwanted` at its end. */
export function withoutEnd(text: string, unwanted: string): string {
  let end = text.length;
  while (end > 0 && unwanted.includes(text[end - 1])) end--;
  return text.slice(0, end);
}

/** The part before the first `mark`; the whole text where there is none. */
export function before(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? text : text.slice(0, at);
}

/** True for `name@domain.top`: no white space, one `@` with something before it, and a dot with something on both sides behind it. */
export function isMailAddress(text: string): boolean {
  const at = text.indexOf('@');
  if (at < 1 || text.includes('@', at + 1) || /\s/.test(text)) return false;
  const domain = text.slice(at + 1);
  const dot = domain.lastIndexOf('.');
  return dot > 0 && dot < domain.length - 1;
}
