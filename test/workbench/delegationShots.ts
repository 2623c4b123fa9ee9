/** Pictures of checked delegations and of a diagnosis, in each theme: the zones are those of delegationWorld.ts. */
import type { Shot, Step } from './shots.ts';

/** The themes, by what the pictures are called. */
const THEMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
} as const;

const ZONES = ['offices.test', 'stale.test', 'signed.test', 'lame.test'];
/** The whole picture of a zone with several servers. */
const WIDTH = 1960;
const FILE = 'clean/zones/db.example.org';
const READ: Step = { do: 'wait', for: '.codelens-decoration' };

/** Runs a command that asks for a text in a box of that title. */
function asked(command: string, title: string, text: string): readonly Step[] {
  return [
    { do: 'command', title: command },
    { do: 'wait', for: `.quick-input-title:has-text("${title}")` },
    { do: 'press', key: 'Control+A' },
    { do: 'type', text },
    { do: 'press', key: 'Enter' },
  ];
}

/** Checks the delegation of a zone of the tests' own root. */
function delegation(zone: string): readonly Step[] {
  return [
    ...asked('Bailiwick: Check a Delegation…', 'Check a Delegation', zone),
    { do: 'wait', for: `.tab[aria-label*="${zone}"]` },
    { do: 'wait', for: 'iframe.webview.ready' },
  ];
}

/** Gives the whole window to what was opened beside the file. */
const BESIDE_ALONE: readonly Step[] = [
  { do: 'press', key: 'Control+B' },
  { do: 'press', key: 'Control+2' },
  { do: 'press', key: 'Control+K' },
  { do: 'press', key: 'Control+M' },
];

export const DELEGATION_SHOTS: readonly Shot[] = [
  { name: 'delegation', file: FILE, width: WIDTH, steps: [READ, ...delegation('stale.test'), ...BESIDE_ALONE] },
  ...Object.entries(THEMES).map(
    ([theme, id]): Shot => ({
      name: `delegation-${theme}`,
      file: FILE,
      width: WIDTH,
      settings: { 'workbench.colorTheme': id },
      steps: ZONES.flatMap((zone, i) => [
        ...(i === 0 ? [READ] : []),
        ...delegation(zone),
        ...(i === 0 ? BESIDE_ALONE : []),
        { do: 'keep', part: 'iframe.webview.ready' } as const,
      ]),
    }),
  ),
  {
    name: 'delegation-view',
    file: FILE,
    steps: [
      READ,
      ...delegation('stale.test'),
      { do: 'click', on: '.pane-header[aria-label^="Explorer Section"]' },
      { do: 'command', title: 'Explorer: Focus on Delegation View' },
      { do: 'wait', for: '.pane-body [aria-label*="ns3.stale.test"]' },
    ],
  },
  {
    name: 'diagnosis',
    file: FILE,
    settings: { 'bailiwick.query.server': '127.0.0.1#{resolver}' },
    steps: [
      READ,
      ...asked('Bailiwick: Why Does It Not Resolve?…', 'Why Does It Not Resolve?', 'www.lame.test AAAA'),
      { do: 'wait', for: '.tab[aria-label*="Why does"]' },
      ...BESIDE_ALONE,
    ],
  },
];
