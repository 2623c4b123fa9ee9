/** The `inet` channels of `controls` and `statistics-channels`. */
import type { ConfFile, Setting } from '../../../conf/model.ts';
import type { Block, Word } from '../../../conf/tree.ts';
import { blockOf } from '../../../conf/tree.ts';
import { parseAddress } from '../../../dns/addresses.ts';
import { isLoopback } from '../../../dns/specialRanges.ts';
import { t } from '../../../l10n.ts';
import type { Fix, Problem } from '../../rule.ts';

export interface InetChannel {
  readonly address: Word;
  /** The list behind `allow`; undefined where there is none. */
  readonly allow: Block | undefined;
  readonly file: ConfFile;
}

/** The channels of the clauses of a name. */
export function channelsOf(settings: readonly Setting[], clause: string): readonly InetChannel[] {
  return settings.flatMap(({ name, statement, file }) => {
    if (name !== clause) return [];
    return (blockOf(statement)?.statements ?? []).flatMap(({ values }): InetChannel[] => {
      const [kind, address] = values;
      if (kind?.kind !== 'word' || kind.text.toLowerCase() !== 'inet' || address?.kind !== 'word') return [];
      const at = values.findIndex((value) => value.kind === 'word' && value.text.toLowerCase() === 'allow');
      const allow = at < 0 ? undefined : values[at + 1];
      return [{ address, allow: allow?.kind === 'block' ? allow : undefined, file }];
    });
  });
}

/** Who can reach an address: this machine only, or others. */
export function reach(address: string): 'machine' | 'others' {
  const octets = parseAddress(address);
  return octets && isLoopback(octets) ? 'machine' : 'others';
}

/** The fix that puts a loopback address in the place of a channel's. */
export function listenLocally({ uri, start, end }: Problem): Fix[] {
  return [{ title: t`Listen on 127.0.0.1`, edits: [{ uri, start, end, newText: '127.0.0.1' }], preferred: true }];
}
