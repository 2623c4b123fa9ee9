import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check, checkFix, withTop } from './check.ts';
import { TestZone } from './harness.ts';

const SOA = '$TTL 3600\n@ SOA ns1 hostmaster 1 3600 900 1209600 300\n';

describe('addresses of name servers', () => {
  it('warns where no name server has an IPv6 address', () => {
    check(`${SOA}@ NS ns1
;    ^^^ zone/ns-missing-aaaa warning
@ NS ns2
ns1 A 192.0.2.53
ns2 A 198.51.100.53
`);
  });

  it('informs where another one has one, or may have one outside the zone', () => {
    check(`${SOA}@ NS ns1
;    ^^^ zone/ns-missing-aaaa information
@ NS ns2
ns1 A 192.0.2.53
ns2 A 198.51.100.53
ns2 AAAA 2001:db8::53
`);
    check(`${SOA}@ NS ns1
;    ^^^ zone/ns-missing-aaaa information
@ NS ns.example.net.
ns1 A 192.0.2.53
`);
  });

  it('says it once a zone, and names the others beside it', () => {
    const zone = new TestZone(`${SOA}@ NS ns1\n@ NS ns2\nns1 A 192.0.2.53\nns2 A 198.51.100.53\n`);
    const found = zone.problems().filter(({ rule }) => rule === 'zone/ns-missing-aaaa');
    assert.equal(found.length, 1);
    assert.equal(found[0].related?.length, 1);
    assert.ok(zone.fixes(found[0]).some(({ edits }) => edits.some(({ newText }) => newText.includes('AAAA'))));
  });

  it('says nothing of servers that only a network inside or this machine can ask', () => {
    for (const address of ['10.0.0.53', '192.168.1.53', '172.16.0.1', '127.0.0.1', '169.254.1.1', '100.64.0.1']) {
      check(`${SOA}@ NS ns1\nns1 A ${address}\n`);
    }
    for (const address of ['fd00::53', 'fe80::53', '::1']) check(`${SOA}@ NS ns1\nns1 AAAA ${address}\n`);
  });

  it('says it of those that the world asks beside one inside', () => {
    check(`${SOA}@ NS inside
@ NS ns1
;    ^^^ zone/ns-missing-aaaa warning
inside A 10.0.0.53
ns1 A 192.0.2.53
`);
  });

  it('does the same for IPv4', () => {
    check(`${SOA}@ NS ns1
;    ^^^ zone/ns-missing-a warning
ns1 AAAA 2001:db8::53
`);
    check(`${SOA}@ NS ns1
;    ^^^ zone/ns-missing-a information
@ NS ns.example.net.
ns1 AAAA 2001:db8::53
`);
  });

  it('takes the addresses of a wildcard', () => {
    check(`${SOA}@ NS ns1\n* A 192.0.2.53\n* AAAA 2001:db8::53\n`);
    check(`${SOA}@ NS ns1\n;    ^^^ zone/ns-missing-aaaa\n* A 192.0.2.53\n`);
  });

  it('leaves delegations alone', () => {
    check(`sub NS ns.sub\nns.sub A 192.0.2.54\n`);
  });

  it('adds the missing address in the layout of the other one', () => {
    checkFix(
      'zone/ns-missing-aaaa',
      `${SOA}@ NS ns1\nns1   300 IN A      192.0.2.53 ; first\n      TXT a\n`,
      `${SOA}@ NS ns1\nns1   300 IN A      192.0.2.53 ; first\nns1   300 IN AAAA   2001:db8:: ; put the address of ns1.example.com. here\n      TXT a\n`,
    );
    checkFix(
      'zone/ns-missing-aaaa',
      `${SOA}@ NS ns1\nns1 TXT x\n\tA\t192.0.2.53`,
      `${SOA}@ NS ns1\nns1 TXT x\n\tA\t192.0.2.53\n\tAAAA\t2001:db8:: ; put the address of ns1.example.com. here`,
    );
  });

  it('takes the address from another name of the same machine', () => {
    checkFix(
      'zone/ns-missing-aaaa',
      `${SOA}@ NS ns1\nns1 A 192.0.2.53\nwww A 192.0.2.53\nwww AAAA 2001:db8::80\n`,
      `${SOA}@ NS ns1\nns1 A 192.0.2.53\nns1 AAAA 2001:db8::80 ; the address of www.example.com.\nwww A 192.0.2.53\nwww AAAA 2001:db8::80\n`,
    );
    checkFix(
      'zone/ns-missing-a',
      `${SOA}@ NS ns1\nns1 AAAA 2001:DB8::53\n`,
      `${SOA}@ NS ns1\nns1 AAAA 2001:DB8::53\nns1 A 192.0.2.1 ; put the address of ns1.example.com. here\n`,
    );
  });
});

