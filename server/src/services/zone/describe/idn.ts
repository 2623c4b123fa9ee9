/** Internationalized names (RFC 5890): labels that begin with `xn--`, in Unicode. */

import { decodePunycode } from '../../../dns/punycode.ts';
import { t } from '../../../l10n.ts';
import { code } from '../../shared/markdown.ts';

const PREFIX = 'xn--';
/** True for what a label of a name may hold in Unicode: nothing that is invisible or changes the direction of what follows. */
function isShowable(text: string): boolean {
  return /^[\p{L}\p{M}\p{N}\-\u00b7\u30fb]+$/u.test(text);
}

/** Paragraphs on a name with labels in `xn--` form; none for other names. `labels`: most specific first, presentation format. */
export function describeIdn(labels: readonly string[]): string[] {
  const isIdn = (label: string): boolean => label.toLowerCase().startsWith(PREFIX);
  if (!labels.some(isIdn)) return [];
  const out: string[] = [];
  const shown = labels.map((label) => {
    if (!isIdn(label)) return label;
    const decoded = decodePunycode(label.slice(PREFIX.length));
    if (decoded !== undefined && decoded !== '' && isShowable(decoded)) return decoded;
    out.push(
      decoded === undefined || decoded === ''
        ? t`${code(label)} begins as a label in Unicode does and is none: the rest is no Punycode (RFC 3492).`
        : t`${code(label)} stands for characters that no name may have (RFC 5892).`,
    );
    return label;
  });
  if (shown.some((label, index) => label !== labels[index]))
    out.unshift(t`In Unicode: **${code(`${shown.join('.')}.`)}**`);
  return out;
}
