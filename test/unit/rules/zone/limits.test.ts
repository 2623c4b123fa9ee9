/** The thresholds that a user may set: which values are taken, and what they change. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RuleId } from '../../../../server/src/rules/ids.ts';
import { ZONE_RULES } from '../../../../server/src/rules/zone/index.ts';
import { LIMITS, type LimitRow, type Limits, readLimits } from '../../../../server/src/rules/zone/limits.ts';
import { engineSettings } from '../../../../server/src/workspace/engineSettings.ts';
import { memoryFileSystem } from '../../../../server/src/workspace/fileSystem.ts';
import { DEFAULT_SETTINGS } from '../../../../server/src/workspace/settings.ts';
import { Workspace } from '../../../../server/src/workspace/workspace.ts';
import { TestZone } from './harness.ts';

const NS = '@ NS ns1.fabrikam.net.\n@ NS ns2.fabrikam.org.\n';
const top = (serial = 1, times = '7200 900 1209600 3600'): string =>
  `$TTL 3600\n@ SOA ns1.fabrikam.net. hostmaster ${serial} ${times}\n`;
const ZONE = `${top()}${NS}`;

/** `severity` of what one rule says of a zone of the public DNS. */
function said(rule: RuleId, text: string, limits: Limits): string[] {
  const zone = new TestZone(text, { origin: 'fabrikam.com.', settings: { limits } });
  return zone.of(rule).map(({ severity }) => severity);
}

/** An RSA key of DNSSEC with so many bits, exponent 65537. */
function dnskey(bits: number): string {
  const key = [3, 1, 0, 1, 0x80, ...Array.from({ length: bits / 8 - 1 }, () => 7)];
  return `@ DNSKEY 257 3 8 ${Buffer.from(key).toString('base64')}\n`;
}

/** An RSA key of DKIM with so many bits, as a bare RSAPublicKey. */
function dkim(bits: number): string {
  const length = bits / 8 + 1;
  const integer = [0x02, 0x82, length >> 8, length & 255, 0, 0x80, ...Array.from({ length: length - 2 }, () => 7)];
  const whole = [...integer, 2, 3, 1, 0, 1];
  const key = Buffer.from([0x30, 0x82, whole.length >> 8, whole.length & 255, ...whole]).toString('base64');
  const strings = `v=DKIM1; p=${key}`.match(/.{1,200}/g)?.map((part) => `"${part}"`);
  return `s1._domainkey TXT ( ${strings?.join(' ')} )\n`;
}

/** A signature over the SOA; the time of the tests is 2026-11-01. */
const rrsig = (from: string, until: string): string => `@ RRSIG SOA 13 2 3600 ${until} ${from} 1 fabrikam.com. AAAA\n`;

const servers = (v4: string, v6 = ''): string =>
  `${top()}@ NS ns1\n@ NS ns2\nns1 A 198.51.100.1\nns2 A ${v4}\n${v6 && `ns1 AAAA 2001:db8:1::1\nns2 AAAA ${v6}\n`}`;

