/** What must hold of the changes to a random workspace: afterwards all agrees that can, and what was written by hand is still there. */
import assert from 'node:assert/strict';
import { agreementOf as compare } from '../../../../server/src/services/reverse/agreement.ts';
import { NO_POLICY } from '../../../../server/src/services/reverse/policy.ts';
import { zoneLookup } from '../../../../server/src/services/shared/lookup.ts';
import { finish } from '../../../../server/src/steps.ts';
import { changeOf, make, NOW, type PtrSite, ptrSite } from './harness.ts';
import type { RandomWorkspace } from './randomZones.ts';

/** Creates, corrects and removes in a random workspace, and returns the files that are others then. */
export async function bringToAgree({ files }: RandomWorkspace, what: string): Promise<Record<string, string>> {
  const site = await ptrSite(files);
  const changed: Record<string, string> = {};
  for (const action of ['create', 'correct', 'remove'] as const) {
    const { edit, notes } = changeOf(site, { action });
    assert.deepEqual(notes, [], what);
    Object.assign(changed, await make(site, edit));
    const again = changeOf(site, { action });
    assert.equal(again.edit, null, `${what}: ${action} has nothing to do any more`);
  }
  assertAgreed(site, what);
  for (const [path, text] of Object.entries(changed)) assertKept(files[path], text, `${what}: ${path}`);
  return changed;
}

/** Every address whose reverse zone is here has its PTR record, as our own model finds it. */
function assertAgreed({ site: { workspace } }: PtrSite, what: string): void {
  const lookup = zoneLookup(workspace, () => NOW);
  const { hostStates, hosts, names } = finish(compare(workspace.zones, lookup, workspace.names, NO_POLICY));
  for (const [row, state] of hostStates.entries()) {
    if (state === 'no-zone') continue;
    assert.ok(
      state === 'agrees' || state === 'other',
      `${what}: ${names.text(hosts.owners[row])} ${hosts.addresses.at(row)} ${state}`,
    );
  }
  const errors = [...workspace.problems()].flatMap(([uri, problems]) =>
    problems.filter(({ severity }) => severity === 'error').map(({ message }) => `${uri} ${message}`),
  );
  assert.deepEqual(errors, [], what);
}

/** What was there is there, in its order, but for names that were corrected and the serial; a lost line is one whose host is not there. */
function assertKept(before: string, after: string, what: string): void {
  const wordsOf = (line: string): string =>
    line
      .replace(/PTR.*\.com\./, 'PTR')
      .replace(/\d{4,}/, '')
      .trim();
  const lines = after.split(/\r?\n/).map(wordsOf);
  let at = -1;
  for (const line of before.split(/\r?\n/)) {
    if (line.includes('SOA')) continue;
    const next = lines.indexOf(wordsOf(line), at + 1);
    assert.ok(next > at || line.includes('h999.'), `${what}: ${line} is no longer there\n${after}`);
    if (next > at) at = next;
  }
  assert.equal(after.includes('\r\n'), before.includes('\r\n'), what);
  assert.ok(!before.includes('\r\n') || !/[^\r]\n/.test(after), `${what}: mixed line ends`);
}
