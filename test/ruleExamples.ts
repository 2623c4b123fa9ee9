/** The examples of every rule's documentation as files on a disk, for the programs that are built. */
import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BindVersion } from '../server/src/dns/versions.ts';
import { CONF_RULES } from '../server/src/rules/conf/index.ts';
import type { RuleId } from '../server/src/rules/ids.ts';
import { ZONE_RULES } from '../server/src/rules/zone/index.ts';
import { badSetup, SETUPS } from './unit/rules/conf/setups.ts';
import { stageOf } from './unit/rules/examples.ts';
import { withTop } from './unit/rules/zone/check.ts';
import { TOP } from './unit/rules/zone/harness.ts';

export interface RuleExample {
  readonly rule: RuleId;
  readonly isBad: boolean;
  readonly language: 'zone' | 'named-conf';
  /** The folder that it has to itself, below the one that all were written to. */
  readonly folder: string;
  /** The path of the example in it, and its text. */
  readonly path: string;
  readonly text: string;
  /** The other files in it that are to be opened or named. */
  readonly others: readonly string[];
  readonly version: BindVersion;
  readonly committed: string | undefined;
  /** The networks that are ours. */
  readonly prefixes?: readonly string[] | undefined;
}

/** Above what is read of a file, in octets. */
const TOO_LARGE = 501 * 1024 * 1024;

/** Configurations that are judged by what their zones hold. */
const NEEDS_ADDRESS: ReadonlySet<string> = new Set([
  'conf/listen-on-v6-none',
  'conf/listen-on-v6-incomplete',
  'conf/listen-on-incomplete',
]);

/** Rules whose bad examples are wrong because of where files lie. */
const OF_ITS_PATH: ReadonlySet<RuleId> = new Set<RuleId>(['conf/not-on-this-machine', 'conf/journal-not-writable']);

/** Writes the examples to a folder, each to one of its own. */
export function writeExamples(root: string): RuleExample[] {
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const zones = ZONE_RULES.flatMap((rule): RuleExample[] => {
    const { files, example, committed, prefixes } = stageOf(rule);
    const isLoaded = files['named.conf'] !== undefined;
    const shared = { rule: rule.id, language: 'zone', version: '9.18', prefixes } as const;
    const bad = isLoaded ? files[example] : withOrigin(files[example]);
    const folder = `${rule.id}/bad`;
    for (const [path, text] of Object.entries({ ...files, [example]: bad })) put(`${folder}/${path}`, text);
    const good = withOrigin(withTop(rule.docs.good));
    put(`${rule.id}/good/example.db`, good);
    return [
      { ...shared, isBad: true, folder, path: example, text: bad, others: isLoaded ? ['named.conf'] : [], committed },
      {
        ...shared,
        isBad: false,
        folder: `${rule.id}/good`,
        path: 'example.db',
        text: good,
        others: [],
        committed: undefined,
      },
    ];
  });
  const configurations = CONF_RULES.flatMap((rule) =>
    [true, false].map((isBad): RuleExample => {
      const setup = isBad ? badSetup(rule.id) : (SETUPS[rule.id] ?? {});
      const folder = `${rule.id}/${isBad ? 'bad' : 'good'}`;
      // What lies in a folder of the machine lies in one of the example, unless the example is about its path.
      const here = (text: string): string =>
        OF_ITS_PATH.has(rule.id) && isBad
          ? text
          : text.replaceAll(/\/(?:etc|var\/lib)\/bind/g, join(root, folder, 'bind'));
      let text = here(isBad ? rule.docs.bad : rule.docs.good);
      if (NEEDS_ADDRESS.has(rule.id)) text += `\nzone "example.com" { type primary; file "db.example.com"; };\n`;
      // A file that includes itself, under the name that it includes.
      const path = isBad && rule.id === 'conf/include-cycle' ? 'bind/named.conf.local' : 'named.conf';
      put(`${folder}/db.example.com`, `${TOP}@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::53\n`);
      for (const [beside, content] of Object.entries(setup.files ?? {})) {
        put(`${folder}${beside.slice('/etc'.length)}`, here(content));
      }
      put(`${folder}/${path}`, text);
      if (setup.unreadable && isBad) writeLarge(join(root, folder, 'bind/db.example.com'));
      const version = setup.version ?? '9.18';
      return {
        rule: rule.id,
        isBad,
        language: 'named-conf',
        folder,
        path,
        text,
        others: [],
        version,
        committed: undefined,
      };
    }),
  );
  return [...zones, ...configurations];
}

function withOrigin(text: string): string {
  return /^; zone: /m.test(text) ? text : `; zone: example.com\n${text}`;
}

/** A file without content that is as large as none that is read. */
function writeLarge(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  ftruncateSync(file, TOO_LARGE);
  closeSync(file);
}
