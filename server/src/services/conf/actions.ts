/** Code actions in named.conf, rndc.conf and what they include. */
import type { CodeAction } from 'vscode-languageserver-types';
import type { BindVersion } from '../../dns/versions.ts';
import { CONF_RULES } from '../../rules/conf/index.ts';
import type { Problem } from '../../rules/rule.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import { fixActions } from '../shared/fixes.ts';
import type { ZoneLookup } from '../shared/lookup.ts';
import { confIgnoreActions } from './ignore.ts';

/** The fixes of the problems in the file `uri`, then ignoring them. `version` is the BIND release that the configuration is for. */
export function confActions(
  configuration: Pick<Configuration, 'treeOf' | 'context'>,
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
  return [...fixes, ...confIgnoreActions(own, tree, buffer, lookup.bufferOf)];
}
