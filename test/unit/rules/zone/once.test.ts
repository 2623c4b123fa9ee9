import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RuleId } from '../../../../server/src/rules/ids.ts';
import type { Problem } from '../../../../server/src/rules/rule.ts';
import { randomNumbers, seeds } from '../../fuzz/edits.ts';
import { withTop } from './check.ts';
import { TestZone } from './harness.ts';

const numbered = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => `${line(n)}\n`).join('');

function only(text: string, rule: RuleId): Problem {
  const found = new TestZone(withTop(text)).of(rule);
  assert.equal(found.length, 1, `${found.length} of ${rule}`);
  return found[0];
}

describe('what has one cause is told once a zone', () => {
  const SHA1 = '1'.repeat(40);
  const SHA256 = '2'.repeat(64);

  it('records below a delegation, each delegation apart', () => {
    const problem = only(`sub NS ns.example.net.\n${numbered(30, (n) => `h${n}.sub TXT "x"`)}`, 'zone/occluded-record');
    assert.match(problem.message, /^This TXT record of h0\.sub.* 29 more places of the zone are alike\.$/);
    assert.equal(problem.related?.length, 29);
    const two = new TestZone(withTop('a NS ns.example.net.\nx.a TXT a\nb NS ns.example.net.\nx.b TXT b\n'));
    assert.equal(two.of('zone/occluded-record').length, 2);
  });

  it('with a hundred of the places, however many there are and wherever their chunks end', () => {
    for (const chunk of [300, 1 << 15]) {
      for (const [count, attached] of [
        [100, 99],
        [101, 100],
        [102, 100],
        [350, 100],
      ]) {
        const text = withTop(`sub NS ns.example.net.\n${numbered(count, (n) => `h${n}.sub TXT "x"`)}`);
        const [problem, ...more] = new TestZone(text, { chunk }).of('zone/occluded-record');
        assert.deepEqual(more, []);
        assert.equal(problem.related?.length, attached, `${count} in chunks of ${chunk}`);
        assert.ok(problem.message.endsWith(`${count - 1} more places of the zone are alike.`), problem.message);
        const starts = problem.related?.map(({ start }) => start) ?? [];
        assert.deepEqual(
          starts,
          starts.toSorted((a, b) => a - b),
        );
        assert.ok(starts[0] > problem.start);
      }
    }
  });

  it('addresses of a network inside, whose places are made when they are asked for', () => {
    const public4 = numbered(20, (n) => `w${n} A 9.9.9.${n}`);
    const inside = numbered(12, (n) => `p${n} A 192.168.1.${n}`);
    const generated = '$GENERATE 1-3 g$ A 192.168.2.$\n';
    const random = randomNumbers(3);
    const zone = new TestZone(withTop(public4 + inside), { origin: 'yourdomain.net.', chunk: 400 });
    for (let step = 0; step < 40; step++) {
      const { text } = zone;
      const fresh = new TestZone(text, { origin: 'yourdomain.net.', chunk: 400 });
      const [told, more] = zone.of('zone/private-address');
      assert.deepEqual({ ...told }, { ...fresh.of('zone/private-address')[0] });
      assert.equal(more, undefined);
      const count = [...text.matchAll(/^p\d+ A 192/gm)].length;
      if (count > 1 && !text.includes('GENERATE')) {
        assert.equal(told.related?.length, count - 1);
        for (const { start, end, message } of told.related ?? []) assert.ok(message.startsWith(text.slice(start, end)));
      }
      const at = text.indexOf('\n', random(text.length)) + 1;
      if (step % 9 === 7) zone.edit(at, at, generated);
      else if (step % 2 === 0) zone.edit(at, at, `p${100 + step} A 192.168.4.${step}\n`);
      else zone.edit(at, text.indexOf('\n', at) + 1, '');
    }
  });

  it('a name server without addresses of many delegations', () => {
    const problem = only(
      numbered(20, (n) => `child${n} NS dns`),
      'zone/ns-no-address',
    );
    assert.match(problem.message, /19 more places/);
    assert.equal(problem.severity, 'warning');
  });

  it('a name server of the zone and of a delegation, by weight', () => {
    const zone = new TestZone(withTop('@ NS dns\nchild NS dns\nother NS dns\n'));
    assert.deepEqual(
      zone.of('zone/ns-no-address').map(({ severity, related }) => [severity, related?.length ?? 0]),
      [
        ['error', 0],
        ['warning', 1],
      ],
    );
  });

  it('names that a wildcard does not stand for, each wildcard apart', () => {
    const problem = only(
      `* MX 10 mail.example.net.\n${numbered(9, (n) => `h${n} A 192.0.2.${n}`)}`,
      'zone/wildcard-hidden',
    );
    assert.match(problem.message, /^h0\..* 8 more places/);
  });

  it('digests of DS records, by what can be done about them', () => {
    const pair = (n: number): string =>
      `c${n} NS ns.example.net.\nc${n} DS ${n} 8 1 ${SHA1}\nc${n} DS ${n} 8 2 ${SHA256}`;
    const { message, severity } = only(numbered(20, pair), 'zone/deprecated-algorithm');
    assert.match(message, /Delete it: the record with a better digest of the same key is there\. 19 more/);
    assert.equal(severity, 'hint');
    assert.match(
      only(`c NS ns.example.net.\nc DS 1 8 1 ${SHA1}\nc DS 2 8 2 ${SHA256}\n`, 'zone/deprecated-algorithm').message,
      /The holder of c\.example\.com\. has to name one of type 2/,
    );
    assert.match(
      only(`c NS ns.example.net.\nc DS 1 5 2 ${SHA256}\n`, 'zone/deprecated-algorithm').message,
      /The holder of c\.example\.com\. has to change its key/,
    );
  });

  it('an SOA that was pasted again and again', () => {
    const soas = numbered(20, (n) => `@ SOA ns1 hostmaster ${n + 2} 3600 900 1209600 300`);
    const problem = only(`${soas}@ NS ns.example.net.\n`, 'zone/soa-multiple');
    assert.match(problem.message, /18 more places/);
  });

  it('addresses of the networks inside, whatever their ranges', () => {
    const text = `${numbered(5, (n) => `w${n} A 9.9.9.${n + 9}`)}p0 A 192.168.1.20\np1 AAAA fd00::1\np2 A 10.0.0.1\n`;
    const zone = new TestZone(withTop(text), { origin: 'yourdomain.net.' });
    const [problem, ...others] = zone.of('zone/private-address');
    assert.equal(others.length, 0);
    assert.match(problem.message, /^192\.168\.1\.20 is .* 2 more places of the zone are alike\.$/);
    assert.deepEqual(
      problem.related?.map(({ message }) => message.split(' ')[0]),
      ['fd00::1', '10.0.0.1'],
    );
  });

  it('names the last of two in the singular', () => {
    const { message } = only('h1 HINFO a b\nh2 HINFO a b\n', 'zone/hinfo');
    assert.match(message, /One more place of the zone is alike\.$/);
  });

  it('a place of many made by a $GENERATE counts as one', () => {
    const text = 'sub NS ns.example.net.\n$GENERATE 1-9 h$.sub A 192.0.2.$\nx.sub A 192.0.2.1\n';
    assert.match(only(text, 'zone/occluded-record').message, /^This A record of h1\.sub.*One more place/);
  });
});

