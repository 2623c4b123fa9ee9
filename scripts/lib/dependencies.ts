/** Which packages the sources import, and which package.json declares. */
import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';

export interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Programs that are started by their names, and what no file imports though the tools need it. */
const STARTED: Readonly<Record<string, string>> = {
  '@biomejs/biome': 'biome',
  '@vscode/vsce': 'vsce',
  typescript: 'tsc',
  '@modelcontextprotocol/sdk': "'@modelcontextprotocol/sdk/client/",
  node: 'node_modules/.bin',
};
/** Packages that the editor brings. */
const BROUGHT = new Set(['vscode']);

/** The package of an import; undefined for files and what Node or the editor brings. */
function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || isBuiltin(specifier) || BROUGHT.has(specifier)) return undefined;
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The packages that a source imports, in statements of their own lines. */
export function packagesIn(source: string): string[] {
  const statements = source.matchAll(
    /^(?:(?:import|export)\b[^'\n]* from|\} from|import) '([@a-z][\w@/.-]*)';$|\bimport\('([@a-z][\w@/.-]*)'\)/gm,
  );
  return [...statements].flatMap((match) => packageOf(match[1] ?? match[2]) ?? []);
}

/** What is declared and used nowhere, and what is used and not declared. */
export function dependencyFaults(manifest: Manifest, sources: readonly string[]): string[] {
  const imported = new Set(sources.flatMap(packagesIn));
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const isStarted = (name: string): boolean => sources.some((source) => source.includes(STARTED[name]));
  const isUsed = (name: string): boolean => {
    if (imported.has(name)) return true;
    // Types of a package or of a runtime that is imported, or brought along.
    if (name.startsWith('@types/')) return true;
    return name in STARTED && isStarted(name);
  };
  return [
    ...declared
      .filter((name) => !isUsed(name))
      .map((name) => `${name} is declared in package.json, and nothing imports or starts it.`),
    ...[...imported]
      .filter((name) => !declared.includes(name))
      .map((name) => `${name} is imported, and package.json does not declare it.`),
  ];
}

/** The sources of a checkout that import packages. */
export function sourcesOf(root: string): string[] {
  return globSync('{client,server,scripts,test}/**/*.{ts,mjs}', { cwd: root })
    .filter((file) => !file.includes('node_modules') && !file.startsWith('test/unit/scripts/'))
    .map((file) => readFileSync(join(root, file), 'utf8'));
}
