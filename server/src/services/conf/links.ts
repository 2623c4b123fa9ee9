/** Document links in configurations: included files, zone files, certificates and keys. */
import type { DocumentLink } from 'vscode-languageserver-types';
import { type Block, keywordOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { TextBuffer } from '../../text/buffer.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import type { Zone } from '../../workspace/zone.ts';
import { toRange } from '../shared/ranges.ts';
import { filePathOf, knownFile } from './files.ts';

/** Paths of one file that are looked for. */
const LINKS = 5000;

/** What of the workspace links are found in. */
export interface LinkSurroundings {
  readonly zones: Iterable<Zone>;
  /** URIs of the workspace's files. */
  readonly listed: readonly string[];
}

/** A link for each path in the file `uri` that leads to a file which is there. */
export function confLinks(
  configuration: Configuration,
  uri: string,
  buffer: TextBuffer,
  { zones, listed }: LinkSurroundings,
): DocumentLink[] {
  const tree = configuration.treeOf(uri);
  const { model } = configuration;
  if (!tree || !model) return [];
  const files = new Set(listed);
  const included = new Map(model.includes.map((include) => [include.word, include.targets[0]?.uri]));
  for (const { options } of zones) if (options.configuration === configuration) files.add(options.uri);
  const links: DocumentLink[] = [];
  let looked = 0;
  const visit = (block: Block): void => {
    for (const statement of block.statements) {
      if (looked >= LINKS) return;
      const word = block.clause ? filePathOf(statement) : undefined;
      if (word) {
        looked++;
        const isInclude = keywordOf(statement) === 'include';
        const target = included.get(word) ?? knownFile(word.text, uri, configuration, files);
        if (target === undefined) continue;
        const inner = word.quoted ? 1 : 0;
        links.push({
          range: toRange(buffer, word.start + inner, Math.max(word.start + inner, word.end - inner)),
          target,
          tooltip: isInclude ? t`Open the included file` : t`Open the file`,
        });
      } else for (const value of statement.values) if (value.kind === 'block' && value.clause) visit(value);
    }
  };
  visit(tree.root);
  return links;
}
