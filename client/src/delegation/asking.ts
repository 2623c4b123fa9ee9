/** What checks and diagnoses ask with: where every way begins, and the progress of a conversation, which the user can end. */
import * as vscode from 'vscode';
import { ROOT_HINTS } from '../../../server/src/dns/rootHints.ts';
import { type Conversation, converse } from '../../../server/src/live/conversation.ts';
import type { Servers } from '../../../server/src/live/delegation/lookUp.ts';
import { addressKey } from '../../../server/src/live/delegation/records.ts';
import { type Anchors, anchorsFrom, ROOT_ANCHORS } from '../../../server/src/live/dnssec/anchors.ts';
import { anchorsInText } from '../../../server/src/live/dnssec/anchorText.ts';
import { wireOver } from '../../../server/src/live/exchange.ts';
import { systemRuntime } from '../../../server/src/node/transports/runtime.ts';

/** Bounds of one conversation. */
const BOUNDS = { asks: 10_000, seconds: 300 };

type Words = readonly unknown[];

/** The servers that every way begins at: those of the setting, or IANA's. */
export function root(): { readonly servers: Servers; readonly port?: number } {
  const words = vscode.workspace.getConfiguration('bailiwick').get<Words>('query.rootServers', []);
  const places = words.map((word) => String(word).trim().split('#'));
  const addresses = places.flatMap(([address]) => addressKey(address) ?? []);
  const port = places.map(([, text]) => Number(text)).find((number) => number > 0 && number <= 65_535);
  if (addresses.length === 0) return { servers: ROOT_HINTS };
  return { servers: new Map([['root-servers.', addresses]]), ...(port !== undefined && { port }) };
}

/** Where validation begins: at the keys of the setting, or IANA's. Those are of no use for a root of one's own. */
export function anchors(): Anchors {
  const words = vscode.workspace.getConfiguration('bailiwick').get<Words>('query.trustAnchors', []);
  const read = anchorsInText(words.join('\n'), systemRuntime.clock.now().getTime() / 1000);
  if (read.length > 0) return anchorsFrom(read.map(({ record }) => record));
  return root().servers === ROOT_HINTS ? ROOT_ANCHORS : { anchors: [] };
}

/** Drives a conversation, and shows how far it is. */
export async function withProgress<Result>(title: string, conversation: Conversation<Result>): Promise<Result> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    return converse(conversation, {
      ...wireOver(systemRuntime),
      monotonic: systemRuntime.clock.monotonic,
      signal: abort.signal,
      bounds: BOUNDS,
      onProgress: (step) => progress.report({ message: step.progress }),
    });
  });
}
