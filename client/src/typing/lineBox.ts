/** The box that lines of queries are typed into: what can follow is offered, what is wrong is said. Who shows it knows both; nothing here is Node's or a browser's. */
import * as vscode from 'vscode';
import type { LineHelp } from '../../../server/src/lsp/protocol.ts';

type Suggestion = LineHelp['suggestions'][number];

interface Item extends vscode.QuickPickItem {
  /** The line that it makes; absent of the item that is the line itself. */
  readonly suggestion?: Suggestion;
}

export interface LineBox {
  readonly title: string;
  readonly placeholder: string;
  /** The line that stands in it at first. */
  readonly value: string;
  /** Tells what helps with a line, as often as more is known. */
  help(line: string, tell: (help: LineHelp) => void): Promise<void>;
}

/** Shows the box. Undefined where the user leaves it. */
export function showLineBox({ title, placeholder, value, help }: LineBox): Promise<string | undefined> {
  const box = vscode.window.createQuickPick<Item>();
  Object.assign(box, { title, placeholder, value, ignoreFocusOut: true });
  /** What is known of a line, and which line that is. */
  let known: { readonly line: string; readonly wrong: string | undefined } | undefined;
  let isOpen = true;

  const look = (): Promise<void> => {
    const line = box.value;
    return help(line, ({ wrong, suggestions }) => {
      if (!isOpen || box.value !== line) return;
      known = { line, wrong };
      box.items = [...askItem(line, wrong), ...suggestions.map(itemOf)];
      box.activeItems = box.items.slice(0, 1);
    });
  };
  return new Promise((resolve) => {
    const take = async (line: string): Promise<void> => {
      if (known?.line !== line) {
        box.value = line;
        const looked = look();
        if (known?.line !== line) await looked;
      }
      if (line.trim() === '' || known?.line !== line || known.wrong !== undefined) return;
      resolve(line);
      box.hide();
    };
    box.onDidChangeValue(look);
    box.onDidAccept(() => {
      const suggestion = box.activeItems[0]?.suggestion;
      if (!suggestion || suggestion.isPast) return take(suggestion?.line ?? box.value);
      // What was chosen completes the line, and the next word follows.
      box.value = /[=/]$/.test(suggestion.line) ? suggestion.line : `${suggestion.line} `;
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

/** The name that is being typed at the end of a line; empty where that is an option or a server. */
export function nameAtEnd(line: string): string {
  const word = line.split(/\s/).at(-1) ?? '';
  return /^[+@-]/.test(word) ? '' : word;
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