describe('name servers that cannot be reached', () => {
  it('refuses a zone whose name server has no address', () => {
    check(`${SOA}@ NS ns1\n;    ^^^ zone/ns-no-address error\n`);
    check(`${SOA}@ NS @\n;    ^ zone/ns-no-address error\n`);
  });

  it('only warns at a delegation', () => {
    check('sub NS nope\n;      ^^^^ zone/ns-no-address warning\n');
  });

  it('leaves hosts below a delegation to the child zone', () => {
    check(`${SOA}@ NS ns.sub\nsub NS ns.example.net.\n`);
  });

  it('asks for glue inside the delegated zone, and proposes it for a sibling', () => {
    check('sub NS ns.sub\n;      ^^^^^^ zone/delegation-missing-glue warning\n');
    check('sub NS ns.other\n;      ^^^^^^^^ zone/delegation-missing-glue information\nother NS ns.example.net.\n');
    check('sub NS ns.sub\nns.sub AAAA 2001:db8::54\n');
    check('sub NS sub\n;      ^^^ zone/delegation-missing-glue warning\n');
  });

  it('refuses a name server that is an alias, at the top of the zone', () => {
    check(`${SOA}@ NS dns\n;    ^^^ zone/ns-target-cname error\ndns CNAME a.example.net.\n`);
    check(`${SOA}@ NS x.d\n;    ^^^ zone/ns-target-cname error\nd DNAME example.net.\n`);
    check(`${SOA}@ NS x\n;    ^ zone/ns-target-cname error\n* CNAME a.example.net.\n`);
    check(
      `${SOA}@ NS ns\n;    ^^ zone/ns-target-cname error\n@ DNAME example.net.\nns A 192.0.2.1\n;  ^ zone/occluded-record\n`,
    );
  });

  it('warns of such a server at a delegation', () => {
    check('sub NS dns\n;      ^^^ zone/ns-target-cname warning\ndns CNAME a.example.net.\n');
    check('sub NS x.d\n;      ^^^ zone/ns-target-cname warning\nd DNAME example.net.\n');
  });

  it('refuses nothing in a secondary zone', () => {
    const zone = new TestZone(`${SOA}@ NS ns1\n`, { settings: { type: 'secondary', loaded: true } });
    assert.deepEqual(
      zone.problems().map(({ rule, severity }) => `${rule} ${severity}`),
      ['zone/ns-no-address warning'],
    );
  });

  it('refuses the delegation of a wildcard', () => {
    const zone = new TestZone(withTop('*.sub NS ns.example.net.\n'));
    assert.deepEqual(
      zone.problems().map(({ rule }) => rule),
      ['zone/wildcard-ns'],
    );
  });
});

describe('a zone that nobody else serves', () => {
  const about = (servers: string): string[] => {
    const text = `$TTL 3600\n@ SOA localhost. hm 1 7200 7200 900 3600\n${servers}`;
    return new TestZone(text, { origin: 'lan.fabrikam.com.' })
      .problems()
      .map(({ rule }) => rule)
      .filter((rule) => /soa-(?:expires-early|retry-not-shorter)/.test(rule));
  };
  const BOTH = ['zone/soa-retry-not-shorter', 'zone/soa-expires-early'];

  it('has no secondaries whose times matter', () => {
    assert.deepEqual(about('@ NS localhost.\n'), []);
    assert.deepEqual(about('@ NS localhost.localdomain.\n'), []);
    assert.deepEqual(about('@ NS .\n'), []);
    // Names that are none say nothing of who serves it.
    assert.deepEqual(about('@ NS localhost.\n@ NS a..b\n'), []);
  });

  it('has them with any other server, and where no server is known', () => {
    for (const servers of [
      '@ NS ns1.fabrikam.net.\n',
      '@ NS localhost.\n@ NS ns1.fabrikam.net.\n',
      '@ NS a..b\n',
      '',
    ]) {
      assert.deepEqual(about(servers).toSorted(), BOTH.toSorted(), servers);
    }
  });
});
