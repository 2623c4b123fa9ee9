/** Several pictures in one, one below the other. */
import type { Browser } from 'playwright-core';

/** Between the pictures, in pixels. */
const GAP = 8;

/** Draws pictures (PNG) below one another; returns the sheet. */
export async function contactSheet(browser: Browser, pictures: readonly Buffer[]): Promise<Buffer> {
  const page = await browser.newPage();
  const images = pictures.map((png) => `<img src="data:image/png;base64,${png.toString('base64')}">`);
  const style = `body { margin: 0; width: max-content; display: grid; gap: ${GAP}px; background: #808080 } img { display: block }`;
  await page.setContent(`<style>${style}</style><body>${images.join('')}</body>`);
  const sheet = await page.locator('body').screenshot();
  await page.close();
  return sheet;
}
