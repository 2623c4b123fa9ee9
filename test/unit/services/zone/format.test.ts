import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TextEdit } from 'vscode-languageserver-types';
import { rangeToOffsets } from '../../../../server/src/services/shared/ranges.ts';
import {
  formatZoneText,
  looksLikeZone,
  zoneFormat,
  zoneFormatOnType,
  zoneFormatRange,
} from '../../../../server/src/services/zone/format/format.ts';
import {
  DEFAULT_ZONE_STYLE,
  readZoneStyle,
  type ZoneStyle,
} from '../../../../server/src/services/zone/format/style.ts';
import { finish } from '../../../../server/src/steps.ts';
import type { ZoneDocument } from '../../../../server/src/zone/document.ts';
import { faults, readZone } from './formatProof.ts';
import { takeCursors } from './harness.ts';

const SPACES: ZoneStyle = { ...DEFAULT_ZONE_STYLE, indentStyle: 'spaces', tabSize: 4 };

interface Case {
  readonly text: string;
  /** After formatting with spaces, and a tab size of 4. */
  readonly wanted: string;
  readonly style?: Partial<ZoneStyle>;
}

const CASES: Readonly<Record<string, Case>> = {
  'owner, TTL, class, type and RDATA in columns': {
    text: '@ 300 IN NS ns1\nmail  IN   A\t192.0.2.1\nns1 AAAA 2001:db8::1\n',
    wanted: '@    300 IN NS   ns1\nmail     IN A    192.0.2.1\nns1         AAAA 2001:db8::1\n',
  },
  'the class first, as most have it': {
    text: 'a IN 300 A 192.0.2.1\nb IN 60 A 192.0.2.1\nc 60 A 192.0.2.2\nd IN A 192.0.2.3\ne 7 IN A 192.0.2.4\n',
    wanted:
      'a    IN 300 A 192.0.2.1\nb    IN 60  A 192.0.2.1\nc       60  A 192.0.2.2\nd    IN     A 192.0.2.3\ne    7  IN  A 192.0.2.4\n',
    style: { tabSize: 5 },
  },
  'TTL and class in one column': {
    text: 'longer 300 IN A 192.0.2.1\nb IN A 192.0.2.1\nc A 192.0.2.1\n',
    wanted: 'longer 300 IN A 192.0.2.1\nb      IN     A 192.0.2.1\nc             A 192.0.2.1\n',
    style: { ttlColumn: false },
  },
  'inherited owners keep white space in front': {
    text: 'host A 192.0.2.1\n AAAA 2001:db8::1\n\n\t\t\tTXT x\n',
    wanted: 'host A    192.0.2.1\n     AAAA 2001:db8::1\n\n    TXT x\n',
  },
  'owners that are repeated stay': {
    text: 'a A 192.0.2.1\na A 192.0.2.2\n',
    wanted: 'a   A 192.0.2.1\na   A 192.0.2.2\n',
  },
  'blank lines and directives part blocks, comments do not': {
    text: 'a A 192.0.2.1\n; x\nlonger A 192.0.2.1\n$TTL 1\nb   A 192.0.2.1\n\nccc A 192.0.2.1\n',
    wanted: 'a      A 192.0.2.1\n; x\nlonger A 192.0.2.1\n$TTL 1\nb   A 192.0.2.1\n\nccc A 192.0.2.1\n',
  },
  'columns of the file': {
    text: 'a A 192.0.2.1\n\nlonger MX 10 a\n',
    wanted: 'a      A  192.0.2.1\n\nlonger MX 10 a\n',
    style: { columns: 'file' },
  },
  'no columns': {
    text: 'a   300  A   192.0.2.1\n   MX  10   a   ;  x\n',
    wanted: 'a 300 A 192.0.2.1\n    MX 10 a   ;  x\n',
    style: { columns: 'none', alignComments: false },
  },
  'an owner that is much longer than the others moves nothing else': {
    text: `a A 192.0.2.1\n${'x'.repeat(41)} A 192.0.2.2\nbb A 192.0.2.3\n`,
    wanted: `a   A 192.0.2.1\n${'x'.repeat(41)} A 192.0.2.2\nbb  A 192.0.2.3\n`,
  },
  'comments behind records in a column of the block': {
    text: 'a A 192.0.2.1;one\nb MX 10 a   ; two\n; own line   \nc A 192.0.2.1\n\nd A 192.0.2.100 ; three\n',
    wanted: 'a A  192.0.2.1 ;one\nb MX 10 a      ; two\n; own line   \nc A  192.0.2.1\n\nd A 192.0.2.100 ; three\n',
    style: { tabSize: 2 },
  },
  'comments where they are': {
    text: 'a  A 192.0.2.1   ; one\nbb A 192.0.2.1;two\n',
    wanted: 'a   A 192.0.2.1   ; one\nbb  A 192.0.2.1;two\n',
    style: { alignComments: false },
  },
  'a comment that touches a text stays: it may have been meant as text': {
    text: 'a  TXT v=DMARC1;p=none\na  A 192.0.2.1;x\n',
    wanted: 'a   TXT v=DMARC1;p=none\na   A   192.0.2.1 ;x\n',
  },
  'an SOA with a field a line': {
    text: '@ IN SOA ns1 host (1 3600 ; serial, refresh\n900\n; expire comes next\n  1209600 300) ; last\n',
    wanted:
      '@   IN SOA ns1 host (\n           1\n           3600  ; serial, refresh\n           900\n; expire comes next\n           1209600\n           300 ) ; last\n',
  },
  'an SOA whose parenthesis has a line of its own': {
    text: '@ SOA ns1 host ( ; start\n\t1\n\t2\n\t3\n\t4\n\t5\n)\n',
    wanted: '@ SOA ns1 host ( ; start\n      1\n      2\n      3\n      4\n      5\n      )\n',
    style: { tabSize: 2 },
  },
  'an SOA as it is': {
    text: '@  SOA ns1 host ( 1 2\n 3  4 5 )\n',
    wanted: '@ SOA ns1 host ( 1 2\n      3 4 5 )\n',
    style: { soa: 'keep', tabSize: 2 },
  },
  'an SOA without parentheses stays on its line': {
    text: '@  SOA ns1 host 1   2 3 4 5\n',
    wanted: '@   SOA ns1 host 1 2 3 4 5\n',
  },
  'an SOA whose last fields stand behind the parenthesis keeps its lines': {
    text: '@  SOA ns1 host ( 1 2\n 3 ) 4 5\n',
    wanted: '@   SOA ns1 host ( 1 2\n        3 ) 4 5\n',
  },
  'records over several lines keep them': {
    text: 'k TXT ("v=DKIM1; "\n"p=a\\;b"  ; key\n\n\t; note\n ) ; end\n',
    wanted: 'k   TXT ( "v=DKIM1; "\n        "p=a\\;b" ; key\n\n        ; note\n        )        ; end\n',
  },
  'strings that touch stay together': {
    text: 'a  TXT  foo"bar"  "baz""qux"\nb HTTPS 1  . alpn="h2,h3"   port=1\n',
    wanted: 'a   TXT   foo"bar" "baz""qux"\nb   HTTPS 1 . alpn="h2,h3" port=1\n',
  },
  'white space in quotes and behind a backslash is text': {
    text: 'a  TXT  "  x  "  b\\  c \\ \n',
    wanted: 'a   TXT "  x  " b\\  c \\ \n',
  },
  'white space at the ends of lines goes, a last line end comes': {
    text: '$TTL  1   \na   A 192.0.2.1\t \n \t \nb A 192.0.2.1',
    wanted: '$TTL 1\na   A 192.0.2.1\n\nb   A 192.0.2.1\n',
  },
  'two blank lines are the most, and none at the end': {
    text: '\n\n\n\na   A 192.0.2.1\n\n  \n\n\nb   A 192.0.2.1\n\n\n',
    wanted: '\n\na   A 192.0.2.1\n\n\nb   A 192.0.2.1\n',
  },
  'line ends as they are': {
    text: 'a A 192.0.2.1\r\nb SOA a b ( 1 2 3 4 5 )\rc A 192.0.2.1\n\r\nd A 192.0.2.1',
    wanted:
      'a   A   192.0.2.1\r\nb   SOA a b (\r\n        1\r\n        2\r\n        3\r\n        4\r\n        5 )\rc   A   192.0.2.1\n\r\nd   A 192.0.2.1\r\n',
  },
  'a carriage return and a line feed are not joined': {
    text: 'a   A 192.0.2.1\r  \nb   A 192.0.2.1\n',
    wanted: 'a   A 192.0.2.1\r  \nb   A 192.0.2.1\n',
  },
  'directives have one blank between their words': {
    text: '$TTL\t1h;x\n$ORIGIN   example.com.  ; y\n$INCLUDE  "a file"   sub\n$GENERATE  1-3   h$  A   192.0.2.$\n',
    wanted: '$TTL 1h              ;x\n$ORIGIN example.com. ; y\n$INCLUDE "a file" sub\n$GENERATE 1-3 h$ A 192.0.2.$\n',
  },
  'case of class and type': {
    text: '@ in ns Ns1\n',
    wanted: '@   IN NS Ns1\n',
    style: { upperCase: true },
  },
  'lines with something open or unknown stay as they are, to the last blank': {
    text: 'a  TXT "open  \nb  A   192.0.2.1\nc  BOGUS  x  \nd  TXT  x )\n$NOPE   x\ne \ng  TXT\nf  TXT ( open\n\n\n\n  x  ',
    wanted:
      'a  TXT "open  \nb   A 192.0.2.1\nc  BOGUS  x  \nd  TXT  x )\n$NOPE   x\ne \ng  TXT\nf  TXT ( open\n\n\n\n  x  \n',
  },
  'a record whose parenthesis is open ends where the next begins': {
    text: 'a  TXT ( open\n\n\n\n\nb  IN  A   192.0.2.1\n',
    wanted: 'a  TXT ( open\n\n\n\n\nb   IN A 192.0.2.1\n',
  },
  'parentheses before the type stay as they are': {
    text: '(  a  A 192.0.2.1 )\nb  ( A 192.0.2.1 )\n  ( \n )\n',
    wanted: '(  a  A 192.0.2.1 )\nb  ( A 192.0.2.1 )\n  ( \n )\n',
  },
  'a line that would be taken for a record with white space before it keeps its record as it is': {
    text: 'a  TXT  (\nIN A MX\n)\n',
    wanted: 'a  TXT  (\nIN A MX\n)\n',
  },
  nothing: { text: '', wanted: '' },
  'blank lines only': { text: '\n \n\n', wanted: '' },
  'a byte order mark': { text: '\ufeff$TTL  1\n', wanted: '\ufeff$TTL 1\n' },
};

