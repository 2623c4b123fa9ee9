/** Chains of NSEC and NSEC3 follow the edits of their zone: what is told is what a zone read anew would tell. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NameTable } from '../../../../server/src/dns/names.ts';
import type { ZoneContext } from '../../../../server/src/rules/zone/context.ts';
import { hashOf } from '../../../../server/src/rules/zone/support/nsec3.ts';
import { randomNumbers, seeds } from '../../fuzz/edits.ts';
import { TestZone } from './harness.ts';

const SIGNATURE = (type: string): string => `RRSIG ${type} 13 2 3600 20370101000000 20200101000000 1 example.com. AAAA`;
const HEAD = `$TTL 3600
@ SOA ns1.example.net. h.example.net. 1 7200 900 1209600 300
@ NS ns1.example.net.
@ ${SIGNATURE('NS')}
@ ${SIGNATURE('SOA')}
@ DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==
`;
const NAMES = ['a', 'b.c', 'c', 'd.e.f', 'g', 'h', 'sub', 'i', 'j.k', '*.l'];
const SALT = new Uint8Array(0);
const PLAIN = { text: '1 0 -', hash: 1, iterations: 0, salt: '-' };

/** Records of the names, each with those of its own type. */
function content(): string[] {
  return NAMES.flatMap((name) =>
    name === 'sub' ? ['sub NS ns.sub', 'ns.sub A 192.0.2.53'] : [`${name} A 192.0.2.1`, `${name} ${SIGNATURE('A')}`],
  );
}

/** The chain of the names as they are at first, in the order of their hashes. */
function hashed(more: readonly string[] = []): string[] {
  const names = new NameTable();
  const apex = names.fromText('example.com.');
  const { model } = new TestZone(HEAD);
  const context = { names, model, apex } as unknown as ZoneContext;
  const all = new Set(['', ...NAMES, 'f', 'e.f', 'k', 'l', ...more]);
  const hashes = [...all]
    .map((name) =>
      names.labelText(hashOf(names.fromText(name || '@', apex), { parameters: PLAIN, salt: SALT }, context)),
    )
    .sort();
  return hashes.map((hash, i) => `${hash} NSEC3 1 0 0 - ${hashes[(i + 1) % hashes.length].toUpperCase()} A RRSIG`);
}

function linked(): string[] {
  const all = ['@', ...NAMES].sort();
  return all.map((name, i) => `${name} NSEC ${all[(i + 1) % all.length]} A NSEC RRSIG`);
}

const ZONES: Readonly<Record<string, readonly string[]>> = {
  'of NSEC3': ['@ NSEC3PARAM 1 0 0 -', ...content(), ...hashed()],
  'of NSEC3 with opt-out': [
    '@ NSEC3PARAM 1 0 0 -',
    ...content(),
    ...['x', 'y', 'z.e.f', 'u.v'].map((name) => `${name} NS ns1.example.net.`),
    ...hashed().map((line, i) => (i % 3 === 0 ? line : line.replace('1 0 0 -', '1 1 0 -'))),
  ],
  'of NSEC': [...content(), ...linked()],
};

/** Lines that move what a chain says: names come and go, delegations, empty names, parameters, signatures. */
const MORE = [
  'new A 192.0.2.9',
  'x.b.c A 192.0.2.9',
  'c NS ns1.example.net.',
  'c DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000000',
  '@ NSEC3PARAM 1 0 1 -',
  `@ ${SIGNATURE('NS')}`,
  'a NSEC c A',
  `${'0'.repeat(32)} NSEC3 1 1 0 - ${'1'.repeat(32)} A`,
  '  A 192.0.2.10',
  'f DNAME example.net.',
  'e.f NS ns1.example.net.',
  'b.c NS ns1.example.net.',
  'l NS ns1.example.net.',
];

/** What an edit makes of a record of a chain: another next hash, types that are none, with opt-out or without, and of another chain. */
const CHANGES: readonly ((line: string, other: string) => string)[] = [
  (line, other) => line.replace(/(?<=NSEC3 .* - )\S+/, other.slice(0, 32)),
  (line) => line.replace(/ A RRSIG$/, ' A in 192.0.2.300'),
  (line) => line.replace(/ A RRSIG$/, ''),
  (line) => line.replace(/NSEC3 1 1/, 'NSEC3 1 0'),
  (line) => line.replace(/NSEC3 1 0/, 'NSEC3 1 1'),
  (line) => line.replace(/NSEC3 1 (\d) 0/, 'NSEC3 1 $1 1'),
];

