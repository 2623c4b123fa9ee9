import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RuleId } from '../../../../server/src/rules/ids.ts';
import { check, checkFix, withTop } from './check.ts';
import { TestZone } from './harness.ts';

/** What rules about SPF are called behind `zone/spf-`. */
type SpfRule = RuleId extends infer Id ? (Id extends `zone/spf-${infer Name}` ? Name : never) : never;

const spf = (rule: SpfRule, marked: string): TestZone => check(marked, { only: `zone/spf-${rule}` });

/** The messages of one rule for a policy at the top of the zone. */
function messages(rule: SpfRule, policy: string): string[] {
  const zone = new TestZone(withTop(`@ TXT "${policy}"\n`));
  return zone.of(`zone/spf-${rule}`).map(({ message }) => message);
}

describe('the syntax of SPF', () => {
  const VALID = [
    'v=spf1',
    'v=spf1 -all',
    'V=SPF1 MX -ALL',
    'v=spf1 a mx ptr ~all',
    'v=spf1 +a:mail.example.net/24 -mx/24//64 ?a//64 all',
    'v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ip6:::1 ip4:1.2.3.4 -all',
    'v=spf1 include:_spf.example.net exists:%{i}._spf.%{d2} -all',
    'v=spf1 exists:%{ir}.%{v}.arpa._spf.example.net redirect=%{d}',
    'v=spf1 redirect=_spf.example.net.',
    'v=spf1 -all exp=explain._spf.%{d}',
    'v=spf1 unknown=thing moo.cow-far_out=man:dog/cat -all',
    'v=spf1  mx   -all ',
  ];
  for (const policy of VALID) it(`takes ${policy}`, () => assert.deepEqual(messages('syntax', policy), []));

  const INVALID: readonly (readonly [policy: string, says: RegExp])[] = [
    ['v=spf1 ip4:192.0.2.256 -all', /192\.0\.2\.256 is no IPv4 address/],
    ['v=spf1 ip4:192.0.2.0/33 -all', /\/33 is no prefix length/],
    ['v=spf1 ip4 -all', /An address is missing/],
    ['v=spf1 ip6:2001:db8::/129 -all', /0 to 128/],
    ['v=spf1 include -all', /A domain is missing/],
    ['v=spf1 include: -all', /A domain is missing/],
    ['v=spf1 include:localhost -all', /no full domain name/],
    ['v=spf1 include:192.0.2.1 -all', /is an address where a domain belongs/],
    ['v=spf1 a:%{x}.example.net -all', /% that begins no macro/],
    ['v=spf1 a/33 -all', /\/33 is no prefix length/],
    ['v=spf1 all:example.net', /all takes no argument/],
    ['v=spf1 redirect= ', /A domain is missing/],
    ['v=spf1 exp=a.example.net exp=b.example.net -all', /stands here twice/],
    ['v=spf1 mx, -all', /Did you mean mx\?/],
    ['v=spf1 incude:a.example.net -all', /Did you mean include:a\.example\.net\?/],
    ['v=spf1 -al', /Did you mean -all\?/],
    ['v=spf1 mx –all', /Did you mean -all\?/],
    ['v=spf1 192.0.2.1 -all', /An address is written after ip4:/],
    ['v=spf1 whatever -all', /The mechanisms are all, include/],
  ];
  for (const [policy, says] of INVALID) {
    it(`refuses ${policy}`, () => {
      const found = messages('syntax', policy);
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0], says);
    });
  }

  it('is shown on the characters', () => {
    spf('syntax', '@ TXT "v=spf1 ip:192.0.2.25 mx -all"\n;             ^^^^^^^^^^^^^ zone/spf-syntax warning\n');
    spf('syntax', '@ TXT ( "v=spf1 mx"\n  " ip4:300.0.0.1 -all" )\n;   ^^^^^^^^^^^^^ zone/spf-syntax\n');
    spf('syntax', '@ TXT "v=spf1 \\105p4:x -all"\n;             ^^^^^^^^ zone/spf-syntax\n');
  });

  it('finds strings that are joined without a space', () => {
    spf(
      'syntax',
      '@ TXT "v=spf1 include:a.example.net" "include:b.example.net -all"\n;                                     ^^^^^^^^^^^^^^^^^^^^^ zone/spf-syntax\n',
    );
    spf('syntax', '@ TXT "v=spf1 mx" "-all"\n;                  ^^^^ zone/spf-syntax\n');
    spf('syntax', '@ TXT "v=spf1 include:a.exam" "ple.net -all"\n');
    spf('syntax', '@ TXT "v=spf1 mx " "-all"\n');
    checkFix('zone/spf-syntax', '@ TXT "v=spf1" "mx" "-all"\n', '@ TXT "v=spf1 mx -all"\n');
    checkFix('zone/spf-syntax', '@ TXT v=spf1 mx -all\n', '@ TXT "v=spf1 mx -all"\n');
    checkFix('zone/spf-syntax', '@ TXT "v=spf1 a" "-all"\n', '@ TXT "v=spf1 a" " -all"\n');
  });

  it('begins with the version', () => {
    spf('syntax', '@ TXT "v=spf1; mx -all"\n;      ^^^^^^^ zone/spf-syntax\n');
    spf('syntax', '@ TXT "v=spf mx -all"\n;      ^^^^^ zone/spf-syntax\n');
    spf('syntax', '@ TXT "spf1 mx -all"\n;      ^^^^ zone/spf-syntax\n');
    spf('syntax', '@ TXT "spf2.0/pra mx -all"\n@ TXT "spf of the day"\n');
    checkFix(
      'zone/spf-syntax',
      '@ TXT "v=spf1; mx -all"\n@ MX 1 a.example.net.\n',
      '@ TXT "v=spf1 mx -all"\n@ MX 1 a.example.net.\n',
    );
  });

  it('is mended where what was meant is sure', () => {
    for (const [before, after] of [
      ['ip:192.0.2.1', 'ip4:192.0.2.1'],
      ['+ip4:2001:db8::1', '+ip6:2001:db8::1'],
      ['ip6:192.0.2.0/24', 'ip4:192.0.2.0/24'],
      ['include=a.example.net', 'include:a.example.net'],
      ['~mc', '~mx'],
      ['redirect:a.example.net', 'redirect=a.example.net'],
    ])
      checkFix('zone/spf-syntax', `@ TXT "v=spf1 ${before} -all"\n`, `@ TXT "v=spf1 ${after} -all"\n`);
  });

  it('is not judged in a template', () => {
    spf('syntax', '@ TXT "v=spf1 {{ servers }} -all"\n');
  });
});