interface Case {
  readonly text: string;
  readonly value: number;
  /** The severities of the rule with the default, and with the value. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const CASES: Readonly<Record<(typeof LIMITS)[number]['key'], Case>> = {
  soaRefreshLeast: { text: ZONE, value: 14400, before: [], after: ['hint'] },
  soaRefreshMost: { text: ZONE, value: 3600, before: [], after: ['hint'] },
  soaRetryLeast: { text: ZONE, value: 3600, before: [], after: ['hint'] },
  soaRetryMost: { text: ZONE, value: 600, before: [], after: ['hint'] },
  soaExpireLeast: { text: ZONE, value: 2419200, before: [], after: ['information'] },
  soaExpireMost: { text: ZONE, value: 604800, before: [], after: ['information'] },
  soaMinimumLeast: { text: ZONE, value: 7200, before: [], after: ['information'] },
  soaMinimumMost: {
    text: `${top(1, '7200 900 1209600 172800')}${NS}`,
    value: 172800,
    before: ['information'],
    after: [],
  },
  soaSerialAhead: { text: `${top(2026112001)}${NS}`, value: 2592000, before: ['hint'], after: [] },
  ttlLeast: { text: `${ZONE}www 30 A 203.0.113.1\n`, value: 60, before: [], after: ['hint'] },
  ttlMost: { text: `${ZONE}www 172800 A 203.0.113.1\n`, value: 86400, before: [], after: ['hint'] },
  nsCount: { text: ZONE, value: 3, before: [], after: ['information'] },
  nsNetworkIpv4: { text: servers('198.51.100.200'), value: 25, before: ['information'], after: [] },
  nsNetworkIpv6: {
    text: servers('198.51.100.2', '2001:db8:1:2::1'),
    value: 64,
    before: ['information'],
    after: [],
  },
  cnameChain: {
    text: `${ZONE}a CNAME b\nb CNAME c\nc A 203.0.113.1\n`,
    value: 1,
    before: ['hint'],
    after: ['warning'],
  },
  recordsPerType: {
    text: `${ZONE}www A 203.0.113.1\nwww A 203.0.113.2\nwww A 203.0.113.3\n`,
    value: 2,
    before: [],
    after: ['warning'],
  },
  typesPerName: {
    text: `${ZONE}www A 203.0.113.1\nwww TXT a\nwww AAAA 2001:db8::1\n`,
    value: 2,
    before: [],
    after: ['warning'],
  },
  rsaLeast: { text: `${ZONE}${dnskey(1024)}`, value: 1536, before: ['information'], after: ['warning'] },
  rsaAdvised: { text: `${ZONE}${dnskey(2048)}`, value: 3072, before: [], after: ['information'] },
  rsaMost: { text: `${ZONE}${dnskey(4096)}`, value: 3072, before: [], after: ['information'] },
  signatureLeft: {
    text: `${ZONE}${rrsig('20261020000000', '20261103000000')}`,
    value: 259200,
    before: [],
    after: ['information'],
  },
  signatureLife: {
    text: `${ZONE}${rrsig('20261020000000', '20261120000000')}`,
    value: 1209600,
    before: [],
    after: ['information'],
  },
  nsec3Iterations: { text: `${ZONE}@ NSEC3PARAM 1 0 5 -\n`, value: 5, before: ['information'], after: [] },
  nsec3IterationsExcessive: {
    text: `${ZONE}@ NSEC3PARAM 1 0 60 -\n`,
    value: 50,
    before: ['information'],
    after: ['warning'],
  },
  nsec3Salt: { text: `${ZONE}@ NSEC3PARAM 1 0 0 aabbccdd\n`, value: 4, before: ['information'], after: [] },
  dkimRsaLeast: { text: `${ZONE}${dkim(1024)}`, value: 2048, before: ['information'], after: ['warning'] },
  dkimRsaAdvised: { text: `${ZONE}${dkim(1024)}`, value: 1024, before: ['information'], after: [] },
  spfLength: { text: `${ZONE}@ TXT "v=spf1 ip4:203.0.113.0/24 -all"\n`, value: 20, before: [], after: ['information'] },
};

describe('a limit that is set', () => {
  for (const row of LIMITS) {
    it(`${row.key} changes what ${row.rule} says`, () => {
      const { text, value, before, after } = CASES[row.key];
      assert.deepEqual(said(row.rule, text, {}), before);
      assert.deepEqual(said(row.rule, text, { [row.key]: row.default }), before);
      assert.deepEqual(said(row.rule, text, { [row.key]: value }), after);
    });
  }

  it('is named in the advice', () => {
    const message = (text: string, limits: Limits): string =>
      new TestZone(text, { origin: 'fabrikam.com.', settings: { limits } }).problems()[0]?.message ?? '';
    assert.match(message(ZONE, { soaRefreshLeast: 14400 }), /Write 4 hours to 12 hours\.$/);
    assert.match(message(ZONE, { soaRefreshLeast: 86400 }), /Write 1 day to 1 week\.$/);
    assert.match(message(`${ZONE}www 30 A 203.0.113.1\n`, { ttlLeast: 300 }), /Write at least 300\.$/);
    assert.match(
      message(`${ZONE}www 7200 A 203.0.113.1\n`, { ttlMost: 3600 }),
      /is 2 hours here\. Write 1 hour or less\.$/,
    );
  });

  it('reaches $TTL', () => {
    assert.deepEqual(said('zone/ttl-unusual', ZONE, { ttlMost: 1800 }), ['hint']);
    assert.deepEqual(said('zone/ttl-unusual', ZONE.replace('3600', '0'), { ttlLeast: 0 }), []);
  });
});

describe('the table of limits', () => {
  it('has a key once, a rule that exists, and a default that can be set', () => {
    const rows: readonly LimitRow[] = LIMITS;
    assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length);
    for (const { key, rule, default: value } of rows) {
      assert.ok(
        ZONE_RULES.some(({ id }) => id === rule),
        rule,
      );
      assert.deepEqual(readLimits({ [key]: value }), { [key]: value });
    }
  });
});

describe('reading limits', () => {
  it('takes whole numbers in their range', () => {
    const given = { soaRefreshLeast: 0, nsNetworkIpv4: 32, nsNetworkIpv6: 1 };
    assert.deepEqual(engineSettings({ limits: given }, true).limits, given);
  });

  it('passes over what is none, is out of range, or is not known', () => {
    const given = {
      soaRefreshLeast: -1,
      nsNetworkIpv4: 33,
      recordsPerType: 0,
      cnameChain: 2.5,
      ttlMost: '60',
      rsaLeast: Number.NaN,
      spfLookups: 20,
      toString: 1,
    } as unknown as Record<string, number>;
    assert.deepEqual(engineSettings({ limits: given }, true).limits, {});
    for (const wrong of [undefined, null, 5, 'x', []]) assert.deepEqual(readLimits(wrong), {});
    assert.deepEqual(engineSettings(null, true).limits, {});
  });

  it('hands them to the zones of a configuration and to those without one', async () => {
    const system = memoryFileSystem({
      'file:///work/named.conf': 'zone "fabrikam.com" { type primary; file "a.db"; };\n',
      'file:///work/a.db': ZONE,
    });
    const workspace = new Workspace({ system });
    workspace.configure({ ...DEFAULT_SETTINGS, limits: { nsCount: 3 } });
    await workspace.setFolders(['file:///work']);
    workspace.open('file:///work/fabrikam.org.zone', `$ORIGIN fabrikam.org.\n${ZONE}`, 'zone');
    await workspace.settle();
    const found = [...workspace.problems()]
      .filter(([, problems]) => problems.some(({ rule }) => rule === 'zone/ns-single'))
      .map(([uri]) => uri);
    assert.deepEqual(found.sort(), ['file:///work/a.db', 'file:///work/fabrikam.org.zone']);
  });
});
