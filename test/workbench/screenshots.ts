/**
 * Takes the pictures of docs/images: installs the packaged extension into the VS Code of the browser workbench, opens a
 * copy of examples/ and does in each shot what a person would do. Takes the names of shots, none means all of them.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { CACHE, EXAMPLES, ROOT } from '../../scripts/lib/paths.ts';
import { exitOnSignals } from '../../scripts/lib/run.ts';
import { startVscodeServer } from '../../scripts/lib/vscodeServer.ts';
import { packageExtension } from '../../scripts/lib/vsix.ts';
import { namedVersion, startNamed } from '../live/named.ts';
import { hasUnbound, startResolver } from '../live/resolver.ts';
import { findChromium, openWorkbench, VIEWPORT } from './browser.ts';
import { contactSheet } from './contactSheet.ts';
import { ANCHORS, startDelegationWorld } from './delegationWorld.ts';
import { LIVE_ZONES } from './liveZones.ts';
import { SHOTS, type Shot, type Step } from './shots.ts';
import { smallPng } from './smallPng.ts';

const IMAGES = join(ROOT, 'docs', 'images');

/** How long what a shot waits for may take to appear, in milliseconds. */
const PATIENCE = 90_000;

/** How long nothing may move before the picture is taken, in milliseconds: animations and tooltips of VS Code. */
const STILL = 700;

const SETTINGS = {
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.activityBar.location': 'top',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'window.title': '${activeEditorShort}${separator}${rootName}',
  'editor.minimap.enabled': false,
  'editor.fontSize': 14,
  'editor.cursorBlinking': 'solid',
  'breadcrumbs.enabled': false,
  'bailiwick.served.inlayHints': true,
  // In MB: the server counts as another machine, from which VS Code asks before it fetches more than 10.
  'workbench.editorLargeFileConfirmation': 1024,
};

exitOnSignals(130);
const names = process.argv.slice(2);
const shots = names.length > 0 ? SHOTS.filter((shot) => names.includes(shot.name)) : SHOTS;
const unknown = names.filter((name) => !SHOTS.some((shot) => shot.name === name));
if (unknown.length > 0)
  fail(`There is no shot ${unknown.join(', ')}. There are: ${SHOTS.map((s) => s.name).join(', ')}`);
const chromium = findChromium() ?? fail('Chromium is not installed. On Debian, as root: apt-get install chromium');
const vsix = (await packageExtension()) ?? fail('There is no extension to show.');

const temporary = mkdtempSync(join(tmpdir(), 'bailiwick-screenshots-'));
const workspace = join(temporary, 'examples');
cpSync(EXAMPLES, workspace, { recursive: true });
mkdirSync(IMAGES, { recursive: true });
const named = namedVersion()
  ? await startNamed({ zones: LIVE_ZONES, zoneStatements: 'allow-transfer { any; };' })
  : undefined;
const world = await startDelegationWorld();
/** A resolver of that world. It asks at port 53, so that it finds none of the servers behind the root. */
const resolver = world && hasUnbound() ? await startResolver({ zones: { '.': world.port } }) : undefined;
const settings = world
  ? { ...SETTINGS, 'bailiwick.query.rootServers': [`127.0.0.1#${world.port}`], 'bailiwick.query.trustAnchors': ANCHORS }
  : SETTINGS;
const server = await startVscodeServer({ dataDir: join(temporary, 'vscode'), vsix: vsix.path, settings });
let failed = 0;
/** What was kept of the window, of which the picture is made. */
let kept: Buffer[] = [];
for (const shot of shots) {
  if (await isTaken(shot)) continue;
  console.error(`${shot.name}: once more`);
  if (!(await isTaken(shot))) failed++;
}
await server.stop();
await named?.stop();
await resolver?.stop();
await world?.stop();
rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
process.exit(failed > 0 ? 1 : 0);

