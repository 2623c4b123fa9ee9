/** Inlay hints in configurations: what a zone takes over from its view and from options. Off unless the user wants them. */
import { type InlayHint, InlayHintKind } from 'vscode-languageserver-types';
import { blockOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { TextBuffer } from '../../text/buffer.ts';
import { code } from '../shared/markdown.ts';
import type { OffsetRange } from '../shared/ranges.ts';
import { inheritedSettings, valueText } from './inherited.ts';
import type { ConfSource } from './source.ts';

/** Zones of one answer. */
const MOST_ZONES = 500;
/** The longest value in a hint, in UTF-16 units. */
const LONGEST = 40;

/** What decides who may ask a zone, who gets it, and how it is kept: the inherited statements that are shown. */
const SHOWN = new Set([
  'allow-query',
  'allow-transfer',
  'allow-update',
  'also-notify',
  'check-names',
  'dnssec-policy',
  'forwarders',
  'inline-signing',
  'max-zone-ttl',
  'notify',
]);

/** The hints behind the braces of the zones that begin in `range` (UTF-16 offsets) of the file `uri`. */
export function confInlayHints(
  { model }: ConfSource,
  uri: string,
  buffer: TextBuffer,
  range: OffsetRange,
): InlayHint[] {
  if (!model) return [];
  const hints: InlayHint[] = [];
  let zones = 0;
  for (const zone of model.zones) {
    const { setting, type } = zone;
    if (setting.file.uri !== uri || setting.statement.end < range.start || setting.statement.start > range.end)
      continue;
    const block = blockOf(setting.statement);
    if (!block || type === 'in-view' || zones++ >= MOST_ZONES) continue;
    for (const inherited of inheritedSettings(model, zone)) {
      const { name } = inherited.setting;
      const value = SHOWN.has(name) ? valueText(inherited.setting) : undefined;
      if (value === undefined) continue;
      const shown = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
      hints.push({
        position: buffer.positionAt(block.start + 1),
        label: `${name} ${shown};`,
        kind: InlayHintKind.Parameter,
        paddingLeft: true,
        tooltip: {
          kind: 'markdown',
          value:
            inherited.from === 'view'
              ? t`${code(`${name} ${value};`)} holds here, from the view ${code(zone.view?.name ?? '')}.`
              : t`${code(`${name} ${value};`)} holds here, from options.`,
        },
      });
    }
  }
  return hints;
}
