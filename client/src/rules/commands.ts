/** The commands about rules: the page of one, and its severity. */
import * as vscode from 'vscode';
import type { ReadOnlyDocuments } from '../documents/readOnlyDocuments.ts';
import { type RulePages, titleOf } from './pages.ts';

type Level = 'error' | 'warning' | 'information' | 'hint' | 'off';

/** `bailiwick.showRule`: the page of a rule, rendered where VS Code renders Markdown; without a rule one is picked. */
export async function showRuleCommand(pages: RulePages, documents: ReadOnlyDocuments, given?: unknown): Promise<void> {
  const all = await pages();
  const rule = typeof given === 'string' ? given : await pickRule(all);
  const page = rule === undefined ? undefined : all.get(rule);
  if (rule === undefined || page === undefined) return;
  const uri = documents.keep(`${rule.replace('/', '-')}.md`, page);
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    // The extension that renders Markdown may be switched off.
    await vscode.window.showTextDocument(uri);
  }
}

async function pickRule(pages: ReadonlyMap<string, string>): Promise<string | undefined> {
  const rows = Array.from(pages, ([label, page]) => ({ label, description: titleOf(page) }));
  const title = vscode.l10n.t('Show a Rule');
  return (await vscode.window.showQuickPick(rows, { title, matchOnDescription: true }))?.label;
}

/** `bailiwick.setSeverity`: asks how much a rule weighs, and sets it for the workspace, or for the user where there is none. */
export async function setSeverityCommand(rule: unknown, file: unknown): Promise<void> {
  if (typeof rule !== 'string') return;
  const scope = typeof file === 'string' ? vscode.Uri.parse(file, true) : undefined;
  const settings = vscode.workspace.getConfiguration('bailiwick', scope);
  const levels: Readonly<Record<Level, string>> = {
    error: vscode.l10n.t('Error'),
    warning: vscode.l10n.t('Warning'),
    information: vscode.l10n.t('Information'),
    hint: vscode.l10n.t('Hint'),
    off: vscode.l10n.t('Off: nothing is told'),
  };
  const now = settings.get<Readonly<Record<string, string>>>('rules', {})[rule];
  const rows = (Object.keys(levels) as Level[]).map((level) => ({
    label: levels[level],
    level,
    ...(level === now && { description: vscode.l10n.t('set now') }),
  }));
  const title = vscode.l10n.t('The Severity of {0}', rule);
  const placeHolder = vscode.workspace.workspaceFolders
    ? vscode.l10n.t('Kept in the settings of the workspace')
    : vscode.l10n.t('Kept in the settings of the user');
  const picked = await vscode.window.showQuickPick(rows, { title, placeHolder });
  if (picked) await setSeverity(settings, rule, picked.level);
}

async function setSeverity(settings: vscode.WorkspaceConfiguration, rule: string, level: Level): Promise<void> {
  const { Workspace, WorkspaceFolder, Global } = vscode.ConfigurationTarget;
  const known = settings.inspect<Readonly<Record<string, string>>>('rules');
  const { workspaceFolderValue: ofFolder, workspaceValue, globalValue } = known ?? {};
  // What a folder has set for itself weighs more than what the workspace has.
  if (ofFolder && Object.hasOwn(ofFolder, rule)) {
    await settings.update('rules', { ...ofFolder, [rule]: level }, WorkspaceFolder);
    return;
  }
  const [before, target] = vscode.workspace.workspaceFolders ? [workspaceValue, Workspace] : [globalValue, Global];
  await settings.update('rules', { ...before, [rule]: level }, target);
}
