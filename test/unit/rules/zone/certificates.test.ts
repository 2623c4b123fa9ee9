import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { caaFaults } from '../../../../server/src/rules/zone/support/caa.ts';
import { checkFix, withTop } from './check.ts';
import { TestZone } from './harness.ts';
import { said } from './said.ts';

const HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('the values of CAA', () => {
  const GOOD: readonly (readonly [tag: string, value: string])[] = [
    ['issue', 'ca.example.net'],
    ['issue', ';'],
    ['issue', ''],
    ['issue', ' ca.example.net ; account=230123 ; '],
    ['issue', 'ca.example.net;validationmethods=dns-01,ca-special;accounturi=https://ca.example.net/acct/1'],
    ['issuewild', 'ca.example.net; policy=ev'],
    ['issuemail', ';'],
    ['iodef', 'mailto:security@example.net'],
    ['iodef', 'https://iodef.example.net/'],
    ['contactemail', 'admin@example.net'],
    ['contactphone', '+1 (555) 010-0100'],
    ['other', '%%%'],
  ];
  for (const [tag, value] of GOOD) it(`${tag} may be ${value}`, () => assert.deepEqual(caaFaults(tag, value), []));

  const BAD: readonly (readonly [tag: string, value: string, marked: string, says: RegExp, newText?: string])[] = [
    ['issue', 'https://ca.example.net/', 'https://ca.example.net/', /no domain name/, 'ca.example.net'],
    ['issue', 'ca.example.net.', 'ca.example.net.', /no domain name/, 'ca.example.net'],
    ['issue', 'letsencrypt', 'letsencrypt', /no domain name/],
    ['issuewild', ' a b.net; x=y', 'a b.net', /no domain name/],
    ['issue', 'ca.example.net account=1', 'ca.example.net account=1', /no domain name/],
    ['issue', 'ca.example.net; account', 'account', /no parameter/],
    ['issue', 'ca.example.net; a=b c=d', 'a=b c=d', /no parameter/],
    ['issue', 'ca.example.net; accounturi=12345', 'accounturi=12345', /no URI/],
    ['issue', 'ca.example.net; validationmethods=dns', 'validationmethods=dns', /called dns\./],
    ['iodef', 'security@example.net', 'security@example.net', /no place for reports/, 'mailto:security@example.net'],
    ['iodef', 'mailto:example.net', 'mailto:example.net', /no place for reports/],
    ['contactemail', 'mailto:a@example.net', 'mailto:a@example.net', /no mail address/],
    ['contactphone', '555', '555', /no telephone number/],
  ];
  for (const [tag, value, marked, says, newText] of BAD) {
    it(`${tag} may not be ${value}`, () => {
      const [fault, ...others] = caaFaults(tag, value);
      assert.deepEqual(others, []);
      assert.equal(value.slice(fault.start, fault.end), marked);
      assert.match(fault.message, says);
      assert.equal(fault.newText, newText);
    });
  }
});

describe('CAA records', () => {
  const CASES: readonly (readonly [text: string, said: string[]])[] = [
    ['@ CAA 0 issue "https://ca.example.net"', ['caa-value warning https://ca.example.net']],
    ['@ CAA 1 issue "ca.example.net"', ['caa-flags warning 1']],
    ['@ CAA 128 issue "ca.example.net"', []],
    ['@ CAA 0 isue "ca.example.net"', ['caa-tag warning isue']],
    ['@ CAA 0 something "x"', ['caa-tag information something']],
    ['@ CAA 128 something "x"', ['caa-tag warning something']],
    ['@ CAA 0 ISSUE "ca.example.net"', []],
    ['@ CAA 0 issue ";"\n@ CAA 0 issue "ca.example.net"', ['caa-no-effect information ;']],
    ['@ CAA 0 issue ";"\n@ CAA 0 issuewild "ca.example.net"', []],
    ['@ CAA 0 issuewild "ca.example.net"', ['caa-no-effect information issuewild']],
    ['@ CAA 0 issuewild ";"', []],
    ['@ CAA 0 iodef "mailto:a@example.net"', []],
    ['@ CAA \\# 8 00056973737565 78', []],
  ];
  for (const [text, expected] of CASES) it(text, () => assert.deepEqual(said(`${text}\n`), expected));

  it('are mended', () => {
    checkFix('zone/caa-value', '@ CAA 0 issue "https://ca.example.net/"\n', '@ CAA 0 issue "ca.example.net"\n');
    checkFix('zone/caa-value', '@ CAA 0 iodef a@example.net\n', '@ CAA 0 iodef mailto:a@example.net\n');
    checkFix('zone/caa-flags', '@ CAA 1 issue "ca.example.net"\n', '@ CAA 128 issue "ca.example.net"\n', 1);
    checkFix('zone/caa-tag', '@ CAA 0 isuewild "ca.example.net"\n', '@ CAA 0 issuewild "ca.example.net"\n');
  });
});

