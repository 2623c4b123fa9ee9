/** The box that queries are typed into in a browser: what can follow, what is wrong and which lines were asked, as the language server says. */
import * as vscode from 'vscode';
import type { LineHelp } from '../../../server/src/lsp/protocol.ts';

type Suggestion = LineHelp['suggestions'][number];

interface Item extends vscode.QuickPickItem {
  readonly suggestion?: Suggestion;
}

/** Shows the box with a line in it. Undefined where the user leaves it. */
export function typedLine(
  value: string,
  helpWith: (line: string) => Promise<LineHelp | undefined>,
): Promise<string | undefined> {
  const box = vscode.window.createQuickPick<Item>();
  box.title = vscode.l10n.t('Query DNS over HTTPS');
  box.placeholder = 'example.com AAAA @https://dns.example/dns-query';
  box.ignoreFocusOut = true;
  box.value = value;
  /** What is known of a line, and which line that is. */
  let known: { readonly line: string; readonly wrong?: string } | undefined;
  let isOpen = true;

  const look = async (): Promise<void> => {
    const line = box.value;
    const help = await helpWith(line);
    if (!isOpen || box.value !== line) return;
    const { wrong, suggestions = [] } = help ?? {};
    known = { line, ...(wrong !== undefined && { wrong }) };
    box.items = [...askItem(line, wrong), ...suggestions.map(itemOf)];
    box.activeItems = box.items.slice(0, 1);
  };
  return new Promise((resolve) => {
    const take = async (line: string): Promise<void> => {
      if (known?.line !== line) {
        box.value = line;
        await look();
      }
      if (line.trim() === '' || known?.line !== line || known.wrong !== undefined) return;
      resolve(line);
      box.hide();
    };
    box.onDidChangeValue(look);
    box.onDidAccept(() => {
      const [item] = box.activeItems;
      if (!item?.suggestion || item.suggestion.isPast) return take(item?.suggestion?.line ?? box.value);
      // What was chosen completes the line, and the next word follows.
      box.value = /[=/]$/.test(item.suggestion.line) ? item.suggestion.line : `${item.suggestion.line} `;
      return look();
    });
    box.onDidHide(() => {
      isOpen = false;
      resolve(undefined);
      box.dispose();
    });
    box.show();
    void look();
  });
}

/** What pressing Enter does with the line: it is asked, or what is wrong with it. VS Code sorts by labels, of which the line itself fits best. */
function askItem(line: string, wrong: string | undefined): Item[] {
  if (line.trim() === '') return [];
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

function itemOf(suggestion: Suggestion): Item {
  const icon = suggestion.isPast ? '$(history) ' : '';
  return { label: icon + suggestion.label, description: suggestion.detail, alwaysShow: true, suggestion };
}