describe('formatting a zone file', () => {
  for (const [name, { text, wanted, style }] of Object.entries(CASES)) {
    test(name, () => {
      const used = { ...SPACES, ...style };
      assert.equal(formatZoneText(text, used), wanted);
      // Behind a byte order mark the parser sees a word of its own: only the text as a file is formatted so.
      if (!text.startsWith('\ufeff')) assert.deepEqual(faults(text, used), []);
    });
  }

  test('tabs: columns begin at tab stops', () => {
    const text = '@ IN SOA ns1 host ( 1 2 ; two\n3 4 5 )\nlonger-owner 300 A 192.0.2.1 ; x\n TXT y ; z\n';
    assert.equal(
      formatZoneText(text),
      [
        '@\t\t\tIN\tSOA\tns1 host (',
        '\t\t\t\t\t1',
        '\t\t\t\t\t2\t; two',
        '\t\t\t\t\t3',
        '\t\t\t\t\t4',
        '\t\t\t\t\t5 )',
        'longer-owner\t300\t\tA\t192.0.2.1\t; x',
        '\t\t\t\tTXT\ty\t\t; z',
        '',
      ].join('\n'),
    );
  });

  test('edits are the runs of white space that change, in order', () => {
    const { document } = readZone('a  A   192.0.2.1\nb   A 192.0.2.1   ; x\nc A 192.0.2.1  \n');
    const edits = finish(zoneFormat(document, SPACES)).map(({ range: { start, end }, newText }) => [
      start.line,
      start.character,
      end.character,
      newText,
    ]);
    assert.deepEqual(edits, [
      [0, 1, 3, '   '],
      [0, 4, 7, ' '],
      [1, 15, 18, ' '],
      [2, 1, 2, '   '],
      [2, 13, 15, ''],
    ]);
  });

  test('a formatted file has no edits', () => {
    const { document } = readZone('a\tA\t192.0.2.1\n');
    assert.deepEqual(finish(zoneFormat(document)), []);
  });

  test('a record over the border of chunks', () => {
    const text = `${'; filler\n'.repeat(900)}@  SOA  a b (${'\n; comment'.repeat(3000)}\n 1 2 3 4 5 )\nx  A 192.0.2.1\n`;
    const { document } = readZone(text);
    assert.ok(document.chunks.length > 3);
    assert.match(formatZoneText(text), /\n\t\t1\n\t\t2\n\t\t3\n\t\t4\n\t\t5 \)\nx\tA\t192\.0\.2\.1\n$/);
  });
});

