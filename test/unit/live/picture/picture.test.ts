import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type {
  Chain,
  ChainAddress,
  ChainKeys,
  ChainServer,
  ChainZone,
  Fault,
} from '../../../../server/src/live/picture/chain.ts';
import { graphOf, MAX_BOXES } from '../../../../server/src/live/picture/graph.ts';
import { layoutOf, shortened, textWidth } from '../../../../server/src/live/picture/layout.ts';
import { pageHtml } from '../../../../server/src/live/picture/page.ts';
import { escapeXml, pictureSvg } from '../../../../server/src/live/picture/svg.ts';
import { faultLines } from '../../../../server/src/live/picture/words.ts';

const SOUND = { state: 'sound', faults: [] } as const;

function broken(rank: number, text: string): { state: 'broken'; faults: Fault[] } {
  return { state: 'broken', faults: [{ rank, text }] };
}

function address(text: string, over: Partial<ChainAddress> = {}): ChainAddress {
  return { address: text, source: 'both', transports: [{ name: 'UDP', state: 'sound' }], ...SOUND, ...over };
}

function server(name: string, addresses: readonly ChainAddress[], over: Partial<ChainServer> = {}): ChainServer {
  return { name, inParent: true, inChild: true, addresses, ...SOUND, ...over };
}

function keys(ds: readonly string[], over: Partial<ChainKeys> = {}): ChainKeys {
  return { keys: [{ tag: 4711, algorithm: 'ECDSAP256SHA256', isEntry: true }], ds, ...SOUND, ...over };
}

function servers(count: number, of: (i: number) => Partial<ChainServer> = () => ({})): ChainServer[] {
  const addresses = (i: number): ChainAddress[] => [address(`192.0.2.${i}`), address(`2001:db8::${i}`)];
  return Array.from({ length: count }, (_, i) => server(`ns${i}.example.net.`, addresses(i), of(i)));
}

function zone(name: string, of: readonly ChainServer[], over: Partial<ChainZone> = {}): ChainZone {
  return { name, servers: of, ...SOUND, ...over };
}

function chain(of: readonly ChainServer[]): Chain {
  return { zones: [zone('.', servers(13)), zone('example.', servers(4)), zone('offices.example.', of)] };
}

