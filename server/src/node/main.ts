/** The language server as a process of its own: `--stdio`, or IPC when an editor starts it that way. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { byScheme, clientFileSystem } from '../lsp/clientFileSystem.ts';
import { startServer } from '../lsp/server.ts';
import { checkInThread, enteredAsCheck } from './checkThread.ts';
import { nodeFileSystem } from './fileSystem.ts';

if (!enteredAsCheck()) {
  startServer(createConnection(ProposedFeatures.all), {
    fileSystem: (connection) => byScheme({ file: nodeFileSystem }, clientFileSystem(connection)),
    now: () => new Date(),
    clock: () => performance.now(),
    soon: (run) => {
      setImmediate(run);
    },
    checkFile: checkInThread(__filename),
  });
}
