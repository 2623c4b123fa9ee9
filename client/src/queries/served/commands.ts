/** The commands that compare files with what their servers have. */
import { isIP } from 'node:net';
import * as vscode from 'vscode';
import { isPublicServer } from '../../../../server/src/live/askWords.ts';
import { type Outcome, outcome } from '../../../../server/src/live/compare/compareServers.ts';
import { delegationLines } from '../../../../server/src/live/compare/delegation.ts';
import { problemsOf, targetProblems } from '../../../../server/src/live/compare/problems.ts';
import { bothTexts, comparisonLines } from '../../../../server/src/live/compare/report.ts';
import { targetsLines } from '../../../../server/src/live/compare/targets.ts';
import { readWay } from '../../../../server/src/live/compare/way.ts';
import { serverText } from '../../../../server/src/live/transport.ts';
import type { ComparedZone, TreeItem } from '../../../../server/src/lsp/protocol.ts';
import { cursorPlace, mayAsk, type QueryHost } from '../host.ts';
import { type Compared, compareZone, findTargets, type Running, type Scope, type Wanted } from './comparing.ts';
import { type EditsSince, ServedProblems, watchEdits } from './servedProblems.ts';

/** What a lens, an item of the tree or another extension gives; without a scope or servers they are picked. */
export interface Given {
  readonly uri?: string;
  readonly position?: { readonly line: number; readonly character: number };
  readonly item?: string;
  readonly scope?: Scope;
  readonly servers?: readonly string[];
}

let problems: ServedProblems | undefined;
/** The last comparison, to be shown as a diff and made again. */
let last: { readonly given: Given; readonly wanted: Wanted; readonly compared: readonly Compared[] } | undefined;

/** What servers said, on the lines of files: one collection for all commands, which one command clears. */
export function problemsFor({ subscriptions }: QueryHost): ServedProblems {
  if (!problems) {
    problems = new ServedProblems();
    subscriptions.push(problems);
    // The palette has what goes on from here.
    void vscode.commands.executeCommand('setContext', 'bailiwick.hasServed', true);
  }
  return problems;
}

function givenIn(given: unknown): Given {
  const { uri, position, scope, servers, id, kind, file } = (given ?? {}) as Given & Partial<TreeItem>;
  if (id !== undefined && (kind === 'zone' || kind === 'view')) return { item: id, scope: 'zone' };
  const named = uri ?? file;
  if (named === undefined) return { ...cursorPlace(), ...(scope && { scope }), ...(servers && { servers }) };
  return { uri: named, ...(position && { position }), ...(scope && { scope }), ...(servers && { servers }) };
}

/** The zones that a command is about, and what is edited since they were read. */
interface Zones {
  readonly given: Given;
  readonly zones: readonly ComparedZone[];
  readonly edits: EditsSince;
}

/** Runs something with the zones that a command is about; where there are none, that is told. */
async function withZones<Result>(
  host: QueryHost,
  given: Given,
  run: (zones: Zones) => Promise<Result | undefined>,
): Promise<Result | undefined> {
  if (!mayAsk()) return undefined;
  const { uri, position, item } = given;
  const edits = watchEdits();
  try {
    const params = { ...(uri !== undefined && { uri }), ...(position && { position }) };
    const found = await host.fileZones(item === undefined ? params : { item });
    if (found === undefined) return undefined;
    const { zones, left, tooLarge } = found;
    if (left > 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('{0} zones are compared at a time; {1} more are left out.', zones.length, left),
      );
    }
    if (tooLarge.length > 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('{0} is too large to be compared in the editor: use `bailiwick compare`.', tooLarge.join(', ')),
      );
    }
    if (zones.length > 0) return await run({ given, zones, edits });
    if (tooLarge.length > 0) return undefined;
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'There is no zone here whose name is known. Open its file, and set its origin where that is not known.',
      ),
    );
    return undefined;
  } finally {
    edits.dispose();
  }
}

/** `bailiwick.compareWithServers`: a record, a name or a zone against its servers. Returns the report. */
export function compareWithServersCommand(host: QueryHost, given?: unknown): Promise<string | undefined> {
  return withZones(host, givenIn(given), async (found) => {
    const { zones, given: asked } = found;
    const scope = asked.scope ?? (await pickScope(zones));
    const servers = scope && (asked.servers ?? (asked.scope ? [] : await pickServers(zones)));
    if (!scope || !servers || !(await mayAskServers(zones, servers))) return undefined;
    return compareAll(host, found, { scope, servers });
  });
}

/** `bailiwick.beforeDelegation`: whether the servers that a file names are ready. */
export function beforeDelegationCommand(host: QueryHost, given?: unknown): Promise<string | undefined> {
  return withZones(host, givenIn(given), (found) => compareAll(host, found, { scope: 'delegation', servers: [] }));
}