/** The text after edits that a client was given. */
function after(document: ZoneDocument, edits: readonly TextEdit[]): string {
  let text = document.buffer.text();
  for (const edit of [...edits].reverse()) {
    const { start, end } = rangeToOffsets(document.buffer, edit.range);
    text = text.slice(0, start) + edit.newText + text.slice(end);
  }
  return text;
}

describe('formatting a range', () => {
  const BLOCKS = 'a  A 192.0.2.1\nlonger  A 192.0.2.2 ; x\nc  MX 10   a;y\n\n\n\n\nd  A   192.0.2.3\n';

  for (const [name, marked, wanted] of [
    [
      'a line, in the columns of its block',
      BLOCKS.replace('a  A', '$0a  $0A'),
      BLOCKS.replace('a  A 192.0.2.1', 'a      A  192.0.2.1'),
    ],
    [
      'lines, the last of them not touched',
      BLOCKS.replace('a  A', '$0a  A').replace('c  MX', '$0c  MX'),
      BLOCKS.replace('a  A 192.0.2.1', 'a      A  192.0.2.1').replace(
        'longer  A 192.0.2.2 ; x',
        'longer A  192.0.2.2 ; x',
      ),
    ],
    ['blank lines', BLOCKS.replace('a;y\n\n\n\n\n', 'a;y\n$0\n\n\n\n$0'), BLOCKS.replace('\n\n\n\n\n', '\n\n\n')],
    ['a caret', BLOCKS.replace('d  A', 'd $0 A'), BLOCKS.replace('d  A   192.0.2.3', 'd   A 192.0.2.3')],
  ]) {
    test(name, () => {
      const { text, start, end } = takeCursors(marked);
      const { document } = readZone(text);
      assert.equal(after(document, finish(zoneFormatRange(document, { start, end }, SPACES))), wanted);
    });
  }

  test('each record of a file by itself gives the formatted file', () => {
    const block = (i: number): string =>
      `host-${i}  A 192.0.2.${i}\n  TXT ( "a"\n"b" ; x\n)\n$TTL  ${i} ; t\nlonger-host-${i}   NS ns ; y\n\n`;
    const text = `@  SOA a b ( 1 2 3 4 5 )\n${Array.from({ length: 30 }, (_, i) => block(i)).join('')}x A 192.0.2.1`;
    for (const columns of ['block', 'file'] as const) {
      const style = { ...SPACES, columns };
      const { document } = readZone(text, undefined, 700);
      assert.ok(document.chunks.length > 2);
      const all = new Map<string, TextEdit>();
      for (let line = 0; line < document.buffer.lineCount; line++) {
        const start = document.buffer.lineStart(line);
        for (const edit of finish(zoneFormatRange(document, { start, end: start + 1 }, style))) {
          all.set(JSON.stringify(edit.range), edit);
        }
      }
      const wanted = finish(zoneFormat(document, style));
      assert.deepEqual(
        [...all.keys()],
        wanted.map(({ range }) => JSON.stringify(range)),
        columns,
      );
      assert.deepEqual([...all.values()], wanted, columns);
    }
  });
});

