import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUsualText, LONGEST_USUAL_TEXT } from '../../../server/src/dns/rdata/usualText.ts';

/** Asked in the middle of other octets, as a text stands in a line. */
function isUsual(text: string): boolean {
  const octets = new TextEncoder().encode(`x "${text}" x\n`);
  return isUsualText(octets, 3, octets.length - 4);
}

const KEY = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';

const USUAL: readonly string[] = [
  'v=spf1 -all',
  'v=spf1 ~all',
  'v=spf1 ip4:192.0.2.25 ip4:192.0.2.0/24 ip6:2001:db8::1 ip6:2001:db8::1/128 include:_spf.example.net -all',
  'v=spf1 a:mx.example.net mx:example.net ip4:192.0.2.0/0 ~all',
  'v=DMARC1; p=none',
  'v=DMARC1;p=reject;',
  'v=DMARC1; p=quarantine; sp=none; adkim=s; aspf=r; pct=100; fo=1; ri=86400; rua=mailto:a@example.net,mailto:b.c+d@example.org; ruf=mailto:a@example.net; ',
  `v=DKIM1; k=ed25519; p=${KEY}`,
  `v=DKIM1; p=${KEY}; k=ed25519; s=email; h=sha256;`,
  '',
  'x',
  'some words, and 3 numbers',
  'service-verification=0a1b2c3d',
  'heritage=dns,owner=default',
  'a'.repeat(LONGEST_USUAL_TEXT),
];

const OTHER: readonly string[] = [
  'v=spf1',
  'v=spf1 ',
  'v=spf1  ',
  'V=spf1 -all',
  'v=SPF1 -all',
  'v=spf1 ?all',
  'v=spf1 +all',
  'v=spf1 all',
  'v=spf1 -all ip4:192.0.2.1',
  'v=spf1 -all ',
  'v=spf1 mx -all',
  'v=spf1 a -all',
  'v=spf1 ptr -all',
  'v=spf1 ip4:192.0.2 -all',
  'v=spf1 ip4:192.0.2.1/33 -all',
  'v=spf1 ip4:192.0.2.1/ -all',
  'v=spf1 ip4:192.0.2.1/0x1 -all',
  'v=spf1 ip6:2001:db8::1/129 -all',
  'v=spf1 ip6:192.0.2.1 -all',
  'v=spf1 ip4:192.0.2.1x -all',
  'v=spf1 include: -all',
  'v=spf1 include:example -all',
  'v=spf1 include:example. -all',
  'v=spf1 include:example..net -all',
  'v=spf1 include:.net -all',
  'v=spf1 include:example.n_t -all',
  'v=spf1 include:192.0.2.1 -all',
  'v=spf1 include:%{d}.example.net -all',
  'v=spf1 redirect=example.net',
  'v=spf1 include:example.net',
  'v=spf10 -all',
  'v=DMARC1',
  'v=DMARC1;',
  'v=DMARC1 p=none',
  'v=DMARC1; sp=none; p=none',
  'v=DMARC1; p=none; p=none',
  'v=DMARC1; p=nothing',
  'v=DMARC1; p= none',
  'v=DMARC1; p=none; pct=101',
  'v=DMARC1; p=none; pct=',
  'v=DMARC1; p=none; adkim=x',
  'v=DMARC1; p=none; rua=a@example.net',
  'v=DMARC1; p=none; rua=mailto:a@example',
  'v=DMARC1; p=none; rua=mailto:@example.net',
  'v=DMARC1; p=none; rua=mailto:a@example.net, mailto:b@example.net',
  'v=DMARC1; p=none; rua=mailto:a@example.net,',
  'v=DMARC1; p=none; rua=mailto:CHANGEME@example.net',
  'v=DMARC1; p=none; unknown=1',
  'v=DMARC1; p=none sp=none',
  `v=DKIM1; p=${KEY}`,
  'v=DKIM1; k=ed25519; p=',
  'v=DKIM1; k=ed25519',
  `v=DKIM1; k=ed25519; p=${KEY.slice(1)}`,
  `v=DKIM1; k=ed25519; p=${KEY}; t=y`,
  `v=DKIM1; k=rsa; p=${KEY}`,
  `v=DKIM1; k=ed25519; p=TODO/${KEY.slice(5)}`,
  'v=STSv1; id=1',
  'v=anything',
  'v = spf1 mx -all',
  'spf2.0/pra mx',
  'TODO',
  'token TODO',
  'changeme',
  'your-domain',
  'the <your name> here',
  "'quoted'",
  'a; b',
  'a"b',
  'a\\032b',
  'a{{b}}',
  'a%b',
  'bücher',
  'a'.repeat(LONGEST_USUAL_TEXT + 1),
];

test('policies, keys and other texts as nearly all are written are usual', () => {
  for (const text of USUAL) assert.ok(isUsual(text), text);
});

test('all others are left to those who judge them', () => {
  for (const text of OTHER) assert.ok(!isUsual(text), text);
});
