/**
 * Runs the suite of test/workbench/suite inside a real VS Code: the desktop one where it can be had, else the workbench
 * in Chromium. dist/ must have been built with --tests. Options: --browser (do not look for the desktop one), --summary
 * FILE (writes a WorkbenchSummary there). Exits with 1 when a test failed or the suite did not come to its end.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { CACHE, DIST, EXAMPLES, ROOT } from '../../scripts/lib/paths.ts';
import { exitOnSignals } from '../../scripts/lib/run.ts';
import { QUIET_SETTINGS, startVscodeServer } from '../../scripts/lib/vscodeServer.ts';
import { namedVersion, startNamed } from '../live/named.ts';
import { isInstalled, type OtherName, type OtherServer, startOther } from '../live/otherServers.ts';
import { answerDialogs, findChromium, openWorkbench } from './browser.ts';
import { startDelegationWorld } from './delegationWorld.ts';
import { findDesktopVscode } from './desktop.ts';
import { ENV, type SuiteEvent, type SuitePart, type WorkbenchSummary } from './events.ts';
import { LIVE_ZONES } from './liveZones.ts';
import { commitFolder } from './repository.ts';

/** What the zones are served by besides named. */
const OTHERS: readonly OtherName[] = ['NSD', 'Knot'];

/**
 * As most people have it. In a browser VS Code saves an edit by itself after a second: what a test changes would be the example that the next one
 * reads.
 */
const SETTINGS = { ...QUIET_SETTINGS, 'git.enabled': true, 'files.autoSave': 'off' };
/** What is answered where VS Code asks: a change of several files is taken back in all of them, what a moved file takes along is changed, and nobody trusts the workspace. */
const ANSWERS: Readonly<Partial<Record<SuitePart, RegExp>>> = {
  answered: /^(?:OK|(?:Undo|Redo) in .*)$/,
  untrusted: /^Cancel$/,
};
/** A workspace that nobody trusts, without the question whether somebody does. */
const UNTRUSTED = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};
/** What runs the tests inside VS Code. */
const SUITE = join(DIST, 'test', 'index.js');
/** For the whole suite, from the start of VS Code, in milliseconds. */
const SUITE_LIMIT = 300_000;
/** Until the suite says that it runs: VS Code has to start and find the extension. */
const START_LIMIT = 90_000;
/** For a desktop VS Code to end after its suite, in milliseconds. */
const STOP_LIMIT = 10_000;
/** How often the file of events is read. */
const READ_EVERY = 100;

/** A VS Code that is running the suite. */
interface Session {
  /** How VS Code is shown: part of what is reported. */
  name: string;
  /** Resolves when VS Code ends by itself; one in a browser does not. */
  ended: Promise<void>;
  screenshot?(path: string): Promise<unknown>;
  /** What VS Code itself said, for a suite that did not come to its end. */
  log(): string;
  stop(): Promise<void>;
}

interface Stage {
  /** The folder that VS Code opens: a copy of examples/ that the tests may change. */
  workspace: string;
  /** For VS Code's settings, logs and extensions. */
  dataDir: string;
  env: NodeJS.ProcessEnv;
}

const { values: options } = parseArgs({
  options: { browser: { type: 'boolean', default: false }, summary: { type: 'string' } },
});

exitOnSignals(130);
const summary = await main();
if (options.summary) writeFileSync(options.summary, JSON.stringify(summary));
const { passed, failed, skipped } = summary;
console.log(`Tests in VS Code that passed: ${passed}, that failed: ${failed}, that were skipped: ${skipped.length}`);
// Not left to the event loop: a VS Code that does not end must not keep the tests from ending.
process.exit(failed > 0 ? 1 : 0);

