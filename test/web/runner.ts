/**
 * Runs the tests of test/web/host in VS Code for the web, whose extension host is a web worker: on the oldest version that package.json admits, and on a
 * present one. dist/ must have been built with --tests. Option: --summary FILE (writes a WorkbenchSummary there). Exits with 1 when a test failed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CACHE } from '../../scripts/lib/paths.ts';
import { exitOnSignals } from '../../scripts/lib/run.ts';
import { type WebBuild, webBuilds } from '../../scripts/lib/vscodeWeb.ts';
import { findChromium, openWorkbench, VIEWPORT } from '../workbench/browser.ts';
import type { SuiteEvent, WorkbenchSummary } from '../workbench/events.ts';
import { startDohServer } from './dohServer.ts';
import { MARK } from './host/workspace.ts';
import { serveSite } from './site.ts';

/** For the tests on one version, from the opening of the page, in milliseconds. */
const LIMIT = 300_000;

const { values: options } = parseArgs({ options: { summary: { type: 'string' } } });
exitOnSignals(130);
const summary: WorkbenchSummary = { passed: 0, failed: 0, skipped: [] };
const chromium = findChromium();
if (chromium) for (const build of await webBuilds()) await runOn(build, chromium);
else summary.skipped.push('no Chromium is installed');
if (options.summary) writeFileSync(options.summary, JSON.stringify(summary));
console.log(`Tests in VS Code for the web that passed: ${summary.passed}, that failed: ${summary.failed}`);
process.exit(summary.failed > 0 ? 1 : 0);

async function runOn(build: WebBuild, executable: string): Promise<void> {
  const doh = await startDohServer();
  const site = await serveSite(build, doh?.port);
  // No authority knows the certificate of a test.
  const workbench = await openWorkbench(executable, site.address, VIEWPORT, ['--ignore-certificate-errors']);
  try {
    const isDone = await new Promise<boolean>((resolve) => {
      const limit = setTimeout(() => resolve(false), LIMIT);
      const take = (line: string): void => {
        const at = line.indexOf(MARK);
        if (at < 0) return;
        const event = JSON.parse(line.slice(at + MARK.length).split('\n', 1)[0]) as SuiteEvent;
        count(event);
        if (event.type !== 'end') return;
        clearTimeout(limit);
        resolve(true);
      };
      for (const line of workbench.console().split('\n')) take(line);
      workbench.page.on('console', (message) => take(message.text()));
    });
    if (isDone) return;
    mkdirSync(CACHE, { recursive: true });
    const log = join(CACHE, `web-${build.version}.log`);
    writeFileSync(log, workbench.console());
    await workbench.page.screenshot({ path: log.replace(/log$/, 'png') });
    summary.failed++;
    console.log(`not ok  The tests on ${build.version} did not come to their end. What VS Code said: ${log}`);
  } finally {
    await workbench.browser.close();
    site.stop();
    doh?.stop();
  }
}

function count(event: SuiteEvent): void {
  if (event.type === 'start') {
    summary.vscode = [summary.vscode, event.vscode].filter(Boolean).join(' and ');
    console.log(`VS Code for the web ${event.vscode}`);
  }
  if (event.type === 'pass') {
    summary.passed++;
    console.log(`ok      ${event.title} (${event.milliseconds} ms)`);
  }
  if (event.type === 'fail') {
    summary.failed++;
    console.log(`not ok  ${event.title}\n${event.message.replace(/^/gm, '        ')}`);
  }
}
