/**
 * The imports between the source files: which run upward, which run in circles, which files have none. Ours is a page, since the tools for it read TypeScript by
 * the compiler's interface, which TypeScript 7 has not, and bring parsers of their own. It relies on the formatter for what an import looks like.
 */
import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { FLOORS, FOR_ALL } from './floors.ts';

/** By the path of a file, its text. */
export type Sources = ReadonlyMap<string, string>;

/** By the path of a file, those that it imports, for their types alone or not. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** The sources of the client and the server below `root`. */
export function readSources(root: string): Map<string, string> {
  const files = globSync('{client,server}/src/**/*.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  return new Map(files.sort().map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}

export function importsOf(sources: Sources): Map<string, string[]> {
  const imports = new Map<string, string[]>();
  for (const [file, text] of sources) {
    const found = [...text.matchAll(/(?:^(?:import|export|\}) ?(?:[^'"\n]*? ?from )?|\bimport\()'(\.[^']+)'/gm)];
    imports.set(file, [...new Set(found.map(([, path]) => posix.join(posix.dirname(file), path)))]);
  }
  return imports;
}

/** The room of a file: the folder of server/src that it lies in, `client`, or the file itself where it is for all. */
export function roomOf(file: string): string {
  if (file.startsWith('server/src/node/transports/')) return 'node/transports';
  const [part, , name] = file.split('/');
  return part === 'client' ? 'client' : name;
}

/** An import that does not run downward. */
export interface Arrow {
  readonly file: string;
  readonly target: string;
  readonly reason: string;
}

/** The end of a reason that is none of the import itself. */
export const NO_PLACE = 'has no place in scripts/lib/floors.ts';

/** The imports that do not run downward. */
export function wrongArrows(imports: Imports): Arrow[] {
  return [...imports].flatMap(([file, targets]) =>
    targets.flatMap((target) => {
      const reason = whyNot(roomOf(file), roomOf(target));
      return reason === undefined ? [] : [{ file, target, reason }];
    }),
  );
}

export function arrowText({ file, target, reason }: Arrow): string {
  return `${file} imports ${target}: ${reason}`;
}

function whyNot(from: string, to: string): string | undefined {
  const isForAll = (room: string): boolean => (FOR_ALL as readonly string[]).includes(room);
  if (from === to || isForAll(to)) return undefined;
  if (isForAll(from)) return `${from} is for all, and imports nothing of ours`;
  const floorOf = (room: string): number => FLOORS.findIndex((rooms) => rooms.some(({ name }) => name === room));
  for (const room of [from, to]) if (floorOf(room) < 0) return `${room} ${NO_PLACE}`;
  if (floorOf(to) < floorOf(from)) return `${to} is above ${from}`;
  if (floorOf(to) === floorOf(from)) return `${to} is beside ${from}`;
  const { not = [] } = FLOORS[floorOf(from)].find(({ name }) => name === from) ?? {};
  return not.includes(to) ? `${from} takes nothing from ${to}` : undefined;
}

/** What runs on Node alone: everything else runs in browsers too, where an import of Node's modules ends the build. */
const ON_NODE = /^(?:client\/src\/(?:node|queries|delegation)|server\/src\/(?:node|cli))\//;

/** The imports of what is for Node alone, by files that run in browsers. */
export function nodeImports(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) => {
    if (ON_NODE.test(file)) return [];
    const modules = [...text.matchAll(/(?:from|import|import\() ?'(node:[^']+)'/g)].map(([, module]) => module);
    const files = (importsOf(new Map([[file, text]])).get(file) ?? []).filter((target) => ON_NODE.test(target));
    return [...modules, ...files].map((target) => `${file} imports ${target}, which browsers do not have`);
  });
}

/** What nothing imports, since it is where a program begins. */
const ENTRY = /^(?:client|server)\/src\/(?:node|browser|cli)\/(?:main|launch)\.ts$/;

/** The files that nothing imports: parts that were not put in their place. */
export function unusedFiles(imports: Imports): string[] {
  const used = new Set([...imports.values()].flat());
  return [...imports.keys()].filter((file) => !used.has(file) && !ENTRY.test(file) && !file.endsWith('.d.ts'));
}

/** The sets of files that import one another, directly or over others (Tarjan's strongly connected components). */
export function circlesOf(imports: Imports): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): void => {
    const index = order.size;
    order.set(file, index);
    lowest.set(file, index);
    stack.push(file);
    for (const target of imports.get(file) ?? []) {
      if (!order.has(target)) visit(target);
      if (stack.includes(target)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(target)!));
    }
    if (lowest.get(file) !== index) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1 || imports.get(file)?.includes(file)) circles.push(circle.sort());
  };
  for (const file of imports.keys()) if (!order.has(file)) visit(file);
  return circles.sort((a, b) => (a[0] < b[0] ? -1 : 1));
}
