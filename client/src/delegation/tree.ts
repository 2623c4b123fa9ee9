/** The view "Delegation": what a check found, by the links of the chain, the first cause first. */
import * as vscode from 'vscode';
import { type Level, LINKS, type Link } from '../../../server/src/live/delegation/contract.ts';
import { linkTitle } from '../../../server/src/live/delegation/report.ts';
import { filled } from '../../../server/src/live/delegation/run.ts';
import type { ListedFault } from '../../../server/src/live/picture/page.ts';
import type { CheckedDelegation } from './result.ts';

const VIEW = 'bailiwick.delegation';

const ICONS: Readonly<Record<Level, string>> = {
  critical: 'error',
  error: 'error',
  warning: 'warning',
  notice: 'info',
  info: 'pass',
  debug: 'pass',
};

interface LinkItem {
  readonly link: Link;
  readonly findings: readonly FindingItem[];
}

interface FindingItem {
  readonly text: string;
  readonly level: Level;
  readonly tag: string;
  readonly fault?: ListedFault;
}

type Item = LinkItem | FindingItem;

export class DelegationTree implements vscode.TreeDataProvider<Item> {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #links: readonly LinkItem[] = [];
  #view: vscode.TreeView<Item> | undefined;

  /** Shows a result, in place of the one before. */
  show({ title, result, shown }: CheckedDelegation): void {
    this.#links = LINKS.map((link) => ({
      link,
      findings: result.findings
        .filter((finding) => finding.case.link === link && finding.level !== 'debug')
        .map((finding) => {
          const text = filled(finding.case.tags[finding.tag].message, finding.arguments);
          const fault = shown.faults.find((one) => one.text === text);
          return { text, level: finding.level, tag: finding.tag, ...(fault && { fault }) };
        })
        .sort((a, b) => rankOf(a) - rankOf(b)),
    })).filter(({ findings }) => findings.length > 0);
    void vscode.commands.executeCommand('setContext', 'bailiwick.hasDelegation', true);
    this.#view ??= vscode.window.createTreeView(VIEW, { treeDataProvider: this });
    this.#view.description = title;
    this.#changed.fire(undefined);
  }

  getChildren(item?: Item): Item[] {
    if (!item) return [...this.#links];
    return 'link' in item ? [...item.findings] : [];
  }

  getTreeItem(item: Item): vscode.TreeItem {
    return 'link' in item ? linkItem(item) : findingItem(item);
  }
}

function rankOf({ fault }: FindingItem): number {
  return fault?.rank ?? Number.POSITIVE_INFINITY;
}

function linkItem({ link, findings }: LinkItem): vscode.TreeItem {
  const faults = findings.filter(({ fault }) => fault).length;
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const shown = new vscode.TreeItem(linkTitle(link), faults > 0 ? Expanded : Collapsed);
  const state = faults > 0 ? vscode.l10n.t('faults: {0}', faults) : vscode.l10n.t('no fault');
  shown.description = state;
  shown.iconPath = new vscode.ThemeIcon(faults > 0 ? 'warning' : 'pass');
  shown.accessibilityInformation = { label: `${linkTitle(link)}, ${state}` };
  return shown;
}

function findingItem({ text, level, tag, fault }: FindingItem): vscode.TreeItem {
  const shown = new vscode.TreeItem(fault ? `${fault.rank}. ${text}` : text);
  shown.description = tag;
  shown.tooltip = [text, fault?.advice, tag].filter((part) => part !== undefined).join('\n');
  shown.iconPath = new vscode.ThemeIcon(ICONS[level]);
  shown.accessibilityInformation = { label: `${level}: ${text}` };
  if (fault?.href?.startsWith('command:')) {
    const [command, query] = fault.href.slice('command:'.length).split('?');
    const given = query === undefined ? [] : (JSON.parse(decodeURIComponent(query)) as unknown[]);
    shown.command = { command, title: vscode.l10n.t('Open'), arguments: given };
  }
  return shown;
}
