/** The language server in a web worker. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { usedBundle } from '../l10n.ts';
import { startServer } from '../lsp/server.ts';

/** What launch.ts and dist/ask.browser.js put there. */
interface Loaded {
  readonly bailiwickAskAt?: string;
  readonly bailiwickAsk?: typeof import('./ask.ts');
}

const worker = self as unknown as DedicatedWorkerGlobalScope & Loaded;

/** What sends live queries, loaded when it is wanted. */
function loaded(): NonNullable<Loaded['bailiwickAsk']> {
  if (!worker.bailiwickAsk) importScripts(worker.bailiwickAskAt!);
  worker.bailiwickAsk!.useBundle(usedBundle());
  return worker.bailiwickAsk!;
}

startServer(createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker)), {
  fileSystem: (client) => client,
  now: () => new Date(),
  clock: () => performance.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  soon: (run) => {
    setTimeout(run, 0);
  },
  ...(worker.bailiwickAskAt !== undefined && {
    ask: async () => loaded().askWords,
    helpWithLine: (...given) => loaded().helpWithLine(...given),
  }),
});
