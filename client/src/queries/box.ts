/** The box of queries where the client reads the words itself. */
import * as vscode from 'vscode';
import { suggestionsFor } from '../../../server/src/live/suggestions.ts';
import type { NamedServer } from '../../../server/src/lsp/protocol.ts';
import { systemResolvers } from '../../../server/src/node/transports/resolvers.ts';
import { history } from '../typing/history.ts';
import { nameAtEnd, showLineBox } from '../typing/lineBox.ts';
import { cursorPlace, type QueryHost, serverSetting } from './host.ts';
import { readLine } from './lines.ts';

/** Shows the box with a line in it. Undefined where the user leaves it. */
export function typedLine(host: QueryHost, value: string): Promise<string | undefined> {
  const past = history(host.memory);
  let servers: readonly NamedServer[] = ownServers();
  let names: readonly string[] = [];
  /** What was looked up last. */
  let asked: { readonly prefix: string; readonly answer: Promise<void> } | undefined;

  /** Names and servers that only the language server knows. */
  const lookUp = async (prefix: string): Promise<void> => {
    const uri = cursorPlace()?.uri;
    const help = await host.help({ prefix, ...(uri !== undefined && { uri }) });
    if (asked?.prefix !== prefix) return;
    if (!help) {
      // It does not run yet, and is asked again.
      asked = undefined;
      return;
    }
    names = help.names;
    servers = [...ownServers(), ...help.servers, ...systemServers()];
  };
  return showLineBox({
    title: vscode.l10n.t('Query DNS'),
    placeholder: 'example.com AAAA @192.0.2.53 +dnssec',
    value,
    help: async (line, tell) => {
      const wrong = wrongWith(line);
      const tellNow = (): void =>
        tell({
          ...(wrong !== undefined && { wrong }),
          suggestions: suggestionsFor(line, { history: past, names, servers }),
        });
      tellNow();
      const prefix = nameAtEnd(line);
      if (asked?.prefix !== prefix) asked = { prefix, answer: lookUp(prefix) };
      await asked.answer;
      tellNow();
    },
  });
}

function wrongWith(line: string): string | undefined {
  if (line.trim().endsWith('@')) return vscode.l10n.t('Type the server.');
  const read = readLine(line, true);
  return typeof read === 'string' ? read : undefined;
}

/** The server of the setting, which comes first. */
function ownServers(): NamedServer[] {
  const server = serverSetting();
  return server === '' ? [] : [{ server, from: vscode.l10n.t('from the settings') }];
}

function systemServers(): NamedServer[] {
  return systemResolvers().map(({ address }) => ({ server: address, from: vscode.l10n.t('a resolver of the system') }));
}
