/** Pictures of live queries: the box with what it offers, and the lines that were asked. */
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
];
