/** The box that queries are typed into: what can follow is offered, what is wrong is said, and the lines that were asked are at hand. */
import * as vscode from 'vscode';
import { lastWord, type Suggestion, suggestionsFor } from '../../../server/src/live/suggestions.ts';
import type { NamedServer } from '../../../server/src/lsp/protocol.ts';
import { systemResolvers } from '../../../server/src/node/transports/resolvers.ts';
import { cursorPlace, type QueryHost, serverSetting } from './host.ts';
import { history, readLine } from './lines.ts';

interface Item extends vscode.QuickPickItem {
  /** The line that it makes; of the first item the one that is asked. */
  readonly suggestion?: Suggestion;
}

/** Shows the box with a line in it. Undefined where the user leaves it. */
export function typedLine(host: QueryHost, value: string): Promise<string | undefined> {
  const box = vscode.window.createQuickPick<Item>();
  box.title = vscode.l10n.t('Query DNS');
  box.placeholder = 'example.com AAAA @192.0.2.53 +dnssec';
  box.ignoreFocusOut = true;
  box.value = value;
  const past = history(host.memory);
  let servers: readonly NamedServer[] = ownServers();
  let names: readonly string[] = [];
  let asked = '';
  let isOpen = true;

  const show = (): void => {
    const line = box.value;
    const offered = suggestionsFor(line, { history: past, names, servers });
    box.items = [...askItem(line), ...offered.map(itemOf)];
    box.activeItems = box.items.slice(0, 1);
  };
  /** Names and servers that only the language server knows. */
  const look = async (): Promise<void> => {
    const word = lastWord(box.value);
    const prefix = /^[+@-]/.test(word) ? '' : word;
    if (prefix === asked && servers.length > 0 && asked !== '') return;
    asked = prefix;
    const uri = cursorPlace()?.uri;
    const help = await host.help({ prefix, ...(uri !== undefined && { uri }) });
    if (!help || !isOpen || asked !== prefix) return;
    names = help.names;
    servers = [...ownServers(), ...help.servers, ...systemServers()];
    show();
  };
  return new Promise((resolve) => {
    box.onDidChangeValue(() => {
      show();
      void look();
    });
    box.onDidAccept(() => {
      const [item] = box.activeItems;
      if (item?.suggestion && !item.suggestion.isPast) {
        // What was chosen completes the line, and the next word follows.
        box.value = /[=/]$/.test(item.suggestion.line) ? item.suggestion.line : `${item.suggestion.line} `;
        show();
        void look();
        return;
      }
      const line = item?.suggestion?.line ?? box.value;
      if (line.trim() === '' || typeof readLine(line, true) === 'string') return;
      resolve(line);
      box.hide();
    });
    box.onDidHide(() => {
      isOpen = false;
      resolve(undefined);
      box.dispose();
    });
    show();
    box.show();
    void look();
  });
}

/** What pressing Enter does with the line: it is asked, or what is wrong with it. VS Code sorts by labels, of which the line itself fits best. */
function askItem(line: string): Item[] {
  if (line.trim() === '') return [];
  const wrong = line.trim().endsWith('@') ? vscode.l10n.t('Type the server.') : wrongWith(line);
  const [icon, description] =
    wrong === undefined
      ? ['$(search)', vscode.l10n.t('Press Enter to ask')]
      : ['$(warning)', vscode.l10n.t('Not a query yet')];
  return [
    {
      label: `${icon} ${line.trim()}`,
      description,
      alwaysShow: true,
      ...(wrong !== undefined && { detail: wrong }),
    },
  ];
}

function wrongWith(line: string): string | undefined {
  const read = readLine(line, true);
  return typeof read === 'string' ? read : undefined;
}

function itemOf(suggestion: Suggestion): Item {
  const icon = suggestion.isPast ? '$(history) ' : '';
  return { label: icon + suggestion.label, description: suggestion.detail, alwaysShow: true, suggestion };
}

/** The server of the setting, which comes first. */
function ownServers(): NamedServer[] {
  const server = serverSetting();
  return server === '' ? [] : [{ server, from: vscode.l10n.t('from the settings') }];
}

function systemServers(): NamedServer[] {
  return systemResolvers().map(({ address }) => ({ server: address, from: vscode.l10n.t('a resolver of the system') }));
}
