import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confHover } from '../../../../server/src/services/conf/hover.ts';
import { markdown } from '../zone/harness.ts';
import { openSite } from './harness.ts';

const FILES = (zone: string): Record<string, string> => ({
  'named.conf': `include "options";
view "inside" {
  allow-query { localnets; };
  zone "example.com" {
    type primary; file "x";
    ${zone}
  };
};
`,
  options:
    'options { allow-query { none; /* no */ }; notify   no; cookie-secret "0123456789abcdef0123456789abcdef"; };',
});

async function hover(files: Readonly<Record<string, string>>): Promise<string> {
  const { configuration, uri, offset } = await openSite(files);
  return markdown(confHover(configuration, uri, offset, '9.20'));
}

test('hover in named.conf: where a value comes from', async () => {
  const text = await hover(FILES('allow-q$0uery { any; };'));
  const levels = text.slice(text.indexOf('In force here'));
  assert.deepEqual(
    levels.split('\n').filter((line) => line.startsWith('- ')),
    [
      '- this zone in `named.conf`: `{ any; }`',
      '- the view in `named.conf`: `{ localnets; }`',
      '- options in `options`: `{ none; }`',
      '- built in: `{ any; }`',
    ],
  );
});

test('hover in named.conf: a view overrides options', async () => {
  const files = FILES('');
  const text = await hover({ ...files, 'named.conf': files['named.conf'].replace('allow-query', 'allow-q$0uery') });
  assert.match(text, /- the view in `named.conf`: `\{ localnets; \}`\n- options in `options`: `\{ none; \}`/);
  assert.doesNotMatch(text, /this zone/);
});

test('hover in named.conf: what of options is set otherwise', async () => {
  const files = FILES('notify yes;');
  const options = files.options.replace('notify', 'noti$0fy');
  assert.match(await hover({ ...files, options }), /Set otherwise in 1 zone\./);
  const query = files.options.replace('allow-query', 'allow-qu$0ery');
  assert.match(await hover({ ...files, options: query }), /Set otherwise in the views `inside`\./);
});

test('hover in named.conf: what a zone takes over', async () => {
  const files = FILES('');
  const text = await hover({ ...files, 'named.conf': files['named.conf'].replace('example.com', 'exam$0ple.com') });
  assert.match(
    text,
    /Inherited:\n\n- allow-query `\{ localnets; \}` \(from the view\)\n- notify `no` \(from options\)/,
  );
  assert.doesNotMatch(text, /cookie|0123/);
});

test('hover in named.conf: a value in force without a level above it is not repeated', async () => {
  assert.doesNotMatch(await hover({ 'named.conf': 'zone a { type primary; fi$0le "x"; };' }), /In force/);
});

const NAMES: readonly { what: string; text: string; says: RegExp }[] = [
  {
    what: 'a tls clause where it is used',
    text: 'tls t { };\noptions { listen-on port 853 tls $0T { any; }; };',
    says: /^Tls clause \*\*`t`\*\*, in `named\.conf`\. Used in 1 place\./,
  },
  {
    what: 'a view that is not used',
    text: 'view "$0v" { };',
    says: /View \*\*`v`\*\*, in `named\.conf`\. It is not used\./,
  },
  {
    what: 'a policy that named brings along',
    text: 'zone a { dnssec-policy def$0ault; };',
    says: /`default`\*\*: One key/,
  },
  { what: 'a name that is not defined', text: 'zone a { in-view lo$0st; };', says: /is not defined/ },
  {
    what: 'an acl in other letters',
    text: 'acl Lan { 10/8; };\noptions { allow-query { l$0an; }; };',
    says: /1 element/,
  },
];
for (const { what, text, says } of NAMES) {
  test(`hover in named.conf: ${what}`, async () => assert.match(await hover({ 'named.conf': text }), says));
}
