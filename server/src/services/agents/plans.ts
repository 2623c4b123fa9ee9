/** The tool `plan`: changes as diffs, which nobody makes here. Secrets stand in none. */
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { withoutSecrets } from '../../conf/secrets.ts';
import type { Steps } from '../../steps.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Zone } from '../../workspace/zone.ts';
import { RENUMBER_MODES } from '../renumber/changes.ts';
import { renumber } from '../renumber/renumber.ts';
import { agreementOf } from '../reverse/agreement.ts';
import type { PtrPolicy } from '../reverse/policy.ts';
import { OPTIONAL_PTR_GROUPS, type PtrAction, ptrPlan } from '../reverse/ptrChange.ts';
import { ptrStepEdits } from '../reverse/ptrEdits.ts';
import { EVERYTHING, ofZones } from '../reverse/scope.ts';
import { maskedDiff } from '../shared/lineDiff.ts';
import { zoneLookup } from '../shared/lookup.ts';
import { applyEdits, type OffsetEdit } from '../shared/offsetEdits.ts';
import { rangeToOffsets } from '../shared/ranges.ts';
import { type Arguments, ToolError } from './answers.ts';
import type { NameOf } from './names.ts';

/** What the actions of a plan are called where PTR records are made. */
export const PTR_PLANS: Readonly<Record<string, PtrAction>> = {
  'create-ptr': 'create',
  'correct-ptr': 'correct',
  'remove-ptr': 'remove',
};

/** What leads from one prefix to another. */
export function* renumberDiff(
  { from, to, mode }: Arguments,
  workspace: Workspace,
  nameOf: NameOf,
  now: () => Date,
): Steps<string> {
  if (typeof from !== 'string' || typeof to !== 'string') throw new ToolError('"from" and "to" are prefixes');
  const wish = { from, to, mode: RENUMBER_MODES.find((each) => each === mode) ?? 'add', serial: 'auto' } as const;
  const plan = yield* renumber(wish, workspace, zoneLookup(workspace, now));
  if ('reason' in plan) throw new ToolError(plan.reason);
  const diffs = [...plan.edits].map(([uri, edits]) => diffOf(uri, edits, workspace, nameOf));
  return [...diffs, ...plan.left.map((sentence) => `By hand: ${sentence}\n`)].join('');
}

/** The PTR records that are missing, wrong or left over: of some zones, or of all. Nobody is here to be asked, so what is optional is left out. */
export function* ptrDiff(
  action: PtrAction,
  zones: readonly Zone[] | undefined,
  { workspace, nameOf, now, policy }: { workspace: Workspace; nameOf: NameOf; now: () => Date; policy: PtrPolicy },
): Steps<string> {
  const lookup = zoneLookup(workspace, now);
  const agreement = yield* agreementOf(workspace.zones, lookup, workspace.names, policy);
  const scope = zones ? ofZones(agreement, zones) : EVERYTHING;
  const plan = yield* ptrPlan(agreement, { action, scope, policy, lookup, names: 'one' });
  const steps = plan.steps.filter(({ group }) => !OPTIONAL_PTR_GROUPS.has(group));
  const { edits } = yield* ptrStepEdits(steps, now(), { ttl: workspace.settings.ptrTtl });
  const byFile = new Map<string, OffsetEdit[]>();
  for (const edit of edits) byFile.set(edit.uri, [...(byFile.get(edit.uri) ?? []), edit]);
  const diffs = Array.from(byFile, ([uri, own]) => diffOf(uri, own, workspace, nameOf));
  return [...diffs, ...plan.notes.map((note) => `Note: ${note}\n`)].join('');
}

/** An edit as an editor would be given it. */
export function editDiff(edit: WorkspaceEdit, workspace: Workspace, nameOf: NameOf): string {
  const byFile = new Map<string, TextEdit[]>(Object.entries(edit.changes ?? {}));
  for (const change of edit.documentChanges ?? []) {
    if ('textDocument' in change) byFile.set(change.textDocument.uri, change.edits as TextEdit[]);
  }
  return Array.from(byFile, ([uri, edits]) => {
    const buffer = workspace.bufferOf(uri);
    const offsets = edits.map(({ range, newText }) => ({
      ...(buffer ? rangeToOffsets(buffer, range) : { start: 0, end: 0 }),
      newText,
    }));
    return diffOf(uri, offsets, workspace, nameOf);
  }).join('');
}

function diffOf(uri: string, edits: readonly OffsetEdit[], workspace: Workspace, nameOf: NameOf): string {
  const before = workspace.bufferOf(uri)?.text() ?? '';
  const after = applyEdits(
    before,
    edits.toSorted((a, b) => a.start - b.start || a.end - b.end),
  );
  return maskedDiff(nameOf(uri), before, after, withoutSecrets).text;
}