/** `bailiwick.compareAgain`: the last comparison. */
export async function compareAgainCommand(host: QueryHost): Promise<string | undefined> {
  if (!last) return compareWithServersCommand(host);
  const { given, wanted } = last;
  return withZones(host, given, (found) => compareAll(host, found, wanted));
}

/** `bailiwick.checkTargets`: names that records point to and that do not exist. */
export function checkTargetsCommand(host: QueryHost, given?: unknown): Promise<string | undefined> {
  return withZones(host, givenIn(given), async ({ zones, edits }) => {
    if (!(await mayAskTargets(zones))) return undefined;
    const title = vscode.l10n.t('Looking for the names that records point to');
    const text = await watched(title, async (running) => {
      const lines: string[] = [];
      for (const zone of zones) {
        const targets = await findTargets(zone, running);
        problemsFor(host).show(`targets ${keyOf(zone)}`, targetProblems(zone.file, targets), edits);
        lines.push(titleOf(zone), ...targetsLines(zone.file, targets), '');
      }
      return lines.join('\n');
    });
    await host.answers.show(vscode.l10n.t('Names that records point to'), text, { beside: true });
    return text;
  });
}

/** Whether a zone stands in a view that is for some clients only. */
function isInside({ file, notes, viewKey }: ComparedZone): boolean {
  return file.view !== '' && (viewKey !== undefined || notes.length > 0);
}

/** Names of a view for the inside go to no public server unless the user says so. */
async function mayLeave(zones: readonly ComparedZone[], question: (view: string) => string): Promise<boolean> {
  const inside = zones.filter(isInside);
  if (inside.length === 0) return true;
  const ask = vscode.l10n.t('Ask All the Same');
  const detail = vscode.l10n.t(
    'The view is for some clients only. Servers outside, and everybody on the way, would learn names of it.',
  );
  const views = [...new Set(inside.map(({ file }) => file.view))].join(', ');
  return (await vscode.window.showWarningMessage(question(views), { modal: true, detail }, ask)) === ask;
}

/** The system's resolvers may hand on what they are asked. */
function mayAskTargets(zones: readonly ComparedZone[]): Promise<boolean> {
  return mayLeave(
    zones.filter(({ file }) => file.targets.length > 0),
    (view) =>
      vscode.l10n.t('Shall the system’s resolvers be asked for the names that records of the view {0} point to?', view),
  );
}

/** Whether the servers that the user named may be asked for the zones. */
function mayAskServers(zones: readonly ComparedZone[], words: readonly string[]): Promise<boolean> {
  const outside = outsideOf(words);
  if (outside.length === 0) return Promise.resolve(true);
  return mayLeave(zones, (view) =>
    vscode.l10n.t('Shall {0} be asked for the records of the view {1}?', outside.join(', '), view),
  );
}

/** The servers of the words that are or may be outside: a name may be that of any server. What is wrong in a word is told when it is used. */
function outsideOf(words: readonly string[]): string[] {
  const way = readWay(words);
  const named = 'problem' in way ? [] : way.queries.flatMap(({ server }) => server ?? []);
  return named.filter((host) => isIP(host.split('%')[0]) === 0 || isPublicServer({ address: host }));
}

/** `bailiwick.clearServed`. */
export function clearServedCommand(): void {
  problems?.clear();
}

/** `bailiwick.showServed`: the file beside what a server has. */
export async function showServedCommand(host: QueryHost): Promise<void> {
  const rows = (last?.compared ?? []).flatMap(({ zone, comparison }) =>
    comparison.results
      .filter(({ serial, way }) => serial !== undefined && way !== undefined)
      .map((result) => ({
        label: serverText(result.server),
        description: titleOf(zone),
        file: comparison.file,
        result,
      })),
  );
  if (rows.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Nothing was compared yet that a server has. Compare with the servers first.'),
    );
    return;
  }
  const differing = rows.filter(({ result }) => result.differences.length > 0);
  const of = differing.length > 0 ? differing : rows;
  const picked =
    of.length === 1
      ? of[0]
      : await vscode.window.showQuickPick(of, { title: vscode.l10n.t('As Served by Which Server?') });
  if (!picked) return;
  const { file, result } = picked;
  const texts = bothTexts(file, result);
  const [ours, theirs] = [
    vscode.l10n.t('{0} in the file', file.apex),
    vscode.l10n.t('{0} as served by {1}', file.apex, serverText(result.server)),
  ];
  const keep = (title: string, text: string): vscode.Uri =>
    host.answers.keep(title, text, { language: 'zone', anew: true });
  await vscode.commands.executeCommand(
    'vscode.diff',
    keep(ours, texts.file),
    keep(theirs, texts.served),
    `${ours} ↔ ${theirs}`,
    { preview: false },
  );
}

