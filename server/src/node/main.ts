/** The language server as a process of its own: `--stdio`, or IPC when an editor starts it that way. */
import { randomBytes } from 'node:crypto';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { usedBundle } from '../l10n.ts';
import { byScheme } from '../lsp/clientFileSystem.ts';
import { startServer } from '../lsp/server.ts';
import { checkInThread, enteredAsCheck } from './checkThread.ts';
import { nodeFileSystem } from './fileSystem.ts';
import { watchFolder } from './watchFolder.ts';
import { beginsGrown, growsNoMore } from './youngGeneration.ts';

if (!enteredAsCheck()) {
  if (growsNoMore()) beginsGrown();
  startServer(createConnection(ProposedFeatures.all), {
    fileSystem: (client) => byScheme({ file: nodeFileSystem }, client),
    now: () => new Date(),
    clock: () => performance.now(),
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    soon: (run) => {
      setImmediate(run);
    },
    watch: watchFolder,
    random: (count) => randomBytes(count),
    checkFile: checkInThread(import.meta.filename),
    ask: async () => {
      const loaded = await import('./ask.ts');
      loaded.useBundle(usedBundle());
      return loaded.askWords;
    },
  });
}