/** Takes a picture; false where something was not to be seen in time, which is told. */
async function isTaken(shot: Shot): Promise<boolean> {
  // A window for each, so that none shows what another left.
  const words = JSON.stringify({ ...settings, ...shot.settings });
  server.configure(JSON.parse(words.replaceAll('{resolver}', String(resolver?.port))));
  const { width = VIEWPORT.width, height = VIEWPORT.height } = shot;
  kept = [];
  const { browser, page } = await openWorkbench(chromium, server.address(workspace), { width, height });
  const path = join(IMAGES, `${shot.name}.png`);
  try {
    if (shot.text) writeFileSync(join(workspace, shot.file), shot.text());
    await take(page, shot);
    const picture = kept.length > 0 ? await contactSheet(browser, kept) : await page.screenshot();
    writeFileSync(path, smallPng(picture));
    console.log(`${shot.name}: ${path}`);
    return true;
  } catch (error) {
    console.error(`${shot.name}: ${(error as Error).message}`);
    const seen = join(CACHE, `screenshot-${shot.name}.png`);
    await page.screenshot({ path: seen });
    console.error(`What was to be seen instead: ${seen}`);
    return false;
  } finally {
    await browser.close();
  }
}

async function take(page: Page, shot: Shot): Promise<void> {
  page.setDefaultTimeout(PATIENCE);
  await page.locator('.monaco-workbench .explorer-folders-view .monaco-list-row').first().waitFor();
  await quickInput(page, 'Control+P', shot.file);
  const name = shot.file.split('/').at(-1) as string;
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  await page.locator('.editor-instance .view-line').first().waitFor();
  for (const step of shot.steps) await perform(page, step, shot.file);
  // The pointer away from anything that shows a tooltip.
  if (!shot.steps.some((step) => step.do === 'point')) await page.mouse.move(5, 400);
  await page.waitForTimeout(STILL);
}

async function perform(page: Page, step: Step, file: string): Promise<void> {
  switch (step.do) {
    case 'wait':
      return page.locator(step.for).first().waitFor();
    case 'go':
      return quickInput(page, 'Control+G', placeOf(step.to, file));
    case 'hover':
      // Hover shows what the language server says, so it may be empty until that has read the file.
      await page.keyboard.press('Control+K');
      await page.keyboard.press('Control+I');
      return page.locator('.monaco-hover:not(.hidden) .hover-contents').first().waitFor();
    case 'fixes':
      await page.keyboard.press('Control+.');
      return page.locator('.action-widget .monaco-list-row').first().waitFor();
    case 'command':
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget .quick-input-box input').waitFor();
      await page.keyboard.type(step.title);
      return page.locator(`.quick-input-list .monaco-list-row[aria-label^="${step.title}"]`).first().click();
    case 'keep':
      await page.waitForTimeout(STILL);
      kept.push(await page.locator(step.part).last().screenshot());
      return;
    case 'type':
      await page.keyboard.type(
        step.text.replaceAll('{port}', String(named?.port)).replaceAll('{root}', String(world?.port)),
      );
      return;
    case 'click':
      return page.locator(step.on).first().click();
    case 'point':
      return page.locator(step.at).first().hover();
    case 'press':
      return page.keyboard.press(step.key);
  }
}

/** Where a text first stands in a file of the workspace, as line:column from 1. */
function placeOf(text: string, file: string): string {
  const content = readFileSync(join(workspace, file), 'utf8');
  const offset = content.indexOf(text);
  if (offset < 0) throw new Error(`${file} does not contain ${JSON.stringify(text)}`);
  const before = content.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1) as string).length + 1}`;
}

/** Opens one of VS Code's input boxes with a key, types into it, and takes the first thing that it offers. */
async function quickInput(page: Page, key: string, text: string): Promise<void> {
  await page.keyboard.press(key);
  const input = page.locator('.quick-input-widget .quick-input-box input');
  await input.waitFor();
  const asked = await input.getAttribute('placeholder');
  await page.keyboard.type(text);
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await page.waitForTimeout(STILL);
  await page.keyboard.press('Enter');
  // What was picked may ask for more in the same place.
  await page.locator(`.quick-input-widget .quick-input-box input[placeholder="${asked}"]`).waitFor({ state: 'hidden' });
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
