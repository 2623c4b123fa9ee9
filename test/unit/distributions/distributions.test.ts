/** What distributions install for BIND is in order: nobody is told an error or a warning about it. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { check } from '../../../server/src/cli/check.ts';
import { parseOptions } from '../../../server/src/cli/parse.ts';
import { folderWith } from '../cli/folders.ts';
import { SETUPS, type Setup } from './setups.ts';

/** Remarks that a set-up may get. */
const MOST_REMARKS = 6;

async function found(cwd: string, ...words: string[]): Promise<readonly string[]> {
  const parsed = parseOptions(['check', ...words]);
  assert.ok(parsed.kind === 'check');
  const { findings, notChecked } = await check(parsed.options, { cwd, stdin: async () => new Uint8Array() });
  assert.deepEqual(notChecked, []);
  return findings.map(({ file, rule, severity, range }) => `${severity} ${rule} ${file}:${range.start.line + 1}`);
}

function assertInOrder(findings: readonly string[]): void {
  assert.deepEqual(
    findings.filter((finding) => /^(?:error|warning) /.test(finding)),
    [],
  );
  assert.ok(findings.length <= MOST_REMARKS, findings.join('\n'));
}

/** The files of a set-up without the folders above them, as they lie in many checkouts. */
function copies({ files }: Setup): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path.slice(path.lastIndexOf('/') + 1), text]));
}

const inTree = ({ files }: Setup): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path.slice(1), text]));

for (const setup of SETUPS) {
  describe(setup.name, () => {
    const { conf } = setup;
    const name = conf.slice(conf.lastIndexOf('/') + 1);

    it('is in order at its place', async () => {
      const root = folderWith(inTree(setup));
      assertInOrder(await found(root, '--root', '.', '--zones', conf));
    });

    it('is in order as a copy of the machine, named and as a folder', async () => {
      const folder = folderWith(inTree(setup));
      assertInOrder(await found(folder, '--zones', conf.slice(1)));
      assertInOrder(await found(folder, '.'));
    });

    it('is in order as a folder of files', async () => {
      const folder = folderWith(copies(setup));
      assertInOrder(await found(folder, '--zones', name));
      assertInOrder(await found(folder, '.'));
    });

    it('is in order without the files of other folders', async () => {
      const beside = Object.entries(setup.files).filter(([path]) =>
        path.startsWith(conf.slice(0, conf.lastIndexOf('/') + 1)),
      );
      const folder = folderWith(copies({ ...setup, files: Object.fromEntries(beside) }));
      assertInOrder(await found(folder, '--zones', name));
      assertInOrder(await found(folder, join(folder, '.')));
    });

    it('is in order in each of its parts', async () => {
      for (const [path, text] of Object.entries(setup.files)) {
        const part = path.slice(path.lastIndexOf('/') + 1);
        if (text !== '') assertInOrder(await found(folderWith({ [part]: text }), part));
      }
    });
  });
}
