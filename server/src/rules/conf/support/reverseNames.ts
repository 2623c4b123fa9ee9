/** The names of a configuration that may be reverse names. */

import type { ConfFile, ConfModel } from '../../../conf/model.ts';
import type { Word } from '../../../conf/tree.ts';
import { t } from '../../../l10n.ts';

/** The names of zones and of trust anchors, and what each is. */
export function namesIn(model: ConfModel): readonly { word: Word; file: ConfFile; what: string }[] {
  return [
    ...model.zones.map(({ word, setting }) => ({ word, file: setting.file, what: t`zone` })),
    ...model.trustAnchors.map(({ name, file }) => ({ word: name, file, what: t`trust anchor` })),
  ];
}

/** The labels of a name, most specific first, without the root. */
export function labelsOf(text: string): readonly string[] {
  return text.replace(/\.$/, '').split('.');
}
