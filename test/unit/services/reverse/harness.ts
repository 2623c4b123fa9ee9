/** Workspaces in memory whose forward and reverse zones are compared: the agreement as short lines, and the files after a change. */
import assert from 'node:assert/strict';
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { ptrPolicy } from '../../../../server/src/services/reverse/policy.ts';
import {
  type PtrChangeAnswer,
  type PtrChangeParams,
  type ReverseFeatures,
  reverseFeatures,
} from '../../../../server/src/services/reverse/service.ts';
import { finish } from '../../../../server/src/steps.ts';
import { type Site, siteOf, uriOf } from '../../workspace/harness.ts';

export const NOW = new Date('2026-01-02T03:04:05Z');
/** The start of a zone: eight octets of serial that can be raised. */
export const SOA = '$TTL 1h\n@ SOA ns1.example.com. host.example.com. 1 2h 1h 2w 1h\n@ NS ns1.example.com.\n';
export const RAISED = SOA.replace(' 1 2h', ' 2 2h');

export interface PtrSite {
  readonly site: Site;
  readonly features: ReverseFeatures;
}

/** Opens a workspace with the two settings about PTR records. */
export async function ptrSite(
  files: Readonly<Record<string, string>>,
  settings: { readonly networks?: object; readonly names?: object; readonly ttl?: string } = {},
): Promise<PtrSite> {
  const site = await siteOf(files, {
    open: Object.keys(files),
    ...(settings.ttl ? { settings: { ptrTtl: settings.ttl } } : {}),
  });
  const features = reverseFeatures(
    {
      workspace: site.workspace,
      now: () => NOW,
      settings: () => ({ ptrPolicy: ptrPolicy(settings.networks, settings.names) }),
      log: () => undefined,
    },
    function* () {
      site.workspace.refresh();
      yield;
    },
  );
  return { site, features };
}

/** The document. */
export function agreementOf({ features }: PtrSite, path?: string): string {
  const answer = finish(features.agreement(path && uriOf(path)));
  assert.ok(answer);
  return answer.text;
}

/** The lines of its sections: `address name [view] ptr: what`, without places. */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  let columns: number[] = [];
  let titles: string[] = [];
  let address = '';
  for (const line of text.split('\n').slice(1)) {
    if (line.startsWith('ADDRESS')) {
      titles = line.split(/ {2,}/);
      columns = titles.map((title) => line.indexOf(title));
      continue;
    }
    if (line === '' || line.startsWith('==') || columns.length === 0) continue;
    const words = columns.map((from, i) => line.slice(from, columns[i + 1]).trim());
    address = words[0] || address;
    const shown = words.slice(1).filter((_, i) => titles[i + 1] !== 'FILE');
    const says = shown.pop();
    lines.push(`${[address, ...shown].join(' ')}: ${says}`);
  }
  return lines;
}

/** One of the changes. */
export function changeOf({ features }: PtrSite, params: PtrChangeParams): PtrChangeAnswer {
  const { uri, ...others } = params;
  const answer = finish(features.change({ ...others, ...(uri === undefined ? {} : { uri: uriOf(uri) }) }));
  assert.ok(answer);
  return answer;
}

/** Makes the edit's changes, all or those of some groups, in the open files; the files that are others then, by path. */
export async function make(
  { site }: PtrSite,
  edit: WorkspaceEdit | null,
  groups?: readonly string[],
): Promise<Record<string, string>> {
  const changed: Record<string, string> = {};
  for (const change of edit?.documentChanges ?? []) {
    if ('kind' in change) continue;
    const { uri } = change.textDocument;
    const path = uri.slice(uriOf('').length);
    const buffer = site.workspace.bufferOf(uri);
    if (!buffer) {
      // A file that was made before.
      changed[path] = change.edits.map((each) => 'newText' in each && each.newText).join('');
      await site.write(path, changed[path]);
      continue;
    }
    const edits = change.edits
      .filter((each) => !groups || groups.includes((each as { annotationId: string }).annotationId))
      .map((each, i) => {
        assert.ok('newText' in each);
        return {
          start: buffer.offsetAt(each.range.start),
          end: buffer.offsetAt(each.range.end),
          newText: each.newText,
          i,
        };
      })
      .sort((a, b) => b.start - a.start || b.end - a.end || b.i - a.i);
    for (const { start, end, newText } of edits) buffer.replace(start, end, newText);
    if (edits.length > 0) changed[path] = buffer.text();
  }
  await site.workspace.settle();
  return changed;
}
