/**
 * Migrations of every statement of the table, in each of its clauses and by several values of its grammar: what the old release's named-checkconf
 * accepts, the new one's has to accept after. Takes a few minutes, so `npm run conformance` has the corpus alone.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildModel } from '../../server/src/conf/buildModel.ts';
import { type Grammar, grammarOf } from '../../server/src/conf/grammar.ts';
import { textIn } from '../../server/src/conf/lookup.ts';
import { type Clause, STATEMENTS, type StatementInfo, type ZoneType } from '../../server/src/conf/statements.ts';
import { kindRow, type ValueKind } from '../../server/src/conf/valueKinds.ts';
import { BIND_VERSIONS, type BindVersion } from '../../server/src/dns/versions.ts';
import { migrateConfiguration } from '../../server/src/services/conf/migration.ts';
import { programOf } from './programs.ts';

/** Values of a kind, the usual one first. */
const VALUES: Partial<Record<ValueKind, readonly string[]>> = {
  boolean: ['yes', 'no'],
  integer: ['1', '10', '600', '70000'],
  string: ['name', '"a.example"', 'none'],
  quoted: ['"there"', '"some.file"'],
  'match-list': ['{ any; }', '{ none; }', '{ 192.0.2.1; key k; }'],
  servers: ['{ 192.0.2.1; }', '{ up; }', '{ 192.0.2.1 port 5300 key k; agents; }'],
  duration: ['1h', '600', '2w'],
  text: [''],
  types: ['A'],
};

/** What each clause needs to stand in, with `@` for the statement. */
const AROUND: Partial<Record<Clause, string>> = {
  top: '@',
  options: 'options { @ };',
  view: 'view v { @ };',
  key: 'key l { @ };',
  server: 'server 192.0.2.9 { @ };',
  logging: 'logging { @ };',
  channel: 'logging { channel c { @ }; };',
  controls: 'controls { @ };',
  tls: 'tls t { @ };',
  http: 'http h { @ };',
  'dnssec-policy': 'dnssec-policy p { @ };',
  'key-store': 'key-store s { @ };',
  'rate-limit': 'options { rate-limit { @ }; };',
  dns64: 'options { dns64 64:ff9b::/96 { @ }; };',
  dlz: 'dlz d { @ };',
};

const ZONES: Partial<Record<ZoneType, string>> = {
  primary: 'type primary; file "f"; ',
  secondary: 'type secondary; file "f"; primaries { 192.0.2.1; }; ',
  stub: 'type stub; primaries { 192.0.2.1; }; ',
  mirror: 'type mirror; primaries { 192.0.2.1; }; ',
  hint: 'type hint; file "hints"; ',
  forward: 'type forward; forwarders { 192.0.2.1; }; ',
  'static-stub': 'type static-stub; server-addresses { 192.0.2.1; }; ',
  'delegation-only': 'type delegation-only; ',
};

/** What statements may name. */
const DEFINED =
  'key k { algorithm hmac-sha256; secret "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U="; };\nprimaries up { 192.0.2.1; };\nparental-agents agents { 192.0.2.2; };\n';

const SAMPLES = 4;

/** A value of a grammar; `turn` picks among choices. */
function sample(grammar: Grammar, turn: number): string {
  switch (grammar.kind) {
    case 'word':
      return grammar.text;
    case 'value': {
      const values = VALUES[grammar.type];
      if (values) return values[turn % values.length];
      const row = kindRow(grammar.type);
      return row.takes === 'word' ? row.example : '';
    }
    case 'optional':
      return turn % 2 === 1 ? sample(grammar.item, turn >> 1) : '';
    case 'sequence':
      return grammar.items.map((item) => sample(item, turn)).join(' ');
    case 'choice':
      return sample(grammar.items[turn % grammar.items.length], Math.floor(turn / grammar.items.length));
    case 'list':
      return `{ ${sample(grammar.item, turn)}; }`;
  }
}

/** Configurations with the statement. */
function* confsOf(row: StatementInfo): Generator<string> {
  for (const clause of row.clauses) {
    const around =
      clause === 'zone'
        ? (row.zoneTypes ?? ['primary', 'secondary']).flatMap((type) =>
            ZONES[type] === undefined ? [] : [`zone "a" { ${ZONES[type]}@ };`],
          )
        : AROUND[clause] === undefined
          ? []
          : [AROUND[clause]];
    for (const text of around) {
      const made = new Set<string>();
      for (const version of BIND_VERSIONS) {
        const grammar = textIn(row.grammar, version);
        if (grammar === undefined || grammar.includes('<statements>')) continue;
        for (let turn = 0; turn < SAMPLES; turn++) made.add(`${row.name} ${sample(grammarOf(grammar), turn)};`);
      }
      for (const statement of made) yield `${DEFINED}${text.replace('@', () => statement)}\n`;
    }
  }
}

if (import.meta.main) {
  const here = BIND_VERSIONS.filter((version) => programOf('named-checkconf', version) !== undefined);
  const pairs = here.flatMap((from, i) =>
    here.slice(i + 1).map((to) => ({ from, to, accepted: 0, changed: 0, refused: 0, said: 0 })),
  );
  const folder = mkdtempSync(join(tmpdir(), 'migrate-'));
  for (const name of ['there', 'some.file', 'a.example']) mkdirSync(join(folder, name));
  const verdicts = new Map<string, string | undefined>();
  /** What a release says against a text; undefined where it takes it. */
  const refusal = (text: string, version: BindVersion): string | undefined => {
    const key = `${version} ${text}`;
    if (!verdicts.has(key)) {
      writeFileSync(join(folder, 'named.conf'), text);
      const { status, stdout } = spawnSync(programOf('named-checkconf', version) as string, ['named.conf'], {
        cwd: folder,
        encoding: 'utf8',
      });
      verdicts.set(key, status === 0 ? undefined : stdout.trim().split('\n').join(' | '));
    }
    return verdicts.get(key);
  };
  let count = 0;
  for (const text of new Set(STATEMENTS.flatMap((row) => [...confsOf(row)]))) {
    count++;
    for (const pair of pairs) {
      if (refusal(text, pair.from) !== undefined) continue;
      pair.accepted++;
      const model = buildModel({ uri: 'named.conf', text }, () => undefined);
      const { files, left } = migrateConfiguration(model, pair.to);
      const after = files[0]?.after ?? text;
      if (after !== text) pair.changed++;
      const why = refusal(after, pair.to);
      if (why === undefined) {
        if (left.length > 0)
          console.log(
            `${pair.to} takes it, and this was said to be left: ${left[0].message}\n    ${after.slice(DEFINED.length)}`,
          );
        continue;
      }
      if (left.length > 0) pair.said++;
      else pair.refused++;
      const statement = text.slice(DEFINED.length).trim();
      console.log(
        `${pair.from} to ${pair.to}: ${left.length > 0 ? `said (${left[0].message})` : 'NOT SAID'}: ${why}\n    ${statement}\n    ${after.slice(-300)}`,
      );
    }
  }
  rmSync(folder, { recursive: true });
  for (const { from, to, accepted, changed, refused, said } of pairs)
    console.log(
      `${from} to ${to}: ${count} configurations, ${accepted} accepted before, ${changed} changed; refused after: ${refused}, and ${said} of which it is said`,
    );
}
