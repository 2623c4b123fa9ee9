import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildModel } from '../../../../server/src/conf/buildModel.ts';
import { checkConf } from '../../../../server/src/rules/conf/index.ts';
import { formatConfText } from '../../../../server/src/services/conf/format/format.ts';
import { newSplitViews, newTsigKey, newZone, secretLength } from '../../../../server/src/services/conf/templates.ts';

function errorsIn(text: string): string[] {
  const model = buildModel({ uri: 'file:///named.conf', text }, () => undefined);
  const problems = checkConf({ model, version: '9.20', fileExists: () => undefined, published: () => [] });
  return problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

const octets = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, i) => (i * 7) & 0xff);

for (const [algorithm, length] of [
  ['hmac-sha256', 32],
  ['hmac-sha384', 48],
  ['hmac-sha512', 64],
  ['HMAC-SHA224', 28],
] as const) {
  test(`a new key: ${algorithm} has ${length} octets`, () => {
    assert.equal(secretLength(algorithm), length);
    const made = newTsigKey({ name: 'xfer.example', algorithm, octets: octets(length) });
    assert.ok('key' in made);
    const secret = /secret "([^"]+)"/.exec(made.key)?.[1];
    assert.deepEqual(new Uint8Array(Buffer.from(secret ?? '', 'base64')), octets(length));
    assert.equal(made.onPrimary, made.key);
  });
}

test('a new key: the statements of both servers', () => {
  const made = newTsigKey({
    name: 'xfer',
    algorithm: 'hmac-sha256',
    octets: octets(32),
    primary: '192.0.2.1',
    secondary: '2001:db8::2',
    zone: 'example.com',
  });
  assert.ok('key' in made);
  assert.match(made.onPrimary, /server 2001:db8::2 \{\n\tkeys \{ "xfer"; \};/);
  assert.match(
    made.onPrimary,
    /type primary;[\s\S]*allow-transfer \{ key "xfer"; \};\n\talso-notify \{ 2001:db8::2 key "xfer"; \};/,
  );
  assert.match(made.onSecondary, /type secondary;[\s\S]*primaries \{ 192\.0\.2\.1 key "xfer"; \};/);
  for (const text of [made.onPrimary, made.onSecondary]) {
    assert.deepEqual(errorsIn(text), []);
    assert.equal(formatConfText(text), text);
  }
});

for (const [what, request] of [
  ['too few octets', { name: 'k', algorithm: 'hmac-sha256', octets: octets(16) }],
  ['an unknown algorithm', { name: 'k', algorithm: 'hmac-foo', octets: octets(32) }],
  ['a name with quotes', { name: 'a"b', algorithm: 'hmac-sha256', octets: octets(32) }],
  ['no address', { name: 'k', algorithm: 'hmac-sha256', octets: octets(32), primary: 'x' }],
] as const) {
  test(`a new key is refused: ${what}`, () => {
    assert.ok('reason' in newTsigKey(request));
  });
}

test('a new zone: statement and file', () => {
  const made = newZone({
    name: 'example.com',
    type: 'primary',
    nameServers: ['ns1.example.com', 'ns.example.net'],
    mailbox: 'host.master@example.com',
    addresses: ['192.0.2.53', '2001:db8::53'],
    serial: 2025112101,
  });
  assert.ok('statement' in made);
  assert.equal(made.statement, 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n};\n');
  assert.equal(made.file?.path, 'db.example.com');
  for (const part of [
    'SOA\tns1.example.com. host\\.master.example.com. (',
    '2025112101',
    '\tIN NS\tns.example.net.',
    'ns1.example.com.\tIN A\t192.0.2.53',
    'ns1.example.com.\tIN AAAA\t2001:db8::53',
  ]) {
    assert.ok(made.file?.text.includes(part), made.file?.text);
  }
});

test('a new zone: one that is fetched or forwarded has no file of ours', () => {
  const secondary = newZone({ name: 'a.example', type: 'secondary', servers: ['192.0.2.1'], file: 'sec/a', serial: 1 });
  assert.ok('statement' in secondary);
  assert.equal(secondary.file, undefined);
  assert.match(secondary.statement, /file "sec\/a";\n\tprimaries \{ 192\.0\.2\.1; \};/);
  const forward = newZone({ name: 'b.example', type: 'forward', servers: ['2001:db8::1'], serial: 1 });
  assert.ok('statement' in forward && !forward.statement.includes('file'));
  assert.deepEqual(errorsIn(secondary.statement + forward.statement), []);
});

for (const [what, request] of [
  ['a name with blanks', { name: 'a b', type: 'primary', serial: 1 }],
  ['a secondary without primaries', { name: 'a', type: 'secondary', serial: 1 }],
  ['a path with quotes', { name: 'a', type: 'primary', file: 'x"; y', serial: 1 }],
  ['a mailbox that is none', { name: 'a', type: 'primary', mailbox: 'a b@c', serial: 1 }],
] as const) {
  test(`a new zone is refused: ${what}`, () => {
    assert.ok('reason' in newZone(request));
  });
}

test('a new pair of views', () => {
  const made = newSplitViews({ zone: 'example.com', networks: ['192.168.0.0/16', '2001:db8::/32'], serial: 7 });
  assert.ok('statements' in made);
  assert.ok(made.statements.indexOf('view "internal"') < made.statements.indexOf('view "external"'));
  assert.deepEqual(
    made.files.map(({ path }) => path),
    ['internal/db.example.com', 'external/db.example.com'],
  );
  assert.deepEqual(errorsIn(made.statements), []);
  assert.equal(formatConfText(made.statements), made.statements);
  assert.ok('reason' in newSplitViews({ zone: 'example.com', networks: [], serial: 7 }));
  assert.ok('reason' in newSplitViews({ zone: 'example.com', networks: ['10.0.0.0/99'], serial: 7 }));
});
