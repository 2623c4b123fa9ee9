import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CHECKZONE_MODES } from '../../../../server/src/rules/zone/checkModes.ts';
import type { ZoneSettings } from '../../../../server/src/rules/zone/context.ts';
import { checkFix, withTop } from './check.ts';
import { TestZone } from './harness.ts';
import { said } from './said.ts';

const WWW = 'www A 192.0.2.80\nwww AAAA 2001:db8::80\n';

describe('SVCB and HTTPS', () => {
  const CASES: readonly (readonly [text: string, said: string[]])[] = [
    ['www HTTPS 1 . alpn=h2,h3', []],
    ['@ HTTPS 0 www', []],
    ['www HTTPS 0 www', ['svcb-self-target warning www']],
    ['www HTTPS 1 www', ['svcb-self-target information www']],
    ['www HTTPS 0 .', []],
    ['a HTTPS 0 b\nb HTTPS 0 c.example.net.', ['svcb-alias-chain information b']],
    ['a HTTPS 0 b\nb SVCB 0 c.example.net.', []],
    ['a HTTPS 0 b.example.net.\na HTTPS 0 c.example.net.', ['svcb-alias-chain warning 0']],
    ['www HTTPS 0 b.example.net.\nwww HTTPS 1 .', ['svcb-alias-chain warning 1']],
    ['www HTTPS 1 web', ['svcb-no-address warning web']],
    ['www HTTPS 1 web ipv4hint=192.0.2.1', ['svcb-no-address information web']],
    ['www HTTPS 1 sub\nsub NS ns.example.net.', []],
    ['x HTTPS 1 .', ['svcb-no-address warning .']],
    ['_dns SVCB 1 . alpn=dot', []],
    ['_dns.www SVCB 1 www', ['svcb-dns-parameters warning SVCB']],
    ['_853._dns.www SVCB 1 www port=853', ['svcb-dns-parameters warning SVCB']],
    ['_dns.www SVCB 1 www alpn=dot,h2', ['svcb-dns-parameters warning SVCB']],
    ['_dns.www SVCB 1 www alpn=http/1.1', ['svcb-dns-parameters warning SVCB']],
    ['_dns.www SVCB \\# 3 000100', ['svcb-dns-parameters warning SVCB']],
    ['_dns.www SVCB 1 www alpn=dot,h2 dohpath=/q{?dns}', []],
    ['_dns.www SVCB 1 www key1=\\003dot', []],
    ['_99999._dns.www SVCB 1 www', []],
    ['_x._dns.www SVCB 1 www', []],
    ['www HTTPS 1 . ipv4hint=192.0.2.80 ipv6hint=2001:db8:0::80', []],
    ['www HTTPS 1 . ipv4hint=192.0.2.80,192.0.2.81', ['svcb-hint-mismatch warning ipv4hint=192.0.2.80,192.0.2.81']],
    ['www HTTPS 1 . ipv6hint="2001:db8::81"', ['svcb-hint-mismatch warning ipv6hint="2001:db8::81"']],
    ['www HTTPS 1 b.example.net. ipv4hint=192.0.2.81', []],
    ['www HTTPS 1 . port=0', ['svcb-parameters warning port=0']],
    ['www HTTPS 1 . alpn=http2', ['svcb-parameters warning alpn=http2']],
    ['www HTTPS 1 . ech=AAD+DQ==', ['svcb-parameters warning ech=AAD+DQ==']],
    ['www HTTPS 1 . ech=AAj+DQAEAAECAw==', []],
    ['www TYPE65 \\# 3 000100', []],
  ];
  for (const [text, expected] of CASES) it(text, () => assert.deepEqual(said(`${WWW}${text}\n`), expected));

  it('of a resolver are refused from 9.20 on, unless nobody looks', () => {
    const severity = (settings: Partial<ZoneSettings>): string[] =>
      new TestZone(withTop(`${WWW}_dns.www SVCB 1 www\n`), { settings })
        .of('zone/svcb-dns-parameters')
        .map((problem) => problem.severity);
    assert.deepEqual(severity({ version: '9.20' }), ['error']);
    assert.deepEqual(severity({ version: '9.21', type: 'secondary' }), ['warning']);
    assert.deepEqual(severity({ version: '9.20', checks: { ...CHECKZONE_MODES, 'check-svcb': 'ignore' } }), []);
  });

  it('are mended', () => {
    checkFix('zone/bad-rdata', `${WWW}www HTTPS 1 alpn="h2"\n`, `${WWW}www HTTPS 1 . alpn="h2"\n`);
    checkFix('zone/svcb-no-address', `${WWW}www HTTPS 1 alpn=h2 port=443\n`, `${WWW}www HTTPS 1 . alpn=h2 port=443\n`);
    checkFix('zone/svcb-self-target', `${WWW}www HTTPS 1 www\n`, `${WWW}www HTTPS 1 .\n`);
    checkFix(
      'zone/svcb-hint-mismatch',
      `${WWW}www HTTPS 1 . alpn=h2 ipv4hint=192.0.2.81\n`,
      `${WWW}www HTTPS 1 . alpn=h2 ipv4hint=192.0.2.80\n`,
    );
  });

  it('are looked at again when the address of the target changes', () => {
    const zone = new TestZone(withTop('a HTTPS 1 b ipv4hint=192.0.2.1\nb A 192.0.2.1\n'));
    assert.equal(zone.of('zone/svcb-hint-mismatch').length, 0);
    const at = zone.text.lastIndexOf('.1');
    zone.edit(at, at + 2, '.2');
    assert.equal(zone.of('zone/svcb-hint-mismatch').length, 1);
  });
});

