/**
 * What is bundled. `dist/core.js` is the engine: what lies below lsp/, the entries and the command line. The server, its thread and the command line
 * share it in Node, so do live queries, and the server in a web worker reads the same file, so that it is delivered once. The other bundles hold the rest of the
 * server and ask the core for its modules, which are its exports by their path: `core['zone/model.ts']`.
 * `dist/lsp.js` is what the servers on Node and in a web worker have in common besides: lsp/, and the parts of the LSP library that are for both.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { ALL_RULES } from '../../server/src/rules/index.ts';
import { textsOf } from '../../server/src/rules/texts.ts';
import { FOR_ALL } from './floors.ts';
import { ROOT } from './paths.ts';

const SERVER = join(ROOT, 'server', 'src');
const CORE_ROOMS: ReadonlySet<string> = new Set([
  ...['services', 'workspace', 'rules', 'zone', 'conf', 'text', 'dns'],
  ...FOR_ALL,
]);
/** The variable that the core is in where there are no modules: in a web worker. */
const CORE_GLOBAL = 'bailiwickCore';

/** The path of a file of the core below server/src; undefined for other files. */
function coreModule(file: string): string | undefined {
  const path = relative(SERVER, file).replaceAll('\\', '/');
  return CORE_ROOMS.has(path.split('/')[0]) ? path : undefined;
}

/** The modules of the core that other bundles asked for. */
const asked = new Set<string>();

/** Takes the modules of the core from what the expression gives, instead of bundling them. */
function fromCore(expression: string): Plugin {
  return {
    name: 'core',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir }) => {
        const module = coreModule(join(resolveDir, path));
        if (module === undefined) return undefined;
        asked.add(module);
        return { path: module, namespace: 'core' };
      });
      onResolve({ filter: /^\.\/core\.js$/ }, () => ({ path: './core.js', external: true }));
      onLoad({ filter: /.*/, namespace: 'core' }, ({ path }) => ({
        contents: `module.exports = ${expression}[${JSON.stringify(path)}];`,
        resolveDir: SERVER,
      }));
    },
  };
}

/** The variable that dist/lsp.js is in where there are no modules. */
const LSP_GLOBAL = 'bailiwickLsp';
/** The LSP library and what it is made of; `lib/common` is what does not know where it runs. */
const LSP_COMMON =
  /[\\/]node_modules[\\/]vscode-(?:languageserver(?:-protocol|-types)?|jsonrpc)[\\/]lib[\\/](?:common|umd|esm)[\\/]/;

/** The files of dist/lsp.js that servers asked for. */
const askedOfLsp = new Set<string>();

/** Takes the modules of dist/lsp.js from what the expression gives, instead of bundling them. */
function fromLsp(expression: string): Plugin {
  return {
    name: 'lsp',
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: /^(?:\.|vscode-)/ }, async ({ path, resolveDir, kind, pluginData }) => {
        if (pluginData === 'lsp') return undefined;
        const found = await resolve(path, { resolveDir, kind, pluginData: 'lsp' });
        const isShared = LSP_COMMON.test(found.path) || found.path.startsWith(join(SERVER, 'lsp') + sep);
        if (found.errors.length > 0 || !isShared) return undefined;
        askedOfLsp.add(found.path);
        return { path: found.path, namespace: 'lsp' };
      });
      onResolve({ filter: /^\.\/lsp\.js$/ }, () => ({ path: './lsp.js', external: true }));
      onLoad({ filter: /.*/, namespace: 'lsp' }, ({ path }) => ({
        contents: `module.exports = ${expression}[${JSON.stringify(lspName(path))}];`,
        resolveDir: SERVER,
      }));
    },
  };
}

function lspName(file: string): string {
  return relative(ROOT, file).replaceAll('\\', '/');
}

/** The entry of dist/lsp.js: what the servers asked for, which therefore are built first. */
const lspEntry: Plugin = {
  name: 'lsp',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^lsp$/ }, () => ({ path: 'lsp', namespace: 'lsp' }));
    onLoad({ filter: /.*/, namespace: 'lsp' }, () => ({
      contents: [...askedOfLsp]
        .sort()
        .map((file) => `exports[${JSON.stringify(lspName(file))}] = require(${JSON.stringify(file)});`)
        .join('\n'),
      resolveDir: SERVER,
    }));
  },
};

/** The entry of the core: what the other bundles asked for, which therefore are built first. */
const coreEntry: Plugin = {
  name: 'core',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^core$/ }, () => ({ path: 'core', namespace: 'core' }));
    onLoad({ filter: /.*/, namespace: 'core' }, () => ({
      contents: [...asked]
        .sort()
        .map((module) => `export * as '${module}' from './${module}';`)
        .join('\n'),
      resolveDir: SERVER,
    }));
  },
};