/** Compares the zones, one after the other; each with all of its servers at once. */
async function compareAll(host: QueryHost, { given, zones, edits }: Zones, wanted: Wanted): Promise<string> {
  const title = vscode.l10n.t(
    'Comparing {0} with the servers',
    zones.length === 1 ? titleOf(zones[0]) : vscode.l10n.t('{0} zones', zones.length),
  );
  const compared = await watched(title, async (running) => {
    const all: Compared[] = [];
    for (const zone of zones) {
      if (running.signal.aborted) break;
      try {
        const one = await compareZone(zone, wanted, running);
        problemsFor(host).show(`compared ${keyOf(zone)}`, problemsOf(one.comparison), edits);
        all.push(one);
      } catch (error) {
        void vscode.window.showErrorMessage((error as Error).message);
      }
    }
    return all;
  });
  last = { given, wanted, compared };
  const text = reportOf(compared, wanted);
  void tell(host, compared, text);
  return text;
}

function reportOf(compared: readonly Compared[], { scope }: Wanted): string {
  return compared
    .flatMap(({ zone, comparison, notes }) => [
      titleOf(zone),
      ...notes,
      ...(scope === 'delegation' ? delegationLines(comparison) : []),
      '',
      ...comparisonLines(comparison),
      '',
    ])
    .join('\n');
}

/** Says what came of it, and offers what there is to see. */
async function tell(host: QueryHost, compared: readonly Compared[], text: string): Promise<void> {
  if (compared.length === 0) return;
  const report = vscode.l10n.t('Show Report');
  const diff = vscode.l10n.t('Show As Served');
  const outcomes = compared.map(({ comparison }) => outcome(comparison));
  const worst: Outcome = outcomes.includes('differs') ? 'differs' : outcomes.includes('unasked') ? 'unasked' : 'same';
  const servers = compared.reduce((sum, { comparison }) => sum + comparison.results.length, 0);
  const picked =
    worst === 'same'
      ? await vscode.window.showInformationMessage(
          vscode.l10n.t('The servers serve what the file says ({0} addresses).', servers),
          report,
        )
      : worst === 'differs'
        ? await vscode.window.showWarningMessage(
            vscode.l10n.t('What is served differs from the file. See the problems of {0}.', 'Bailiwick (servers)'),
            report,
            diff,
          )
        : await vscode.window.showWarningMessage(vscode.l10n.t('Not all servers could be asked.'), report);
  if (picked === report) await host.answers.show(vscode.l10n.t('Compared with the servers'), text, { beside: true });
  if (picked === diff) await showServedCommand(host);
}

/** Runs something with progress that can be cancelled. */
function watched<Result>(title: string, run: (running: Running) => Promise<Result>): Thenable<Result> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    return run({ signal: abort.signal, say: (message) => progress.report({ message }) });
  });
}

function titleOf({ file: { apex, view } }: ComparedZone): string {
  return view === '' ? apex : vscode.l10n.t('{0} of the view {1}', apex, view);
}

function keyOf({ file: { apex, view, files } }: ComparedZone): string {
  return JSON.stringify([apex, view, files[0]]);
}

async function pickScope(zones: readonly ComparedZone[]): Promise<Scope | undefined> {
  const [{ file, at }] = zones;
  if (!at) return 'zone';
  const { l10n } = vscode;
  const count = file.sets.filter(({ owner }) => owner === at.owner).length;
  const rows: (vscode.QuickPickItem & { readonly scope: Scope })[] = [
    { label: l10n.t('The zone {0}', file.apex), description: l10n.t('{0} RRsets', file.sets.length), scope: 'zone' },
    { label: l10n.t('All records of {0}', at.owner), description: l10n.t('{0} RRsets', count), scope: 'name' },
    { label: l10n.t('The records of the type at the cursor, {0}', at.owner), scope: 'record' },
  ];
  return (await vscode.window.showQuickPick(rows, { title: l10n.t('What Is Compared with the Servers?') }))?.scope;
}

async function pickServers(zones: readonly ComparedZone[]): Promise<readonly string[] | undefined> {
  const { l10n } = vscode;
  const own = [...new Set(zones.flatMap(({ file }) => file.servers.map(({ name }) => name)))].join(' ');
  const rows = [
    { label: l10n.t("The zone's own name servers"), description: own, isOwn: true },
    { label: l10n.t('Other servers…'), description: l10n.t('type their addresses'), isOwn: false },
  ];
  const picked = await vscode.window.showQuickPick(rows, { title: l10n.t('Which Servers Shall Be Asked?') });
  if (!picked || picked.isOwn) return picked && [];
  const wordsOf = (typed: string): string[] => typed.split(/\s+/).filter((word) => word !== '');
  const typed = await vscode.window.showInputBox({
    title: l10n.t('Servers'),
    prompt: l10n.t('Addresses or names, as for dig: 192.0.2.53 [2001:db8::53]:5353 tls://dns.example +tls-ca=ca.pem'),
    validateInput: (text) => {
      const way = readWay(wordsOf(text));
      return 'problem' in way ? way.problem : undefined;
    },
  });
  const words = wordsOf(typed ?? '');
  return words.length > 0 ? words : undefined;
}