describe('NAPTR', () => {
  const SIP = '_sip._udp SRV 0 0 5060 sip.example.net.\n';
  const CASES: readonly (readonly [text: string, said: string[]])[] = [
    ['x NAPTR 10 10 "S" "SIP+D2U" "" _sip._udp', []],
    ['x NAPTR 10 10 "s" "SIP+D2U" "" _sip._tcp', ['naptr-target warning _sip._tcp']],
    ['x NAPTR 10 10 "A" "x" "" _sip._udp', ['naptr-target warning _sip._udp']],
    ['x NAPTR 10 10 "" "x" "" _sip._udp', ['naptr-target warning _sip._udp']],
    ['x NAPTR 10 10 "" "x" "" b.example.net.', []],
    ['x NAPTR 10 10 "U" "E2U+sip" "!^.*$!sip:a@example.net!" .', []],
    ['x NAPTR 10 10 "X" "E2U+sip" "" b.example.net.', ['naptr-flags warning X']],
    ['x NAPTR 10 10 "SA" "E2U+sip" "" b.example.net.', ['naptr-flags warning SA']],
    ['x NAPTR 10 10 "U" "E2U+sip" "" .', ['naptr-rewrite warning ']],
    ['x NAPTR 10 10 "S" "SIP+D2U" "" .', ['naptr-rewrite warning .']],
    ['x NAPTR 10 10 "" "x" "!^.*$!sip:a@example.net!" b.example.net.', ['naptr-rewrite warning b.example.net.']],
    ['x NAPTR 10 10 "U" "sip+E2U" "!^.*$!sip:a@example.net!" .', ['naptr-services warning sip+E2U']],
    ['x NAPTR 10 10 "U" "E2U sip" "!^.*$!sip:a@example.net!" .', ['naptr-services warning E2U sip']],
  ];
  for (const [text, expected] of CASES) it(text, () => assert.deepEqual(said(`${SIP}${text}\n`), expected));

  it('are mended', () => {
    const record = (services: string): string => `x NAPTR 10 10 "U" "${services}" "!^.*$!sip:a@example.net!" .\n`;
    checkFix('zone/naptr-services', record('sip+E2U'), record('E2U+sip'));
  });
});

describe('other types', () => {
  const CASES: readonly (readonly [text: string, said: string[]])[] = [
    ['@ AFSDB 1 afs', ['host-target warning afs']],
    ['@ KX 1 b\nb CNAME a.example.net.', ['host-target warning b']],
    ['@ AFSDB 1 afs.example.net.', []],
    ['@ AFSDB 1 afs\nafs A 192.0.2.1', []],
    ['_http._tcp URI 10 1 "https://www.example.com/"', []],
    ['_http._tcp URI 10 1 "www.example.com/"', ['uri-target warning www.example.com/']],
    ['h HINFO "PC" "Linux"', ['hinfo hint HINFO']],
    ['h HINFO "RFC8482" ""', []],
    ['@ RP a.example.com. .\n', []],
    ['@ RP a.example.com. b.example.net.\n', []],
    ['@ RP a.example.com. people\n', ['rp-text-missing information people']],
    ['@ RP a.example.com. people\npeople TXT "a"', []],
    ['@ LOC 52 22 23 N 4 53 32 E -2m 30m', []],
    ['@ LOC 0 0 0 N 0 0 0 E 0m', ['loc-implausible information @ LOC 0 0 0 N 0 0 0 E 0m']],
    ['@ LOC 52 0 0 N 4 0 0 E 12000m', ['loc-implausible information @ LOC 52 0 0 N 4 0 0 E 12000m']],
    ['@ LOC 52 0 0 N 4 0 0 E 1m 2000000m', ['loc-implausible information @ LOC 52 0 0 N 4 0 0 E 1m 2000000m']],
  ];
  for (const [text, expected] of CASES) it(text, () => assert.deepEqual(said(`${text}\n`), expected));

  it('are looked at again when the text of a responsible person comes', () => {
    const zone = new TestZone(withTop('@ RP a.example.com. people\n'));
    zone.edit(zone.text.length, zone.text.length, 'people TXT "a"\n');
    assert.deepEqual(zone.of('zone/rp-text-missing'), []);
  });
});
