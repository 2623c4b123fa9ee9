/** `bailiwick diagnose`: why a name does not resolve, by its first cause, with what to do about it. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CLASS } from '../dns/classes.ts';
import { ROOT_HINTS } from '../dns/rootHints.ts';
import { diagnoseConversation } from '../live/diagnosis/diagnose.ts';
import type { DiagnoseRequest } from '../live/diagnosis/gather.ts';
import { diagnosisJson, diagnosisText } from '../live/diagnosis/text.ts';
import { type Anchors, ROOT_ANCHORS } from '../live/dnssec/anchors.ts';
import type { LiveRuntime } from '../live/exchange.ts';
import { pastedText, readPasted } from '../live/guided/pasted.ts';
import { type LiveMeans, liveMeans } from '../node/liveRuntime.ts';
import { reasonOf } from '../node/replaceFile.ts';
import { anchorsIn } from './anchors.ts';
import { CheckError } from './checkError.ts';
import { hintsIn } from './delegationFiles.ts';
import type { DiagnoseOptions } from './diagnoseOptions.ts';

export interface DiagnoseOutput {
  readonly cwd: string;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Whether somebody watches standard error, and is told how far it is. */
  readonly watched: boolean;
  /** The network; the real one where absent. */
  readonly runtime?: LiveRuntime;
}

/** Bounds of one run. */
const BOUNDS = { asks: 2_000, seconds: 120 };
/** However many resolvers the system has, so many are asked. */
const MAX_RESOLVERS = 3;

type Resolvers = Pick<DiagnoseRequest, 'resolvers' | 'transport'>;

async function resolversOf({ resolver, noResolver }: DiagnoseOptions, means: LiveMeans): Promise<Resolvers> {
  if (noResolver) return { resolvers: [] };
  if (resolver === undefined) return { resolvers: means.resolvers().slice(0, MAX_RESOLVERS) };
  const found = await means.typedServers(resolver);
  if ('problem' in found) throw new CheckError(found.problem);
  const { servers, transport } = found;
  return { resolvers: servers, ...(transport && { transport }) };
}

/** Those that are given, and the root's otherwise. */
function anchorsOf({ anchors, view }: DiagnoseOptions, { cwd, warn }: DiagnoseOutput, now: number): Anchors {
  if (anchors === undefined) return ROOT_ANCHORS;
  const found = anchorsIn(anchors, { cwd, now, ...(view !== undefined && { view }) });
  for (const note of found.notes) warn(`note: ${note}\n`);
  return found;
}

/** Throws a CheckError where it cannot be read. */
function outputIn(file: string, cwd: string): string {
  try {
    return readFileSync(file === '-' ? 0 : resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new CheckError(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

/** Runs `bailiwick diagnose`; returns its exit status. */
export async function diagnose(options: DiagnoseOptions, output: DiagnoseOutput): Promise<number> {
  const { name, type, asking, format } = options;
  const outputs = options.outputs.map((file) => ({ file, text: outputIn(file, output.cwd) }));
  const servers = options.hints === undefined ? ROOT_HINTS : await hintsIn(options.hints, output.cwd);
  const means = liveMeans({
    say: (sentence) => output.warn(`note: ${sentence}\n`),
    ...(output.runtime && { runtime: output.runtime }),
  });
  const { clock, verifier, reach } = means.runtime;
  const now = Math.floor((options.time ?? clock.now()).getTime() / 1000);
  try {
    const request = {
      question: { name, type, class: CLASS.IN },
      ...(await resolversOf(options, means)),
      start: { zone: '.', servers },
      ownRoot: options.hints !== undefined,
      anchors: anchorsOf(options, output, now),
      now,
      ...asking,
      ...(verifier && { verifier }),
      ...(reach && !options.noHosts && { reach }),
      ...(options.withoutSha1 && { withoutSha1: true }),
    };
    const isTold = output.watched && !options.quiet;
    const diagnosis = await means.run(diagnoseConversation(request), {
      bounds: BOUNDS,
      ...(isTold && { onProgress: ({ progress }) => output.warn(`${progress}\n`) }),
    });
    const { probes, port } = diagnosis.facts;
    const addresses = probes.map(({ address }) => address);
    const pasted = outputs.flatMap(({ file, text }) => {
      const found = readPasted(text, addresses, port);
      if (!found) output.warn(`note: ${file} has the output of no program that is known\n`);
      return found ?? [];
    });
    const judgedOutput = format === 'text' && pasted.length > 0 ? `\n${pastedText(pasted)}` : '';
    output.print(`${(format === 'json' ? diagnosisJson : diagnosisText)(diagnosis, pasted)}${judgedOutput}`);
    return diagnosis.first || diagnosis.open.length > 0 ? 1 : 0;
  } finally {
    means.dispose();
  }
}
