/** `bailiwick diagnose`: why a name does not resolve, by its first cause, with what to do about it. */
import { CLASS } from '../dns/classes.ts';
import { ROOT_HINTS } from '../dns/rootHints.ts';
import { diagnoseConversation } from '../live/diagnosis/diagnose.ts';
import { diagnosisJson, diagnosisText } from '../live/diagnosis/text.ts';
import { ROOT_ANCHORS } from '../live/dnssec/anchors.ts';
import type { LiveRuntime } from '../live/exchange.ts';
import type { Server } from '../live/transport.ts';
import { type LiveMeans, liveMeans } from '../node/liveRuntime.ts';
import { anchorsIn } from './anchors.ts';
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

async function resolversOf({ resolver, noResolver }: DiagnoseOptions, means: LiveMeans): Promise<readonly Server[]> {
  if (noResolver) return [];
  if (resolver === undefined) return means.resolvers().slice(0, MAX_RESOLVERS);
  return (await means.typedServers(resolver)).servers;
}

/** Runs `bailiwick diagnose`; returns its exit status. */
export async function diagnose(options: DiagnoseOptions, output: DiagnoseOutput): Promise<number> {
  const { name, type, asking, format } = options;
  const servers = options.hints === undefined ? ROOT_HINTS : await hintsIn(options.hints, output.cwd);
  const anchors = options.anchors === undefined ? ROOT_ANCHORS : anchorsIn(options.anchors, output.cwd);
  const means = liveMeans({
    say: (sentence) => output.warn(`note: ${sentence}\n`),
    ...(output.runtime && { runtime: output.runtime }),
  });
  const { clock, verifier } = means.runtime;
  try {
    const request = {
      question: { name, type, class: CLASS.IN },
      resolvers: await resolversOf(options, means),
      start: { zone: '.', servers },
      anchors,
      now: Math.floor((options.time ?? clock.now()).getTime() / 1000),
      ...asking,
      ...(verifier && { verifier }),
      ...(options.withoutSha1 && { withoutSha1: true }),
    };
    const isTold = output.watched && !options.quiet;
    const diagnosis = await means.run(diagnoseConversation(request), {
      bounds: BOUNDS,
      ...(isTold && { onProgress: ({ progress }) => output.warn(`${progress}\n`) }),
    });
    output.print((format === 'json' ? diagnosisJson : diagnosisText)(diagnosis));
    return diagnosis.first || diagnosis.open.length > 0 ? 1 : 0;
  } finally {
    means.dispose();
  }
}
