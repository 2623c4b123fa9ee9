/** The pictures of docs/images, as data. */

import { DELEGATION_SHOTS } from './delegationShots.ts';
import { COMPARED_FILE } from './liveZones.ts';
import { QUERY_SHOTS } from './queryShots.ts';

/** What a person does before the picture is taken. */
export type Step =
  /** Waits until an element is there: a CSS selector in VS Code's page. */
  | { do: 'wait'; for: string }
  /** Puts the cursor on the first place in the file where the text stands. */
  | { do: 'go'; to: string }
  /** Shows the hover at the cursor. */
  | { do: 'hover' }
  /** Opens the list of code actions at the cursor. */
  | { do: 'fixes' }
  /** Runs the command that the command palette finds first. */
  | { do: 'command'; title: string }
  /** Types into whatever has the focus; {port} stands for the port of a name server with liveZones.ts, on ::1 too, {root} for that of the root of delegationWorld.ts. */
  | { do: 'type'; text: string }
  /** Clicks on the first element of a CSS selector, once it is there. */
  | { do: 'click'; on: string }
  /** Moves the pointer onto the first element of a CSS selector, where it stays. */
  | { do: 'point'; at: string }
  /** Keeps a part of the window, the last element of a CSS selector: what is kept becomes the picture, one below the other, instead of the window. */
  | { do: 'keep'; part: string }
  /** Presses a key, in Playwright's words, such as Enter or Control+K. */
  | { do: 'press'; key: string };

export interface Shot {
  /** The picture is docs/images/NAME.png. */
  name: string;
  /** The file that is opened first, below examples/. */
  file: string;
  /** The text of that file, where it is made for the picture. */
  text?: () => string;
  /** Of the window, in pixels. */
  width?: number;
  height?: number;
  /** What the settings of all pictures say otherwise. */
  settings?: Readonly<Record<string, unknown>>;
  steps: readonly Step[];
}

/** Waits for the first of the problems that a file is known to have. */
const PROBLEMS: Step = { do: 'wait', for: '.squiggly-error, .squiggly-warning, .squiggly-info' };

/** Waits for what a command asks, by its title. */
function titled(title: string): Step {
  return { do: 'wait', for: `.quick-input-title:has-text("${title}")` };
}

/** VS Code has commands of its own that compare, which the palette finds first. */
const COMPARE_WITH_SERVERS: readonly Step[] = [
  { do: 'press', key: 'F1' },
  { do: 'type', text: 'Bailiwick: Compare with the Servers' },
  { do: 'click', on: '.quick-input-list .monaco-list-row[aria-label^="Bailiwick: Compare with the Servers…"]' },
];

/** A zone above 50 MB, of long records so that there are few, with mistakes on its first lines. */
function bigZone(): string {
  const head =
    '$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 AAAA 2001:db8::53\nns1 A 192.0.2.300\nwww CNAME web\n';
  const text = 'a text that a customer keeps here, '.repeat(7);
  return head + Array.from({ length: 210_000 }, (_, i) => `customer-${i}\tIN\tTXT\t"${text}"\n`).join('');
}