describe('what is told once, after edits', () => {
  const PIECES = [
    'h.sub TXT x\n',
    '; \n',
    'sub NS ns.example.net.\n',
    '* A 192.0.2.9\n',
    'c TXT c\n',
    'k NS dns\n',
    '$GENERATE 1-3 g$.sub A 192.0.2.$\n',
    'dns A 192.0.2.53\n',
  ];
  const seen = (zone: TestZone): unknown[] => zone.problems().map((problem) => ({ ...problem, data: undefined }));

  for (const seed of seeds()) {
    it(`is what a fresh check tells (seed ${seed})`, () => {
      const random = randomNumbers(seed);
      const options = { chunk: 256 };
      const text = `${withTop('')}sub NS ns.example.net.\n* MX 10 mail.example.net.\n${numbered(60, (n) => `h${n}.sub TXT "x"\nh${n} A 192.0.2.1\nk${n} NS dns`)}`;
      const zone = new TestZone(text, options);
      for (let step = 0; step < 20; step++) {
        const lines = zone.text.split('\n');
        const line = random(lines.length);
        const start = lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0);
        const end = random(2) === 0 ? start : Math.min(zone.text.length, start + lines[line].length + 1);
        const piece = random(3) === 0 ? '' : PIECES[random(PIECES.length)];
        zone.edit(start, end, piece);
        assert.deepEqual(seen(zone), seen(new TestZone(zone.text, options)), `seed ${seed}, step ${step}`);
      }
    });
  }
});
