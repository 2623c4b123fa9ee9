import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { base64Octets, rsaKey } from '../../../../server/src/rules/zone/support/keySize.ts';
import { check, checkFix, withTop } from './check.ts';
import { TestZone } from './harness.ts';
import { said } from './said.ts';

const RSA_512 =
  'MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAJSR13F3ZiruL8ELB97HYfIE9E41Iq0wiSBcAn7soEI6LOnWIK0Tg1Ae/UjgxzlqYW7B' +
  'z0AA7GU5zyqalBKQ8TcCAwEAAQ==';
const RSA_1024 =
  'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDBbpLPSqnM1Q3sngq3dirbNEATr3upmGfEI0T0/UF0d7KghyTR/6GNlykTEFkf' +
  'yBG76jcjky8JnQpqdUSZVbrtyfLl77A10eYO+B+q3yPI1Y/5hJyegMT6so3p4ptQ9crWgQ6gp2nBeBvNZPqvsD9ySCb592zqLvWl' +
  'lKSbJNR99QIDAQAB';
const RSA_1024_BARE =
  'MIGJAoGBALx20jzSS0wVFPbRJjwZZNF7x4bR3rTNJEnBV7QEj3nLaPnynpJZ5MUUnffA0boSGcPRapmWr2RlNan2kEZDz/COlJsB' +
  '226dGVWf4pkS3Ct9xI/GDC29oHG2y1GXnCRjZYIaK+XK4BsKksGfJnSoB4KGQfj/xw0x/UZVNtLYeR8LAgMBAAE=';
const RSA_2048 =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAt1mttxkn+Mh0Eaxg+/4Hxy1cT17haiV82sUptMhmSddINE8D1lWVy+IY' +
  'GujAg+MJhM/UTj6y1Vwhtz62J2tuF9zD6HZ2TcfRmjzk48nT8E1jb+2gWq23S+rtIqEht/QHUUH2qcFAQecpLigzbd2mde2pYwK4' +
  'l4FumyhxBhGhxcQSGet5K7fGizwyDdNdrdW996cZ91TNSGY8lR4hc9mbltYeaWsruB9OWShmWjmMtEBeC28+YagTGZMvdj5lyK5u' +
  'zsOrQg4Fnd3Q7NlgeDQ77f6Fz3fEvFyb+mmkBgEjgVs7Q+xWxq7XSnr9SlII+gc7JNPpNGLEXB0aAzpODfZtPQIDAQAB';
const ED25519 = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';

/** What is said of a TXT record with this text at a name. */
function saidOf(owner: string, text: string): string[] {
  const strings = text.match(/.{1,200}/gs) ?? [''];
  return said(`${owner} TXT ${strings.map((each) => `"${each}"`).join(' ')}\n`);
}

describe('the size of keys', () => {
  it('is read from both forms of an RSA key', () => {
    const bits = (text: string): unknown => rsaKey(base64Octets(text)!);
    assert.deepEqual(bits(RSA_512), { kind: 'rsa', bits: 512 });
    assert.deepEqual(bits(RSA_1024), { kind: 'rsa', bits: 1024 });
    assert.deepEqual(bits(RSA_1024_BARE), { kind: 'rsa', bits: 1024 });
    assert.deepEqual(bits(RSA_2048), { kind: 'rsa', bits: 2048 });
    assert.deepEqual(bits(RSA_2048.slice(0, 100)), { kind: 'unreadable' });
    assert.deepEqual(bits(''), { kind: 'unreadable' });
    assert.deepEqual(bits('MIGf'), { kind: 'unreadable' });
  });

  it('is undefined where there is no base64', () => {
    for (const text of ['a', 'a=b', 'ab==c', '@@@@', 'abc==']) assert.equal(base64Octets(text), undefined, text);
    assert.deepEqual(base64Octets('AQ ID'), Uint8Array.of(1, 2, 3));
  });
});

