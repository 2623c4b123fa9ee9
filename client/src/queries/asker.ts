/** What a line of queries is asked with in the editor: servers, files that words name, keys of the workspace's configurations. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { Asker, FindServers } from '../../../server/src/live/askLine.ts';
import { readKeyFile } from '../../../server/src/live/keyFile.ts';
import type { FoundServers } from '../../../server/src/live/transport.ts';
import { portOf } from '../../../server/src/live/typedQuery.ts';
import { findNamed } from '../../../server/src/node/transports/findNamed.ts';
import { zoneServers } from '../../../server/src/node/transports/resolvers.ts';
import { systemRuntime } from '../../../server/src/node/transports/runtime.ts';
import type { ZoneServer } from '../../../server/src/services/service.ts';
import { mayLeave, tellOnce } from './caution.ts';
import type { QueryHost } from './host.ts';

/** Whoever is told, before it is done, that the system is asked for a server's addresses. */
export type Say = (sentence: string) => void;

export type MakeAsker = (host: QueryHost, say: Say) => Pick<Asker, 'runtime' | 'findServers' | 'readFile' | 'keyNamed'>;

function lookUpText(name: string): string {
  return vscode.l10n.t('The system is asked for the addresses of {0}', name);
}

/** For lines that name their servers, or leave them to the system. */
export const askerOfLine: MakeAsker = (host, say) => ({
  ...common(host),
  findServers: async (query) => {
    const found = await findNamed(query, (name) => say(lookUpText(name)));
    if (!(await mayLeave(query, found.servers, host))) {
      return { servers: [], missing: [vscode.l10n.t('Nothing was sent: the name is for the inside.')] };
    }
    tellOnce(query, found.servers);
    return found;
  },
});

/** For questions to name servers of a zone, of which files say where they are. */
export function askerOfServers(servers: readonly ZoneServer[], zone: string | undefined): MakeAsker {
  return (host, say) => {
    const names = servers.map(({ name }) => name);
    const known = new Map(servers.map(({ name, addresses }) => [name.toLowerCase(), addresses]));
    let found: Promise<FoundServers> | undefined;
    const findServers: FindServers = async (query) => {
      if (!found) {
        const unknown = servers.filter(({ addresses }) => addresses.length === 0);
        if (unknown.length > 0) say(lookUpText(unknown.map(({ name }) => name).join(', ')));
        const { family } = query;
        found = zoneServers(names, known, { port: portOf(query), ...(family && { family }) });
      }
      return { ...(await found), ...(zone !== undefined && { zone }) };
    };
    return { ...common(host), findServers };
  };
}

function common(host: QueryHost): Pick<Asker, 'runtime' | 'readFile' | 'keyNamed'> {
  return { runtime: systemRuntime, readFile: readNamedFile, keyNamed: (name) => keyOfWorkspace(name, host) };
}

/** A file by its path: absolute, below the home folder, or from the first folder of the workspace. */
export const readNamedFile: Asker['readFile'] = async (path) => {
  const home = /^~[\\/]/.test(path) ? homedir() + path.slice(1) : path;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const isAbsolute = /^(?:[\\/]|[a-z]:[\\/])/i.test(home);
  if (!isAbsolute && !folder) {
    return { problem: vscode.l10n.t('{0} cannot be read: no folder is open that it could be in.', path) };
  }
  const uri = isAbsolute ? vscode.Uri.file(home) : vscode.Uri.joinPath(folder!, home);
  try {
    return { text: Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('latin1') };
  } catch {
    return { problem: vscode.l10n.t('{0} cannot be read.', uri.fsPath) };
  }
};

/** The key of a configuration of the workspace. The language server says which file has it; what it is does not pass between the two. */
async function keyOfWorkspace(name: string, host: QueryHost): ReturnType<Asker['keyNamed']> {
  const help = await host.help({ key: name });
  const file = help?.keyFiles[0];
  if (file === undefined) {
    return {
      problem: vscode.l10n.t(
        'No configuration of the workspace has a key {0}: name the file that has it with -k.',
        name,
      ),
    };
  }
  const uri = vscode.Uri.parse(file, true);
  const text = (await vscode.workspace.openTextDocument(uri)).getText();
  return readKeyFile(text, uri.fsPath, name);
}
