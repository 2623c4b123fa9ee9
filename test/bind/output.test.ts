/** What the checkers really print is read: each line with a place has its file, line and weight. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { findingsOf } from '../../client/src/tools/bindOutput.ts';
import { wordsOf } from '../../client/src/tools/commandLines.ts';

/** Programs of another release have it behind their names, as in `named-checkzone-9.20`. */
const SUFFIX = process.env.BIND_SUFFIX ?? '';
const skip = spawnSync(`named-checkzone${SUFFIX}`, ['-v']).error ? 'named-checkzone is not installed' : false;

const SOA = '$TTL 1h\n@ SOA ns1 host 1 1h 1h 1h 1h\n@ NS ns1\nns1 A 192.0.2.1\n';

describe('output of the checkers', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'output-'));
  after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'sub'));
  const files: Readonly<Record<string, string>> = {
    'sub/inc': 'z A 1.2.3\n',
    'sub/part.conf': '// a part\nacl x { 1.2.3; };\n',
    db: `${SOA}$INCLUDE sub/inc\nx FOO y\n`,
    names: `${SOA}@ MX 10 mail\na_b A 192.0.2.1\n`,
    'no-ttl': SOA.replace('$TTL 1h\n', ''),
    good: SOA,
    'named.conf': 'options {\n  foo yes;\n};\ninclude "sub/part.conf";\n',
    'views.conf': `options { directory "${folder}"; };\nview a { zone "example.com" { type primary; file "db"; }; };\nview b { zone "example.com" { type primary; file "good"; }; zone "missing.example" { type primary; file "none"; }; };\n`,
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);

  const read = (task: Parameters<typeof wordsOf>[0]): string[] => {
    const { stdout, stderr } = spawnSync(`${task.type}${SUFFIX}`, wordsOf(task)!, { cwd: folder, encoding: 'utf8' });
    return findingsOf(`${stdout}\n${stderr}`).map(({ message, isWarning, place, zone }) => {
      return `${place ? `${place.file}:${place.line}` : zone} ${isWarning ? 'warning' : 'error'} ${message}`;
    });
  };
  const checkzone = (file: string): string[] =>
    read({ type: 'named-checkzone', zone: 'example.com.', file: join(folder, file), directory: folder });

  test('zones and their includes', () => {
    assert.deepEqual(checkzone('db'), [
      "sub/inc:1 error near '1.2.3': bad dotted quad",
      `${join(folder, 'db')}:6 error unknown RR type 'FOO'`,
    ]);
    assert.deepEqual(checkzone('good'), []);
  });

  test('warnings of zones', () => {
    const names = checkzone('names');
    assert.ok(names.some((line) => line.startsWith(`${join(folder, 'names')}:6 `) && line.includes('bad owner name')));
    assert.ok(
      checkzone('no-ttl').some((line) => line.startsWith(`${join(folder, 'no-ttl')}:1 warning no TTL specified`)),
    );
  });

  test('configurations, their includes and their zones in views', () => {
    assert.deepEqual(read({ type: 'named-checkconf', file: join(folder, 'named.conf') }), [
      `${join(folder, 'named.conf')}:2 error unknown option 'foo'`,
      "sub/part.conf:2 error incomplete IPv4 address or prefix near ';'",
    ]);
    const views = read({ type: 'named-checkconf', file: join(folder, 'views.conf'), zones: true });
    assert.ok(views.includes("sub/inc:1 error near '1.2.3': bad dotted quad"), views.join('\n'));
    assert.ok(views.includes("db:6 error unknown RR type 'FOO'"), views.join('\n'));
    assert.ok(!views.some((line) => /none|good/.test(line)), views.join('\n'));
  });
});
