import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ZONE_RULES } from '../../../../server/src/rules/zone/index.ts';
import { check, checkFix, withTop } from './check.ts';
import { originOf, TestZone } from './harness.ts';
import { said } from './said.ts';

function messageOf(text: string, rule: string): string {
  const zone = new TestZone(withTop(text), { origin: originOf(text) });
  return zone.problems().find((problem) => problem.rule === rule)?.message ?? '';
}

describe('an at sign', () => {
  it('inside a name is a label', () => {
    assert.deepEqual(said('_sip._tls.@ SRV 0 0 443 sip.example.net.\n'), ['at-sign-in-name warning _sip._tls.@']);
    assert.deepEqual(said('x CNAME @.example.net.\n'), ['at-sign-in-name warning @.example.net.']);
    assert.deepEqual(said('@ MX 10 mail.@\n')[0], 'at-sign-in-name warning mail.@');
  });

  it('alone, escaped or inside a label is none', () => {
    check('www CNAME @\n\\@.x TXT a\na.b\\@ TXT a\n');
  });

  it('is taken out', () => {
    checkFix(
      'zone/at-sign-in-name',
      '_sip._tls.@ SRV 0 0 443 sip.example.net.\n',
      '_sip._tls SRV 0 0 443 sip.example.net.\n',
    );
  });

  it('is told in a $ORIGIN', () => {
    assert.deepEqual(said('$ORIGIN sub.@\nwww TXT a\n'), ['at-sign-in-name warning sub.@']);
  });
});

describe('a dot too many', () => {
  it('makes a target a top-level name', () => {
    checkFix('zone/dot-too-many', '@ MX 10 mail.\nmail A 192.0.2.25\n', '@ MX 10 mail\nmail A 192.0.2.25\n');
    assert.deepEqual(said('_sip._tcp SRV 0 0 5060 sip.\nsip A 192.0.2.25\n'), ['dot-too-many warning sip.']);
    assert.deepEqual(said('$ORIGIN sub.example.com.\n@ MX 10 mail.\nmail A 192.0.2.25\n'), [
      'dot-too-many warning mail.',
    ]);
  });

  it('is none where the zone has no such name, or the name is meant', () => {
    assert.deepEqual(said('@ MX 10 mail.\n'), []);
    assert.deepEqual(said('x CNAME localhost.\nlocalhost A 127.0.0.1\n'), []);
    assert.deepEqual(said('@ MX 0 .\n'), []);
    const top = { zones: { 'lan.': '@ A 192.0.2.1\n' } };
    assert.deepEqual(said('x CNAME lan.\nlan TXT a\n', top), []);
  });

  it('goes when the name of the zone goes', () => {
    const zone = new TestZone(withTop('@ MX 10 mail.\nmail A 192.0.2.25\n'));
    const at = zone.text.indexOf('mail A');
    zone.edit(at, at + 4, 'host');
    assert.deepEqual(zone.of('zone/dot-too-many'), []);
  });

  it('puts an owner out of the zone', () => {
    assert.match(
      messageOf('_sip._tcp. SRV 0 0 5060 sip.example.net.\n', 'zone/out-of-zone'),
      /write _sip\._tcp without the dot/,
    );
    assert.match(messageOf('www. A 192.0.2.1\n', 'zone/out-of-zone'), /write www without the dot/);
    checkFix('zone/out-of-zone', 'www. A 192.0.2.1\n', 'www A 192.0.2.1\n');
  });

  it('puts a trigger out of the response policy', () => {
    const settings = { responsePolicy: true };
    const zone = new TestZone(withTop('bad.example.net. CNAME .\n'), { settings });
    const [{ message }] = zone.of('zone/out-of-zone');
    assert.match(message, /Write bad\.example\.net without the final dot/);
  });
});

describe('a record outside of the zone', () => {
  it('may be under the zone with a letter wrong', () => {
    assert.match(messageOf('www.exmaple.com. A 192.0.2.1\n', 'zone/out-of-zone'), /Is www\.example\.com\. meant\?$/);
    checkFix('zone/out-of-zone', 'www.exmaple.com. A 192.0.2.1\n', 'www.example.com. A 192.0.2.1\n');
    assert.match(
      messageOf('www.other.net. A 192.0.2.1\n', 'zone/out-of-zone'),
      /Move it to the zone that holds www\.other\.net\.$/,
    );
  });

  it('is told once for all under a $ORIGIN that lies outside', () => {
    const text = '$ORIGIN exampel.com.\na A 192.0.2.1\n  AAAA 2001:db8::1\nb A 192.0.2.2\n';
    assert.deepEqual(said(text), ['out-of-zone warning a']);
    assert.match(
      messageOf(text, 'zone/out-of-zone'),
      /It is the \$ORIGIN exampel\.com\..*example\.com\. may be meant\. One more place/,
    );
  });
});

