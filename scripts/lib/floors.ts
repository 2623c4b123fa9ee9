/** Which folder of the sources may import from which. ARCHITECTURE.md shows this table; `npm run check` holds the sources to it. */

/** A folder of server/src (or client/src, which is one room), by its name. The sockets of node/ are a room of their own, which the client may enter. */
export interface Room {
  readonly name: string;
  /** Rooms below that it takes nothing from all the same. */
  readonly not?: readonly string[];
}

/** From the top down: a room imports from rooms of lower floors, and from none of its own floor. */
export const FLOORS: readonly (readonly Room[])[] = [
  [{ name: 'client', not: ['cli', 'node', 'browser'] }],
  [{ name: 'cli', not: ['lsp'] }],
  [{ name: 'node' }, { name: 'browser' }],
  [{ name: 'lsp' }, { name: 'node/transports' }],
  [{ name: 'services' }, { name: 'live' }],
  [{ name: 'workspace' }],
  [{ name: 'rules' }],
  [{ name: 'zone' }, { name: 'conf' }],
  [{ name: 'text' }, { name: 'dns' }],
];

/** Files of server/src that every room may import. They import nothing of ours. */
export const FOR_ALL = ['l10n.ts', 'steps.ts'] as const;

/** The table as ARCHITECTURE.md shows it. */
export function floorsText(): string {
  const lines = FLOORS.map((rooms) => {
    const exceptions = rooms.flatMap(({ name, not }) => (not ? [`${name} takes nothing from ${not.join(', ')}`] : []));
    return `    ${rooms
      .map(({ name }) => name)
      .join(', ')
      .padEnd(20)}${exceptions.join('; ')}`.trimEnd();
  });
  return [...lines, `    ${FOR_ALL.join(', ').padEnd(20)}for all of them`].join('\n');
}
