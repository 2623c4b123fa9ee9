/** Document links in zone files: the files of `$INCLUDE` lines. */

import type { DocumentLink } from 'vscode-languageserver-types';
import { t } from '../../l10n.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import { toRange } from '../shared/ranges.ts';
import { isAnswer } from './names.ts';

/** A link for each `$INCLUDE` whose file is there; none in live answers, which include nothing. */
export function zoneLinks(zone: Zone, document: ZoneDocument): DocumentLink[] {
  if (isAnswer(zone)) return [];
  const links: DocumentLink[] = [];
  for (const chunk of document.chunks) {
    for (const { path, pathStart, pathEnd } of chunk.includes) {
      const target = zone.options.include(path, document.uri);
      if (target.kind !== 'file') continue;
      links.push({
        range: toRange(document.buffer, chunk.offset + pathStart, chunk.offset + pathEnd),
        target: target.uri,
        tooltip: t`Open the included file`,
      });
    }
  }
  return links;
}
