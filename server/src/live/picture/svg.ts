/**
 * A picture of a delegation as SVG. Without scripts; its colours are those of the editor's theme where it stands in one, and of the system's
 * light or dark one where it was saved. What is broken is said in words and by a sign, and drawn in another way; colour is only added to that.
 */
import { t, visibleLine } from '../../l10n.ts';
import type { Chain } from './chain.ts';
import { graphOf } from './graph.ts';
import { LINE, layoutOf, type PlacedArrow, type PlacedBox, type Point } from './layout.ts';
import { STATE_SIGN, STATE_WORDS } from './words.ts';

const PADDING = 8;

const STYLE = `
.picture { --text: var(--vscode-foreground, #1f2328); --back: var(--vscode-editor-background, #ffffff); --line: var(--vscode-descriptionForeground, #59636e);
  --broken: var(--vscode-errorForeground, #b3261e); --edge: var(--vscode-contrastBorder, var(--vscode-descriptionForeground, #59636e)); --focus: var(--vscode-focusBorder, #0969da); }
@media (prefers-color-scheme: dark) { .picture { --text: var(--vscode-foreground, #e6edf3); --back: var(--vscode-editor-background, #0d1117);
  --line: var(--vscode-descriptionForeground, #9198a1); --broken: var(--vscode-errorForeground, #ff7b72);
  --edge: var(--vscode-contrastBorder, var(--vscode-descriptionForeground, #9198a1)); --focus: var(--vscode-focusBorder, #4493f8); } }
.picture { background: var(--back); font: 12px var(--vscode-editor-font-family, ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace); }
.picture text { fill: var(--text); }
.picture .column, .picture .label text { fill: var(--line); }
.picture .box rect { fill: var(--back); stroke: var(--edge); stroke-width: 1; }
.picture .box.unknown rect { stroke-dasharray: 2 3; }
.picture .box.broken rect { stroke: var(--broken); stroke-width: 3; }
.picture .title { font-weight: bold; }
.picture .arrow path { fill: none; stroke: var(--line); stroke-width: 1.2; }
.picture .arrow.unknown path { stroke-dasharray: 2 3; }
.picture .arrow.broken path { stroke: var(--broken); stroke-width: 2.4; stroke-dasharray: 7 4; }
.picture .head { fill: var(--line); }
.picture .head.broken { fill: var(--broken); }
.picture .label rect { fill: var(--back); }
/* The reason is read: themes have reds for lines that are too faint for letters. */
.picture .label.broken text { fill: var(--text); }
.picture a:focus { outline: none; }
.picture a:focus rect { stroke: var(--focus); stroke-width: 3; }
`;

/** A text in XML: nothing that somebody else wrote ends an element, and no character is in it that XML does not know. */
export function escapeXml(text: string): string {
  const named = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' } as const;
  return visibleLine(text)
    .replace(/[&<>"']/g, (character) => named[character as keyof typeof named])
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g, '\ufffd');
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function boxSvg(box: PlacedBox): string {
  const left = box.x - box.width / 2;
  const top = box.y - box.height / 2;
  const line = (text: string, i: number, kind: string): string =>
    `<text${kind} x="${number(left + PADDING)}" y="${number(top + PADDING + 12 + i * LINE)}">${escapeXml(text)}</text>`;
  const said = [box.title, STATE_WORDS[box.state](), ...box.lines].join(', ');
  const inside = [
    `<title>${escapeXml(said)}</title>`,
    `<rect x="${number(left)}" y="${number(top)}" width="${number(box.width)}" height="${number(box.height)}" rx="3"/>`,
    line(`${STATE_SIGN[box.state]} ${box.shownTitle}`, 0, ' class="title"'),
    ...box.lines.map((text, i) => line(text, i + 1, '')),
  ].join('');
  const group = `<g class="box ${box.state}" role="img" aria-label="${escapeXml(said)}">${inside}</g>`;
  if (!box.href) return group;
  return `<a href="${escapeXml(box.href)}" aria-label="${escapeXml(said)}">${group}</a>`;
}

/** A line that leaves and comes in level, with a turn on either side of the level piece in its middle. */
function pathOf([start, level, levelEnd, end]: PlacedArrow['points']): string {
  const at = ({ x, y }: Point): string => `${number(x)} ${number(y)}`;
  const turn = (from: Point, to: Point): string => {
    const x = (from.x + to.x) / 2;
    return `C${at({ x, y: from.y })} ${at({ x, y: to.y })} ${at(to)}`;
  };
  return `M${at(start)} ${turn(start, level)} L${at(levelEnd)} ${turn(levelEnd, end)}`;
}

/** The point of an arrow. */
function headOf({ points: [, , , { x, y }], state }: PlacedArrow): string {
  const back = number(x - 9);
  return `<polygon class="head ${state}" points="${number(x)},${number(y)} ${back},${number(y - 4)} ${back},${number(y + 4)}"/>`;
}

function arrowSvg(arrow: PlacedArrow): string {
  return `<g class="arrow ${arrow.state}"><path d="${pathOf(arrow.points)}"/>${headOf(arrow)}</g>`;
}

function labelSvg({ at, label, labelWidth, faults, state }: PlacedArrow): string {
  const height = label.length * LINE;
  const top = at.y - height / 2;
  const lines = label.map(
    (text, i) =>
      `<text text-anchor="middle" x="${number(at.x)}" y="${number(top + 12 + i * LINE)}">${escapeXml(text)}</text>`,
  );
  const back = `<rect x="${number(at.x - labelWidth / 2)}" y="${number(top)}" width="${number(labelWidth)}" height="${height}"/>`;
  const whole = faults.length > 0 ? `<title>${escapeXml(faults.map(({ text }) => text).join(' '))}</title>` : '';
  return `<g class="label ${state}">${whole}${back}${lines.join('')}</g>`;
}

/** The picture of a chain. `title` says what it is of. */
export function pictureSvg(chain: Chain, title: string): string {
  const { width, height, columns, boxes, arrows } = layoutOf(graphOf(chain));
  const heads = columns.map(
    ({ words, x }) => `<text class="column" text-anchor="middle" x="${number(x)}" y="20">${escapeXml(words)}</text>`,
  );
  const size = `width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="picture" ${size} role="group" aria-label="${escapeXml(title)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<desc>${escapeXml(t`A column for each zone, from left to right. Broken parts have a cross and a thick edge, and the reason stands beside the arrow.`)}</desc>`,
    `<style>${STYLE}</style>`,
    ...heads,
    ...arrows.map(arrowSvg),
    ...arrows.map(labelSvg),
    ...boxes.map(boxSvg),
    '</svg>',
    '',
  ].join('\n');
}
