import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { type DigQuery, parseDigWords, withoutEffectNotes } from '../../../server/src/live/digWords.ts';
import { DEFAULT_OPTIONS } from '../../../server/src/live/messages.ts';

function read(text: string): DigQuery {
  const parsed = parseDigWords(text);
  if ('error' in parsed) assert.fail(`${text}: ${parsed.error.message}`);
  return parsed;
}

/** `name class type` with the codes as numbers, as the question is asked. */
function asked(text: string): string {
  const { name, class: klass, type } = read(text).question;
  return `${name} ${klass} ${type}`;
}

function options(text: string): Record<string, unknown> {
  const all = read(text).options as unknown as Record<string, unknown>;
  const defaults = DEFAULT_OPTIONS as unknown as Record<string, unknown>;
  return Object.fromEntries(Object.entries(all).filter(([key, value]) => !isDeepStrictEqual(value, defaults[key])));
}

function hex(data: Uint8Array): string {
  return Buffer.from(data).toString('hex');
}

describe('which word is what', () => {
  const cases: readonly [string, string][] = [
    ['example.com', 'example.com. 1 1'],
    ['example.com.', 'example.com. 1 1'],
    ['dig example.com AAAA', 'example.com. 1 28'],
    ['AAAA example.com', 'example.com. 1 28'],
    ['example.com aaaa', 'example.com. 1 28'],
    ['example.com CH TXT', 'example.com. 3 16'],
    ['txt chaos version.bind', 'version.bind. 3 16'],
    ['ch example.com', 'example.com. 3 1'],
    ['TYPE28 example.com CLASS3', 'example.com. 3 28'],
    ['example.com TYPE65280', 'example.com. 1 65280'],
    ['any example.com', 'example.com. 1 255'],
    ['.', '. 1 2'],
    ['@192.0.2.53', '. 1 2'],
    ['. AAAA', '. 1 28'],
    ['mx', '. 1 15'],
    ['-t mx mx', 'mx. 1 15'],
    ['-c in any', 'any. 1 1'],
    ['-q mx', 'mx. 1 1'],
    ['-q in -t AAAA -c CH', 'in. 3 28'],
    ['-tAAAA example.com', 'example.com. 1 28'],
    ['type65536', 'type65536. 1 1'],
    ['dig', 'dig. 1 1'],
    ['-x 192.0.2.1', '1.2.0.192.in-addr.arpa. 1 12'],
    ['-x 192.0.2', '2.0.192.in-addr.arpa. 1 12'],
    ['-x 10', '10.in-addr.arpa. 1 12'],
    ['-4x 192.0.2.1 NS', '1.2.0.192.in-addr.arpa. 1 2'],
    ['AAAA -x 192.0.2.1', '1.2.0.192.in-addr.arpa. 1 28'],
    ['-x 2001:db8::1', '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 1 12'],
    ['a\\.b.example', 'a\\.b.example. 1 1'],
    ['Example.COM', 'Example.COM. 1 1'],
    ['bücher.example', 'xn--bcher-kva.example. 1 1'],
  ];
  for (const [text, expected] of cases) test(text, () => assert.equal(asked(text), expected));
});

describe('where to', () => {
  test('server, port and family', () => {
    const { server, port, family } = read('example.com @2001:db8::53 -p 5353 -6');
    assert.deepEqual({ server, port, family }, { server: '2001:db8::53', port: 5353, family: 6 });
  });
  test('no server', () => {
    const parsed = read('example.com');
    assert.equal(parsed.server, undefined);
    assert.equal(parsed.port, undefined);
    assert.equal(parsed.family, undefined);
  });
  test('a host name, attached port', () => {
    const { server, port } = read('@ns1.example.com -p53 example.com');
    assert.deepEqual({ server, port }, { server: 'ns1.example.com', port: 53 });
  });
  test('as BIND prints a server', () => {
    const { server, port } = read('@127.0.0.1#5300 example.com');
    assert.deepEqual({ server, port }, { server: '127.0.0.1', port: 5300 });
  });
  test('in brackets, and with a zone', () => {
    assert.equal(read('@[2001:db8::1] a.example').server, '2001:db8::1');
    assert.equal(read('@fe80::1%eth0 a.example').server, 'fe80::1%eth0');
  });
});

