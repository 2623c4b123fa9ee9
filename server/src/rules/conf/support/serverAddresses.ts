/** The addresses in lists of servers. */

import type { ConfFile, ConfModel, Scope } from '../../../conf/model.ts';
import type { Block, Word } from '../../../conf/tree.ts';
import { blockOf } from '../../../conf/tree.ts';
import { parseAddress } from '../../../dns/addresses.ts';
import { before } from '../../../text/ends.ts';

export interface ServerAddress {
  readonly word: Word;
  readonly file: ConfFile;
  readonly text: string;
  readonly octets: Uint8Array;
  /** The port behind it, where there is one. */
  readonly port: string | undefined;
  /** Whether a key, or a tls clause, is named for it. */
  readonly hasKey: boolean;
}

const MAX_DEPTH = 20;

/** The addresses that a list of servers names, those of the lists that it names among them. */
export function serverAddresses(model: ConfModel, list: Block, file: ConfFile, depth = 0): readonly ServerAddress[] {
  if (depth > MAX_DEPTH) return [];
  return list.statements.flatMap((element): readonly ServerAddress[] => {
    const words = element.values.filter((value): value is Word => value.kind === 'word');
    const [first] = words;
    if (!first) return [];
    const wordAfter = (keyword: string) =>
      words[words.findIndex((word) => word.text.toLowerCase() === keyword) + 1 || words.length];
    const hasKey = wordAfter('key') !== undefined || wordAfter('tls') !== undefined;
    const octets = parseAddress(before(first.text, '%'));
    if (octets) return [{ word: first, file, text: first.text, octets, port: wordAfter('port')?.text, hasKey }];
    const named = model.serverLists.find((other) => other.name.toLowerCase() === first.text.toLowerCase());
    const inner = named && blockOf(named.setting.statement);
    if (!named || !inner) return [];
    const found = serverAddresses(model, inner, named.setting.file, depth + 1);
    return hasKey ? found.map((address) => ({ ...address, hasKey })) : found;
  });
}

/** The addresses of the servers that statements of these names name: in the scope, in options and in the zones below them. */
export function addressesOf(
  model: ConfModel,
  scope: Scope | undefined,
  names: readonly string[],
): readonly ServerAddress[] {
  const isZone = scope?.clause === 'zone';
  const zones = isZone
    ? []
    : model.zones.filter((zone) => !zone.view || zone.view.scope === scope).map((zone) => zone.scope);
  const scopes = new Set([scope, ...(isZone ? [] : [model.options]), ...zones]);
  return [...scopes].flatMap((one) =>
    names.flatMap((name) =>
      (one?.byName.get(name) ?? []).flatMap(({ statement, file }) => {
        const list = blockOf(statement);
        return list ? serverAddresses(model, list, file) : [];
      }),
    ),
  );
}