async function main(): Promise<WorkbenchSummary> {
  const desktop = options.browser ? undefined : await findDesktopVscode();
  const chromium = desktop ? undefined : findChromium();
  if (!desktop && !chromium) {
    const reason = 'no desktop VS Code can be had or shown here, and no Chromium is installed';
    return { passed: 0, failed: 0, skipped: [reason] };
  }
  mkdirSync(CACHE, { recursive: true });
  const temporary = mkdtempSync(join(tmpdir(), 'bailiwick-workbench-'));
  const named = namedVersion()
    ? await startNamed({ zones: LIVE_ZONES, zoneStatements: 'allow-transfer { any; };' })
    : undefined;
  const others: Partial<Record<OtherName, OtherServer>> = {};
  for (const name of OTHERS) {
    if (isInstalled(name)) others[name] = await startOther(name, { zones: LIVE_ZONES, transfers: true });
  }
  const world = await startDelegationWorld();
  /** One run, in a VS Code and a workspace of its own. */
  const runPart = async (part?: SuitePart): Promise<WorkbenchSummary> => {
    const folder = join(temporary, part ?? 'all');
    mkdirSync(folder);
    const events = join(folder, 'events.jsonl');
    writeFileSync(events, '');
    const env: NodeJS.ProcessEnv = { ...process.env, [ENV.events]: events };
    if (part) env[ENV.part] = part;
    if (named) env[ENV.namedPort] = String(named.port);
    env[ENV.otherPorts] = JSON.stringify(
      Object.fromEntries(Object.entries(others).map(([name, { port }]) => [name, port])),
    );
    if (part === 'untrusted') putPrograms(join(folder, 'programs'), env);
    if (world) env[ENV.rootPort] = String(world.port);
    const stage: Stage = { workspace: join(folder, 'examples'), dataDir: join(folder, 'vscode'), env };
    cpSync(EXAMPLES, stage.workspace, { recursive: true });
    await commitFolder(stage.workspace);
    return follow(events, desktop ? startDesktop(desktop, stage) : await startBrowser(chromium as string, stage, part));
  };
  try {
    if (desktop) return { ...(await runPart()), named: named?.version };
    const sum: WorkbenchSummary = { passed: 0, failed: 0, skipped: [], named: named?.version };
    for (const part of ['others', 'answered', 'untrusted'] as const) {
      const { passed, failed, skipped, vscode } = await runPart(part);
      sum.passed += passed;
      sum.failed += failed;
      sum.skipped.push(...skipped);
      if (vscode) sum.vscode = vscode;
    }
    return sum;
  } finally {
    await named?.stop();
    await Promise.all(Object.values(others).map((server) => server.stop()));
    await world?.stop();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

function startDesktop(vscodeExecutablePath: string, stage: Stage): Session {
  const settings = join(stage.dataDir, 'User');
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, 'settings.json'), JSON.stringify(SETTINGS));
  const extensionsDir = join(stage.dataDir, 'extensions');
  let problem = '';
  const ended = runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: SUITE,
    extensionTestsEnv: stage.env,
    launchArgs: [stage.workspace, `--user-data-dir=${stage.dataDir}`, `--extensions-dir=${extensionsDir}`],
  }).then(
    () => {},
    // Said only when the suite did not come to its end: a failed test has been told by its event.
    (error: Error) => {
      problem = error.message;
    },
  );
  const limit = () => new Promise<void>((resolve) => setTimeout(resolve, STOP_LIMIT));
  return { name: 'desktop', ended, log: () => problem, stop: () => Promise.race([ended, limit()]) };
}

