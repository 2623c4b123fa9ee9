/** `bailiwick ptr`: whether forward and reverse zones agree, and the changes that bring them to. */
import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { readFileOr, UNREAD_TEXTS } from '../node/readFile.ts';
import { type Agreement, agreementOf } from '../services/reverse/agreement.ts';
import { agreementText, sectionsOf } from '../services/reverse/agreementText.ts';
import { type PtrNames, ptrPolicy } from '../services/reverse/policy.ts';
import { OPTIONAL_PTR_GROUPS, PTR_ACTIONS, type PtrAction, ptrPlan } from '../services/reverse/ptrChange.ts';
import { ptrStepEdits } from '../services/reverse/ptrEdits.ts';
import { EVERYTHING } from '../services/reverse/scope.ts';
import { maskedDiff } from '../services/shared/lineDiff.ts';
import { zoneLookup } from '../services/shared/lookup.ts';
import { applyEdits, type OffsetEdit } from '../services/shared/offsetEdits.ts';
import { finish } from '../steps.ts';
import { isPtrTtl } from '../workspace/engineSettings.ts';
import { decode } from '../workspace/fileSystem.ts';
import { languageOf, languageOfNamed, nameSays } from '../workspace/languages.ts';
import { DEFAULT_SETTINGS } from '../workspace/settings.ts';
import { Workspace } from '../workspace/workspace.ts';
import { type Disk, diskBelow } from './disk.ts';
import { PTR } from './options.ts';
import { NO_FILE, readWords, WordError } from './words.ts';
import { writeBack } from './writeBack.ts';

export interface PtrOptions {
  readonly files: readonly string[];
  readonly change: PtrAction | undefined;
  readonly names: PtrNames;
  readonly ttl?: string;
  readonly write: boolean;
  readonly root?: string;
}

export type ParsedPtr =
  | { readonly kind: 'ptr'; readonly options: PtrOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** Where the command writes to, and where relative names start. */
export interface PtrOutput {
  readonly cwd: string;
  readonly now: () => Date;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
}

/** Reads the words after `ptr`. Throws a WordError where they are wrong. */
export function ptrOptions(words: readonly string[]): ParsedPtr {
  const { values, positionals } = readWords(PTR, words);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  if (positionals.length === 0) throw new WordError(NO_FILE);
  const { root, write = false } = values;
  const change = PTR_ACTIONS.find((action) => action === values.change) ?? (write ? 'create' : undefined);
  const names = values.names === 'several' ? 'several' : 'one';
  const { ttl } = values;
  if (ttl !== undefined && !isPtrTtl(ttl))
    throw new WordError(`--ttl takes a time such as 1h or 3600, or inherited, not ${ttl}`);
  return {
    kind: 'ptr',
    options: {
      files: positionals,
      change,
      names,
      write,
      ...(ttl === undefined ? {} : { ttl }),
      ...(root === undefined ? {} : { root }),
    },
  };
}

/** Runs `bailiwick ptr`; returns its exit status. */
export async function ptr(options: PtrOptions, output: PtrOutput): Promise<number> {
  let disk: Disk;
  try {
    disk = diskBelow(options.root, output.cwd);
  } catch {
    output.warn(`bailiwick: ${options.root} is not there\n`);
    return 2;
  }
  const workspace = await opened(options, disk, output);
  if (!workspace) return 2;
  const { zones, names } = workspace;
  const policy = ptrPolicy({}, { '0.0.0.0/0': options.names, '::/0': options.names });
  const lookup = zoneLookup(workspace, output.now);
  const agreement = finish(agreementOf(zones, lookup, names, policy));
  if (options.change === undefined) return show(agreement, workspace, output);
  const { change: action } = options;
  const plan = finish(ptrPlan(agreement, { action, scope: EVERYTHING, policy, lookup, names: options.names }));
  for (const note of plan.notes) output.warn(`note: ${note}\n`);
  const { edits, kept } = finish(ptrStepEdits(plan.steps.filter(isSure), output.now(), { ttl: options.ttl }));
  for (const { document, chunk, entry } of kept) {
    const line = document.buffer.positionAt(chunk.offset + chunk.starts[entry]).line + 1;
    const name = nameOf(document.uri, disk, output);
    output.warn(`${name}:${line}: left: the records behind it take their owner from it\n`);
  }
  const byFile = new Map<string, OffsetEdit[]>();
  for (const edit of edits) {
    const same = byFile.get(edit.uri);
    if (same) same.push(edit);
    else byFile.set(edit.uri, [edit]);
  }
  let failed = false;
  for (const [uri, own] of byFile) {
    const before = workspace.bufferOf(uri)?.text() ?? '';
    const after = applyEdits(
      before,
      own.sort((a, b) => a.start - b.start || a.end - b.end),
    );
    const name = nameOf(uri, disk, output);
    if (!options.write) {
      output.print(maskedDiff(name, before, after, (text) => text).text);
      continue;
    }
    const failure = writeBack(disk.pathOf(uri), { before, after });
    if (failure === undefined) output.print(`${name}\n`);
    else output.warn(`bailiwick: ${name} was not written: ${failure}\n`);
    failed ||= failure !== undefined;
  }
  if (failed) return 2;
  return kept.length > 0 || (byFile.size > 0 && !options.write) ? 1 : 0;
}

/** Nobody is here to be asked. */
function isSure({ group }: { readonly group: string }): boolean {
  return !OPTIONAL_PTR_GROUPS.has(group);
}

function show(agreement: Agreement, workspace: Workspace, output: PtrOutput): number {
  const bufferOf = (uri: string) => workspace.bufferOf(uri);
  output.print(finish(agreementText(agreement, { scope: EVERYTHING, bufferOf })));
  const { open } = finish(sectionsOf(agreement, EVERYTHING));
  return open.length > 0 ? 1 : 0;
}

/** The files and folders that are named, with what they lead to; undefined where one of them cannot be read, which is said. */
async function opened(options: PtrOptions, disk: Disk, output: PtrOutput): Promise<Workspace | undefined> {
  const workspace = new Workspace({ system: disk.system, withoutLimits: true });
  workspace.configure({ ...DEFAULT_SETTINGS, ...(options.root === undefined ? {} : { root: 'file:///' }) });
  const folders: string[] = [];
  const files: { readonly uri: string; readonly octets: Uint8Array }[] = [];
  for (const file of options.files) {
    const uri = disk.uriOf(file);
    const octets = readFileOr(disk.pathOf(uri));
    if (octets === 'folder') folders.push(uri);
    else if (typeof octets === 'string') {
      output.warn(`bailiwick: ${file} ${UNREAD_TEXTS[octets]}\n`);
      return undefined;
    } else files.push({ uri, octets });
  }
  await workspace.setFolders(folders);
  const named = new Set(files.map(({ uri }) => uri));
  for (const { uri, octets } of files) {
    const { text, encoding } = decode(octets);
    workspace.open(uri, text, languageOfNamed(uri, text), encoding);
  }
  for (const uri of workspace.listed) {
    if (named.has(uri) || nameSays(uri).says === 'never') continue;
    const octets = await disk.system.read(uri);
    const { text, encoding } = decode(octets ?? new Uint8Array());
    if (octets && languageOf(uri, text) === 'zone') workspace.open(uri, text, 'zone', encoding);
  }
  await workspace.settle();
  return workspace;
}

function nameOf(uri: string, disk: Disk, { cwd }: PtrOutput): string {
  const path = disk.pathOf(uri);
  const name = relative(realpathSync(cwd), path);
  return name.startsWith('..') ? path : name;
}
