/** Runs the rules over texts, and applies their fixes. */

import assert from 'node:assert/strict';
import { buildModel } from '../../../../server/src/conf/buildModel.ts';
import type { ConfInclude } from '../../../../server/src/conf/model.ts';
import type { BindVersion, Clause } from '../../../../server/src/conf/statements.ts';
import { releaseOf } from '../../../../server/src/dns/versions.ts';
import type {
  CommonServers,
  ConfContext,
  FileFacts,
  PublishedAddress,
  Unread,
} from '../../../../server/src/rules/conf/context.ts';
import { checkConf, confFixes } from '../../../../server/src/rules/conf/index.ts';
import type { RuleId } from '../../../../server/src/rules/ids.ts';
import type { Fix, Problem } from '../../../../server/src/rules/rule.ts';

export interface Setup {
  readonly version?: BindVersion;
  /** True where nobody says which release it is. */
  readonly isAssumed?: true;
  readonly clause?: Clause;
  /** Files that can be included, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** The answer for a file that is looked for. */
  readonly exists?: (path: string) => boolean | undefined;
  /** `host address`, such as `ns1.example.com. 2001:db8::53`, and `inside` where only some clients are told. */
  readonly published?: readonly string[];
  /** The one zone that has the names of all name servers. */
  readonly commonServers?: CommonServers;
  /** What is known of every file. */
  readonly facts?: FileFacts;
  /** Zone files that are there and cannot be read. */
  readonly unreadable?: readonly string[];
  /** Why includes are not read, by path. */
  readonly unread?: Readonly<Record<string, Unread>>;
}

export const ROOT = 'named.conf';

export function contextOf(text: string, setup: Setup = {}): ConfContext {
  const files: Readonly<Record<string, string>> = { [ROOT]: text, ...setup.files };
  const resolve = (path: string) => (files[path] === undefined ? undefined : [{ uri: path, text: files[path] }]);
  const published = (setup.published ?? []).map((line): PublishedAddress => {
    const [host, address, inside] = line.split(' ');
    const family = address.includes(':') ? 6 : 4;
    return {
      zone: 'example.com.',
      host,
      address,
      family,
      uri: 'db.example.com',
      start: 0,
      end: 1,
      isInside: inside !== undefined,
    };
  });
  return {
    model: buildModel({ uri: ROOT, text }, resolve, setup.clause ?? 'top'),
    ...(setup.isAssumed ? releaseOf(undefined) : { version: setup.version ?? '9.18' }),
    fileExists: setup.exists ?? (() => undefined),
    published: () => published,
    commonServers: () => setup.commonServers,
    ...(setup.unread ? { unreadOf: ({ path }: ConfInclude) => [setup.unread?.[path] ?? []].flat() } : {}),
    isUnreadable: ({ fileWord }) => (fileWord && setup.unreadable?.includes(fileWord.text)) ?? false,
    ...(setup.facts ? { fileFacts: () => setup.facts } : {}),
  };
}

export function problemsOf(text: string, setup: Setup = {}): Problem[] {
  return checkConf(contextOf(text, setup));
}

/** The problems of one rule as `severity line "text"`. */
export function found(rule: RuleId, text: string, setup: Setup = {}): string[] {
  const all: Readonly<Record<string, string>> = { [ROOT]: text, ...setup.files };
  return problemsOf(text, setup)
    .filter((problem) => problem.rule === rule)
    .map(({ severity, uri, start, end }) => {
      const line = all[uri].slice(0, start).split('\n').length;
      return `${severity} ${line} ${all[uri].slice(start, end)}`;
    });
}

export function fixesOf(rule: RuleId, text: string, setup: Setup = {}): Fix[] {
  const context = contextOf(text, setup);
  const problem = checkConf(context).find((candidate) => candidate.rule === rule);
  assert.ok(problem, `${rule} is not reported`);
  return confFixes(problem, context);
}

/** The root file after a fix of the first problem of a rule: the first fix, or the one whose title has `title`. */
export function fixed(rule: RuleId, text: string, setup: Setup = {}, title = ''): string {
  const fix = fixesOf(rule, text, setup).find((candidate) => candidate.title.includes(title));
  assert.ok(fix, `${rule} has no fix`);
  return apply(text, fix);
}

function apply(text: string, fix: Fix): string {
  // What is put in at one place stands there in the order of the edits.
  const edits = fix.edits
    .filter((edit) => edit.uri === ROOT)
    .toReversed()
    .toSorted((a, b) => b.start - a.start);
  return edits.reduce((made, { start, end, newText }) => made.slice(0, start) + newText + made.slice(end), text);
}
