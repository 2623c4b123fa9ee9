/** Pictures of live queries: the box with what it offers, two answers beside one another, and a way from the root of the tests down. */
import type { Shot, Step } from './shots.ts';

const FILE = 'clean/zones/db.example.org';
const READ: Step = { do: 'wait', for: '.codelens-decoration' };
/** Opens the box and puts a line into it. */
function typed(line: string): readonly Step[] {
  return [
    { do: 'command', title: 'Bailiwick: Query DNS…' },
    { do: 'wait', for: '.quick-input-title:has-text("Query DNS")' },
    { do: 'press', key: 'Control+A' },
    { do: 'type', text: line },
  ];
}

/** Asks a line, and waits for its answer. */
function asked(line: string): readonly Step[] {
  return [
    ...typed(line),
    { do: 'press', key: 'Enter' },
    { do: 'wait', for: `.tab.active[aria-label*="${line.split(' ')[0]}"]` },
  ];
}

/** Gives the window to what was opened beside the file. */
const BESIDE_ALONE: readonly Step[] = [
  { do: 'command', title: 'Notifications: Clear All Notifications' },
  { do: 'command', title: 'View: Toggle Primary Side Bar Visibility' },
];

export const QUERY_SHOTS: readonly Shot[] = [
  {
    name: 'query-box',
    file: FILE,
    width: 1100,
    height: 480,
    steps: [
      READ,
      ...asked('mail.example.test MX @::1 -p {port}'),
      ...asked('mail.example.test AAAA @127.0.0.1 -p {port} +dnssec'),
      ...asked('mail.example.test A AAAA @127.0.0.1 -p {port}'),
      { do: 'command', title: 'View: Close All Editors' },
      ...typed('mail.'),
      { do: 'wait', for: '.quick-input-list .codicon-history' },
    ],
  },
  {
    name: 'two-answers',
    file: FILE,
    steps: [
      READ,
      ...asked('mail.example.test A @127.0.0.1 -p {port} +norecurse'),
      ...asked('mail.example.test A AAAA @::1 -p {port}'),
      { do: 'click', on: '.tab.active[aria-label*="mail.example.test"]' },
      { do: 'press', key: 'F1' },
      { do: 'type', text: 'Bailiwick: Compare with an Earlier Answer' },
      { do: 'click', on: '.quick-input-list .monaco-list-row[aria-label^="Bailiwick: Compare with an Earlier"]' },
      { do: 'wait', for: '.quick-input-title:has-text("Compare")' },
      { do: 'press', key: 'Enter' },
      { do: 'wait', for: '.monaco-diff-editor .line-insert' },
      { do: 'command', title: 'View: Toggle Maximize Editor Group' },
      ...BESIDE_ALONE,
    ],
  },
  {
    name: 'trace',
    file: FILE,
    steps: [READ, ...asked('ns1.offices.test A @127.0.0.1 -p {root} +trace'), ...BESIDE_ALONE],
  },
];
