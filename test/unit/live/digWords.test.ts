import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { DASH_WORDS, LONG_WORDS } from '../../../server/src/live/dashWords.ts';
import { type DigLine, type DigQuery, parseDigWords, readDigLine } from '../../../server/src/live/digWords.ts';
import { IN_BROWSER, notDone } from '../../../server/src/live/notDone.ts';
import { PLUS_WORDS } from '../../../server/src/live/plusWords.ts';
import { questionName, questionWords } from '../../../server/src/live/questionName.ts';
import { portOf } from '../../../server/src/live/typedQuery.ts';
import { DEFAULT_VIEW } from '../../../server/src/live/view.ts';

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
  const defaults = read('example.com').options as unknown as Record<string, unknown>;
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
    ['.', '. 1 1'],
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
    ['+cookie', {}],
    ['+cookie +nocookie', { freshCookie: false }],
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
    ['example.com +quic', '+quic', /write \+tls or \+https/],
    ['example.com +proxy=192.0.2.1#1-192.0.2.2#53', '+proxy=192.0.2.1#1-192.0.2.2#53', /behind the proxy/],
    ['example.com +search', 'example.com', /\+domain=example\.com/],
    ['example.com --trick', '--trick', /no option that is known/],
    ['doggo example.com --any', '--any', /A AAAA MX/],
    ['delv example.com', 'delv example.com', /ad where it holds/],
    ['host example.com', 'host example.com', /name A AAAA MX/],
    ['example.com | grep A', 'example.com | grep A', /a shell’s/],
    ['example.com @quic://192.0.2.1', '@quic://192.0.2.1', /@tls:/],
    ['example.com @tls://192.0.2.1/x', '@tls://192.0.2.1/x', /only `@https:/],
    ['example.com @1.2.3.400', '@1.2.3.400', /no IPv4 address/],
    ['bu cher.exa\u200bmple', 'cher.exa\u200bmple', /internationalised/],
    ['example.com +bufsize=x', '+bufsize=x', /0 to 65535/],
    ['example.com +bufsize=65536', '+bufsize=65536', /0 to 65535/],
    ['example.com +edns=256', '+edns=256', /0 to 255/],
    ['example.com +time', '+time', /number of seconds/],
    ['example.com -p 0', '-p', /1 to 65535/],
    ['example.com -p', '-p', /needs a port/],
    ['-t', '-t', /needs a type/],
    ['-t foo example.com', '-t', /`foo` is no record type/],
    ['-c foo example.com', '-c', /`foo` is no class/],
    ['example.com MX MX', 'MX', /type is asked for already/],
    ['example.com IN CH', 'CH', /class is asked for already/],
    ['example.com -t OPT', '-t', /part of a message/],
    ['-4 -6 example.com', '-6', /Only one/],
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
    ['example.com -y hmac-sha256:k:c2VjcmV0', '-y', /`-k` and the file/],
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

function line(text: string, always?: string): DigLine {
  const read = readDigLine(text, always);
  if ('error' in read) assert.fail(`${text}: ${read.error.message}`);
  return read;
}

describe('several questions in one line', () => {
  const cases: readonly [string, string[]][] = [
    ['a.test A AAAA', ['a.test. 1', 'a.test. 28']],
    ['A AAAA a.test b.test', ['a.test. 1', 'a.test. 28', 'b.test. 1', 'b.test. 28']],
    ['MX a.test b.test TXT', ['a.test. 15', 'b.test. 16']],
    ['a.test MX b.test', ['a.test. 15', 'b.test. 1']],
    ['@192.0.2.1 @192.0.2.2 a.test', ['a.test. 1 @192.0.2.1', 'a.test. 1 @192.0.2.2']],
    ['@192.0.2.1 a.test b.test @192.0.2.2', ['a.test. 1 @192.0.2.1', 'b.test. 1 @192.0.2.2']],
    ['-x 192.0.2.1 a.test', ['1.2.0.192.in-addr.arpa. 12', 'a.test. 1']],
    ['a.test +dns64prefix', ['a.test. 1', 'ipv4only.arpa. 28']],
  ];
  for (const [text, expected] of cases) {
    test(text, () => {
      const asked = line(text).queries.map(
        ({ question, server }) => `${question.name} ${question.type}${server === undefined ? '' : ` @${server}`}`,
      );
      assert.deepEqual(asked, expected);
    });
  }
  test('words before the first name hold for all, words behind a name for it alone', () => {
    const queries = line('+dnssec a.test +norec b.test +nodnssec -p 54').queries;
    assert.deepEqual(
      queries.map(({ options, port }) => [options.do, options.rd, port]),
      [
        [true, false, undefined],
        [false, true, 54],
      ],
    );
  });
  test('as many as are good for nobody', () => {
    assert.ok('error' in readDigLine(`A AAAA ${'a.test '.repeat(60)}`));
  });
});

describe('lines as they are pasted', () => {
  const cases: readonly string[] = [
    'dig a.test AAAA @192.0.2.1',
    '$ dig a.test AAAA @192.0.2.1',
    '# dig a.test AAAA @192.0.2.1 # the new one',
    '> dig a.test AAAA @192.0.2.1 ; and so on',
    '/usr/bin/dig -r a.test AAAA @192.0.2.1',
    'sudo dig a.test AAAA @192.0.2.1',
    'kdig a.test AAAA @192.0.2.1',
    'dig \'a.test\' "AAAA" @192.0.2.1',
    '; <<>> DiG 9.18.49-1~deb12u3-Debian <<>> a.test AAAA @192.0.2.1',
    'doggo a.test --type=AAAA --nameserver 192.0.2.1',
    'doggo -q a.test -t AAAA -n 192.0.2.1',
    'q a.test AAAA @192.0.2.1',
    'q -q a.test -t AAAA -s 192.0.2.1',
  ];
  for (const text of cases) {
    test(text, () => {
      const { question, server } = line(text).queries[0];
      assert.deepEqual([question.name, question.type, server], ['a.test.', 28, '192.0.2.1']);
    });
  }
  test('a name that is also a program', () => assert.equal(asked('q'), 'q. 1 1'));
  test('names in quotes keep their white space', () => assert.equal(asked("'a b.test' TXT"), 'a\\032b.test. 1 16'));
});

describe('servers as they are typed', () => {
  const cases: readonly [string, object][] = [
    ['@1.2.3.4:5353', { server: '1.2.3.4', port: 5353 }],
    ['@[2001:db8::1]:53', { server: '2001:db8::1', port: 53 }],
    ['@[2001:db8::1]', { server: '2001:db8::1' }],
    ['@2001:db8::1#54', { server: '2001:db8::1', port: 54 }],
    ['@1.2.3.4@54', { server: '1.2.3.4', port: 54 }],
    ['@udp://1.2.3.4', { server: '1.2.3.4' }],
    ['@tcp://1.2.3.4', { server: '1.2.3.4', tcp: true }],
    ['@tls://dns.example', { server: 'dns.example', secure: 'tls' }],
    ['@tls://dns.example:8853', { server: 'dns.example', port: 8853, secure: 'tls' }],
    ['@https://dns.example', { server: 'dns.example', secure: 'https' }],
    ['@https://dns.example/q', { server: 'dns.example', secure: 'https', https: { path: '/q' } }],
    ['@ns1.example', { server: 'ns1.example' }],
    ['@ns1.example +tls', { server: 'ns1.example', secure: 'tls', tls: { anyCertificate: true } }],
    ['@ns1.example +tls +tls-ca', { server: 'ns1.example', secure: 'tls', tls: { anyCertificate: false } }],
    [
      '@ns1.example +tls-ca=ca.pem +tls-hostname=dns.example',
      {
        server: 'ns1.example',
        secure: 'tls',
        tls: { anyCertificate: false, host: 'dns.example' },
        tlsCaFile: 'ca.pem',
      },
    ],
    [
      '@ns1.example +https-get=/d',
      { server: 'ns1.example', secure: 'https', tls: { anyCertificate: true }, https: { method: 'GET', path: '/d' } },
    ],
  ];
  for (const [text, expected] of cases) {
    test(text, () => {
      const { server, port, tls, https, tlsCaFile, options } = line(`a.test ${text}`).queries[0];
      const { secure } = options;
      const found = { server, port, tls, https, tlsCaFile, secure, ...(options.tcp && { tcp: true }) };
      assert.deepEqual(Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)), expected);
    });
  }
});

describe('every word of the tables is done or refused', () => {
  for (const { names, example = '', effect, instead } of PLUS_WORDS) {
    test(`+${names.join(', +')}`, () => {
      for (const name of names) {
        const text = `+${name}${example}`;
        const read = readDigLine(`a.test. ${text}`);
        if (effect === 'refused') {
          assert.ok('error' in read && instead !== undefined);
          assert.ok(read.error.message.includes(instead));
        } else {
          const { queries, view, notes } = line(`a.test. ${text}`);
          const off = line(`a.test. +domain=x. +nosearch`);
          assert.deepEqual(notes, []);
          assert.ok(queries.length >= off.queries.length);
          if (effect === 'shown') {
            const turned = line(`a.test. +no${name}`).view;
            assert.ok(!isDeepStrictEqual(view, DEFAULT_VIEW) || !isDeepStrictEqual(turned, DEFAULT_VIEW));
          }
        }
      }
    });
  }
  for (const { letters, of, effect, example } of DASH_WORDS) {
    test(`-${letters} of ${of[0]}`, () => {
      for (const letter of letters) {
        const read = readDigLine(`${of[0]} a.test -${letter}${example === undefined ? '' : ` ${example}`}`);
        assert.equal('error' in read, effect === 'refused', 'error' in read ? read.error.message : '');
      }
    });
  }
  test('long options', () => {
    for (const { names, of, as, instead } of LONG_WORDS) {
      assert.ok((as === undefined) !== (instead === undefined), names[0]);
      const value = /-[qx]=|@=|subnet/.test(as ?? '')
        ? '=192.0.2.1'
        : /-t=/.test(as ?? '')
          ? '=MX'
          : /-c=/.test(as ?? '')
            ? '=CH'
            : as?.endsWith('=')
              ? '=1'
              : '';
      for (const name of names) {
        const read = readDigLine(`${of[of.length - 1]} +domain=x.test a.test --${name}${value}`);
        assert.equal('error' in read, instead !== undefined, `${name}: ${'error' in read ? read.error.message : ''}`);
      }
    }
  });
});

describe('words that are always asked with', () => {
  test('typed ones win, whatever the line begins with', () => {
    for (const text of ['a.test +nodnssec', 'dig a.test +nodnssec', '$ dig a.test +nodnssec']) {
      const { options } = line(text, '+dnssec +norec').queries[0];
      assert.deepEqual([options.do, options.rd], [false, false]);
    }
  });
  test('a typo among them is said, and the others hold', () => {
    const { queries, notes } = line('a.test', '+dnsec +norec');
    assert.equal(queries[0].options.rd, false);
    assert.match(notes.join(), /no word `\+dnsec`/);
  });
  test('a name among them is left out', () => {
    const { queries, notes } = line('a.test', 'b.test +norec');
    assert.deepEqual([queries.length, queries[0].question.name], [1, 'a.test.']);
    assert.equal(notes.length, 1);
  });
});

describe('names', () => {
  test('whatever begins with a sign or looks like a type is written so that it is read as a name', () => {
    for (const name of ['+a.test.', '-a.test.', '@.test.', '#a.test.', 'a.test.', "it\\'s.test.", 'MX.']) {
      const { queries } = line(questionWords(name, 'TXT', 'CH'));
      assert.deepEqual([queries.length, queries[0].question.type, queries[0].question.class], [1, 16, 3]);
      assert.equal(queries[0].question.name, questionName(name));
    }
  });
  test('beyond ASCII, label by label', () => {
    assert.equal(questionName('_dmarc.bücher.test'), '_dmarc.xn--bcher-kva.test.');
    assert.equal(questionName('bücher。test'), 'xn--bcher-kva.test.');
    assert.equal(questionName('a\\.b.bücher'), 'a\\.b.xn--bcher-kva.');
    assert.equal(asked('bücher.test +noidnin'), 'b\\195\\188cher.test. 1 1');
  });
  test('completed by +domain, as +ndots says', () => {
    const names = (text: string): string[] => line(text).queries[0].searched.map(({ name }) => name);
    assert.deepEqual(names('+domain=x.test host'), ['host.x.test.', 'host.']);
    assert.deepEqual(names('+domain=x.test a.b'), ['a.b.', 'a.b.x.test.']);
    assert.deepEqual(names('+domain=x.test +ndots=2 a.b'), ['a.b.x.test.', 'a.b.']);
    assert.deepEqual(names('+domain=x.test a.b.'), ['a.b.']);
  });
});

test('what a browser cannot do is said before it is asked, and elsewhere all of it is done', () => {
  const cases: readonly [string, RegExp | undefined][] = [
    ['a.test', undefined],
    ['a.test +tls', /over TLS.*@https/],
    ['a.test @https://dns.example', undefined],
    ['a.test @192.0.2.1', /write `@https:\/\/192\.0\.2\.1`/],
    ['a.test axfr', /takes TCP/],
    ['a.test ixfr=1', /takes TCP/],
    ['a.test +trace', /from the root/],
    ['a.test +nssearch', /zone’s servers/],
    ['a.test +https -k x.key', /-k/],
    ['a.test +https -y hmac-sha256:name', /-y/],
    ['a.test +https -b 127.0.0.1', /-b/],
    ['a.test +https +tls-ca=x', /\+tls-ca/],
  ];
  for (const [text, expected] of cases) {
    assert.equal(notDone(line(text).queries[0]), undefined);
    const said = notDone(line(text).queries[0], IN_BROWSER);
    if (expected) assert.match(said ?? '', expected);
    else assert.equal(said, undefined);
  }
});

test('a server that is always asked stays, whatever slip stands behind it', () => {
  const read = readDigLine('a.test', '@192.0.2.53 +nonsense +dnssec');
  assert.ok(!('error' in read));
  assert.equal(read.queries[0].server, '192.0.2.53');
  assert.equal(read.queries[0].options.do, true);
  assert.match(read.notes[0], /nonsense/);
  const secure = readDigLine('a.test', '@https://dns.example/q');
  assert.ok(!('error' in secure));
  assert.deepEqual([secure.queries[0].server, secure.queries[0].options.secure], ['dns.example', 'https']);
});

test('the port is that of the transport where none is typed', () => {
  const port = (text: string): number => portOf(line(`a.test ${text}`).queries[0]);
  assert.deepEqual(['', '+tcp', '+tls', '@https://dns.example', '+tls -p 54'].map(port), [53, 53, 853, 443, 54]);
});