describe('DKIM', () => {
  const OWNER = 's1._domainkey';
  const GOOD = [
    `v=DKIM1; k=rsa; p=${RSA_2048}`,
    `v=DKIM1; p=${RSA_2048};`,
    `p=${RSA_2048}`,
    `v=DKIM1; k=ed25519; p=${ED25519}`,
    `v=DKIM1; h=sha1:sha256; s=email; t=s; n=a note with k=v; p=${RSA_2048}`,
    'google-site-verification: x',
  ];
  for (const text of GOOD) it(`takes ${text.slice(0, 60)}`, () => assert.deepEqual(saidOf(OWNER, text), []));

  const BAD: readonly (readonly [text: string, said: string[]])[] = [
    ['v=DKIM1; k=rsa', ['dkim-syntax warning k=rsa']],
    ['v=DKIM1; p=MII?', ['dkim-syntax warning MII?']],
    [`v=DKIM1; k=dsa; p=${ED25519}`, ['dkim-syntax warning dsa']],
    [`v=DKIM2; p=${ED25519}`, ['dkim-syntax warning v=DKIM2', `dkim-key warning ${ED25519}`]],
    [`k=ed25519; v=DKIM1; p=${ED25519}`, ['dkim-syntax warning v=DKIM1']],
    [`v=DKIM1; k=ed25519; h=sha1; p=${ED25519}`, ['dkim-syntax warning sha1']],
    [`v=DKIM1; k=ed25519; s=web; p=${ED25519}`, ['dkim-syntax warning web']],
    [`v=DKIM1; k=ed25519; rubbish; p=${ED25519}`, ['dkim-syntax warning rubbish']],
    [`v=DKIM1; k=ed25519; k=ed25519; p=${ED25519}`, ['dkim-syntax warning k=ed25519']],
    [
      `v=DKIM1; k=ed25519 p=${ED25519}`,
      [
        `dkim-syntax warning k=ed25519 p=${ED25519}`,
        `dkim-syntax warning ed25519 p=${ED25519}`,
        'dkim-syntax warning p=',
      ],
    ],
    [`v=DKIM1; p=${RSA_512}`, [`dkim-key warning ${RSA_512}`]],
    [`v=DKIM1; p=${RSA_1024}`, [`dkim-key information ${RSA_1024.slice(0, 200 - 11)}" "${RSA_1024.slice(200 - 11)}`]],
    ['v=DKIM1; p=MIGfMA0GCSqG', ['dkim-key warning MIGfMA0GCSqG']],
    ['v=DKIM1; k=ed25519; p=AQID', ['dkim-key warning AQID']],
    ['v=DKIM1; p=', ['dkim-inactive information p=']],
    [`v=DKIM1; k=ed25519; t=y:s; p=${ED25519}`, ['dkim-inactive information t=y:s']],
  ];
  for (const [text, expected] of BAD) {
    it(`speaks up at ${text.slice(0, 60)}`, () => assert.deepEqual(saidOf(OWNER, text).sort(), [...expected].sort()));
  }

  it('is not looked for at other names', () => {
    assert.deepEqual(saidOf('x', 'v=DKIM1; k=dsa'), ['mail-text-owner information x']);
    assert.deepEqual(saidOf('x', 'k=dsa'), []);
    assert.deepEqual(saidOf('_domainkey', 'o=~; t=y'), []);
    assert.deepEqual(saidOf('*._domainkey', 'v=DKIM1; p='), []);
  });

  it('has one key at a selector', () => {
    const key = `"k=ed25519; p=${ED25519}"`;
    const zone = new TestZone(
      withTop(`s._domainkey TXT ${key}\ns._domainkey TXT ${key.replace('k=', 'v=DKIM1; k=')}\n`),
    );
    assert.deepEqual(
      zone.problems().map(({ rule }) => rule),
      ['zone/mail-policy-multiple'],
    );
  });
});

