/** The port that a source address has: one that named refuses is told by one rule, one that makes forging easier by another. */
import type { Setting } from '../../../conf/model.ts';
import { atLeast } from '../../../dns/versions.ts';
import { t } from '../../../l10n.ts';
import type { Fix, Problem } from '../../rule.ts';
import type { ConfContext } from '../context.ts';
import { servingScopes } from './scopes.ts';
import { isRecursive } from './serving.ts';
import { argument, numberOf, wordAfter, wordsOf } from './words.ts';

const DNS_PORT = 53;

/** Why named refuses a source port: its release takes none, or it listens on it; undefined where it takes it. */
export function whyRefused(
  { model, version }: ConfContext,
  { statement }: Setting,
): 'release' | 'listener' | undefined {
  const port = numberOf(wordAfter(statement, 'port'));
  if (port === undefined) return undefined;
  if (atLeast(version, '9.21')) return 'release';
  const listener = numberOf(argument(model.options?.byName.get('port')?.[0])) ?? DNS_PORT;
  return port === listener && port !== 0 ? 'listener' : undefined;
}

/** True where the setting says from which port a resolver asks, by whose answers many others live. */
export function isOfResolver({ model }: ConfContext, { name, clause }: Setting): boolean {
  const asks = name.startsWith('query-source') && clause !== 'server';
  return asks && servingScopes(model).some((scope) => isRecursive(model, scope));
}

/** What is put in place of a port and its keyword: nothing, or where there is no address, any. */
export function withoutPort({ statement }: Setting): { start: number; end: number; newText: string } | undefined {
  const words = wordsOf(statement.values);
  const port = wordAfter(statement, 'port');
  const at = port ? words.indexOf(port) : -1;
  if (!port || at < 2) return undefined;
  const isAlone = statement.values.length === 3;
  return isAlone
    ? { start: words[at - 1].start, end: port.end, newText: '*' }
    : { start: words[at - 2].end, end: port.end, newText: '' };
}

/** The fix of a problem that has what `withoutPort` said as its data. */
export function deletionOf({ uri, data }: Problem, preferred?: true): Fix[] {
  if (typeof data?.start !== 'number' || typeof data.end !== 'number' || typeof data.newText !== 'string') return [];
  const edits = [{ uri, start: data.start, end: data.end, newText: data.newText }];
  return [{ title: t`Delete the port`, edits, ...(preferred && { preferred }) }];
}
