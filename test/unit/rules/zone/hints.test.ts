/** Hints of the root with addresses that its servers had once. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MOVED_ROOT_SERVERS } from '../../../../server/src/dns/rootServers.ts';
import { typeText } from '../../../../server/src/dns/types.ts';
import type { Problem } from '../../../../server/src/rules/rule.ts';
import { fixesOf } from '../../../../server/src/services/shared/fixesOf.ts';
import { type Site, siteOf, uriOf } from '../../workspace/harness.ts';

const RULE = /zone\/hints-outdated/;

/** Hints in a file of their own, with these lines. */
const hints = (lines: string): string =>
  `. 3600000 NS a.root-servers.net.\na.root-servers.net. 3600000 A 198.41.0.4\n${lines}`;

async function read(text: string, file = 'root.hints'): Promise<{ site: Site; problems: Problem[] }> {
  const site = await siteOf({ [file]: text }, { open: [file] });
  return { site, problems: site.problems(file, RULE) };
}

function fixed(site: Site, problem: Problem, file = 'root.hints'): string {
  const [fix] = fixesOf(problem, site.workspace);
  return fix.edits
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end),
      site.files[uriOf(file)],
    );
}

describe('addresses that root servers had once', () => {
  for (const { letter, type, address, since, before } of MOVED_ROOT_SERVERS) {
    for (const old of before) {
      it(`${letter} ${old}`, async () => {
        const line = (data: string) => `${letter.toUpperCase()}.ROOT-SERVERS.NET. 3600000 ${typeText(type)} ${data}\n`;
        const { site, problems } = await read(hints(line(old)));
        assert.equal(problems.length, 1);
        const [{ severity, message }] = problems;
        assert.equal(severity, 'information');
        for (const part of [`${letter}.root-servers.net. `, ` ${old} `, ` ${address} `, ` ${since},`]) {
          assert.ok(message.toLowerCase().includes(part), `${part}: ${message}`);
        }
        assert.equal(fixed(site, problems[0]), hints(line(address)));
      });
    }
  }

  it('are one finding a file, and mended all at once', async () => {
    const text = hints(
      'b.root-servers.net. A 128.9.0.107\nl.root-servers.net. A 198.32.64.12\nh.root-servers.net. AAAA 2001:0500:1:0::803f:235\n',
    );
    const { site, problems } = await read(text);
    const [problem, ...more] = problems;
    assert.deepEqual(more, []);
    assert.match(problem.message, /^b\.root-servers\.net\. .*: 3\. Fetch/);
    assert.equal(problem.related?.length, 2);
    const mended = fixed(site, problem);
    assert.equal(
      mended,
      hints(
        'b.root-servers.net. A 170.247.170.2\nl.root-servers.net. A 199.7.83.42\nh.root-servers.net. AAAA 2001:500:1::53\n',
      ),
    );
    assert.deepEqual((await read(mended)).problems, []);
  });

  it('are deleted where the present one stands beside them', async () => {
    const text = hints('b.root-servers.net. A 170.247.170.2\nb.root-servers.net. A 199.9.14.201\n');
    const { site, problems } = await read(text);
    assert.equal(fixed(site, problems[0]), hints('b.root-servers.net. A 170.247.170.2\n'));
  });

  it('are told of the file of a hint zone, whatever it is called', async () => {
    const files = {
      'named.conf': 'zone "." { type hint; file "roots"; };',
      roots: hints('b.root-servers.net. A 199.9.14.201\n'),
    };
    assert.equal((await siteOf(files)).problems('roots', RULE).length, 1);
  });

  it("are not looked for in zones, or for servers of one's own", async () => {
    const zone = '; zone: root-servers.net\n$TTL 1d\n@ SOA a a 1 2h 1h 2w 1h\n@ NS a\nb A 199.9.14.201\n';
    assert.deepEqual((await read(zone, 'db.root-servers.net')).problems, []);
    assert.deepEqual((await read(hints('b.root-servers.net. A 10.0.0.2\nx.example. A 199.9.14.201\n'))).problems, []);
  });
});
