/** The words of `bailiwick diagnose`. */
import { parseName } from '../dns/nameText.ts';
import { isMetaCode, TYPE, typeByMnemonic } from '../dns/types.ts';
import { nameKey } from '../live/delegation/nameKeys.ts';
import type { Asking } from '../live/delegation/questions.ts';
import { timeOf } from './checkOptions.ts';
import { numberOf } from './delegationOptions.ts';
import { DIAGNOSE } from './options.ts';
import { readWords, WordError } from './words.ts';

export interface DiagnoseOptions {
  readonly name: string;
  readonly type: number;
  /** The resolver in dig's words, without the @; the system's own ones where absent. */
  readonly resolver?: string;
  readonly noResolver: boolean;
  readonly hints?: string;
  readonly anchors?: string;
  /** The view of the file with the anchors. */
  readonly view?: string;
  /** Files with what programs on a name server printed. */
  readonly outputs: readonly string[];
  /** The hosts that the name leads to are not asked for connections. */
  readonly noHosts: boolean;
  readonly withoutSha1: boolean;
  readonly time?: Date;
  readonly asking: Asking;
  readonly format: 'text' | 'json';
  readonly quiet: boolean;
}

export type ParsedDiagnose =
  | { readonly kind: 'diagnose'; readonly options: DiagnoseOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** Reads the words after `diagnose`. Throws a WordError where they are wrong. */
export function parseDiagnoseOptions(words: readonly string[]): ParsedDiagnose {
  const { values, positionals } = readWords(DIAGNOSE, words);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const resolvers = positionals.filter((word) => word.startsWith('@'));
  const [name, type = 'A', ...more] = positionals.filter((word) => !word.startsWith('@'));
  if (name === undefined) throw new WordError('no name was given');
  if (resolvers.length > 1 || more.length > 0)
    throw new WordError(
      `diagnose takes one name, a type and one @resolver, and was given ${more[0] ?? resolvers[1]}, too`,
    );
  if (parseName(name).error || name === '') throw new WordError(`${name} is not a domain name`);
  const row = typeByMnemonic(type);
  if (!row || (isMetaCode(row.code) && row.code !== TYPE.ANY)) throw new WordError(`${type} is not a type of records`);
  const { port, timeout, time, hints, anchors, view, output = [] } = values;
  const without = [...(values['no-ipv4'] ? [4 as const] : []), ...(values['no-ipv6'] ? [6 as const] : [])];
  if (without.length === 2) throw new WordError('--no-ipv4 and --no-ipv6 leave no way to ask');
  const moment = timeOf(time);
  return {
    kind: 'diagnose',
    options: {
      name: nameKey(name),
      type: row.code,
      ...(resolvers[0] !== undefined && { resolver: resolvers[0].slice(1) }),
      noResolver: values['no-resolver'] === true,
      ...(hints !== undefined && { hints }),
      ...(anchors !== undefined && { anchors }),
      ...(view !== undefined && { view }),
      outputs: output,
      noHosts: values['no-hosts'] === true,
      withoutSha1: values['without-sha1'] === true,
      ...(moment && { time: moment }),
      asking: {
        ...(port !== undefined && { port: numberOf('--port', port, 1, 65535) }),
        ...(timeout !== undefined && { timeoutMs: numberOf('--timeout', timeout, 1, 60) * 1000 }),
        without,
      },
      format: values.format === 'json' ? 'json' : 'text',
      quiet: values.quiet === true,
    },
  };
}
