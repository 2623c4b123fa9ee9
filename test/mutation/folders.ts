/** Which tests can concern a folder of sources: those named after it first, which mostly notice, then the wider ones. */

export interface FolderTests {
  readonly own: readonly string[];
  readonly wider?: readonly string[];
  /** The wider tests run what `npm run build` makes, so it is made of each mutant. */
  readonly built?: boolean;
}

const unit = (...folders: readonly string[]): string[] => folders.map((folder) => `test/unit/${folder}/**/*.test.ts`);

/** The most special folder that a path lies in applies. */
export const FOLDERS: Readonly<Record<string, FolderTests>> = {
  'server/src/dns': { own: unit('dns'), wider: unit('zone', 'live', 'rules/zone', 'services/zone') },
  'server/src/text': { own: unit('text'), wider: unit('zone', 'fuzz') },
  'server/src/zone': { own: unit('zone'), wider: unit('fuzz', 'rules/zone', 'services/zone') },
  'server/src/conf': { own: unit('conf'), wider: unit('rules/conf', 'services/conf', 'fuzz') },
  'server/src/rules': { own: unit('rules'), wider: unit('services', 'fuzz') },
  'server/src/rules/zone': { own: unit('rules/zone'), wider: unit('services/zone', 'fuzz') },
  'server/src/rules/conf': { own: unit('rules/conf'), wider: unit('services/conf') },
  'server/src/workspace': { own: unit('workspace', 'lsp'), wider: unit('rules', 'services', 'fuzz') },
  'server/src/live': { own: unit('live'), wider: unit('transports', 'services') },
  'server/src/services': { own: unit('services', 'lsp'), wider: unit('fuzz') },
  'server/src/lsp': { own: unit('lsp') },
  'server/src/cli': { own: unit('cli'), wider: ['test/cli/**/*.test.ts'], built: true },
};
