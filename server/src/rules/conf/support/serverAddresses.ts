/** The addresses in lists of servers. */
import type { ConfFile, ConfModel, Named, Scope } from '../../../conf/model.ts';
import { firstByName } from '../../../conf/model.ts';
import type { Block, Word } from '../../../conf/tree.ts';
import { blockOf } from '../../../conf/tree.ts';
import { parseAddress } from '../../../dns/addresses.ts';
import { before } from '../../../text/ends.ts';
import { wordsOf } from './words.ts';

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

/** So many addresses are looked at for one list. */
const MAX_ADDRESSES = 10_000;

const lists = new WeakMap<ConfModel, ReadonlyMap<string, Named>>();

/** The list of servers of a name, whatever kind it is. */
function anyListNamed(model: ConfModel, name: string): Named | undefined {
  let names = lists.get(model);
  if (!names) {
    names = firstByName(model.serverLists);
    lists.set(model, names);
  }
  return names.get(name.toLowerCase());
}

/** A list that is being read: where in it, and whether a key is named for all of it. */
interface Frame {
  readonly list: Block;
  readonly file: ConfFile;
  readonly hasKey: boolean;
  next: number;
}

/** The addresses that a list of servers names, those of the lists that it names among them; each list counts once. */
export function serverAddresses(model: ConfModel, list: Block, file: ConfFile): readonly ServerAddress[] {
  const found: ServerAddress[] = [];
  const seen = new Set([list]);
  const open: Frame[] = [{ list, file, hasKey: false, next: 0 }];
  for (let frame = open.at(-1); frame && found.length < MAX_ADDRESSES; frame = open.at(-1)) {
    const element = frame.list.statements[frame.next++];
    if (!element) {
      open.pop();
      continue;
    }
    const words = wordsOf(element.values);
    const [first] = words;
    if (!first) continue;
    const wordAfter = (keyword: string) =>
      words[words.findIndex((word) => word.text.toLowerCase() === keyword) + 1 || words.length];
    const hasKey = frame.hasKey || wordAfter('key') !== undefined || wordAfter('tls') !== undefined;
    const octets = parseAddress(before(first.text, '%'));
    if (octets) {
      found.push({ word: first, file: frame.file, text: first.text, octets, port: wordAfter('port')?.text, hasKey });
      continue;
    }
    const named = anyListNamed(model, first.text);
    const inner = named && blockOf(named.setting.statement);
    if (!named || !inner || seen.has(inner)) continue;
    seen.add(inner);
    open.push({ list: inner, file: named.setting.file, hasKey, next: 0 });
  }
  return found;
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
