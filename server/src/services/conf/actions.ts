/** Code actions in named.conf, rndc.conf and what they include. */
import type { CodeAction } from 'vscode-languageserver-types';
import type { ConfTree } from '../../conf/tree.ts';
import type { BindVersion } from '../../dns/versions.ts';
import type { ConfContext } from '../../rules/conf/context.ts';
import { CONF_RULES } from '../../rules/conf/index.ts';
import type { Problem } from '../../rules/rule.ts';
import { fixActions } from '../shared/fixes.ts';
import { ignoreInConf } from '../shared/ignore.ts';
import type { ZoneLookup } from '../shared/lookup.ts';

/** What code actions need of a configuration of the workspace. */
export interface ConfSource {
  treeOf(uri: string): ConfTree | undefined;
  context(version: BindVersion): ConfContext | undefined;
}

/** The fixes of the problems in the file `uri`, then ignoring them. `version` is the BIND release that the configuration is for. */
export function confActions(
  configuration: ConfSource,
  uri: string,
  problems: readonly Problem[],
  lookup: Pick<ZoneLookup, 'bufferOf'>,
  version: BindVersion,
): CodeAction[] {
  const own = problems.filter((problem) => problem.uri === uri);
  const context = configuration.context(version);
  const tree = configuration.treeOf(uri);
  const buffer = lookup.bufferOf(uri);
  if (!context || !tree || !buffer) return [];
  const fixes = own.flatMap((problem) => {
    const rule = CONF_RULES.find(({ id }) => id === problem.rule);
    return fixActions(problem, rule?.fixes?.(problem, context) ?? [], lookup.bufferOf);
  });
  return [...fixes, ...ignoreInConf(own, tree, buffer, lookup.bufferOf)];
}
