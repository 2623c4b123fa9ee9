/** The language server in a web worker. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { clientFileSystem } from '../lsp/clientFileSystem.ts';
import { startServer } from '../lsp/server.ts';

const worker = self as unknown as DedicatedWorkerGlobalScope;

startServer(createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker)), {
  fileSystem: clientFileSystem,
  now: () => new Date(),
  clock: () => performance.now(),
  soon: (run) => {
    setTimeout(run, 0);
  },
});
