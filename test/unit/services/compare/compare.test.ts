/** Zones RRset by RRset: what is a difference, and what is only written otherwise. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparableZones, compareAnswer } from '../../../../server/src/services/compare/answers.ts';
import { finish } from '../../../../server/src/steps.ts';
import { siteOf, uriOf } from '../../workspace/harness.ts';

const APEX = '$TTL 1h\n@ SOA ns1 host 7 2h 1h 2w 1h\n@ NS ns1\n@ NS ns2\nns1 A 192.0.2.1\nns2 A 192.0.2.2\n';
const CONF = `options { directory "/w"; };
view inside { match-clients { 10.0.0.0/8; }; zone "example.com" { type primary; file "in"; }; };
view outside { zone "example.com" { type primary; file "out"; }; };
`;
const SIDES = {
  left: { uri: uriOf('in'), name: 'example.com.', view: 'inside' },
  right: { uri: uriOf('out'), name: 'example.com.', view: 'outside' },
};

async function compared(left: string, right: string) {
  const { workspace } = await siteOf({
    'named.conf': CONF,
    in: APEX + left,
    out: right.startsWith('$') ? right : APEX + right,
  });
  const answer = finish(compareAnswer(workspace, SIDES));
  assert.ok(answer);
  return answer;
}

const SAME: readonly (readonly [what: string, left: string, right: string])[] = [
  ['order', 'a A 192.0.2.7\nb A 192.0.2.8\n', 'b A 192.0.2.8\na A 192.0.2.7\n'],
  ['inherited owners, classes and TTLs', 'a 3600 IN A 192.0.2.7\na TXT x\n', 'a A 192.0.2.7\n  TXT "x"\n'],
  ['relative names', 'a CNAME b\n', 'a.example.com. CNAME b.example.com.\n'],
  ['capital letters of names', 'a MX 10 Mail.Example.COM.\n', 'A MX 10 mail\n'],
  ['forms of IPv6 addresses', 'a AAAA 2001:db8:0:0::1\n', 'a AAAA 2001:DB8::1\n'],
  ['units of TTLs', 'a 1h A 192.0.2.7\n', 'a 3600 A 192.0.2.7\n'],
  ['types by number', 'a TXT abc\n', 'a TYPE16 \\# 4 03616263\n'],
  ['$GENERATE', '$GENERATE 1-2 h$ A 192.0.2.$\n', 'h1 A 192.0.2.1\nh2 A 192.0.2.2\n'],
  ['comments and parentheses', 'a TXT ( x ; one\n y )\n', 'a TXT x y\n'],
  ['parameters in another order of keys', 'a HTTPS 1 . alpn=h2 port=443\n', 'a HTTPS 1 . port=443 alpn="h2"\n'],
  ['a record that stands twice', 'a A 192.0.2.7\na A 192.0.2.7\n', 'a A 192.0.2.7\n'],
];

test('what is only written otherwise is the same', async () => {
  for (const [what, left, right] of SAME) {
    const { isSame, document, left: before, right: after } = await compared(left, right);
    assert.ok(isSame, `${what}: ${document}`);
    assert.equal(before, after, what);
  }
});

const DIFFERENT: readonly (readonly [left: string, right: string, lines: readonly string[]])[] = [
  ['a A 192.0.2.7\n', '', ['a.example.com. A: only on the first side', '- 3600 192.0.2.7']],
  ['', 'a A 192.0.2.7\n', ['a.example.com. A: only on the second side', '+ 3600 192.0.2.7']],
  [
    'a A 192.0.2.7\na A 192.0.2.8\n',
    'a A 192.0.2.9\na A 192.0.2.8\n',
    ['a.example.com. A: data differ', '- 3600 192.0.2.7', '+ 3600 192.0.2.9', '  3600 192.0.2.8'],
  ],
  ['a 300 A 192.0.2.7\n', 'a A 192.0.2.7\n', ['a.example.com. A: TTLs differ', '- 300 192.0.2.7', '+ 3600 192.0.2.7']],
  ['a TXT Abc\n', 'a TXT abc\n', ['a.example.com. TXT: data differ', '- 3600 "Abc"', '+ 3600 "abc"']],
];

test('what differs is told with both sides', async () => {
  for (const [left, right, lines] of DIFFERENT) {
    const { isSame, document } = await compared(left, right);
    assert.ok(!isSame);
    assert.ok(document.includes(lines.join('\n')), document);
  }
});

test('the serial is no difference, and is said', async () => {
  const { isSame, document, left, right } = await compared('', APEX.replace(' 7 ', ' 9 '));
  assert.ok(isSame);
  assert.equal(left, right);
  assert.equal(
    document,
    `- example.com. of the view inside in in
+ example.com. of the view outside in out

Both say the same: 4 RRsets are the same.
The serials are 7 and 9, which is no difference here.
`,
  );
});

test('other fields of the SOA are', async () => {
  const { document } = await compared('', APEX.replace('2h', '3h'));
  assert.match(document, /^example\.com\. SOA: data differ$/m);
});

test('a zone is compared with other texts of its files', async () => {
  const files = { 'named.conf': CONF, in: `${APEX}$INCLUDE more\n`, more: 'a A 192.0.2.7\n', out: APEX };
  const { workspace } = await siteOf(files);
  const [zone] = comparableZones(workspace, uriOf('more'));
  assert.deepEqual(zone, { ...SIDES.left, files: [uriOf('in'), uriOf('more')] });
  const version = { texts: { [uriOf('in')]: files.in, [uriOf('more')]: 'b A 192.0.2.7\n' }, label: 'HEAD' };
  const answer = finish(compareAnswer(workspace, { left: SIDES.left, right: SIDES.left, version }));
  assert.match(answer?.document ?? '', /^- example\.com\. of the view inside in in, HEAD\n\+ .*, now$/m);
  assert.match(answer?.document ?? '', /b\.example\.com\. A: only on the first side/);
  assert.match(answer?.document ?? '', /a\.example\.com\. A: only on the second side/);
});

test('a zone that is gone is not compared', async () => {
  const { workspace } = await siteOf({ 'named.conf': CONF, in: APEX, out: APEX });
  const gone = { ...SIDES.right, view: 'other' };
  assert.equal(finish(compareAnswer(workspace, { left: SIDES.left, right: gone })), undefined);
});

test('a long document says what it cuts', async () => {
  const many = Array.from({ length: 2100 }, (_, i) => `h${i} A 192.0.2.7\n`).join('');
  assert.match((await compared(many, '')).document, /\n100 more RRsets differ\.\n$/);
});
