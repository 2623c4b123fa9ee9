/** The tool `plan`: changes as diffs, which nobody makes here. */
import { BIND_VERSIONS } from '../../dns/versions.ts';
import type { Arguments } from '../../services/agents/answers.ts';
import { renumberDiff } from '../../services/agents/plans.ts';
import type { PlanKind } from '../../services/agents/titles.ts';
import { finish } from '../../steps.ts';
import { check } from '../check.ts';
import { CheckError } from '../checkError.ts';
import { parseCheckOptions } from '../checkOptions.ts';
import { fmt } from '../fmt.ts';
import { parseFmtOptions } from '../fmtOptions.ts';
import { migrate } from '../migrate.ts';
import { ptr, ptrOptions } from '../ptr.ts';
import { pathsOf } from './checkTool.ts';
import type { Asking } from './tool.ts';
import { workspaceIn } from './workspace.ts';

type Plan = (given: Arguments, cwd: string) => Promise<string>;

const PLANS: Readonly<Record<PlanKind, Plan>> = {
  'create-ptr': (given, cwd) => ofPtr('create', given, cwd),
  'correct-ptr': (given, cwd) => ofPtr('correct', given, cwd),
  'remove-ptr': (given, cwd) => ofPtr('remove', given, cwd),
  renumber: renumbering,
  migrate: migration,
  fix: fixes,
  format: layout,
};

/** A change as a diff; a sentence where there is none. */
export async function planned(given: Arguments, { cwd }: Asking): Promise<string> {
  const plan = Object.entries(PLANS).find(([kind]) => kind === given.kind)?.[1];
  if (!plan) throw new CheckError(`"kind" is one of ${Object.keys(PLANS).join(', ')}`);
  const text = await plan(given, cwd);
  return text.trim() === '' ? 'Nothing has to change.' : text;
}

/** What a command prints and says. */
async function heard(run: (write: (text: string) => void) => Promise<unknown>): Promise<string> {
  let text = '';
  await run((part) => {
    text += part;
  });
  return text;
}

function ofPtr(action: string, { paths }: Arguments, cwd: string): Promise<string> {
  const parsed = ptrOptions(['--change', action, '--', ...pathsOf(paths, cwd)]);
  if (parsed.kind !== 'ptr') throw new CheckError('this is not planned');
  const { options } = parsed;
  return heard((write) => ptr(options, { cwd, now: () => new Date(), print: write, warn: write }));
}

function migration({ paths, to }: Arguments, cwd: string): Promise<string> {
  const version = BIND_VERSIONS.find((each) => each === to);
  const [file, ...more] = pathsOf(paths, cwd);
  if (!version) throw new CheckError(`"to" is ${BIND_VERSIONS.join(', ')}`);
  if (more.length > 0 || file === '.')
    throw new CheckError('one file is migrated: the outermost one of a configuration');
  return heard((write) => migrate({ file, version, write: false }, { cwd, print: (text) => write(text), warn: write }));
}

async function renumbering(given: Arguments, cwd: string): Promise<string> {
  const { workspace, nameOf } = await workspaceIn(given.paths, cwd);
  return finish(renumberDiff(given, workspace, nameOf, () => new Date()));
}

async function fixes({ paths }: Arguments, cwd: string): Promise<string> {
  const parsed = parseCheckOptions(['--diff', '--', ...pathsOf(paths, cwd)]);
  if (parsed.kind !== 'check') throw new CheckError('this is not planned');
  const { fixed } = await check(parsed.options, { cwd, now: () => new Date(), stdin: async () => new Uint8Array() });
  return fixed?.diff ?? '';
}

async function layout({ paths }: Arguments, cwd: string): Promise<string> {
  const parsed = parseFmtOptions(['--diff', '--', ...pathsOf(paths, cwd)]);
  if (parsed.kind !== 'fmt') throw new CheckError('this is not planned');
  const { out } = await fmt(parsed.options, { cwd, stdin: async () => new Uint8Array() });
  return Buffer.from(out).toString();
}
