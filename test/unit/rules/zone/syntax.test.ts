import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RuleId } from '../../../../server/src/rules/ids.ts';
import { check, checkFix, withTop } from './check.ts';
import { TestZone } from './harness.ts';

describe('what the parser raises', () => {
  it('finds a quote that is never closed and reads on in the next line', () => {
    check('a TXT "open\n;     ^^^^^ zone/unbalanced-quotes\nb A 192.0.2.300\n;   ^^^^^^^^^^^ zone/bad-rdata\n');
    checkFix('zone/unbalanced-quotes', 'a TXT "open\n', 'a TXT "open"\n');
  });

  it('finds parentheses without their counterpart', () => {
    check('a MX ( 10\n;    ^ zone/unbalanced-parentheses\n  mx.example.net.\n$TTL 60\n');
    checkFix(
      'zone/unbalanced-parentheses',
      'a MX ( 10 ; first\n mx.example.net. ; second\nb IN A 192.0.2.1\n',
      'a MX ( 10 ; first\n mx.example.net. ) ; second\nb IN A 192.0.2.1\n',
    );
    checkFix('zone/unbalanced-parentheses', 'a A 192.0.2.1 )\n', 'a A 192.0.2.1 \n');
  });

  it('closes a parenthesis that opens in a later chunk of the file', () => {
    const filler = Array.from({ length: 600 }, (_, i) => `host-${i} A 192.0.2.${i % 250}\n`).join('');
    checkFix(
      'zone/unbalanced-parentheses',
      `${filler}a MX ( 10\n mx.example.net.\n$TTL 60\n`,
      `${filler}a MX ( 10\n mx.example.net. )\n$TTL 60\n`,
    );
  });

  it('names characters that cannot be seen, in place of what they break', () => {
    const rule = 'zone/unreadable-character';
    check('www A\u00a0192.0.2.1\n;    ^ zone/unreadable-character error\n');
    check('www A 192.0.2.1\u200b\n;              ^ zone/unreadable-character error\n');
    check('www\u00a0A 192.0.2.1\n;  ^ zone/unreadable-character error\n');
    check('$TTL 60\u00a0\n;      ^ zone/unreadable-character error\n');
    check('x CNAME www\u200b.example.net.\n;          ^ zone/unreadable-character warning\n', { only: rule });
    check('w\u200bww A 192.0.2.1\n;^ zone/unreadable-character warning\n', { only: rule });
    check('www A 192.0.2.1 ; a\u00a0comment\nx TXT "a\u00a0text"\n', { only: rule });
    checkFix(rule, 'w\u200bww\u00a0A\u00a0192.0.2.1\n', 'www A 192.0.2.1\n');
  });

  it('finds a line that has lost its owner by the data of the type that stands there', () => {
    for (const line of ['MX 10 ns', 'NS a', 'NS ns', 'TXT "a b"', 'A 192.0.2.1', 'SRV 0 5 5060 a', 'CAA 0 issue "a"']) {
      const type = line.split(' ')[0];
      const zone = new TestZone(withTop(`${line}\n`), {});
      assert.deepEqual(
        zone.problems().map(({ rule, start, end }) => `${rule} ${zone.text.slice(start, end)}`),
        [`zone/unknown-type ${type}`],
      );
      assert.match(zone.problems()[0].message, new RegExp(`^${type} stands at the start of the line`));
    }
    checkFix('zone/unknown-type', 'MX 10 mail.example.net.\n', '\tMX 10 mail.example.net.\n');
    // Names that are called like a type.
    check('mx A 192.0.2.1\nns MX 10 mail.example.net.\ntxt TXT a\n');
    check('mx AAA 192.0.2.1\n;  ^^^ zone/unknown-type\n');
  });

  it('finds a first record without owner', () => {
    const rest = ' SOA a.example.net. b.example.net. 1 2 3 4 5\n@ NS a.example.net.\n';
    checkFix('zone/no-owner', `$TTL 60\n${rest}`, `$TTL 60\n@${rest}`);
  });

  it('proposes the types nearest to an unknown one', () => {
    checkFix('zone/unknown-type', 'www aaa 2001:db8::1\n', 'www aaaa 2001:db8::1\n');
    checkFix('zone/unknown-type', 'www CNMAE example.net.\n', 'www CNAME example.net.\n');
    checkFix('zone/unknown-type', 'www IN TEXT "a"\n', 'www IN TXT "a"\n');
    checkFix('zone/unknown-type', 'x CLA "tcp-v4"\n', 'x TYPE263 \\# 7 067463702D7634\n');
    check('x CLA "tcp-v4"\n; ^^^ zone/unknown-type\ny IPN \\# 1 00\n; ^^^ zone/unknown-type\n');
    check('x TYPE263 "tcp-v4"\n; ^^^^^^^ zone/bad-rdata\ny TYPE263 \\# 7 067463702d7634\n');
  });

  it('proposes to indent a line whose type became its owner', () => {
    checkFix(
      'zone/unknown-type',
      'www A 192.0.2.1\nMX 10 mx.example.net.\n',
      'www A 192.0.2.1\n\tMX 10 mx.example.net.\n',
    );
  });

  it('knows the directives', () => {
    checkFix('zone/unknown-directive', '$INCLUD other.db\n', '$INCLUDE other.db\n');
    checkFix('zone/unknown-directive', '$5 A 192.0.2.1\n', '\\$5 A 192.0.2.1\n');
    const zone = new TestZone('$CLASS IN\n', {});
    assert.deepEqual(zone.fixes(zone.of('zone/unknown-directive')[0]), []);
  });

  it('reports directives whose arguments are wrong', () => {
    const rules = (text: string): string[] => new TestZone(withTop(text)).problems().map((problem) => problem.rule);
    assert.deepEqual(rules('$ORIGIN\n'), ['zone/bad-directive']);
    assert.deepEqual(rules('$TTL\n'), ['zone/bad-directive']);
    assert.deepEqual(rules('$INCLUDE\n'), ['zone/bad-directive']);
    assert.deepEqual(rules('$ORIGIN a b\n'), ['zone/bad-directive']);
    assert.deepEqual(rules('$TTL 1x\n'), ['zone/bad-directive']);
    assert.deepEqual(rules('$TTL 1h\n$ORIGIN sub\n@ TXT a\n'), []);
  });

  it('reports names that are none', () => {
    check('x  A 192.0.2.1\na..b A 192.0.2.1\n; ^ zone/bad-name\n');
  });

  it('mends addresses of the other family, with a dot, with a length', () => {
    checkFix('zone/bad-rdata', 'www A 2001:db8::1\n', 'www AAAA 2001:db8::1\n');
    checkFix('zone/bad-rdata', 'www AAAA 192.0.2.1\n', 'www A 192.0.2.1\n');
    checkFix('zone/bad-rdata', 'www A 192.0.2.1.\n', 'www A 192.0.2.1\n');
    checkFix('zone/bad-rdata', 'www AAAA 2001:db8::1/64\n', 'www AAAA 2001:db8::1\n');
    checkFix('zone/bad-rdata', 'www A "192.0.2.1"\n', 'www A 192.0.2.1\n');
  });

  it("changes a class to the zone's", () => {
    checkFix('zone/class-mismatch', 'www CH TXT a\n', 'www IN TXT a\n');
  });

  it('states the TTL at the top, behind the comments', () => {
    const zone = '@ SOA a.example.net. b.example.net. 1 2 3 4 300\n@ NS a.example.net.\n';
    checkFix('zone/soa-minimum-as-ttl', `; the zone\n\n${zone}`, `; the zone\n\n$TTL 300\n${zone}`);
    const crlf = zone.replaceAll('\n', '\r\n');
    checkFix('zone/soa-minimum-as-ttl', crlf, `$TTL 300\r\n${crlf}`);
    const late = `a A 192.0.2.1\n${zone}`;
    checkFix('zone/ttl-missing', late, `$TTL 3600\n${late}`);
  });

  it('names the owner of a record that follows $ORIGIN', () => {
    const before = '$ORIGIN sub\n  TXT a\n';
    checkFix('zone/inherited-owner-after-origin', before, '$ORIGIN sub\n@  TXT a\n');
    checkFix('zone/inherited-owner-after-origin', before, '$ORIGIN sub\nexample.com.  TXT a\n', 1);
  });

  it('reports what $GENERATE cannot make', () => {
    checkFix(
      'zone/bad-generate',
      '$GENERATE 1-3 a$ MX 10 mx.example.net.\n',
      '$GENERATE 1-3 a$ MX "10 mx.example.net."\n',
    );
    const rules = (text: string): string[] => new TestZone(withTop(text)).problems().map((problem) => problem.rule);
    assert.deepEqual(rules('$GENERATE 3-1 a$ A 192.0.2.$\n'), ['zone/bad-generate']);
    assert.deepEqual(rules('$GENERATE 1-3 a${x} A 192.0.2.$\n'), ['zone/bad-generate']);
    assert.deepEqual(rules('$GENERATE 1-3 a$ A 192.0.2.$\n'), []);
    // named cannot hold 2147483648.
    assert.deepEqual(rules('$GENERATE 1-1 a$ TXT b${2147483647}\n'), ['zone/bad-generate']);
    assert.deepEqual(rules('$GENERATE 1-1 a$ TXT b${2147483646}\n'), []);
  });

  it('follows named in what else may stand in a line', () => {
    const rules = (text: string): string[] => new TestZone(withTop(text)).problems().map((problem) => problem.rule);
    assert.deepEqual(rules('"q" A 192.0.2.1\n"a b" TXT x\n'), []);
    assert.deepEqual(rules('a "TXT" x\n'), ['zone/unknown-type']);
    assert.deepEqual(rules('$GENERATE 1-2 a${+1} A 192.0.2.$\n'), []);
    assert.deepEqual(rules('$DATE 20240101000000\n'), []);
    for (const line of ['$DATE', '$DATE 1', '$DATE 20240101000000 x']) {
      assert.deepEqual(rules(`${line}\n`), ['zone/bad-directive'], line);
    }
    for (const type of ['TYPE0', 'TYPE128', 'TYPE200', 'TYPE249']) {
      assert.deepEqual(rules(`x ${type} \\# 0\n`), ['zone/meta-type'], type);
    }
    assert.deepEqual(rules('x TYPE127 \\# 0\n'), []);
  });

  it('gives what an include reads scratch of its own', () => {
    const zone = new TestZone(
      '$TTL 60\n@ SOA a.example.net. b.example.net. 1 2 3 4 5\n@ NS a.example.net.\n$INCLUDE hosts\nb A 192.0.2.2\n',
      { include: () => 'h1 A 192.0.2.11\nh2 A 192.0.2.12\nh3 A 192.0.2.13\nh4 A 192.0.2.14\n' },
    );
    assert.deepEqual(zone.problems(), []);
    const owners = [...zone.model.owners()].map((owner) => zone.names.text(owner)).sort();
    const expected = ['b', 'h1', 'h2', 'h3', 'h4'].map((label) => `${label}.example.com.`);
    assert.deepEqual(owners, [...expected, 'example.com.'].sort());
    assert.equal(zone.model.recordCount, 7);
  });

  it('reports a TTL above 2^31-1, types of messages, lines without a type', () => {
    check('a 3000000000 A 192.0.2.1\n; ^^^^^^^^^^ zone/ttl-too-large warning\n');
    check('a1 TSIG foo\n;  ^^^^ zone/meta-type error\n');
    check('    3600 IN\n;   ^^^^^^^ zone/incomplete-record error\n');
  });
});