describe('DMARC, MTA-STS, TLSRPT and BIMI', () => {
  const GOOD: readonly (readonly [owner: string, text: string])[] = [
    ['_dmarc', 'v=DMARC1; p=none'],
    ['_dmarc.shop', 'v=DMARC1;p=reject;sp=quarantine;adkim=s;aspf=r;pct=50;fo=1:d;rf=afrf;ri=86400;'],
    [
      '_dmarc',
      'v=DMARC1; p=none; rua=mailto:a@example.net!10m,mailto:b@example.net; ruf=https://example.net/r; np=reject; t=y; psd=n',
    ],
    ['_dmarc', 'some-token=abc'],
    ['_mta-sts', 'v=STSv1; id=20260101T000000Z;'],
    ['_smtp._tls', 'v=TLSRPTv1; rua=mailto:tls@example.net'],
    ['_smtp._tls', 'v=TLSRPTv1;rua=https://example.net/v1'],
    ['default._bimi', 'v=BIMI1; l=https://example.net/l.svg; a=https://example.net/c.pem'],
    ['default._bimi', 'v=BIMI1; l=; a=;'],
  ];
  for (const [owner, text] of GOOD)
    it(`takes ${text}`, () =>
      assert.deepEqual(
        saidOf(owner, text).filter((each) => !each.startsWith('mta-sts-no-host')),
        [],
      ));

  const BAD: readonly (readonly [owner: string, text: string, said: string])[] = [
    ['_dmarc', 'v=DMARC1', 'dmarc-syntax warning v=DMARC1'],
    ['_dmarc', 'p=none; v=DMARC1', 'dmarc-syntax warning v=DMARC1'],
    ['_dmarc', 'v=dmarc1; p=none', 'dmarc-syntax warning v=dmarc1'],
    ['_dmarc', 'v=DMARC1; p=monitor', 'dmarc-syntax warning monitor'],
    ['_dmarc', 'v=DMARC1; p=none; sp=', 'dmarc-syntax warning sp='],
    ['_dmarc', 'v=DMARC1; sp=none; p=none', 'dmarc-syntax information p=none'],
    ['_dmarc', 'v=DMARC1; p=none; pct=150', 'dmarc-syntax warning 150'],
    ['_dmarc', 'v=DMARC1; p=none; adkim=relaxed', 'dmarc-syntax warning relaxed'],
    ['_dmarc', 'v=DMARC1; p=none; fo=2', 'dmarc-syntax warning 2'],
    ['_dmarc', 'v=DMARC1; p=none; rua=a@example.net', 'dmarc-syntax warning a@example.net'],
    ['_dmarc', 'v=DMARC1; p=none; rua=mailto:example.net', 'dmarc-syntax warning mailto:example.net'],
    ['_dmarc', 'v=DMARC1; p=none; rua=mailto:a@example.net,', 'dmarc-syntax warning rua=mailto:a@example.net,'],
    ['_dmarc', 'v=DMARC1, p=none', 'dmarc-syntax warning v=DMARC1, p=none'],
    ['_mta-sts', 'v=STSv1;', 'mta-sts-syntax warning v=STSv1'],
    ['_mta-sts', 'v=STSv1; id=2026-01', 'mta-sts-syntax warning 2026-01'],
    ['_smtp._tls', 'v=TLSRPTv1', 'tlsrpt-syntax warning v=TLSRPTv1'],
    ['_smtp._tls', 'v=TLSRPTv1; rua=ftp://a', 'tlsrpt-syntax warning ftp://a'],
    ['default._bimi', 'v=BIMI1; a=self', 'bimi-syntax warning a=self'],
    ['default._bimi', 'v=BIMI1; l=http://example.net/l.svg', 'bimi-syntax warning http://example.net/l.svg'],
  ];
  for (const [owner, text, expected] of BAD) {
    it(`speaks up at ${text}`, () => assert.ok(saidOf(owner, text).includes(expected), saidOf(owner, text).join('\n')));
  }

  it('are mended where that is sure', () => {
    checkFix('zone/dmarc-syntax', '_dmarc TXT "v=dmarc1; p=none"\n', '_dmarc TXT "v=DMARC1; p=none"\n');
    checkFix(
      'zone/tlsrpt-syntax',
      '_smtp._tls TXT "v=TLSRPTv1; rua=a@example.net"\n',
      '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:a@example.net"\n',
    );
  });

  it('stand once at a name', () => {
    check(
      '_dmarc TXT "v=DMARC1; p=none"\n_dmarc TXT "v=DMARC1; p=none; pct=1"\n;           ^^^^^^^^^^^^^^^^^^^^^^^ zone/mail-policy-multiple warning\n_dmarc TXT "token"\n',
    );
  });

  it('need the host of the policy for MTA-STS', () => {
    const record = '_mta-sts TXT "v=STSv1; id=1"\n';
    const zone = new TestZone(withTop(record));
    assert.equal(zone.of('zone/mta-sts-no-host').length, 1);
    zone.edit(zone.text.length, zone.text.length, 'mta-sts CNAME policy.example.net.\n');
    assert.equal(zone.of('zone/mta-sts-no-host').length, 0);
    check('_mta-sts.sub TXT "v=STSv1; id=1"\nsub NS ns.example.net.\n', { only: 'zone/mta-sts-no-host' });
  });
});
