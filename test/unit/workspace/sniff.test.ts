import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Looks, looksOf, SNIFFED } from '../../../server/src/workspace/sniff.ts';

/** What a text looks like, and texts that do. */
const TEXTS: Readonly<Record<Looks, readonly string[]>> = {
  zone: [
    '$TTL 3600\n@ SOA ns1 hostmaster 1 2 3 4 5\n@ NS ns1\n',
    '@ IN SOA ns1.example.com. hostmaster.example.com. (\n  2024010101 ; serial\n  7200\n  900 1209600\n 3600 )\n  NS ns1\n',
    '$ORIGIN example.com.\n',
    '$TTL 1h\r\n',
    '; <<>> DiG 9.18.49 <<>> example.com AXFR\nexample.com. 3600 IN SOA ns1.example.com. h.example.com. 1 2 3 4 5\n',
    '; zone: example.com\nwww A 192.0.2.1\n',
    '\uFEFF$TTL 3600\n',
    'EXAMPLE.COM. in soa ns1 hostmaster 1 2 3 4 5\n',
    '$TTL 3600\n@ SOA ns1 hostmaster 1 2 3 4 5\n@ TXT "cat <<EOF"\n; cat <<EOF, then\n',
    '{% set x = 1 %}\n@ IN SOA {{ primary }} {{ mailbox }} {{ serial }} 7200 900 1209600 3600\n@ NS {{ ns }}\n',
  ],
  'zone-part': [
    'www A 192.0.2.1\n',
    'www.example.com. 3600 IN A 192.0.2.1',
    '; hosts of all our zones\nwww     A     192.0.2.80\n        AAAA  2001:db8::80\nftp     CNAME www\n',
    '@ IN NS ns1\nmail MX 10 mail2\n',
    '10 PTR www.example.com.\n11 PTR mail.example.com.\n',
    '_dmarc TXT "v=DMARC1; p=none"\n',
    'www IN A ${ADDRESS}\n',
    '. 3600000 NS a.root-servers.net.\na.root-servers.net. 3600000 A 198.41.0.4\n',
  ],
  'named-conf': [
    'options { directory "/var/cache/bind"; };\n',
    '// zones of this server\nzone "example.org" {\n\ttype primary;\n\tfile "db.example.org";\n};\n',
    '/*\n * www A 192.0.2.1\n */\nacl office { 192.0.2.0/24; };\n',
    'include "/etc/bind/named.conf.options";\ninclude "/etc/bind/named.conf.local";\n',
    'server 192.0.2.0/24 { edns no; };\nserver ::/0 { bogus yes; };\n',
    'key "rndc-key" {\n  algorithm hmac-sha256;\n  secret "AAAA";\n};\n',
    'recursion no; // nobody asks\nallow-query { any; }; # all\n',
    'trust-anchors {\n  . initial-key 257 3 8 "AwEAA\n  ArMtNROxVQuCaSnIDdD5LKyWbRd2\n  R1AkUTV74bU=";\n};\n',
    'options\n{\n  recursion no;\n};\n',
  ],
  other: [
    'hello\n',
    'user www-data;\nworker_processes auto;\nhttp {\n    server {\n        listen 80;\n    }\n}\n',
    'default-lease-time 600;\nauthoritative;\nsubnet 192.0.2.0 netmask 255.255.255.0 {\n  range 192.0.2.10 192.0.2.20;\n}\n',
    '.:53 {\n    errors\n    forward . /etc/resolv.conf\n    cache 30\n}\n',
    'How to ask\n==========\n\nStart the resolver:\n\n    dig @127.0.0.1 example.net\n    ; <<>> DiG 9.18.49 <<>> example.net\n    example.net. 60 IN A 192.0.2.1\n\nThen look at it.\nIt is there.\n',
    'What a day\nthe MX record is where mail goes to\n',
    'export const db = { host: "localhost" };\nexport default db;\n',
    '{ "name": "level1", "spawn": [1,2,3],\n  "mobs": ["orc", "elf"] }\n',
    '\\data\\\nngram 1=3\n\n\\1-grams:\n-1.2\t<s>\t-0.3\n-0.9\tthe\t-0.2\n',
    'server:\n  listen: 192.0.2.1@53\nzone:\n  - domain: example.com\n    file: example.com.zone\n',
    'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
    '<html>\n<body>$TTL</body>\n</html>\n',
    'CREATE TABLE zone (\n  name text\n);\nINSERT INTO zone VALUES (1);\n',
    '# How named.conf is set up\nUse `options { ... };` and do not forget that it is local.\nOne more line.\n',
    'import zone from "zone";\nconst key = make(zone);\n',
    'Our zone is\n\n```zone\n$TTL 3600\n@ SOA ns1 h 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.1\n```\n',
    '~~~ named\noptions { recursion no; };\nzone "a.example" { type primary; file "a"; };\n~~~\n',
    '---\ntitle: Zones\n---\n$TTL 3600\n@ SOA ns1 h 1 2 3 4 5\n@ NS ns1\n',
    '#!/usr/bin/perl\nuse strict;\nprint "\n$TTL 300\n@ SOA a b 1 2 3 4 5\n@ NS a\na A 192.0.2.1\n";\n',
    'cat > db.example <<EOF\n$TTL 300\n@ SOA a b 1 2 3 4 5\n@ NS a\na A 192.0.2.1\nEOF\n',
    'resource "x" "y" {\n  zone = <<-EOT\n$TTL 300\n@ SOA a b 1 2 3 4 5\n@ NS a\nEOT\n}\n',
  ],
  empty: ['', '\n\n\n', '   \t\n', '; only a comment\n', '# a comment\n\n', '// a comment of named.conf\n'],
  binary: ['\0\u0001\u0002\u0003\u0004\u0005www A 192.0.2.1', 'PK\u0003\u0004\0\0\0\0\0\0'],
  'raw-zone': ['\0\0\0\u0002\0\0\0\u0001\u0063', '\0\0\0\u0003\0\0\0\0'],
};

describe('what a text looks like', () => {
  for (const [looks, texts] of Object.entries(TEXTS)) {
    for (const text of texts)
      test(`${looks}: ${JSON.stringify(text.slice(0, 60))}`, () => assert.equal(looksOf(text), looks));
  }

  test('a control character that slipped in makes no text binary', () => {
    assert.equal(looksOf('@ SOA ns1 h 1 2 3 4 5\nwww A 192.0.2.1\0\n'), 'zone');
  });

  test('what stands behind the first characters is not looked at', () => {
    const comment = `; ${'x'.repeat(98)}\n`;
    assert.equal(looksOf(`${comment.repeat(SNIFFED / 101 - 1)}www A 192.0.2.1\n`), 'zone-part');
    assert.equal(looksOf(`${comment.repeat(SNIFFED / 101 + 1)}www A 192.0.2.1\n`), 'empty');
  });

  test('a line that the limit cuts is not judged by its beginning', () => {
    const line = 'www A 192.0.2.1\n';
    const fill = line.repeat(Math.floor((SNIFFED - 4) / line.length));
    assert.equal(looksOf(`${fill}${'y'.repeat(SNIFFED)}`), 'zone-part');
  });

  test('no text makes the scan long: the work grows with the length alone', () => {
    for (const piece of [
      'www.example.com. 3600 IN A 192.0.2.1\n',
      '\n',
      '(',
      '"',
      '/*',
      'a b ',
      '{ ',
      '; ',
      '$TTL ',
      '. ',
    ]) {
      const text = piece.repeat(SNIFFED);
      assert.ok(['zone', 'zone-part', 'named-conf', 'other', 'empty'].includes(looksOf(text)), piece);
    }
  });
});