describe('what an SPF policy says', () => {
  it('about the rest of the world', () => {
    spf('all', '@ TXT "v=spf1 mx +all"\n;                ^^^^ zone/spf-all warning\n');
    spf('all', '@ TXT "v=spf1 mx all"\n;                ^^^ zone/spf-all warning\n');
    spf('all', '@ TXT "v=spf1 mx ?all"\n;                ^^^^ zone/spf-all information\n');
    spf('all', '@ TXT "v=spf1 mx"\n;      ^^^^^^ zone/spf-all information\n');
    spf('all', '@ TXT "v=spf1 redirect=a.example.net"\n_spf TXT "v=spf1 mx"\n@ TXT "v=spf1 ~all"\n');
    checkFix('zone/spf-all', '@ TXT "v=spf1 +all"\n', '@ TXT "v=spf1 -all"\n');
  });

  it('ends at all', () => {
    spf('after-all', '@ TXT "v=spf1 -all mx a"\n;                  ^^^^ zone/spf-after-all\n');
    spf(
      'after-all',
      '@ TXT "v=spf1 redirect=a.example.net -all"\n;             ^^^^^^^^^^^^^^^^^^^^^^ zone/spf-after-all\n',
    );
    spf('after-all', '@ TXT "v=spf1 -all exp=a.example.net"\n');
  });

  it('does not go by ptr', () => {
    spf('ptr', '@ TXT "v=spf1 ptr:example.net -all"\n;             ^^^^^^^^^^^^^^^ zone/spf-ptr information\n');
  });

  it('stands once at a name', () => {
    spf(
      'multiple',
      '@ TXT "v=spf1 -all"\n@ TXT "v=spf1 mx -all"\n;      ^^^^^^ zone/spf-multiple warning\na TXT "v=spf1 -all"\n',
    );
  });

  it('is short', () => {
    const long = 'ip4:192.0.2.1 '.repeat(16);
    assert.equal(messages('long', `v=spf1 ${long}" "${long}" "${long} -all`).length, 1);
    assert.deepEqual(messages('long', `v=spf1 ${long}" "${long.slice(14)} -all`), []);
  });
});