/** What rules say of themselves is for docs/rules and for the command line's SARIF: the engine goes without it. */
const withoutRuleTexts: Plugin = {
  name: 'without rule texts',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]rules[\\/](?:zone|conf)[\\/][\w-]+\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^ {2}docs: \{\n[\s\S]*?^ {2}\},\n/m, ''),
      loader: 'ts',
    }));
  },
};

/** Puts the texts in the place of the module that looks for them in the rules. */
const ruleTexts: Plugin = {
  name: 'rule texts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/rules\/texts\.ts$/ }, ({ path }) => ({ path, namespace: 'rule texts' }));
    onLoad({ filter: /.*/, namespace: 'rule texts' }, () => {
      const texts = Object.fromEntries(ALL_RULES.map((rule) => [rule.id, textsOf(rule)]));
      return { contents: `export function textsOf({ id }) { return ${JSON.stringify(texts)}[id]; }` };
    });
  },
};

/** Writes characters beyond ASCII as escapes: `charset` leaves those of regular expressions, and the command line reads octets. */
const onlyAscii: Plugin = {
  name: 'only ASCII',
  setup({ onEnd, initialOptions }) {
    onEnd(() => {
      const file = join(ROOT, initialOptions.outfile!);
      const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
      writeFileSync(file, readFileSync(file, 'utf8').replace(/[^\0-\x7f]/g, escaped));
    });
  },
};

const shared: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  charset: 'utf8',
  logLevel: 'warning',
  metafile: true,
};

/** For Node 20, the Node of the oldest VS Code that package.json's engine admits. */
export const NODE: BuildOptions = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  define: { 'import.meta.filename': '__filename', 'import.meta.dirname': '__dirname' },
};
/** For a web worker. */
export const BROWSER: BuildOptions = { ...shared, platform: 'browser', target: 'es2022' };
const CLIENT = { external: ['vscode'] };
/** What the client loads when it is used. */
const laterQueries: Plugin = {
  name: 'queries',
  setup({ onResolve }) {
    onResolve({ filter: /\/queries\/main\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './queries.js', external: true } : undefined,
    );
  },
};
const inNode = fromCore("require('./core.js')");

/** What asks the core for modules, and what has nothing to do with it. */
export const BUNDLES: readonly BuildOptions[] = [
  { ...NODE, ...CLIENT, entryPoints: ['client/src/node/main.ts'], outfile: 'dist/client.js', plugins: [laterQueries] },
  { ...NODE, ...CLIENT, entryPoints: ['client/src/queries/main.ts'], outfile: 'dist/queries.js', plugins: [inNode] },
  {
    ...BROWSER,
    ...CLIENT,
    format: 'cjs',
    entryPoints: ['client/src/browser/main.ts'],
    outfile: 'dist/client.browser.js',
  },
  {
    ...NODE,
    entryPoints: ['server/src/node/main.ts'],
    outfile: 'dist/server.js',
    plugins: [fromLsp("require('./lsp.js')"), inNode],
  },
  {
    ...BROWSER,
    format: 'iife',
    entryPoints: ['server/src/browser/launch.ts'],
    outfile: 'dist/server.browser.js',
    plugins: [fromLsp(LSP_GLOBAL), fromCore(CORE_GLOBAL)],
  },
  {
    ...NODE,
    banner: { js: '#!/usr/bin/env node' },
    entryPoints: ['server/src/cli/launch.ts'],
    outfile: 'dist/cli.js',
  },
  {
    ...NODE,
    charset: 'ascii',
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/commands.js',
    plugins: [ruleTexts, inNode, onlyAscii],
  },
];

/** To be built after the servers, and before the core. */
export const LSP: BuildOptions = {
  ...shared,
  platform: 'browser',
  format: 'iife',
  target: ['node20', 'es2022'],
  entryPoints: ['lsp'],
  outfile: 'dist/lsp.js',
  globalName: LSP_GLOBAL,
  footer: { js: `if (typeof module === 'object') module.exports = ${LSP_GLOBAL};` },
  plugins: [lspEntry, fromCore(`(typeof ${CORE_GLOBAL} === 'object' ? ${CORE_GLOBAL} : require('./core.js'))`)],
};

/** To be built after the others. */
export const CORE: BuildOptions = {
  ...shared,
  platform: 'browser',
  format: 'iife',
  target: ['node20', 'es2022'],
  charset: 'ascii',
  entryPoints: ['core'],
  outfile: 'dist/core.js',
  globalName: CORE_GLOBAL,
  footer: { js: `if (typeof module === 'object') module.exports = ${CORE_GLOBAL};` },
  plugins: [coreEntry, withoutRuleTexts, onlyAscii],
};

/** Calls back after each build in which modules of the core were asked for that were not before. */
export function onNewModules(rebuild: () => void): Plugin {
  let known = asked.size;
  return {
    name: 'new modules',
    setup({ onEnd }) {
      onEnd(() => {
        if (asked.size === known) return;
        known = asked.size;
        rebuild();
      });
    },
  };
}
