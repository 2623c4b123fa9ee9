/** Our verdict on an input, as the release that is set judges it. */
import { buildModel } from '../../../server/src/conf/buildModel.ts';
import type { BindVersion } from '../../../server/src/dns/versions.ts';
import { checkConf } from '../../../server/src/rules/conf/index.ts';
import type { Problem } from '../../../server/src/rules/rule.ts';
import { TestZone } from '../../unit/rules/zone/harness.ts';
import { INCLUDED } from './zones.ts';

/** Our errors; none where we accept. */
export type Errors = readonly Pick<Problem, 'rule' | 'message'>[];

/** Whether a path is that of the included file, as the system reads it. */
function isIncluded(path: string): boolean {
  return path.replace(/^\.\//, '') === INCLUDED.path;
}

export function judgeZone(text: string, version: BindVersion): Errors {
  let unreadable = '';
  const include = (path: string): string | undefined => {
    if (isIncluded(path)) return INCLUDED.text;
    unreadable ||= path || '(empty)';
    return undefined;
  };
  const errors = new TestZone(text, { include, settings: { version } }).problems().filter(isError);
  if (unreadable === '' || errors.length > 0) return errors;
  return [{ rule: 'zone/include-unreadable', message: `${unreadable} is not there.` }];
}

export function judgeConf(text: string, version: BindVersion): Errors {
  const model = buildModel({ uri: 'named.conf', text }, () => undefined);
  return checkConf({
    model,
    version,
    fileExists: () => undefined,
    published: () => [],
    unreadOf: () => ['missing'],
  }).filter(isError);
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}