describe('formatting while typing', () => {
  const typed = (marked: string, key: string): string => {
    const { text, start } = takeCursors(marked);
    const { document } = readZone(text);
    return after(document, zoneFormatOnType(document, start, key, SPACES));
  };

  for (const [name, marked, key, wanted] of [
    [
      'a line end lays out the line above',
      'aaa A 192.0.2.1\nb   A   192.0.2.2  \n$0',
      '\n',
      'aaa A 192.0.2.1\nb   A 192.0.2.2\n',
    ],
    ['the white space of the new line stays', 'aaa  A 192.0.2.1\n    $0\n', '\n', 'aaa A 192.0.2.1\n    \n'],
    [
      'other lines stay',
      'a     A 192.0.2.1\nlonger   A 192.0.2.1\n$0\nc   A   192.0.2.1\n',
      '\n',
      'a     A 192.0.2.1\nlonger A 192.0.2.1\n\nc   A   192.0.2.1\n',
    ],
    ['blank lines stay', 'a A 192.0.2.1\n  \n\n\n\n$0', '\n', 'a A 192.0.2.1\n  \n\n\n\n'],
    ['an open parenthesis stays', 'a   TXT   (\n$0', '\n', 'a   TXT   (\n'],
    ['with CRLF', 'aaa  A 192.0.2.1\r\n$0\r\n', '\n', 'aaa A 192.0.2.1\r\n\r\n'],
    ['a parenthesis lays out its record', 'aaa   TXT   ( "x"\n"y"   )$0', ')', 'aaa TXT ( "x"\n        "y" )'],
    ['an SOA is not broken into lines', '@  SOA  a b (  1 2 3 4   5 )$0\n', ')', '@   SOA a b ( 1 2 3 4 5 )\n'],
    ['what stands at the cursor stays', 'aaa   TXT ( x )$0   \n', ')', 'aaa TXT ( x )   \n'],
    ['a parenthesis in a string', 'a   TXT "x)$0"\n', ')', 'a   TXT "x)"\n'],
    ['a stray parenthesis', 'a   TXT   x )$0\n', ')', 'a   TXT   x )\n'],
    ['nothing above', '\n$0', '\n', '\n'],
  ]) {
    test(name, () => assert.equal(typed(marked, key), wanted));
  }
});

test('settings: what is missing or wrong is as it would be without', () => {
  assert.deepEqual(readZoneStyle(undefined), DEFAULT_ZONE_STYLE);
  assert.deepEqual(
    readZoneStyle({ indentStyle: 'dots', tabSize: 'x', columns: 1, upperCase: 'yes' }),
    DEFAULT_ZONE_STYLE,
  );
  assert.deepEqual(readZoneStyle({ indentStyle: 'spaces', tabSize: 4, columns: 'file', alignComments: false }), {
    ...DEFAULT_ZONE_STYLE,
    indentStyle: 'spaces',
    tabSize: 4,
    columns: 'file',
    alignComments: false,
  });
});

test('a text that is no zone file', () => {
  assert.ok(looksLikeZone('$TTL 1\na A 192.0.2.1\n'));
  assert.ok(!looksLikeZone('Dear reader,\nall is well.\n'));
  assert.ok(!looksLikeZone(''));
});
