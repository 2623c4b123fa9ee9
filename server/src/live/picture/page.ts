/**
 * A page with the picture of a delegation and what is wrong with it, for a view without scripts: what is wrong stands below the picture once more
 * in its whole words, the first cause first, for those who do not see the picture, and for what does not fit beside an arrow.
 */
import { t } from '../../l10n.ts';
import type { Chain, Fault } from './chain.ts';
import { escapeXml, pictureSvg } from './svg.ts';

/** One thing that is wrong, as the list has it. */
export interface ListedFault extends Fault {
  /** What to do about it. */
  readonly advice?: string;
  /** Where it stands in a file. */
  readonly href?: string;
}

export interface PageContent {
  readonly title: string;
  /** One sentence: the first cause, or that nothing is wrong. */
  readonly summary: string;
  readonly chain: Chain;
  readonly faults: readonly ListedFault[];
  /** What was left out, in sentences. */
  readonly left: readonly string[];
  /** Links to what can be done with the result. */
  readonly links: readonly { readonly words: string; readonly href: string }[];
}

const STYLE = `
body { color: var(--vscode-foreground); background: var(--vscode-editor-background); font: var(--vscode-font-size, 13px) var(--vscode-font-family, sans-serif); padding: 0 1rem 2rem; }
h1 { font-size: 1.3em; } h2 { font-size: 1.1em; }
figure { margin: 1rem 0; overflow: auto; border: 1px solid var(--vscode-contrastBorder, transparent); }
figure:focus { outline: 2px solid var(--vscode-focusBorder); }
li { margin: 0.4em 0; max-width: 50rem; } .advice { display: block; opacity: 0.85; }
a { color: var(--vscode-textLink-foreground); }
`;

function faultHtml({ rank, text, advice, href }: ListedFault): string {
  const said = escapeXml(text);
  const linked = href === undefined ? said : `<a href="${escapeXml(href)}">${said}</a>`;
  return `<li value="${rank}">${linked}${advice === undefined ? '' : `<span class="advice">${escapeXml(advice)}</span>`}</li>`;
}

/** The page as HTML. Nothing in it runs, and nothing is loaded. */
export function pageHtml({ title, summary, chain, faults, left, links }: PageContent): string {
  const ranked = [...faults].sort((a, b) => a.rank - b.rank);
  const list = [
    `<h2>${escapeXml(t`What is wrong, the first cause first`)}</h2>`,
    '<ol>',
    ...ranked.map(faultHtml),
    '</ol>',
  ];
  const shownLinks = links.map(({ words, href }) => `<a href="${escapeXml(href)}">${escapeXml(words)}</a>`);
  return [
    '<!DOCTYPE html>',
    '<html><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeXml(title)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${escapeXml(title)}</h1>`,
    `<p>${escapeXml(summary)}</p>`,
    // It can be scrolled by keyboard where it is wider than the view.
    `<figure tabindex="0" aria-label="${escapeXml(title)}">${pictureSvg(chain, title)}</figure>`,
    ...(ranked.length > 0 ? list : []),
    ...left.map((sentence) => `<p>${escapeXml(sentence)}</p>`),
    ...(shownLinks.length > 0 ? [`<p>${shownLinks.join(' · ')}</p>`] : []),
    '</body></html>',
    '',
  ].join('\n');
}