export const SHOTS: readonly Shot[] = [
  ...DELEGATION_SHOTS,
  ...QUERY_SHOTS,
  {
    name: 'reverse-zone',
    file: 'zones/db.2001.db8',
    steps: [PROBLEMS, { do: 'go', to: '0.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0  IN' }, { do: 'hover' }],
  },
  {
    name: 'add-ptr',
    file: 'zones/db.example.com',
    steps: [PROBLEMS, { do: 'go', to: '2001:db8:100::100' }, { do: 'fixes' }],
  },
  {
    name: 'named-conf',
    file: 'named.conf.options',
    steps: [PROBLEMS, { do: 'go', to: 'recursion' }, { do: 'hover' }],
  },
  {
    name: 'problems',
    file: 'zones/db.example.com',
    steps: [PROBLEMS, { do: 'command', title: 'View: Show Problems' }],
  },
  {
    name: 'live-answer',
    file: 'zones/db.2001.db8',
    steps: [
      PROBLEMS,
      { do: 'command', title: 'Bailiwick: Query DNS…' },
      { do: 'press', key: 'Control+A' },
      { do: 'type', text: '-x 2001:db8::53 @::1 -p {port} +dnssec' },
      { do: 'press', key: 'Enter' },
      { do: 'wait', for: '.tab[aria-label*="2001"]' },
    ],
  },
  {
    name: 'served',
    file: 'example.test.zone',
    text: () => COMPARED_FILE,
    steps: [
      { do: 'wait', for: '.codelens-decoration' },
      ...COMPARE_WITH_SERVERS,
      titled('Which Servers'),
      { do: 'press', key: 'ArrowDown' },
      { do: 'press', key: 'Enter' },
      { do: 'wait', for: '.quick-input-message:has-text("Addresses or names")' },
      { do: 'type', text: '127.0.0.1#{port} ::1#{port}' },
      { do: 'press', key: 'Enter' },
      { do: 'wait', for: '.view-line :text("served: TTL 3600")' },
      { do: 'command', title: 'Notifications: Clear All Notifications' },
      { do: 'command', title: 'View: Show Problems' },
      { do: 'click', on: '.panel input[placeholder^="Filter"]' },
      { do: 'type', text: 'served by' },
      { do: 'command', title: 'View: Toggle Primary Side Bar Visibility' },
    ],
  },
  {
    name: 'served-diff',
    file: 'example.test.zone',
    text: () => COMPARED_FILE,
    steps: [
      { do: 'wait', for: '.codelens-decoration' },
      ...COMPARE_WITH_SERVERS,
      titled('Which Servers'),
      { do: 'press', key: 'ArrowDown' },
      { do: 'press', key: 'Enter' },
      { do: 'wait', for: '.quick-input-message:has-text("Addresses or names")' },
      { do: 'type', text: '::1#{port}' },
      { do: 'press', key: 'Enter' },
      { do: 'wait', for: '.view-line :text("served: TTL 3600")' },
      { do: 'command', title: 'Notifications: Clear All Notifications' },
      { do: 'command', title: 'Bailiwick: Show the Zone Beside What Is Served' },
      { do: 'wait', for: '.monaco-diff-editor .line-insert' },
      { do: 'command', title: 'View: Toggle Primary Side Bar Visibility' },
    ],
  },
  {
    name: 'dns-tree',
    file: 'clean/named.conf',
    steps: [
      { do: 'wait', for: '.codelens-decoration' },
      { do: 'command', title: 'Explorer: Focus on DNS View' },
      { do: 'click', on: '.pane-header[aria-label^="Explorer Section"]' },
      { do: 'click', on: '.pane-body [aria-label^="named.conf, clean"]' },
      { do: 'press', key: 'ArrowRight' },
      { do: 'click', on: '.pane-body [aria-label^="example.org."]' },
      { do: 'press', key: 'ArrowRight' },
      { do: 'wait', for: '.pane-body [aria-label*="reverse zone"]' },
    ],
  },
  {
    name: 'agreement',
    file: 'zones/db.example.com',
    steps: [
      PROBLEMS,
      { do: 'command', title: 'Bailiwick: Compare Forward and Reverse Zones…' },
      titled('Compare Forward and Reverse Zones'),
      { do: 'press', key: 'Enter' },
      { do: 'wait', for: '.tab.active[aria-label*="Forward and Reverse"]' },
      { do: 'command', title: 'View: Toggle Primary Side Bar Visibility' },
    ],
  },
  {
    name: 'renumbering',
    file: 'clean/zones/db.example.org',
    steps: [
      { do: 'wait', for: '.codelens-decoration' },
      { do: 'command', title: 'Bailiwick: Renumber a Prefix…' },
      { do: 'wait', for: '.quick-input-box input[placeholder="192.0.2.0/24"]' },
      { do: 'type', text: '203.0.113.0/24' },
      { do: 'press', key: 'Enter' },
      { do: 'wait', for: '.quick-input-box input[placeholder="198.51.100.0/24"]' },
      { do: 'type', text: '198.51.100.0/24' },
      { do: 'press', key: 'Enter' },
      titled('Add or Replace'),
      { do: 'press', key: 'Enter' },
      titled('Which Hosts'),
      { do: 'press', key: 'Enter' },
      { do: 'wait', for: '.refactor-preview .monaco-list-row, .bulk-edit-panel .monaco-list-row' },
    ],
  },
  {
    name: 'compared-views',
    file: 'offices/zones/outside.example.com.zone',
    steps: [
      { do: 'wait', for: '.codelens-decoration' },
      // The palette finds a longer title first.
      { do: 'press', key: 'F1' },
      { do: 'type', text: 'Bailiwick: Compare Zones' },
      { do: 'click', on: '.quick-input-list .monaco-list-row[aria-label^="Bailiwick: Compare Zones"]' },
      titled('Which Zone'),
      { do: 'type', text: 'offices/zones/inside.example.com' },
      { do: 'press', key: 'Enter' },
      titled('With What'),
      { do: 'type', text: 'offices/zones/outside.example.com' },
      { do: 'press', key: 'Enter' },
      { do: 'wait', for: '.monaco-diff-editor .line-insert' },
      { do: 'command', title: 'View: Toggle Primary Side Bar Visibility' },
    ],
  },
  {
    name: 'zone-status',
    file: 'clean/zones/db.example.org',
    steps: [
      { do: 'wait', for: '.codelens-decoration' },
      { do: 'point', at: '.statusbar-item[id="status.languageStatus"]' },
      { do: 'wait', for: '.hover-language-status' },
    ],
  },
  {
    name: 'completion',
    file: 'zones/db.example.com',
    steps: [
      PROBLEMS,
      { do: 'go', to: '@       IN  TXT' },
      { do: 'press', key: 'Enter' },
      { do: 'press', key: 'ArrowUp' },
      { do: 'type', text: 'ftp IN ' },
      { do: 'press', key: 'Control+Space' },
      { do: 'wait', for: '.suggest-widget .monaco-list-row' },
    ],
  },
  {
    name: 'signature-help',
    file: 'zones/db.example.com',
    steps: [
      PROBLEMS,
      { do: 'go', to: '10 mail.example.com' },
      { do: 'press', key: 'Control+Shift+Space' },
      { do: 'wait', for: '.parameter-hints-widget.visible' },
    ],
  },
  {
    name: 'hover-generate',
    file: 'zones/db.example.com',
    steps: [PROBLEMS, { do: 'go', to: '$GENERATE' }, { do: 'hover' }],
  },
  {
    name: 'conf-completion',
    file: 'legacy/named.conf',
    steps: [
      PROBLEMS,
      { do: 'go', to: '    type slave;' },
      { do: 'press', key: 'Enter' },
      { do: 'press', key: 'ArrowUp' },
      { do: 'press', key: 'Control+Space' },
      { do: 'wait', for: '.suggest-widget .monaco-list-row' },
    ],
  },
  {
    name: 'hover-dnskey',
    file: 'clean/zones/db.example.org',
    steps: [{ do: 'wait', for: '.codelens-decoration' }, { do: 'go', to: 'DNSKEY 257' }, { do: 'hover' }],
  },
  {
    name: 'conf-hover',
    file: 'legacy/named.conf',
    steps: [PROBLEMS, { do: 'go', to: 'allow-transfer { key' }, { do: 'hover' }],
  },
  {
    name: 'migration',
    file: 'legacy/named.conf',
    steps: [
      PROBLEMS,
      { do: 'command', title: 'Bailiwick: Migrate This Configuration' },
      { do: 'type', text: '9.21' },
      { do: 'press', key: 'Enter' },
      { do: 'wait', for: '.refactor-preview .monaco-list-row, .bulk-edit-panel .monaco-list-row' },
    ],
  },
  {
    name: 'formatted',
    file: 'zones/db.example.net',
    steps: [PROBLEMS, { do: 'press', key: 'Control+Home' }, { do: 'command', title: 'Format Document' }],
  },
  {
    name: 'outline',
    file: 'named.conf.local',
    steps: [
      { do: 'wait', for: '.codelens-decoration' },
      { do: 'command', title: 'Explorer: Focus on Outline View' },
    ],
  },
  {
    name: 'check-from-disk',
    file: 'zones/db.customers.example',
    text: bigZone,
    steps: [
      // With the driver for tests switched on, VS Code shows notifications only in their list.
      { do: 'wait', for: '.statusbar-item[id*="bigFile"]' },
      { do: 'command', title: 'Notifications: Show Notifications' },
      { do: 'click', on: '.notifications-center .monaco-button:has-text("Check It from Disk")' },
      { do: 'wait', for: '.notifications-center .notification-list-item-message:has-text("records of")' },
    ],
  },
];
