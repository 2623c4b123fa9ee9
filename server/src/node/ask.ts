/** dist/ask.js: live queries of the language server, loaded when the first is sent. */
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { t, useBundle } from '../l10n.ts';
import { type AskWords, askWordsWith } from '../live/askWords.ts';
import { type KeyRead, readKeyFile } from '../live/keyFile.ts';
import { fileReader } from './transports/files.ts';
import { findNamed } from './transports/findNamed.ts';
import { systemRuntime } from './transports/runtime.ts';

export { useBundle };

export const askWords: AskWords = askWordsWith(({ say, folder, keyText }) => ({
  runtime: systemRuntime,
  findServers: (query) => findNamed(query, (name) => say(t`The system is asked for the addresses of ${name}`)),
  readFile: fileReader(folder?.startsWith('file:') ? fileURLToPath(folder) : homedir()),
  keyNamed: async (name): Promise<KeyRead> => {
    const text = keyText(name);
    if (text !== undefined) return readKeyFile(text, 'named.conf', name);
    return { problem: t`No configuration of the workspace has a key ${name}: name the file that has it with -k.` };
  },
}));
