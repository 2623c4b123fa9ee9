/** The json format fits its schema, and so does what an editor of TOML is given. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FINDINGS_SCHEMA } from '../../../scripts/lib/findingsSchema.ts';
import { check } from '../../../server/src/cli/check.ts';
import { parseOptions } from '../../../server/src/cli/parse.ts';
import { report } from '../../../server/src/cli/report.ts';
import { ALL_RULES } from '../../../server/src/rules/index.ts';
import { folderWith } from './folders.ts';

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
}

/** What of a value does not fit; as much of JSON Schema as ours use. */
function* misfits(value: unknown, schema: Schema, path: string): Generator<string> {
  const type = Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
  if (schema.type !== undefined && schema.type !== type) yield `${path} is ${type}`;
  if (schema.enum && !schema.enum.includes(value)) yield `${path} is ${String(value)}`;
  if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(String(value)))
    yield `${path} is ${String(value)}`;
  if (schema.minimum !== undefined && Number(value) < schema.minimum) yield `${path} is too small`;
  if (Array.isArray(value) && schema.items) {
    for (const [i, item] of value.entries()) yield* misfits(item, schema.items, `${path}[${i}]`);
  }
  if (type !== 'object' || !schema.properties) return;
  const members = value as Readonly<Record<string, unknown>>;
  for (const name of schema.required ?? []) if (!(name in members)) yield `${path}.${name} is missing`;
  for (const [name, member] of Object.entries(members)) {
    const own = schema.properties[name];
    if (own) yield* misfits(member, own, `${path}.${name}`);
    else if (schema.additionalProperties === false) yield `${path}.${name} is not in the schema`;
  }
}

test('the bad example of every rule, as json', async () => {
  const files = Object.fromEntries(
    ALL_RULES.filter(({ id }) => id.startsWith('zone/')).map(({ id, docs }) => [
      `db.${id.slice(5)}.example`,
      `$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n${docs.bad}`,
    ]),
  );
  const parsed = parseOptions(['check', '--format', 'json', '.']);
  assert.ok(parsed.kind === 'check');
  const { findings } = await check(parsed.options, { cwd: folderWith(files), stdin: async () => new Uint8Array() });
  const told = JSON.parse(report(findings, 'json', ALL_RULES, () => '0'));
  assert.ok(told.length > 100 && told.some(({ fixes }: { fixes?: unknown }) => fixes !== undefined));
  assert.deepEqual([...misfits(told, FINDINGS_SCHEMA as Schema, '')], []);
});