/** Puts programs into the PATH that say that they were started, under the names of those that the extension starts. */
function putPrograms(folder: string, env: NodeJS.ProcessEnv): void {
  mkdirSync(folder);
  for (const name of ['named-checkconf', 'named-checkzone', 'rndc']) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho ${name} >> '${folder}/started'\n`, { mode: 0o755 });
  }
  env.PATH = `${folder}${delimiter}${env.PATH}`;
  env[ENV.started] = join(folder, 'started');
}

/** Installs an extension that runs the suite: where tests run in VS Code's own way, it asks nothing and refuses what it would have asked about. */
function installStarter(dataDir: string): void {
  const folder = join(dataDir, 'extensions', 'test.starter-1.0.0');
  mkdirSync(folder, { recursive: true });
  const manifest = {
    name: 'starter',
    publisher: 'test',
    version: '1.0.0',
    engines: { vscode: '^1.91.0' },
    main: './main.js',
    activationEvents: ['onStartupFinished'],
    capabilities: { untrustedWorkspaces: { supported: true } },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const suite = JSON.stringify(SUITE);
  writeFileSync(join(folder, 'main.js'), `exports.activate = () => void require(${suite}).run().catch(() => {});\n`);
}

async function startBrowser(chromium: string, stage: Stage, part: SuitePart | undefined): Promise<Session> {
  const answers = part && ANSWERS[part];
  if (answers) installStarter(stage.dataDir);
  const settings = part === 'untrusted' ? { ...SETTINGS, ...UNTRUSTED } : SETTINGS;
  const server = await startVscodeServer({ dataDir: stage.dataDir, env: stage.env, settings });
  const address = server.developmentAddress(stage.workspace, ROOT, answers ? undefined : SUITE);
  const workbench = await openWorkbench(chromium, address).catch(async (error) => {
    await server.stop();
    throw error;
  });
  if (answers) void answerDialogs(workbench.page, answers);
  return {
    name: `in Chromium ${workbench.browser.version()}`,
    ended: new Promise(() => {}),
    screenshot: (path) => workbench.page.screenshot({ path }),
    log: () => `${server.log()}\n${workbench.console()}`,
    stop: async () => {
      await workbench.browser.close();
      await server.stop();
    },
  };
}

/** Prints the events as they come, until the last one, the end of VS Code or the limit; then stops VS Code. */
async function follow(file: string, session: Session): Promise<WorkbenchSummary> {
  const summary: WorkbenchSummary = { passed: 0, failed: 0, skipped: [] };
  const started = Date.now();
  let seen = 0;
  let vscodeEnded = false;
  let finished = false;
  void session.ended.then(() => {
    vscodeEnded = true;
  });
  while (!finished) {
    // Asked before the file is read, so that what VS Code wrote last is not missed.
    const last = vscodeEnded || Date.now() - started > (summary.vscode ? SUITE_LIMIT : START_LIMIT);
    const events = readEvents(file);
    for (const event of events.slice(seen)) {
      count(event, summary, session.name);
      if (event.type === 'fail') await photograph(session, `failed-${summary.failed}`);
      if (event.type === 'end') finished = true;
    }
    seen = events.length;
    if (last) break;
    await new Promise((resolve) => setTimeout(resolve, READ_EVERY));
  }
  if (!finished) {
    summary.failed++;
    const seconds = Math.round((Date.now() - started) / 1000);
    const log = join(CACHE, 'workbench.log');
    writeFileSync(log, session.log());
    console.log(`not ok  The suite did not come to its end in ${seconds} s. What VS Code said: ${log}`);
    await photograph(session, 'stuck');
  }
  await session.stop();
  if (finished && summary.passed + summary.failed === 0) {
    summary.failed++;
    console.log('not ok  The suite has no tests.');
  }
  return summary;
}

function readEvents(file: string): SuiteEvent[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  // What stands after the last line break is not written to its end yet.
  return lines.slice(0, -1).map((line) => JSON.parse(line));
}

function count(event: SuiteEvent, summary: WorkbenchSummary, name: string): void {
  switch (event.type) {
    case 'start':
      summary.vscode = `${event.vscode} (${name})`;
      console.log(`VS Code ${summary.vscode}`);
      break;
    case 'pass':
      summary.passed++;
      console.log(`ok      ${event.title} (${event.milliseconds} ms)`);
      break;
    case 'fail':
      summary.failed++;
      console.log(`not ok  ${event.title}\n${event.message.replace(/^/gm, '        ')}`);
      break;
    case 'skip':
      summary.skipped.push(event.title);
      console.log(`skipped ${event.title}`);
      break;
  }
}

async function photograph(session: Session, name: string): Promise<void> {
  if (!session.screenshot) return;
  const path = join(CACHE, `workbench-${name}.png`);
  try {
    await session.screenshot(path);
    console.log(`        screenshot: ${path}`);
  } catch {
    // The page is gone; the failure itself has been told.
  }
}
