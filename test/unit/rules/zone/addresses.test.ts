import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withTop } from './check.ts';
import { TestZone } from './harness.ts';
import { said } from './said.ts';

/** A zone with a few addresses that the internet carries; no zone of documentation's own. */
const PUBLIC = '; zone: yourdomain.net\na A 9.9.9.9\nb A 9.9.9.10\nc A 149.112.112.112\nd AAAA 2620:fe::fe\n';

describe('addresses that the internet does not carry', () => {
  const CASES: readonly (readonly [record: string, rule: string])[] = [
    ['x A 10.1.2.3', 'private-address information'],
    ['x A 172.31.0.1', 'private-address information'],
    ['x A 192.168.1.1', 'private-address information'],
    ['x A 100.64.0.1', 'private-address information'],
    ['x AAAA fd00::1', 'private-address information'],
    ['x A 192.0.2.1', 'documentation-address information'],
    ['x A 203.0.113.7', 'documentation-address information'],
    ['x AAAA 2001:db8::1', 'documentation-address information'],
    ['x AAAA 3fff::1', 'documentation-address information'],
    ['x A 127.0.0.1', 'special-address information'],
    ['x A 0.0.0.0', 'special-address information'],
    ['x A 169.254.0.1', 'special-address information'],
    ['x A 224.0.0.1', 'special-address information'],
    ['x A 240.0.0.1', 'special-address information'],
    ['x A 255.255.255.255', 'special-address information'],
    ['x AAAA ::', 'special-address information'],
    ['x AAAA ::1', 'special-address information'],
    ['x AAAA fe80::1', 'special-address information'],
    ['x AAAA ff02::1', 'special-address information'],
    ['x AAAA ::9.9.9.9', 'withdrawn-ipv6 warning'],
    ['x AAAA fec0::1', 'withdrawn-ipv6 warning'],
    ['x AAAA 2002:909:909::1', 'withdrawn-ipv6 warning'],
    ['x AAAA 2001::1', 'withdrawn-ipv6 warning'],
    ['x AAAA 64:ff9b::9.9.9.9', 'withdrawn-ipv6 warning'],
  ];
  for (const [record, expected] of CASES) {
    it(`${record}: ${expected}`, () =>
      assert.deepEqual(said(`${PUBLIC}${record}\n`), [`${expected} ${record.split(' ')[2]}`]));
  }

  for (const address of [
    '8.8.8.8',
    '172.32.0.1',
    '192.169.0.1',
    '100.128.0.1',
    '198.20.0.1',
    '192.175.48.1',
    '223.255.255.1',
  ])
    it(`${address} is an ordinary one`, () => assert.deepEqual(said(`${PUBLIC}x A ${address}\n`), []));
  for (const address of ['2606:4700::1', '2001:4860::8888', '2001:500::1', '2a00::1'])
    it(`${address} is an ordinary one`, () => assert.deepEqual(said(`${PUBLIC}x AAAA ${address}\n`), []));

  it('are no matter where localhost has them', () => assert.deepEqual(said(`${PUBLIC}localhost A 127.0.0.1\n`), []));

  it('are meant where most are such', () => {
    assert.deepEqual(said('; zone: yourdomain.net\na A 10.0.0.1\nb A 10.0.0.2\nc A 9.9.9.9\n'), []);
    assert.deepEqual(said('; zone: yourdomain.net\na A 0.0.0.0\nb A 0.0.0.0\n'), []);
  });

  it('are meant in zones that are not public', () => {
    for (const zone of ['corp.internal', 'home.arpa', 'office.lan', 'example.com', 'sub.example.org', 'a.test'])
      assert.deepEqual(said(PUBLIC.replace('yourdomain.net', zone).concat('x A 10.0.0.1\ny A 192.0.2.1\n')), [], zone);
    assert.deepEqual(
      said(`${PUBLIC}x A 10.0.0.1\n`, { origin: null }).filter((each) => each.includes('10.0.0.1')),
      [],
    );
  });

  it('are counted again after an edit', () => {
    const zone = new TestZone(withTop(`${PUBLIC}x A 10.0.0.1\n`), { origin: 'yourdomain.net.' });
    assert.equal(zone.of('zone/private-address').length, 1);
    const more = Array.from({ length: 5 }, (_, i) => `y${i} A 10.0.0.${i + 2}\n`).join('');
    zone.edit(zone.text.length, zone.text.length, more);
    assert.equal(zone.of('zone/private-address').length, 0);
    zone.edit(zone.text.length - more.length, zone.text.length, '');
    assert.equal(zone.of('zone/private-address').length, 1);
  });
});