describe('texts about mail', () => {
  const told = (line: string): string[] => said(`${line}\n`).filter((each) => each.startsWith('mail-text-owner'));

  for (const [line, owner] of [
    ['@ TXT "v=DMARC1; p=none"', '@'],
    ['dmarc TXT "v=DMARC1; p=none"', 'dmarc'],
    ['s1.domainkey TXT "v=DKIM1; p="', 's1.domainkey'],
    ['mta-sts TXT "v=STSv1; id=1"', 'mta-sts'],
    ['_smtp._tcp TXT "v=TLSRPTv1; rua=mailto:a@example.net"', '_smtp._tcp'],
    ['_bimi TXT "v=BIMI1; l="', '_bimi'],
  ]) {
    it(`are not looked for at ${line}`, () => assert.deepEqual(told(line), [`mail-text-owner information ${owner}`]));
  }

  for (const line of [
    '_dmarc TXT "v=DMARC1; p=none"',
    'example.net._report._dmarc TXT "v=DMARC1"',
    '* TXT "v=DMARC1; p=none"',
    's1._domainkey TXT "v=DKIM1; p="',
    'a.b._domainkey TXT "v=DKIM1; p="',
    '_mta-sts.sub TXT "v=STSv1; id=1"',
    '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@example.net"',
    'default._bimi TXT "v=BIMI1; l="',
    '@ TXT "v=spf1 -all"',
    '@ TXT "DMARC is at another name"',
    '_dmarc CNAME policy\npolicy TXT "v=DMARC1; p=none"',
  ]) {
    it(`are in their place at ${line.replace('\n', ', ')}`, () => assert.deepEqual(told(line), []));
  }

  it('are moved', () => {
    checkFix('zone/mail-text-owner', '@ TXT "v=DMARC1; p=none"\n', '_dmarc TXT "v=DMARC1; p=none"\n');
    checkFix('zone/mail-text-owner', 's1.domainkey TXT "v=DKIM1; p="\n', 's1._domainkey TXT "v=DKIM1; p="\n');
    checkFix(
      'zone/mail-text-owner',
      'smtp.tls TXT "v=TLSRPTv1; rua=mailto:a@example.net"\n',
      '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@example.net"\n',
    );
  });
});

describe('a CNAME beside other data', () => {
  it('is taken out, or the data go where they may', () => {
    const rule = 'zone/cname-and-other-data';
    assert.match(
      messageOf('w CNAME host.example.net.\nw A 192.0.2.3\n', rule),
      /Delete the CNAME, or the other records\.$/,
    );
    assert.match(
      messageOf('w CNAME h\nw A 192.0.2.3\nh A 192.0.2.4\n', rule),
      /Delete the CNAME, or the other records\.$/,
    );
    assert.match(
      messageOf('w CNAME h\nw TXT a\nh A 192.0.2.4\n', rule),
      /move the other records to h\.example\.com\.$/,
    );
  });
});

describe('in a reverse zone', () => {
  const ZONE = '; zone: 2.0.192.in-addr.arpa\n';

  it('a host of one label is completed as its neighbours', () => {
    const neighbours = '2 PTR www.example.com.\n3 PTR mail.example.com.\n4 PTR x.example.net.\n';
    checkFix('zone/lost-dot', `${ZONE}1 PTR router\n${neighbours}`, `${ZONE}1 PTR router.example.com.\n${neighbours}`);
    assert.match(messageOf(`${ZONE}1 PTR router\n`, 'zone/lost-dot'), /Write the whole name of the host/);
  });

  for (const [block, inside, outside] of [
    ['64/26', '64 65 127', '63 128 130'],
    ['64-26', '64 127', '63 128'],
    ['64-127', '64 127', '63 128'],
    ['0-31', '0 31', '32'],
    ['0/25', '0 127', '128'],
    ['248/29', '248 255', '247'],
  ]) {
    it(`the block ${block} has its addresses`, () => {
      const zone = `; zone: ${block}.2.0.192.in-addr.arpa\n`;
      const lines = (numbers: string): string =>
        numbers
          .split(' ')
          .map((number) => `${number} PTR h${number}.example.net.\n`)
          .join('');
      assert.deepEqual(said(zone + lines(inside)), []);
      assert.deepEqual(
        said(zone + lines(outside)),
        outside.split(' ').map((number) => `outside-classless-block information ${number}`),
      );
    });
  }

  it('an alias leads into the block that has its address', () => {
    const ns = '64/26 NS ns.example.net.\n';
    assert.deepEqual(said(`${ZONE}${ns}65 CNAME 65.64/26\n`), []);
    assert.deepEqual(said(`${ZONE}${ns}130 CNAME 130.64/26\n`), ['outside-classless-block information 130.64/26']);
  });
});

