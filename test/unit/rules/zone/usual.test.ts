import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TYPE } from '../../../../server/src/dns/types.ts';
import { ZONE_RULES } from '../../../../server/src/rules/zone/index.ts';
import type { Limits } from '../../../../server/src/rules/zone/limits.ts';
import type { ZoneRule } from '../../../../server/src/rules/zone/zoneRule.ts';
import { EntryFlag } from '../../../../server/src/zone/chunk.ts';
import { randomChange, randomNumbers, seeds } from '../../fuzz/edits.ts';
import { withTop } from './check.ts';
import { TestZone } from './harness.ts';

type Random = (below: number) => number;

const SPARED_NOTHING: readonly ZoneRule[] = ZONE_RULES.map(({ skipUnless: _skipUnless, ...rule }) => rule);

const KEY = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';
const OWNERS = [
  '@',
  'h1',
  'h2',
  '_spf',
  'spf.h1',
  '_dmarc',
  '_dmarc.h1',
  'dmarc.h1',
  's1._domainkey',
  's1._domainkey.h1',
  '*._domainkey.h1',
  's1.domainkey',
  '_443._tcp.h1',
  '_443._tcp.gone',
  '*._udp.h1',
  '_99999._tcp.h1',
  '_080._tcp.h1',
  '443._tcp.h1',
  '_mta-sts',
  '_smtp._tls',
  'default._bimi',
  'a.b.c',
  '*',
];
const SPF_TERMS = [
  'ip4:192.0.2.1',
  'ip4:192.0.2.0/24',
  'ip4:192.0.2.0/33',
  'ip6:2001:db8::1',
  'ip6:192.0.2.1',
  'include:_spf.example.com',
  'include:gone.example.com',
  'include:other.example.net',
  'a:h1.example.com',
  'a:gone.example.com',
  'mx:h1.example.com',
  'mx',
  'a',
  'ptr',
  'exists:x',
  'redirect=_spf.example.com',
  'mail.example.com',
];
const TAGS = [
  'p=none',
  'p=reject',
  'sp=none',
  'pct=50',
  'pct=500',
  'rua=mailto:a@example.com',
  'rua=mailto:a@example.com,mailto:TODO@example.com',
  'rua=a@example.com',
  'adkim=s',
  'fo=1',
  'k=ed25519',
  'k=rsa',
  `p=${KEY}`,
  `p=TODO/${KEY.slice(5)}`,
  `p=${KEY.slice(4)}`,
  'h=sha1',
  't=y',
  's=email',
];
const OTHERS = [
  'token 0a1b',
  'v=STSv1; id=1',
  'v=BIMI1; l=x',
  'CHANGEME',
  'k=rsa; p=x',
  'SPF -all',
  'your-domain',
  "'x'",
];

const DIGEST = 'd001bd422ffda9b745425b71dc17d007e691869bd59c5f237d9bf85434c3133f';
const ASSOCIATIONS = [
  `3 1 1 ${DIGEST}`,
  `2 0 2 ${DIGEST}${DIGEST}`,
  `3 1 2 ${DIGEST}`,
  `4 1 1 ${DIGEST}`,
  `3 2 1 ${DIGEST}`,
  `3 1 0 ${DIGEST}`,
];
const PARAMETERS = [
  'alpn=h2',
  'alpn=h2,h3',
  'alpn=http/1.1,h2',
  'alpn=http2',
  'alpn="h2"',
  'port=443',
  'port=0',
  'ipv4hint=192.0.2.1',
  'ipv4hint=192.0.2.1,192.0.2.2',
  'ipv4hint=192.0.2.9',
  'ipv6hint=2001:db8::1',
  'ech=AAAA',
  'no-default-alpn',
];
const TARGETS = ['.', 'h1', 'h2', 'gone', 'h1.example.com', 'h1.example.net.'];

function some(random: Random, of: readonly string[], most: number): string[] {
  return Array.from({ length: random(most + 1) }, () => of[random(of.length)]);
}