for (const [kind, lines] of Object.entries(ZONES)) {
  for (const seed of seeds()) {
    test(`a chain ${kind} follows edits (seed ${seed})`, () => {
      const random = randomNumbers(seed);
      const zone = new TestZone(`${HEAD}${lines.join('\n')}\n`, { chunk: 256 });
      let found = 0;
      for (let step = 0; step < 60; step++) {
        const { text } = zone;
        const starts = [...text.matchAll(/^/gm)].map(({ index }) => index).slice(HEAD.split('\n').length - 1);
        const at = random(starts.length - 1);
        const how = random(3);
        const line = text.slice(starts[at], starts[at + 1]).trimEnd();
        const other = lines[random(lines.length)];
        if (how === 0) zone.edit(starts[at], starts[at] + line.length, CHANGES[random(CHANGES.length)](line, other));
        else if (how === 1)
          zone.edit(starts[at], starts[at], `${[...MORE, ...lines][random(MORE.length + lines.length)]}\n`);
        else zone.edit(starts[at], starts[at + 1], '');
        const problems = zone.problems();
        found += problems.filter(({ rule }) => /nsec/.test(rule)).length;
        assert.deepEqual(problems, new TestZone(zone.text, { chunk: 256 }).problems(), `step ${step}: ${zone.text}`);
      }
      assert.ok(found > 20, `${found} findings of chains`);
    });
  }
}

test('names that come and go are told where their hashes are, where a record passes over them, and below them', () => {
  const chain = hashed(['new', 'y.new']);
  const nextOf = (line: string): string => line.split(' ')[6];
  /** Chains in which one record is missing, or one passes over the next one. */
  const broken = chain.map((line, i) =>
    i % 2 === 1
      ? chain.with(i, line.replace(nextOf(line), nextOf(chain[(i + 1) % chain.length])))
      : chain.toSpliced(i, 1),
  );
  const seen = new Set<string>();
  for (const records of [chain, ...broken]) {
    const text = `${HEAD}@ NSEC3PARAM 1 0 0 -\n${[...content(), ...records].join('\n')}\n`;
    const zone = new TestZone(text, { chunk: 1 });
    for (const name of ['e.f', 'new', 'y.new']) {
      const line = `${name} A 192.0.2.9\n`;
      const at = zone.text.indexOf('a A 192');
      for (const [end, newText] of [
        [at, line],
        [at + line.length, ''],
      ] as const) {
        zone.edit(at, end, newText);
        const problems = zone.problems();
        for (const { message } of problems) seen.add(message.replace(/[0-9a-v]{32}/g, 'HASH'));
        assert.deepEqual(problems, new TestZone(zone.text, { chunk: 1 }).problems(), `${name} in ${zone.text}`);
      }
    }
  }
  assert.ok([...seen].some((message) => message.includes('passes over the one at HASH')));
});

test('an origin that changes under absolute owners changes what their data name', () => {
  const text = `${HEAD}alias CNAME www.example.com.
$ORIGIN a.example.com.
www.example.com. CNAME x
x.a.example.com. A 192.0.2.1
x.b.example.com. A 192.0.2.1
`;
  const zone = new TestZone(text, { chunk: 1 });
  const at = text.indexOf('$ORIGIN a') + '$ORIGIN '.length;
  zone.edit(at, at + 1, 'b');
  assert.deepEqual(zone.problems(), new TestZone(zone.text, { chunk: 1 }).problems());
  assert.ok(zone.problems().some(({ message }) => message.includes('x.b.example.com')));
});

test('the types of an empty name are told once, however many names are below it', () => {
  const names = new NameTable();
  const apex = names.fromText('example.com.');
  const { model } = new TestZone(HEAD);
  const hash = (name: string): string =>
    names.labelText(
      hashOf(names.fromText(name, apex), { parameters: PLAIN, salt: SALT }, {
        names,
        model,
        apex,
      } as unknown as ZoneContext),
    );
  const found = (parameters: string): string[] =>
    new TestZone(
      `${HEAD}@ NSEC3PARAM ${parameters}\na.ent A 192.0.2.1\nb.ent A 192.0.2.1\n${hash('ent')} NSEC3 1 0 0 - ${hash('ent')} TXT\n`,
    )
      .problems()
      .flatMap(({ rule, message }) => (/nsec3/.test(rule) && / ent\./.test(message) ? [`${rule} ${message}`] : []));
  const said = found('1 0 0 -');
  assert.deepEqual(said, [
    'zone/nsec3-chain This NSEC3 record says that ent.example.com. has TXT, and it has not. Sign the zone anew.',
  ]);
  // named reads the hash by its word too.
  assert.deepEqual(found('SHA-1 0 0 -'), said);
});

test('a signature below a DNAME is not said to be below a delegation', () => {
  const below = (type: string): string[] =>
    new TestZone(`${HEAD}d ${type} example.net.\nx.d ${SIGNATURE('A')}\n`)
      .problems()
      .flatMap(({ rule, message }) => (rule === 'zone/rrsig-fields' && message.startsWith('d.') ? [message] : []));
  assert.match(below('DNAME')[0], /^d\.example\.com\. has a DNAME,/);
  assert.match(below('NS')[0], /^d\.example\.com\. is delegated,/);
});
