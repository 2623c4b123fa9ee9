/** Tasks that run BIND's programs over the files that are open, and the configurations of the workspace. */
import * as vscode from 'vscode';
import { BIND_TOOLS, type BindCheck, type BindTools, type ServedZone } from '../../../../server/src/lsp/protocol.ts';
import { fileOf } from '../../server/documents.ts';
import type { LanguageServer } from '../../server/languageServer.ts';
import { type BindTask, RNDC_COMMANDS, type RndcCommand, wordsOf } from '../../tools/commandLines.ts';
import { findProgram } from './programs.ts';

/** The types of tasks: each is a program. */
const PROGRAMS = ['named-checkconf', 'named-checkzone', 'rndc'];
const MATCHERS = ['$named', '$named-warnings'];

/** What BIND's programs can be asked of a file, or of the workspace. */
export async function toolsFor(server: LanguageServer, uri?: string): Promise<BindTools | undefined> {
  if (server.state !== 'running' || !vscode.workspace.isTrusted) return undefined;
  return server.client.sendRequest<BindTools>(BIND_TOOLS, uri === undefined ? {} : { uri });
}

/** The task of a check. */
export function taskOfCheck({ program, uri, folder, zone, zoneClass }: BindCheck): BindTask {
  const file = vscode.Uri.parse(uri, true).fsPath;
  if (program === 'named-checkconf') return { type: program, file };
  const directory = vscode.Uri.parse(folder, true).fsPath;
  return { type: program, file, directory, ...(zone ? { zone } : {}), ...(zoneClass ? { class: zoneClass } : {}) };
}

/** Offers the tasks, and runs those that commands ask for; nothing in a workspace that is not trusted. */
export function registerTasks(server: LanguageServer): vscode.Disposable {
  const providers = PROGRAMS.map((program) =>
    vscode.tasks.registerTaskProvider(program, {
      provideTasks: async () => (await tasksOf(server)).filter(({ definition }) => definition.type === program),
      resolveTask: (task) => taskOf(task.definition as BindTask, task.definition),
    }),
  );
  return vscode.Disposable.from(
    ...providers,
    vscode.commands.registerCommand('bailiwick.freezeZone', (what, view) => rndcCommand(server, 'freeze', what, view)),
    vscode.commands.registerCommand('bailiwick.thawZone', (what, view) => rndcCommand(server, 'thaw', what, view)),
  );
}

async function tasksOf(server: LanguageServer): Promise<vscode.Task[]> {
  const file = vscode.window.activeTextEditor?.document.uri.toString();
  const [all, here] = await Promise.all([toolsFor(server), file === undefined ? undefined : toolsFor(server, file)]);
  const checks = [...(here?.checks ?? []), ...(all?.checks ?? [])].filter(({ uri }) => uri.startsWith('file:'));
  const definitions = [
    ...new Map(checks.map((check) => [`${check.program} ${check.uri} ${check.zone}`, taskOfCheck(check)])).values(),
    ...(here?.zones ?? []).flatMap((zone) => RNDC_COMMANDS.filter(fits(zone)).map((word) => rndcTask(word, zone))),
  ];
  const tasks = await Promise.all(definitions.map((definition) => taskOf(definition)));
  return tasks.filter((task) => task !== undefined);
}

/** A zone that clients may not update is not frozen. */
function fits({ isDynamic }: ServedZone): (word: RndcCommand) => boolean {
  return (word) => word === 'reload' || isDynamic;
}

function rndcTask(command: RndcCommand, { zone, zoneClass, view }: ServedZone): BindTask {
  return { type: 'rndc', command, zone, class: zoneClass, ...(view === '' ? {} : { view }) };
}

/** The task of a definition; `given` is the one that VS Code knows, where it has one. Undefined where the program is not there. */
async function taskOf(
  definition: BindTask,
  given: vscode.TaskDefinition = { ...definition },
): Promise<vscode.Task | undefined> {
  const words = vscode.workspace.isTrusted ? wordsOf(definition) : undefined;
  const program = words && (await findProgram(definition.type));
  if (!words || program === undefined) return undefined;
  const { type, file, zone, command, view } = definition;
  const name = [command, zone, view, zone === undefined && file ? vscode.workspace.asRelativePath(file) : undefined]
    .filter((word) => word !== undefined)
    .join(' ');
  const options = definition.directory === undefined ? {} : { cwd: definition.directory };
  const execution = new vscode.ProcessExecution(program, words, options);
  const matchers = type === 'rndc' ? [] : MATCHERS;
  return new vscode.Task(given, vscode.TaskScope.Workspace, name, type, execution, matchers);
}

/** Freezes or thaws the zone of a file. */
async function rndcCommand(server: LanguageServer, command: RndcCommand, what: unknown, view: unknown): Promise<void> {
  const uri = fileOf(what, 'zone');
  if (uri === undefined) return;
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(vscode.l10n.t('Programs are not run in a workspace that is not trusted.'));
    return;
  }
  const zones = (await toolsFor(server, uri))?.zones.filter(({ isDynamic }) => isDynamic) ?? [];
  const wanted = zones.filter((zone) => typeof view !== 'string' || zone.view === view);
  const zone = wanted.length > 1 ? await pickZone(wanted) : wanted[0];
  if (!zone) {
    if (wanted.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('The file is that of no zone that clients may update.'));
    }
    return;
  }
  const task = await taskOf(rndcTask(command, zone));
  if (task) await vscode.tasks.executeTask(task);
  else void vscode.window.showErrorMessage(vscode.l10n.t('rndc is not installed on this machine.'));
}

async function pickZone(zones: readonly ServedZone[]): Promise<ServedZone | undefined> {
  const items = zones.map((zone) => ({ label: zone.zone, description: zone.view, zone }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which Zone?') }))?.zone;
}
