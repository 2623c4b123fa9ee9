/** `bailiwick check --fix`: mends what rules know how to mend, looks again, and takes back what makes something worse. */
import { withoutSecrets } from '../conf/secrets.ts';
import type { RuleId } from '../rules/ids.ts';
import { ALL_RULES } from '../rules/index.ts';
import type { Fix, FixEdit } from '../rules/rule.ts';
import { fixesOfMany } from '../services/shared/fixesOf.ts';
import { maskedDiff } from '../services/shared/lineDiff.ts';
import { applyEdits } from '../services/shared/offsetEdits.ts';
import type { Opened } from './opened.ts';
import { type ChangedText, writeBack } from './writeBack.ts';

/** A fix that was made. */
export interface FixMade {
  readonly file: string;
  /** From one, in the text before it. */
  readonly line: number;
  readonly rule: RuleId;
  readonly title: string;
}

export interface Fixed {
  readonly made: readonly FixMade[];
  /** The changed files, by URI. */
  readonly changes: ReadonlyMap<string, ChangedText>;
  /** Rules whose fixes were taken back, since there were more errors with them. */
  readonly takenBack: readonly RuleId[];
}

/** What is mended shows what else can be; two fixes that undo one another end here. */
const ROUNDS = 40;

/** Mends the files that are judged, in the workspace: nothing is written. `unsafe` has fixes made as well that should be looked at. */
export async function fixAll(opened: Opened, unsafe: boolean): Promise<Fixed> {
  const { workspace } = opened;
  const originals = new Map<string, string>();
  const made: FixMade[] = [];
  const takenBack = new Set<RuleId>();
  let isOneByOne = false;
  for (let round = 0; round < ROUNDS; round++) {
    const step = nextStep(opened, unsafe, takenBack, isOneByOne);
    if (step.edits.size === 0) break;
    const errors = errorsIn(opened);
    const before = new Map([...step.edits.keys()].map((uri) => [uri, workspace.bufferOf(uri)?.text() ?? '']));
    for (const [uri, edits] of step.edits) reopen(opened, uri, applyEdits(before.get(uri)!, edits));
    await workspace.settle();
    if (errorsIn(opened) > errors) {
      for (const [uri, text] of before) reopen(opened, uri, text);
      await workspace.settle();
      if (isOneByOne) for (const { rule } of step.made) takenBack.add(rule);
      isOneByOne = true;
      continue;
    }
    for (const [uri, text] of before) if (!originals.has(uri)) originals.set(uri, text);
    made.push(...step.made);
  }
  const changes = new Map<string, ChangedText>();
  for (const [uri, before] of originals) {
    const after = workspace.bufferOf(uri)?.text() ?? '';
    if (after !== before) changes.set(uri, { before, after });
  }
  return { made, changes, takenBack: [...takenBack] };
}

interface Step {
  readonly edits: ReadonlyMap<string, readonly FixEdit[]>;
  readonly made: readonly FixMade[];
}

/** The fixes of the problems that there are now which do not touch one another; with `isOneByOne`, those of one rule. */
function nextStep(
  { workspace, isJudged, isOutside, nameOf }: Opened,
  unsafe: boolean,
  without: ReadonlySet<RuleId>,
  isOneByOne: boolean,
): Step {
  const kinds = new Map(ALL_RULES.map(({ id, fix }) => [id, fix]));
  const fixesOf = fixesOfMany(workspace);
  const edits = new Map<string, FixEdit[]>();
  const made: FixMade[] = [];
  for (const [uri, problems] of workspace.problems()) {
    if (!isJudged(uri) || isOutside(uri)) continue;
    for (const problem of problems) {
      const kind = kinds.get(problem.rule);
      if (kind === undefined || kind === 'none' || (kind === 'unsafe' && !unsafe) || without.has(problem.rule))
        continue;
      if (isOneByOne && made.length > 0 && made[0].rule !== problem.rule) continue;
      const fix = chosen(fixesOf(problem), kind);
      const isOurs = fix?.edits.every((edit) => isJudged(edit.uri) && !isOutside(edit.uri)) ?? false;
      if (!fix || fix.edits.length === 0 || !isOurs || fix.edits.some((edit) => touches(edit, edits))) continue;
      for (const edit of fix.edits) {
        const same = edits.get(edit.uri);
        if (same) same.push(edit);
        else edits.set(edit.uri, [edit]);
      }
      const line = (workspace.bufferOf(uri)?.positionAt(problem.start).line ?? 0) + 1;
      made.push({ file: nameOf(uri), line, rule: problem.rule, title: fix.title });
    }
  }
  for (const own of edits.values()) own.sort((a, b) => a.start - b.start || a.end - b.end);
  return { edits, made };
}

/** The first of safe fixes, as the editor makes them all; of others the one that is nearly always right, or the only one. */
function chosen(fixes: readonly Fix[], kind: 'safe' | 'unsafe'): Fix | undefined {
  if (kind === 'safe') return fixes[0];
  return fixes.find(({ preferred }) => preferred) ?? (fixes.length === 1 ? fixes[0] : undefined);
}

/** True where an edit overlaps one that is taken already; two insertions at one place do: their order would be a guess. */
function touches(edit: FixEdit, taken: ReadonlyMap<string, readonly FixEdit[]>): boolean {
  return (taken.get(edit.uri) ?? []).some(
    ({ start, end }) => edit.start === start || (edit.start < end && start < edit.end),
  );
}

function errorsIn({ workspace, isJudged }: Opened): number {
  let errors = 0;
  for (const [uri, problems] of workspace.problems()) {
    if (isJudged(uri)) errors += problems.filter(({ severity }) => severity === 'error').length;
  }
  return errors;
}

function reopen({ workspace }: Opened, uri: string, text: string): void {
  workspace.open(uri, text, workspace.languageOf(uri));
}

/** The changes as a unified diff; secrets of keys are not shown. */
export function diffOf({ changes }: Fixed, { workspace, nameOf }: Opened): string {
  return [...changes]
    .map(([uri, { before, after }]) => {
      const mask = workspace.languageOf(uri) === 'named-conf' ? withoutSecrets : (text: string) => text;
      return maskedDiff(nameOf(uri), before, after, mask).text;
    })
    .join('');
}

/** Writes the changes; a sentence for each file that could not be written. */
export function writeFixed({ changes }: Fixed, { disk, nameOf }: Opened): string[] {
  return [...changes].flatMap(([uri, change]) => {
    const failure = writeBack(disk.pathOf(uri), change);
    return failure === undefined ? [] : [`${nameOf(uri)} was not written: ${failure}`];
  });
}