describe('what an SPF policy leads to', () => {
  it('are ten look-ups at most, those of included policies counted', () => {
    const many = (from: number, to: number): string =>
      Array.from({ length: to - from }, (_, i) => `a:h${from + i}.example.net`).join(' ');
    spf('lookups', `@ TXT "v=spf1 ${many(0, 10)} -all"\n`);
    spf(
      'lookups',
      `@ TXT "v=spf1 ${many(0, 9)} mx mx -all"\n;${' '.repeat(17 + many(0, 9).length)}^^ zone/spf-lookups warning\n`,
    );
    const included = `_s TXT "v=spf1 ${many(0, 8)} ?all"\n`;
    spf('lookups', `@ TXT "v=spf1 include:_s.example.com mx -all"\n${included}`);
    spf(
      'lookups',
      `@ TXT "v=spf1 include:_s.example.com mx a -all"\n;                                       ^ zone/spf-lookups\n${included}`,
    );
    spf('lookups', `@ TXT "v=spf1 ${many(0, 10)} -all ${many(10, 15)}"\n`);
    spf('lookups', `@ TXT "v=spf1 ${many(0, 9)} ip4:192.0.2.1 ip6:2001:db8::1 exp=x.example.net -all"\n`);
  });

  it('may be a circle', () => {
    spf('lookups', 'a TXT "v=spf1 include:b.example.com -all"\nb TXT "v=spf1 include:a.example.com -all"\n');
    spf('lookups', '@ TXT "v=spf1 include:example.com include:example.com -all"\n');
  });

  it('is there', () => {
    spf(
      'target',
      '@ TXT "v=spf1 include:_spf.example.com -all"\n;             ^^^^^^^^^^^^^^^^^^^^^^^^ zone/spf-target warning\n',
    );
    spf('target', '@ TXT "v=spf1 a -all"\n;             ^ zone/spf-target information\n');
    spf('target', '@ TXT "v=spf1 mx -all"\n;             ^^ zone/spf-target information\n');
    spf('target', '@ TXT "v=spf1 mx a:www.example.com -all"\n@ MX 1 mx.example.net.\nwww A 192.0.2.1\n');
    spf('target', '@ TXT "v=spf1 include:sub.example.com a:sub.example.com -all"\nsub NS ns.example.net.\n');
    spf('target', '@ TXT "v=spf1 include:_spf.example.net exists:%{i}.example.com -all"\n');
    spf('target', '@ TXT "v=spf1 include:x.example.com -all"\nx CNAME a.example.net.\n');
  });

  it('is seen again after an edit elsewhere', () => {
    const zone = new TestZone(withTop('@ TXT "v=spf1 include:_spf.example.com -all"\n'));
    assert.equal(zone.of('zone/spf-target').length, 1);
    zone.edit(zone.text.length, zone.text.length, '_spf TXT "v=spf1 ip4:192.0.2.1"\n');
    assert.equal(zone.of('zone/spf-target').length, 0);
  });

  it('answers mail', () => {
    spf('without-mail', 'news TXT "v=spf1 ip4:192.0.2.1 -all"\n;         ^^^^^^ zone/spf-without-mail information\n');
    spf('without-mail', 'news TXT "v=spf1 -all"\n_spf TXT "v=spf1 ip4:192.0.2.1"\nspf-a TXT "v=spf1 ip4:192.0.2.1"\n');
    spf('without-mail', 'part TXT "v=spf1 ip4:192.0.2.1"\n@ TXT "v=spf1 include:part.example.com -all"\n');
    spf('without-mail', 'news TXT "v=spf1 ip4:192.0.2.1 -all"\nnews A 192.0.2.1\n');
  });
});
