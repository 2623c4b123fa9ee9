/** A picture of a terminal: what a command writes, with its colours (ECMA-48, SGR), as SVG. The same text gives the same picture. */

const COLUMNS = 100;
const TAB = 8;
/** In pixels. */
const CHARACTER = { width: 8.43, height: 19, size: 14 };
const MARGIN = 16;

/** The colours that a terminal gives to the codes that are used; contrast is that of WCAG AA on the ground. */
const COLORS: Readonly<Record<string, string>> = {
  '31': '#c4121a',
  '32': '#116329',
  '33': '#7d5700',
  '34': '#0a50b4',
  '36': '#0b6a74',
};
const GROUND = '#ffffff';
const INK = '#1f2328';
const DIM = '#636c76';

/** Text of one look. */
interface Run {
  readonly text: string;
  readonly codes: readonly string[];
}

const ESCAPE = new RegExp(`${String.fromCharCode(27)}\\[([\\d;]*)m`);

/** The lines of a text as a terminal breaks them. */
export function linesOf(text: string): Run[][] {
  const lines: Run[][] = [[]];
  let codes: string[] = [];
  let column = 0;
  const write = (part: string): void => {
    if (part !== '') lines.at(-1)!.push({ text: part, codes });
  };
  for (const [at, part] of text.split(ESCAPE).entries()) {
    if (at % 2 === 1) {
      codes = part === '' || part === '0' ? [] : [...codes, ...part.split(';')];
      continue;
    }
    let run = '';
    for (const sign of part) {
      if (sign === '\n' || column === COLUMNS) {
        write(run);
        run = '';
        column = 0;
        lines.push([]);
      }
      if (sign === '\n') continue;
      const shown = sign === '\t' ? ' '.repeat(TAB - (column % TAB)) : sign;
      run += shown;
      column += shown.length;
    }
    write(run);
  }
  return lines;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function looks(codes: readonly string[]): string {
  const color = codes.includes('2') ? DIM : COLORS[codes.findLast((code) => code in COLORS) ?? ''];
  return `${color ? ` fill="${color}"` : ''}${codes.includes('1') ? ' font-weight="bold"' : ''}`;
}

/** The picture of what stands in a terminal. */
export function terminalSvg(text: string, title: string): string {
  const lines = linesOf(text.replace(/\n$/, ''));
  const width = Math.round(COLUMNS * CHARACTER.width + 2 * MARGIN);
  const height = lines.length * CHARACTER.height + 2 * MARGIN;
  const rows = lines.map((runs, row) => {
    let column = 0;
    const y = MARGIN + CHARACTER.size + row * CHARACTER.height;
    return runs
      .map((run) => {
        const x = (MARGIN + column * CHARACTER.width).toFixed(1);
        column += run.text.length;
        // Characters stand in their columns, whatever the font.
        const length = (run.text.length * CHARACTER.width).toFixed(1);
        return `<text x="${x}" y="${y}" textLength="${length}"${looks(run.codes)} xml:space="preserve">${escaped(run.text)}</text>`;
      })
      .join('');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" rx="6" fill="${GROUND}" stroke="#d1d9e0"/>
<g font-family="DejaVu Sans Mono, Liberation Mono, monospace" font-size="${CHARACTER.size}" fill="${INK}">
${rows.filter((row) => row !== '').join('\n')}
</g>
</svg>
`;
}