function textOf(random: Random): string {
  switch (random(4)) {
    case 0: {
      const end = ['-all', '~all', '?all', '', '-all mx'][random(5)];
      return ['v=spf1', ...some(random, SPF_TERMS, random(8) === 0 ? 14 : 3), end].join(' ');
    }
    case 1:
      return ['v=DMARC1', ['p=none', 'p=reject', ''][random(3)], ...some(random, TAGS.slice(0, 10), 2)].join('; ');
    case 2:
      return ['v=DKIM1', ...some(random, TAGS.slice(10), 3)].join(';');
    default:
      return OTHERS[random(OTHERS.length)];
  }
}

/** The data of a record, one character of some of which is another one. */
function dataOf(random: Random): [type: string, data: string] {
  const [type, data] = [
    (): [string, string] => ['TXT', textOf(random)],
    (): [string, string] => ['TXT', textOf(random)],
    (): [string, string] => ['TXT', textOf(random)],
    (): [string, string] => ['TLSA', ASSOCIATIONS[random(ASSOCIATIONS.length)]],
    (): [string, string] => [
      random(2) === 0 ? 'HTTPS' : 'SVCB',
      `${random(5) === 0 ? 0 : 1} ${TARGETS[random(TARGETS.length)]} ${some(random, PARAMETERS, 3).join(' ')}`.trim(),
    ],
  ][random(5)]();
  const at = random(data.length);
  const slip = random(3) === 0 ? `${data.slice(0, at)}${'x;:=. A'[random(7)]}${data.slice(at + 1)}` : data;
  return [type, type === 'TXT' ? `"${slip}"` : slip];
}

/** Records of which many are usual, at names that are for them and at others. `written` writes an owner. */
function recordsOf(random: Random, count: number, written: (owner: string) => string): string {
  const lines = Array.from({ length: count }, () => {
    const owner = OWNERS[random(OWNERS.length)];
    const [type, data] = dataOf(random);
    if (random(20) === 0) return `${written(owner)} CNAME gone`;
    return `${written(owner)} ${type} ${data}`;
  });
  return withTop(`h1 A 192.0.2.1\nh1 AAAA 2001:db8::1\nh2 MX 10 h1\n${lines.join('\n')}\n`);
}

const asItIs = (owner: string): string => owner;

/** A line with an escape is not plain, and so nothing in it is usual. */
function escaped(owner: string): string {
  return owner === '@' ? '\\101xample.com.' : `\\${String(owner.charCodeAt(0)).padStart(3, '0')}${owner.slice(1)}`;
}

function usualCount(zone: TestZone): number {
  return zone.document.chunks.reduce(
    (sum, { types, flags }) =>
      sum + flags.filter((flag, i) => types[i] !== TYPE.A && (flag & EntryFlag.Usual) !== 0).length,
    0,
  );
}

for (const seed of seeds()) {
  describe(`usual data (seed ${seed})`, () => {
    it('need not be looked at: asked of them too, the rules find the same', () => {
      const random = randomNumbers(seed);
      let usual = 0;
      for (const limits of [{}, { spfLength: 30 }] as readonly Limits[]) {
        const text = recordsOf(random, 500, asItIs);
        const zone = new TestZone(text, { settings: { limits } });
        usual += usualCount(zone);
        const asked = new TestZone(text, { settings: { limits }, rules: SPARED_NOTHING }).problems();
        assert.deepEqual(zone.problems(), asked);
        assert.ok(asked.length > 100);
      }
      assert.ok(usual > 60, `${usual}`);
    });

    it('say the same where they are written so that they are not usual', () => {
      const said = (written: (owner: string) => string): string[] => {
        const text = recordsOf(randomNumbers(seed), 400, written);
        return new TestZone(text)
          .problems()
          .filter(({ rule }) => rule !== 'zone/octal-escape')
          .map(({ rule, message, start }) => `${text.slice(0, start).split('\n').length} ${rule} ${message}`)
          .sort();
      };
      assert.deepEqual(said(asItIs), said(escaped));
    });

    it('are found again after edits', () => {
      const random = randomNumbers(seed);
      const zone = new TestZone(recordsOf(random, 60, asItIs));
      for (let edit = 0; edit < 60; edit++) {
        const { start, end, newText } = randomChange(zone.text, random, [recordsOf(random, 1, asItIs).slice(-80)]);
        zone.edit(start, end, newText);
        assert.deepEqual(zone.problems(), new TestZone(zone.text).problems(), `edit ${edit}`);
      }
    });
  });
}
