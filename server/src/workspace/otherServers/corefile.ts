/** Corefile: server blocks of zones, and in them `file`, `sign` and `auto`, which serve zone files. */
import { reverseName } from '../../dns/addresses.ts';
import { parsePrefix } from '../../dns/prefixes.ts';
import { wordsOf } from './attributes.ts';
import { fileNamePattern } from './fileNames.ts';
import {
  INCLUDED_FILES,
  joined,
  type ReadIncluded,
  type ReadServer,
  type ServedFolder,
  type ServedZone,
} from './otherServer.ts';

/** A line of words; a block that begins at its end. */
interface Directive {
  readonly words: readonly string[];
  readonly block: readonly Directive[];
}

/** Blocks in blocks are followed so far; CoreDNS has three. */
const DEPTH = 8;

/** What `auto` takes file names for, where it does not say it. */
const AUTO = { pattern: 'db\\.(.*)', template: '{1}' };

export const readCorefile: ReadServer = (text, included) => {
  const top = withImports(parse(text), included);
  const zones: ServedZone[] = [];
  const folders: ServedFolder[] = [];
  for (const { words, block } of top) {
    const keys = words.flatMap(zonesOfKey);
    const root = block.find(({ words: [name] }) => name === 'root')?.words[1];
    for (const each of block) {
      const [name, path, ...more] = each.words;
      if ((name === 'file' || name === 'sign') && path !== undefined) {
        const own = more.length > 0 ? more.flatMap(zonesOfKey) : keys;
        for (const zone of own) zones.push({ name: zone, path: joined(root, path), type: 'primary' });
      } else if (name === 'auto') {
        const own = each.words.length > 1 ? each.words.slice(1).flatMap(zonesOfKey) : keys;
        const folder = autoFolder(each.block, own, root);
        if (folder) folders.push(folder);
      }
    }
  }
  return { directory: undefined, zones, folders };
};

function autoFolder(
  block: readonly Directive[],
  zones: readonly string[],
  root: string | undefined,
): ServedFolder | undefined {
  const directory = block.find(({ words: [name] }) => name === 'directory')?.words;
  if (directory?.[1] === undefined) return undefined;
  const [, path, pattern = AUTO.pattern, template = AUTO.template] = directory;
  const origin = fileNamePattern(pattern, template);
  if (!origin) return undefined;
  const isServed = (name: string): boolean => zones.some((zone) => isWithin(name, zone));
  return {
    path: joined(root, path),
    originOf: (fileName) => {
      const name = origin(fileName);
      return name !== undefined && isServed(name) ? name : undefined;
    },
  };
}

function isWithin(name: string, zone: string): boolean {
  const [inner, outer] = [name, zone].map((each) => `.${each.toLowerCase().replace(/\.$/, '')}`);
  return outer === '.' || inner.endsWith(outer);
}

/** The zone of a key such as `dns://example.org:1053`, or the reverse zone of `10.0.0.0/24`; none for an environment's variable and the like. */
function zonesOfKey(key: string): string[] {
  const scheme = key.indexOf('://');
  const rest = scheme < 0 ? key : key.slice(scheme + 3);
  const port = /:\d+$/.exec(rest);
  const name = port && (rest.includes('.') || rest.indexOf(':') === port.index) ? rest.slice(0, port.index) : rest;
  const prefix = parsePrefix(name);
  if (prefix) return reverseOf(prefix.octets, prefix.bits);
  return /^[\w.-]+$/.test(name) ? [name] : [];
}

/** The reverse zone of a network that ends with a label; others are several. */
function reverseOf(octets: Uint8Array, bits: number): string[] {
  const width = octets.length === 4 ? 8 : 4;
  if (bits % width !== 0) return [];
  const labels = reverseName(octets).split('.');
  return [labels.slice((octets.length * 8 - bits) / width).join('.')];
}

function parse(text: string): Directive[] {
  const lines = text.split('\n').map((line) => [...wordsOf(line)].map((word) => word.text));
  let at = 0;
  const block = (depth: number): Directive[] => {
    const found: { words: string[]; block: readonly Directive[] }[] = [];
    let words: string[] = [];
    while (at < lines.length) {
      const line = lines[at++];
      const last = line.at(-1);
      if (last === '}' && line.length === 1) return found;
      // The keys of a server block go on behind a comma.
      words.push(...line.filter((word) => word !== '{' && word !== ',').map((word) => word.replace(/,$/, '')));
      if (last?.endsWith(',')) continue;
      if (last === '{') found.push({ words, block: depth > 0 ? block(depth - 1) : [] });
      else if (words.length > 0) found.push({ words, block: [] });
      words = [];
    }
    return found;
  };
  return block(DEPTH);
}

/** Snippets and files in the place of the lines that import them. */
function withImports(top: readonly Directive[], included: ReadIncluded): Directive[] {
  const snippets = new Map<string, readonly Directive[]>();
  let left = INCLUDED_FILES;
  const expand = (directives: readonly Directive[], stack: readonly string[]): Directive[] =>
    directives.flatMap((directive) => {
      const [name, what] = directive.words;
      if (name !== 'import' || what === undefined) {
        return [{ ...directive, block: expand(directive.block, stack) }];
      }
      if (stack.includes(what) || left-- <= 0) return [];
      const snippet = snippets.get(what);
      const inner = snippet ?? included(what).flatMap(parse);
      return expand(inner, [...stack, what]);
    });
  const isSnippet = ({ words: [name] }: Directive): boolean => name !== undefined && /^\(.*\)$/.test(name);
  for (const each of top) if (isSnippet(each)) snippets.set(each.words[0].slice(1, -1), each.block);
  return expand(
    top.filter((each) => !isSnippet(each)),
    [],
  );
}