suite('picture of a delegation', () => {
  test('a column for each zone, the servers, and their addresses', () => {
    const { columns, boxes, arrows } = graphOf(chain(servers(2)));
    assert.deepEqual(columns, ['root', 'zone above', 'zone', 'name servers', 'addresses']);
    const titles = (column: number): string[] => boxes.filter((box) => box.column === column).map(({ title }) => title);
    assert.deepEqual(titles(0), ['.']);
    assert.deepEqual(titles(2), ['offices.example.']);
    assert.deepEqual(titles(3), ['ns0.example.net.', 'ns1.example.net.']);
    assert.deepEqual(titles(4), ['192.0.2.0', '2001:db8::0', '192.0.2.1', '2001:db8::1']);
    // Every box but the first has the arrow that leads to it.
    const targets = new Set(arrows.map(({ to }) => to));
    assert.deepEqual(
      boxes.filter(({ id }) => !targets.has(id)).map(({ title }) => title),
      ['.'],
    );
  });

  test('keys vouch for keys, by DS records', () => {
    const zones = [
      zone('.', servers(1), { keys: keys([]) }),
      zone('example.', servers(1), { keys: keys(['DS 4711'], broken(1, 'The DS names no key.')) }),
      zone('offices.example.', servers(1), { keys: { ...SOUND, keys: [], ds: [] } }),
    ];
    const { arrows, boxes } = graphOf({ zones });
    const [first, second] = arrows.filter(({ from }) => from.startsWith('keys'));
    assert.deepEqual([first.words, first.state, first.faults[0].rank], ['DS 4711', 'broken', 1]);
    assert.equal(second.words, 'no DS');
    assert.deepEqual(boxes.filter(({ id }) => id.startsWith('keys')).at(-1)?.title, 'not signed');
  });

  for (const [count, broke] of [
    [13, []],
    [13, [12]],
    [40, [39]],
    [1000, [500, 900]],
    [1000, Array.from({ length: 1000 }, (_, i) => i)],
  ] as const) {
    test(`${count} servers, ${broke.length} of them broken: at most ${MAX_BOXES} boxes, and the first cause is one`, () => {
      const of = servers(count, (i) => {
        const rank = (broke as readonly number[]).indexOf(i);
        // The last one of those that are broken is the first cause.
        return rank < 0 ? {} : broken(broke.length - rank, `fault ${broke.length - rank}`);
      });
      const { boxes, arrows } = graphOf(chain(of));
      assert.ok(boxes.length <= MAX_BOXES, `${boxes.length}`);
      const ranks = arrows.flatMap(({ faults }) => faults.map(({ rank }) => rank));
      if (broke.length > 0) assert.ok(ranks.includes(1));
      if (count > MAX_BOXES) assert.ok(boxes.some(({ title }) => title.endsWith('more name servers')));
    });
  }

  test('very many zones are folded between the first two and the last ones', () => {
    const zones = Array.from({ length: 40 }, (_, i) => zone(`${'x.'.repeat(i)}`, servers(1)));
    const { columns } = graphOf({ zones });
    assert.equal(columns.length, 8 + 2);
  });

  test('no server, no zone', () => {
    assert.deepEqual(graphOf({ zones: [] }), { columns: [], boxes: [], arrows: [] });
    assert.deepEqual(
      graphOf({ zones: [zone('.', [])] }).boxes.map(({ lines }) => lines),
      [['no name servers']],
    );
    assert.match(pictureSvg({ zones: [] }, 'nothing'), /^<svg /);
  });

  test('boxes stand in their columns, in order, apart from one another', () => {
    const zones = [
      zone('.', servers(13), { keys: keys([]) }),
      zone('example.', servers(4), { keys: keys(['DS 4711'], broken(1, 'The DS 4711 of the parent names no key.')) }),
      zone(
        'offices.example.',
        servers(6, (i) => (i === 3 ? broken(2, 'lame') : {})),
        { keys: keys(['DS 4711']) },
      ),
    ];
    const { boxes, width, height, arrows } = layoutOf(graphOf({ zones }));
    for (const a of boxes) {
      assert.ok(a.x - a.width / 2 >= 0 && a.x + a.width / 2 <= width && a.y + a.height / 2 <= height, a.title);
      for (const b of boxes) {
        if (a === b) continue;
        const isApart =
          Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
        assert.ok(isApart, `${a.title} and ${b.title}`);
        if (a.column === b.column) assert.ok(Math.abs(a.x - b.x) < 1, `${a.title} beside ${b.title}`);
        else assert.equal(a.x < b.x, a.column < b.column);
      }
    }
    for (let column = 0; column <= 4; column++) {
      const heights = boxes.filter((box) => box.column === column).map(({ y }) => y);
      assert.deepEqual(
        heights,
        heights.toSorted((a, b) => a - b),
      );
    }
    // What stands beside an arrow covers no box.
    for (const { at, label, labelWidth } of arrows) {
      for (const box of boxes) {
        const isApart =
          Math.abs(at.x - box.x) >= (labelWidth + box.width) / 2 ||
          Math.abs(at.y - box.y) >= (label.length * 16 + box.height) / 2;
        assert.ok(isApart, `${label.join(' ')} and ${box.title}`);
      }
    }
  });

  test('says what is broken in words beside the arrow and in a sign, and links to its place', () => {
    const of = [
      server('ns1.example.', [
        address('2001:db8::53', { ...broken(1, 'No answer over UDP.'), href: 'command:open?%5B%22a%22%5D' }),
      ]),
    ];
    const svg = pictureSvg(chain(of), 'The delegation of offices.example.');
    assert.match(svg, /<g class="label broken">.*<text[^>]*>✕1 No answer over UDP\.<\/text>/);
    assert.match(
      svg,
      /<a href="command:open\?%5B%22a%22%5D" aria-label="2001:db8::53, does not work, answers over UDP">/,
    );
    assert.match(svg, /<text class="title"[^>]*>✕ 2001:db8::53</);
    assert.doesNotMatch(svg, /<script|\son\w+=/);
    assert.equal(svg, pictureSvg(chain(of), 'The delegation of offices.example.'));
  });

  test('names that others wrote end no element', () => {
    const evil = '"><script>alert(1)</script>\u0007\u202e\ud800.example.';
    const svg = pictureSvg(chain([server(evil, [], broken(1, evil))]), evil);
    assert.doesNotMatch(svg, /<script/);
    assert.doesNotMatch(svg.replaceAll('\n', ''), /\p{Cc}|\u202e/u);
    assert.equal(escapeXml('a<b>&"\'\ud800'), 'a&lt;b&gt;&amp;&quot;&#39;\ufffd');
  });

  test('long names are cut in the middle, and wide characters are counted twice', () => {
    const long = `${'a'.repeat(60)}.${'b'.repeat(60)}.`;
    assert.match(shortened(long), /^a{17}…b{15}\.$/);
    assert.equal(shortened('short.'), 'short.');
    assert.equal(textWidth('例え'), textWidth('abcd'));
  });

  test('faults in lines: at most two, each at most three lines, the first cause first', () => {
    const words = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen';
    const sound = { state: 'sound', faults: [{ rank: 4, text: 'works all the same' }] } as const;
    assert.deepEqual(faultLines([sound]), [['!4 works all the same']]);
    const faults = [
      { rank: 3, text: 'third' },
      { rank: 2, text: words },
      { rank: 1, text: 'x'.repeat(70) },
    ];
    assert.deepEqual(faultLines([{ state: 'broken', faults }]), [
      [
        '✕1',
        'x'.repeat(30),
        `${'x'.repeat(29)}…`,
        '✕2 one two three four five six',
        'seven eight nine ten eleven',
        'twelve thirteen fourteen…',
        'and 3',
      ],
    ]);
  });

  test('what is wrong with several parts is told beside the one with the first cause, and the others have its number', () => {
    const [first, second, third] = ['first', 'second', 'third'].map((text, i) => ({ rank: i + 1, text }));
    const lines = faultLines([
      { state: 'broken', faults: [second, third] },
      { state: 'broken', faults: [third, second, first] },
      { state: 'sound', faults: [second] },
      { state: 'sound', faults: [] },
    ]);
    assert.deepEqual(lines, [['✕3 third', 'and 2'], ['✕1 first', '✕2 second', 'and 3'], ['!2'], []]);
  });

  test('arrows run level where words stand beside them, so that none crosses the words of another', () => {
    const { arrows } = layoutOf(
      graphOf(chain([server('ns1', [], broken(1, 'long '.repeat(12))), server('ns2', []), server('ns3', [])])),
    );
    const those = arrows.filter(({ from }) => from === 'zone2');
    assert.ok(those.length >= 3);
    for (const { points, at, labelWidth } of those) {
      assert.deepEqual([points[1].y, points[2].y], [at.y, at.y]);
      for (const other of those) {
        assert.equal(points[1].x, other.points[1].x);
        assert.ok(points[1].x <= other.at.x - other.labelWidth / 2 && points[2].x >= at.x + labelWidth / 2);
      }
    }
  });

  test('the page lists the causes in their order, with advice and links, and lets nothing run', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const html = pageHtml({
      title: 'The delegation of offices.example.',
      summary: evil,
      chain: chain([server(evil, [], broken(1, evil))]),
      faults: [
        { rank: 2, text: 'second', advice: evil },
        { rank: 1, text: evil, href: 'command:open?"' },
      ],
      left: ['1,000 servers: 64 of them are looked at.'],
      links: [{ words: 'Save as SVG', href: 'command:save' }],
    });
    assert.ok(html.indexOf('<li value="1">') < html.indexOf('<li value="2">'));
    assert.match(html, /<a href="command:open\?&quot;">&lt;img/);
    assert.match(html, /default-src 'none'; style-src 'unsafe-inline'/);
    assert.doesNotMatch(html, /<(?:script|img|iframe|link)|\son\w+="/);
  });
});