describe('TLSA, SMIMEA, OPENPGPKEY, SSHFP and CERT', () => {
  const CASES: readonly (readonly [text: string, said: string[]])[] = [
    [`_443._tcp.www TLSA 3 1 1 ${HASH}\nwww A 192.0.2.1`, []],
    [`*._tcp.www TLSA 3 1 1 ${HASH}\nwww A 192.0.2.1`, []],
    [`_443._tcp.www TLSA 3 1 2 ${HASH} ${HASH}\nwww A 192.0.2.1`, []],
    [`443._tcp.www TLSA 3 1 1 ${HASH}`, ['tlsa-owner warning 443._tcp.www']],
    [`_443.tcp.www TLSA 3 1 1 ${HASH}`, ['tlsa-owner warning _443.tcp.www']],
    [`_99999._tcp.www TLSA 3 1 1 ${HASH}`, ['tlsa-owner warning _99999._tcp.www']],
    [`www TLSA 3 1 1 ${HASH}\nwww A 192.0.2.1`, ['tlsa-owner warning www']],
    [`_ca._dane TLSA 2 1 1 ${HASH}\n_25._dane TLSA 2 1 1 ${HASH}`, []],
    [`_443.www TLSA 3 1 1 ${HASH}`, ['tlsa-owner warning _443.www']],
    [`_443._tcp.www TLSA 4 1 1 ${HASH}\nwww A 192.0.2.1`, ['tlsa-values warning 4']],
    [`_443._tcp.www TLSA 3 2 1 ${HASH}\nwww A 192.0.2.1`, ['tlsa-values warning 2']],
    [`_443._tcp.www TLSA 3 1 3 ${HASH}\nwww A 192.0.2.1`, ['tlsa-values warning 3']],
    [`_443._tcp.www TLSA 3 1 2 ${HASH}\nwww A 192.0.2.1`, [`tlsa-values warning ${HASH}`]],
    ['_443._tcp.www TLSA 3 1 0 30820122\nwww A 192.0.2.1', ['tlsa-full-data information 0']],
    [`_443._tcp.www TLSA 3 1 1 ${HASH}`, ['tlsa-no-host warning _443._tcp.www']],
    [`_443._tcp.www TLSA 3 1 1 ${HASH}\nwww CNAME a.example.net.`, []],
    [`_25._tcp.sub TLSA 3 1 1 ${HASH}\nsub MX 1 a.example.net.`, []],
    [`_443._tcp.www TLSA 3 1 1 ${HASH}\n* A 192.0.2.1`, ['tlsa-no-host warning _443._tcp.www']],
    ['hugh OPENPGPKEY AwEAAQ==', ['mail-key-owner warning hugh']],
    [`${HASH.slice(0, 56)}._openpgpkey OPENPGPKEY AwEAAQ==`, []],
    [
      `${HASH.slice(0, 56)}._openpgpkey SMIMEA 3 1 1 ${HASH}`,
      [`mail-key-owner warning ${HASH.slice(0, 56)}._openpgpkey`],
    ],
    [`*._smimecert SMIMEA 2 1 1 ${HASH}`, []],
    [`h SSHFP 4 2 ${HASH}`, []],
    [`h SSHFP 5 2 ${HASH}`, ['sshfp-values warning 5']],
    [`h SSHFP 4 3 ${HASH}`, ['sshfp-values warning 3']],
    [`h SSHFP 2 2 ${HASH}`, ['sshfp-values information 2']],
    [`h SSHFP 4 1 ${HASH.slice(0, 40)}`, ['sshfp-sha1 information 1']],
    [`h SSHFP 4 1 ${HASH.slice(0, 40)}\nh SSHFP 4 2 ${HASH}`, []],
    [`h SSHFP 4 1 ${HASH.slice(0, 40)}\nh SSHFP 1 2 ${HASH}`, ['sshfp-sha1 information 1']],
    ['h CERT 99 0 0 AwEAAQ==', ['cert-type information 99']],
    ['h CERT PGP 0 0 AwEAAQ==\nh CERT 65300 0 0 AwEAAQ==', []],
  ];
  for (const [text, expected] of CASES)
    it(text.replaceAll(HASH, 'HASH'), () => assert.deepEqual(said(`${text}\n`), expected));

  it('are looked at again when the host gets an address', () => {
    const zone = new TestZone(withTop(`_443._tcp.www TLSA 3 1 1 ${HASH}\n`));
    assert.equal(zone.of('zone/tlsa-no-host').length, 1);
    zone.edit(zone.text.length, zone.text.length, 'www A 192.0.2.1\n');
    assert.equal(zone.of('zone/tlsa-no-host').length, 0);
  });
});