describe('options', () => {
  const cases: readonly [string, Record<string, unknown>][] = [
    ['+tcp', { tcp: true }],
    ['+vc', { tcp: true }],
    ['+tcp +notcp', {}],
    ['any', { tcp: true }],
    ['any +notcp', {}],
    ['+dnssec', { do: true }],
    ['+do', { do: true }],
    ['+DNSSEC +nodnssec', {}],
    ['+cd', { cd: true }],
    ['+cdflag', { cd: true }],
    ['+norec', { rd: false }],
    ['+norecurse', { rd: false }],
    ['+nordflag', { rd: false }],
    ['+norecurse +recurse', {}],
    ['+noad', { ad: false }],
    ['+noadflag +ad', {}],
    ['+aa +z', { aa: true, z: true }],
    ['+bufsize=4096', { udpSize: 4096 }],
    ['+noedns', { ednsVersion: undefined }],
    ['+noedns +dnssec', { do: true }],
    ['+edns=1', { ednsVersion: 1 }],
    ['+edns', {}],
    ['+time=2', { timeoutMs: 2000 }],
    ['+timeout=7', { timeoutMs: 7000 }],
    ['+time=0', { timeoutMs: 1000 }],
    ['+tries=1', { tries: 1 }],
    ['+retry=4', { tries: 5 }],
    ['+ignore', { ignoreTruncation: true }],
    ['+qid=77', { id: 77 }],
    ['+padding=128', { padTo: 128 }],
    ['+cookie', { freshCookie: true }],
    ['+cookie +nocookie', {}],
  ];
  for (const [words, expected] of cases) {
    test(words, () => assert.deepEqual(options(`example.com ${words}`), expected));
  }

  const edns: readonly [string, string][] = [
    ['+nsid', '3:'],
    ['+nsid +nonsid', ''],
    ['+subnet=192.0.2.77/25', '8:00011900c0000200'],
    ['+subnet=192.0.2.77/20', '8:00011400c00000'],
    ['+subnet=2001:db8::/32', '8:0002200020010db8'],
    ['+subnet=0', '8:00010000'],
    ['+cookie=0102030405060708', '10:0102030405060708'],
    ['+ednsopt=65001:beef', '65001:beef'],
    ['+ednsopt=nsid +ednsopt=9', '3: 9:'],
    ['+ednsopt=3 +noednsopt', ''],
    ['+expire +keepalive', '9: 11:'],
  ];
  for (const [words, expected] of edns) {
    test(words, () => {
      const list = read(`example.com ${words}`).options.ednsOptions;
      assert.equal(list.map(({ code, data }) => `${code}:${hex(data)}`).join(' '), expected);
    });
  }

  test('an EDNS option turns EDNS on again', () => {
    assert.equal(read('a.example +noedns +nsid').options.ednsVersion, 0);
  });

  test('words about printing are kept apart', () => {
    const query = read('example.com +short +noall +ans +multi -r');
    const words = query.withoutEffect.map(({ word }) => word);
    assert.deepEqual(words, ['+short', '+noall', '+ans', '+multi', '-r']);
    assert.match(withoutEffectNotes(query)[0], /: \+short \+noall \+ans \+multi -r$/);
    assert.deepEqual(withoutEffectNotes(read('example.com +tcp')), []);
  });

  test('reading one query does not change the next one’s defaults', () => {
    read('example.com +nsid +tcp +norec');
    assert.deepEqual(options('example.com'), {});
  });
});