describe('an action of a response policy', () => {
  const of = (target: string): string[] => {
    const zone = new TestZone(withTop(`bad.example.net CNAME ${target}\nhere.example.net A 192.0.2.1\n`), {
      settings: { responsePolicy: true },
    });
    return zone.of('zone/rpz-owner').map(({ message, data }) => `${data?.meant} ${message.includes('final dot')}`);
  };

  for (const [target, meant] of [
    ['rpz-passthrough.', 'rpz-passthru. false'],
    ['rpz-pasthru.', 'rpz-passthru. false'],
    ['rpz-dropp.', 'rpz-drop. false'],
    ['passthru.', 'rpz-passthru. false'],
    ['nxdomain.', '. false'],
    ['rpz-drop', 'rpz-drop. true'],
  ]) {
    it(`is not ${target}`, () => assert.deepEqual(of(target), [meant]));
  }

  for (const target of [
    '.',
    '*.',
    'rpz-passthru.',
    'RPZ-Drop.',
    'rpz-tcp-only.',
    'walled.garden.example.',
    'here.example.net',
    'rpz.example.net.',
  ]) {
    it(`may be ${target}`, () => assert.deepEqual(of(target), []));
  }
});

describe('a $ORIGIN without its final dot', () => {
  const BODY = `$TTL 3600
@ SOA ns1.example.com. hostmaster.example.com. 1 7200 900 1209600 3600
@ NS ns1.example.com.
@ NS ns2.example.net.
ns1.example.com. A 192.0.2.1
ns1.example.com. AAAA 2001:db8::1
`;

  it('above the SOA is the one error', () => {
    assert.deepEqual(said(`$ORIGIN example.com\n${BODY}`), ['lost-dot error example.com']);
    checkFix('zone/lost-dot', `$ORIGIN example.com\n${BODY}`, `$ORIGIN example.com.\n${BODY}`);
  });

  it('says nothing of the SOA where that is elsewhere', () => {
    const told = said('; no SOA\n$TTL 60\n$ORIGIN sub.example.com\nwww A 192.0.2.1\n');
    assert.deepEqual(told, [
      'ns-missing error $TTL 60',
      'soa-missing error $TTL 60',
      'lost-dot warning sub.example.com',
    ]);
  });

  it('has no followers but errors', () => {
    const below = '@ NS ns5\nfoo_bar A 192.0.2.1\nx CNAME gone\n* 0 TXT a\nw TXT a\nw CNAME v.example.net.\n';
    assert.deepEqual(said(`$ORIGIN sub.example.com\n${below}`), [
      'lost-dot warning sub.example.com',
      'cname-and-other-data error CNAME',
    ]);
    assert.ok(said(`$ORIGIN sub.example.com.\n${below}`).length > 3);
  });

  it('is told once with those after it, and mended with them', () => {
    const lines = (dot: string): string =>
      ['a', 'b', 'c'].map((label) => `$ORIGIN ${label}.example.com${dot}\nh${label} A 192.0.2.1\n`).join('');
    assert.deepEqual(said(lines('')), ['lost-dot warning a.example.com']);
    checkFix('zone/lost-dot', lines(''), lines('.'));
  });

  it('is told where names first are too long, once', () => {
    const label = 'x'.repeat(60);
    const lines = Array.from({ length: 12 }, (_, n) => `$ORIGIN ${label}.example.com\nh${n} A 192.0.2.1\n`).join('');
    const zone = new TestZone(withTop(lines));
    assert.deepEqual(
      zone.problems().map(({ rule }) => rule),
      ['zone/lost-dot', 'zone/bad-name'],
    );
    assert.match(zone.of('zone/bad-name')[0].message, /more places of the zone are alike/);
  });

  it('is told where names first are too long, and what follows from it is not', () => {
    const label = 'x'.repeat(60);
    const lines = Array.from({ length: 8 }, (_, n) => `$ORIGIN ${label}${n}.example\nh A 192.0.2.1\n`).join('');
    const zone = new TestZone(withTop(lines));
    assert.deepEqual(
      zone.problems().map(({ rule }) => rule),
      ['zone/bad-name'],
    );
    assert.match(zone.of('zone/bad-name')[0].message, /\$ORIGIN lines without a final dot add up/);
    // A line that makes no name below the zone itself says nothing of the zone's own records.
    const first = new TestZone(withTop(`$ORIGIN a..b\nh A 192.0.2.1\nh A 192.0.2.1\n`));
    assert.ok(first.problems().some(({ rule }) => rule === 'zone/duplicate-record'));
  });
});

it('no sentence ends in two dots', () => {
  for (const { id, docs } of ZONE_RULES) {
    for (const { message } of new TestZone(withTop(docs.bad)).problems())
      assert.doesNotMatch(message, /[^.]\.\.(?:\s|$)/, id);
  }
});
