/** The VS Code workbench in Chromium, driven with Playwright. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { findProgram } from '../../scripts/lib/run.ts';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Nothing that talks to the network by itself, nothing that asks at the first start. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const VIEWPORT = { width: 1280, height: 800 };

export interface Workbench {
  browser: Browser;
  page: Page;
  /** What the page wrote to its console. */
  console(): string;
}

/** The path of a Chromium or Chrome on this machine, or undefined. */
export function findChromium(): string | undefined {
  for (const name of CHROMIUM) {
    const path = findProgram(name);
    if (path) return path;
  }
  return undefined;
}

/** Opens an address of scripts/lib/vscodeServer.ts. Rejects when the page does not load. */
export async function openWorkbench(
  executablePath: string,
  address: string,
  viewport = VIEWPORT,
  flags: readonly string[] = [],
): Promise<Workbench> {
  const browser = await chromium.launch({ executablePath, args: [...FLAGS, ...flags] });
  const page = await browser.newPage({ viewport });
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  page.on('pageerror', (error) => lines.push(error.message));
  await page.goto(address);
  return { browser, page, console: () => lines.join('\n') };
}

/** Clicks the button of VS Code's dialogs that has one of some labels, as long as the page is there. */
export async function answerDialogs(page: Page, labels: RegExp): Promise<void> {
  while (!page.isClosed()) {
    await page
      .locator('.monaco-dialog-box .dialog-buttons .monaco-button', { hasText: labels })
      .first()
      .click({ timeout: 0 })
      // The page is gone, or the dialog was.
      .catch(() => {});
  }
}