describe('what cannot be read', () => {
  /** The text, the word that the error must stand at, and a piece of the message. */
  const cases: readonly [string, string, RegExp][] = [
    ['example.com +foo', '+foo', /no word `\+foo`/],
    ['example.com +t', '+t', /no word/],
    ['example.com +no', '+no', /no word/],
    ['example.com -z', '-z', /no option `-z`/],
    ['example.com -', '-', /lone/],
    ['example.com +trace', '+trace', /cannot do that/],
    ['example.com +tls', '+tls', /cannot do that/],
    ['example.com +bufsize=x', '+bufsize=x', /0 to 65535/],
    ['example.com +bufsize=65536', '+bufsize=65536', /0 to 65535/],
    ['example.com +edns=256', '+edns=256', /0 to 255/],
    ['example.com +time', '+time', /number of seconds/],
    ['example.com -p 0', '-p', /1 to 65535/],
    ['example.com -p', '-p', /needs a port/],
    ['-t', '-t', /needs a type/],
    ['-t foo example.com', '-t', /`foo` is no record type/],
    ['-c foo example.com', '-c', /`foo` is no class/],
    ['example.com AAAA MX', 'MX', /type is asked for already/],
    ['example.com IN CH', 'CH', /class is asked for already/],
    ['example.com example.net', 'example.net', /asks for one name/],
    ['-x 192.0.2.1 example.net', 'example.net', /asks for one name/],
    ['example.com AXFR', 'AXFR', /zone transfer/i],
    ['example.com ixfr=2024010101', 'ixfr=2024010101', /zone transfer/i],
    ['example.com -t OPT', '-t', /part of a message/],
    ['-4 -6 example.com', '-6', /Only one/],
    ['@192.0.2.1 @192.0.2.2 a.example', '@192.0.2.2', /asked already/],
    ['example.com @', '@', /needs a server/],
    ['example.com @2001:db8::g', '@2001:db8::g', /no IPv6 address/],
    ['example.com @192.0.2.1#x', '@192.0.2.1#x', /port/],
    ['-x 2001:db8', '-x', /whole IPv6 address/],
    ['-x 256.1.1.1', '-x', /no IPv4 address/],
    ['-x foo.bar', '-x', /no IPv4 address/],
    ['AAAA a..b', 'a..b', /two dots/],
    [`${'a'.repeat(64)}.example MX`, `${'a'.repeat(64)}.example`, /longer than 63/],
    ['a\\999.example', 'a\\999.example', /backslash/],
    ['example.com +subnet=foo', '+subnet=foo', /neither/],
    ['example.com +subnet=192.0.2.0/33', '+subnet=192.0.2.0/33', /0 to 32/],
    ['example.com +cookie=01', '+cookie=01', /has 1/],
    ['example.com +cookie=zz', '+cookie=zz', /hex/],
    ['example.com +ednsopt=foo', '+ednsopt=foo', /name or number/],
    ['example.com -k key.file', '-k', /TSIG/],
    ['example.com -y hmac-sha256:k:c2VjcmV0', '-y', /TSIG/],
  ];
  for (const [text, word, message] of cases) {
    test(text, () => {
      const parsed = parseDigWords(text);
      assert.ok('error' in parsed, 'an error is expected');
      assert.match(parsed.error.message, message);
      assert.equal(text.slice(parsed.error.start, parsed.error.end), word);
    });
  }

  test('nothing at all', () => {
    for (const text of ['', '   ', '\t\n']) assert.ok('error' in parseDigWords(text));
  });

  test('a secret is never repeated', () => {
    const parsed = parseDigWords('example.com -yhmac-sha256:k:c2VjcmV0');
    assert.ok('error' in parsed && !parsed.error.message.includes('c2VjcmV0'));
  });

  test('any text is read or refused', () => {
    const pieces = [
      '+',
      '-',
      '@',
      '=',
      '\\',
      '.',
      'x',
      '4',
      ' ',
      ':',
      '/',
      '%',
      '\u{1f600}',
      'é',
      '\0',
      '[',
      ']',
      '#',
      'tcp',
      'AAAA',
    ];
    let seed = 7;
    for (let round = 0; round < 3000; round++) {
      let text = '';
      for (let i = 0; i < 12; i++) {
        seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
        text += pieces[(seed >>> 16) % pieces.length];
      }
      const parsed = parseDigWords(text);
      assert.ok('error' in parsed || parsed.question.name.endsWith('.'), text);
    }
  });
});
