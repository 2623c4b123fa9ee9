/** Packs the npm package, installs it into an empty folder, types what somebody types first, and writes docs/first-steps.md with its pictures. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../test/workbench/browser.ts';
import { firstStepsPage, install, runSteps, writeSite } from './lib/firstSteps.ts';
import { packNpm } from './lib/npmPackage.ts';
import { ROOT } from './lib/paths.ts';
import { terminalSvg } from './lib/terminal.ts';

const executablePath = findChromium();
const packed = await packNpm();
if (!executablePath || !packed) {
  if (!executablePath) console.error('No Chromium is installed, which draws the pictures.');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-first-'));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const program = install(packed.path, join(folder, 'installed'));
  const site = join(folder, 'site');
  writeSite(site);
  const ran = runSteps(site, program);
  const page = await browser.newPage({ viewport: { width: 900, height: 600 } });
  for (const { step, text } of ran) {
    await page.setContent(`<body style="margin:0">${terminalSvg(text, step.title)}</body>`);
    const path = join(ROOT, 'docs/images', `${step.name}.png`);
    await page.locator('svg').screenshot({ path });
    console.log(`${path}: ${(statSync(path).size / 1000).toFixed(1)} kB`);
  }
  writeFileSync(join(ROOT, 'docs/first-steps.md'), firstStepsPage(ran));
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(packed.path, { force: true });
}