describe('what the first column is taken for', () => {
  const told = (text: string, rule: RuleId, origin?: string): string[] =>
    new TestZone(text, origin === undefined ? {} : { origin })
      .of(rule)
      .map(({ severity, start, end }) => `${severity} ${text.slice(start, end)}`);

  it('a TTL', () => {
    const rule = 'zone/owner-looks-like-ttl';
    const at = (text: string): string[] => told(withTop(text), rule);
    assert.deepEqual(at('3600 IN A 192.0.2.1\n'), ['information 3600']);
    assert.deepEqual(at('86400 MX 10 a.example.net.\n'), ['information 86400']);
    assert.deepEqual(at('300 IN TXT a\n'), ['information 300']);
    assert.deepEqual(at('1h A 192.0.2.1\n'), ['information 1h']);
    assert.deepEqual(at('30M IN A 192.0.2.1\n'), ['information 30M']);
    assert.deepEqual(at('1d IN MX 10 a.example.net.\n'), ['information 1d']);
    for (const text of [
      '1d A 192.0.2.1',
      '7h A 192.0.2.1',
      'h1 A 192.0.2.1',
      '1h 60 A 192.0.2.1',
      '1h.x A 192.0.2.1',
      '1hm A 192.0.2.1',
    ])
      assert.deepEqual(at(`${text}\n`), [], text);
    for (const text of ['300 A 192.0.2.1', '3601 A 192.0.2.1', '3600 60 A 192.0.2.1', '3600 NAPTR 1 1 "u" "x" "" .']) {
      assert.deepEqual(at(`${text}\n`), [], text);
    }
    assert.deepEqual(told('$TTL 60\n120 IN CNAME a.example.net.\n', rule, '2.0.192.in-addr.arpa.'), []);
    checkFix(rule, 'www A 192.0.2.1\n3600 IN A 192.0.2.2\n', 'www A 192.0.2.1\n\t3600 IN A 192.0.2.2\n');
  });

  it('an escape that was meant to be octal', () => {
    const rule = 'zone/octal-escape';
    const at = (text: string): string[] => told(withTop(text), rule);
    assert.deepEqual(at('\\052.a A 192.0.2.1\n'), ['information \\052']);
    assert.deepEqual(at('a\\055b CNAME \\137x.example.net.\n'), ['information \\055', 'information \\137']);
    // Needed as decimal numbers, or nothing in octal.
    for (const text of [
      'a\\046b A 192.0.2.1',
      'a\\065 A 192.0.2.1',
      'a\\.b A 192.0.2.1',
      'a TXT "\\052"',
      'a\\\\052 TXT a',
    ]) {
      assert.deepEqual(at(`${text}\n`), [], text);
    }
    checkFix(rule, '\\052.a A 192.0.2.1\n', '*.a A 192.0.2.1\n');
  });

  it('a number where the mailbox of the SOA is missing', () => {
    const soa = (words: string): string[] =>
      told(`$TTL 60\n@ SOA ${words}\n@ NS ns1.example.net.\n`, 'zone/soa-rname-number');
    assert.deepEqual(soa('ns1.example.net. 2026112701 7200 900 1209600 3600 300'), ['warning 2026112701']);
    assert.deepEqual(soa('ns1.example.net. 24x7 2026112701 7200 900 1209600 300'), []);
  });

  it('the TTL of the record before, where there is no $TTL', () => {
    const rule = 'zone/ttl-of-record-before';
    const soa = '@ 7200 SOA ns1.example.net. host 1 7200 900 1209600 3600\n@ NS ns1.example.net.\n';
    const at = (text: string): string[] => told(text, rule);
    assert.deepEqual(at(`${soa}www 60 A 192.0.2.1\nftp A 192.0.2.2\nirc TXT a\n`), ['information A']);
    assert.deepEqual(at(`${soa}www 60 A 192.0.2.1\n AAAA 2001:db8::1\nwww TXT a\n`), []);
    assert.deepEqual(at(`${soa}www 7200 A 192.0.2.1\nftp A 192.0.2.2\n`), []);
    assert.deepEqual(at(`$TTL 60\n${soa}www 30 A 192.0.2.1\nftp A 192.0.2.2\n`), []);
    assert.deepEqual(at(`${soa}www 60 A 192.0.2.1\n$TTL 1h\nftp A 192.0.2.2\n`), []);
  });

  it('a $TTL that cannot be read is there all the same', () => {
    const zone = new TestZone(
      '$TTL soon\n@ SOA ns1.example.net. host 1 7200 900 1209600 3600\n@ NS ns1.example.net.\n',
      {},
    );
    assert.deepEqual(
      zone
        .problems()
        .map(({ rule }) => rule)
        .filter((rule) => rule.includes('ttl') || rule.includes('directive')),
      ['zone/bad-directive'],
    );
  });
});
