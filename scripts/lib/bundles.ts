/**
 * What is bundled. `dist/core.js` is the engine: what lies below lsp/, the entries and the command line. The server, its thread and the command line
 * share it in Node, so do live queries, and the server in a web worker reads the same file, so that it is delivered once. The other bundles hold the rest of the
 * server and ask the core for its modules, which are its exports by their path: `core['server/src/zone/model.ts']`.
 * `dist/lsp.js` is what the servers on Node and in a web worker have in common besides: lsp/, and the parts of the LSP library that are for both.
 * `dist/client.browser.js` is the client for a browser, where an extension is one file; the one for Node takes from it what is not for browsers only.
 * So does `dist/queries.js`, which asks servers in all ways, from `dist/ask.browser.js`, with which a web worker asks over HTTPS.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { ALL_RULES } from '../../server/src/rules/index.ts';
import { textsOf } from '../../server/src/rules/texts.ts';
import { FOR_ALL } from './floors.ts';
import { ROOT } from './paths.ts';

const CORE_ROOMS = ['services', 'workspace', 'rules', 'zone', 'conf', 'text', 'dns', ...FOR_ALL];

/** A bundle whose modules others take from it instead of bundling them. */
interface SharedBundle {
  /** Its file in dist/, which stands beside those that take from it. */
  readonly file: string;
  /** What it holds, by the path from the project's folder. */
  readonly holds: RegExp;
  /** What is imported from it: other paths are looked up by nobody. */
  readonly importedAs: RegExp;
  /** The modules that others asked for, which therefore are built first. */
  readonly asked: Set<string>;
}

function sharedBundle(file: string, holds: RegExp, importedAs: RegExp): SharedBundle {
  return { file, holds, importedAs, asked: new Set() };
}

/** The LSP library and what it is made of; `lib/common` is what does not know where it runs. */
const LIBRARY = '(?:.*/)?node_modules/vscode-[a-z-]+/lib/(?:common|umd|esm)/';
/** Its constants and types, of which the engine has one version for all: the newest. */
const TYPES = 'vscode-languageserver-types';
const CORE_BUNDLE = sharedBundle(
  'core.js',
  new RegExp(`^(?:server/src/(?:${CORE_ROOMS.join('|')})(?:/|$)|node_modules/${TYPES}/)`),
  new RegExp(`^(?:\\..*\\.ts|${TYPES})$`),
);
const LSP_BUNDLE = sharedBundle('lsp.js', new RegExp(`^(?:${LIBRARY}|server/src/lsp/)`), /^(?:\.|vscode-)/);
const CLIENT_BUNDLE = sharedBundle(
  'client.browser.js',
  new RegExp(`^(?:${LIBRARY}|server/src/|client/src/(?!node/|browser/))`),
  /^(?:\.|vscode-)/,
);
/** What the command line asks servers with, without the few words that it reads its options by: most commands load none of it. */
const LIVE_BUNDLE = sharedBundle(
  'live.js',
  /^server\/src\/(?:live\/(?!delegation\/nameKeys\.ts)|node\/transports\/)/,
  /^\./,
);
/** What a query takes wherever it is sent; delegations, comparisons and diagnoses are not for browsers. */
const ASK_BUNDLE = sharedBundle(
  'ask.browser.js',
  /^server\/src\/live\/(?:(?:report|views)\/|(?!comparable|dns64|suggestions|together)\w+\.ts$)/,
  /^\./,
);
/** The variables that bundles are in where there are no modules: in a web worker. */
const CORE_GLOBAL = 'bailiwickCore';
const LSP_GLOBAL = 'bailiwickLsp';
const ASK_GLOBAL = 'bailiwickAsk';
/** The core where there are modules, and where there are none. */
const CORE_ANYWHERE = `(typeof ${CORE_GLOBAL} === 'object' ? ${CORE_GLOBAL} : require('./core.js'))`;

/** Says to the others that it is only looked where a path leads. */
const LOOKING = 'looking';

function pathOf(file: string): string {
  return relative(ROOT, file).replaceAll('\\', '/');
}

/** Takes the modules of a shared bundle from what the expression gives, instead of bundling them. */
function from({ file, holds, importedAs, asked: modules }: SharedBundle, expression = `require('./${file}')`): Plugin {
  return {
    name: file,
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: importedAs }, async ({ path, resolveDir, kind, pluginData }) => {
        if (pluginData === LOOKING) return undefined;
        const asked = path === TYPES ? { resolveDir: ROOT, kind: 'import-statement' as const } : { resolveDir, kind };
        const found = await resolve(path, { ...asked, pluginData: LOOKING });
        const module = pathOf(found.path);
        if (found.errors.length > 0 || found.external || !holds.test(module)) return undefined;
        modules.add(module);
        return { path: module, namespace: file };
      });
      onResolve({ filter: new RegExp(`^\\./${file.replaceAll('.', '\\.')}$`) }, () => ({
        path: `./${file}`,
        external: true,
      }));
      onLoad({ filter: /.*/, namespace: file }, ({ path }) => ({
        contents: `module.exports = ${expression}[${JSON.stringify(path)}];`,
        resolveDir: ROOT,
      }));
    },
  };
}

/** The entry of a shared bundle: a module for each that was asked for, written by `line`, and what else stands there. */
function entryOf(
  { file, asked }: SharedBundle,
  line: (module: string) => string,
  more: readonly string[] = [],
): Plugin {
  return {
    name: `entry of ${file}`,
    setup({ onResolve, onLoad }) {
      const namespace = `entry of ${file}`;
      onResolve({ filter: new RegExp(`^${file.replaceAll('.', '\\.')}$`) }, ({ path }) => ({ path, namespace }));
      onLoad({ filter: /.*/, namespace }, () => ({
        contents: [...more, ...[...asked].sort().map(line)].join('\n'),
        resolveDir: ROOT,
      }));
    },
  };
}

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

const TEXTS_BUNDLE = 'ruleTexts.js';

/** Takes the texts of rules from their bundle, where the engine's module looks for them in the rules; it is read when one is asked for. */
const laterRuleTexts: Plugin = {
  name: 'rule texts',
  setup({ onResolve, onLoad }) {
    const namespace = 'rule texts';
    onResolve({ filter: /\/rules\/texts\.ts$/ }, () => ({ path: TEXTS_BUNDLE, namespace }));
    onResolve({ filter: /.*/, namespace }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace }, () => ({
      contents: `export const textsOf = ({ id }) => require('./${TEXTS_BUNDLE}')[id];`,
    }));
  },
};

/** What rules say of themselves, by their ids. */
const ruleTexts: Plugin = {
  name: TEXTS_BUNDLE,
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^ruleTexts\.js$/ }, ({ path }) => ({ path, namespace: TEXTS_BUNDLE }));
    onLoad({ filter: /.*/, namespace: TEXTS_BUNDLE }, () => {
      const texts = Object.fromEntries(ALL_RULES.map((rule) => [rule.id, textsOf(rule)]));
      return { contents: `module.exports = ${JSON.stringify(texts)};` };
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
/** What the server loads when it is used. */
const laterAsk: Plugin = {
  name: 'ask',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/ask\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './ask.js', external: true } : undefined,
    );
  },
};
const inNode = from(CORE_BUNDLE);

/** What asks shared bundles for modules, and what has nothing to do with them. */
export const BUNDLES: readonly BuildOptions[] = [
  {
    ...NODE,
    ...CLIENT,
    entryPoints: ['client/src/node/main.ts'],
    outfile: 'dist/client.js',
    plugins: [laterQueries, from(CLIENT_BUNDLE)],
  },
  {
    ...NODE,
    ...CLIENT,
    entryPoints: ['client/src/queries/main.ts'],
    outfile: 'dist/queries.js',
    plugins: [from(ASK_BUNDLE), inNode],
  },
  {
    ...NODE,
    entryPoints: ['server/src/node/main.ts'],
    outfile: 'dist/server.js',
    plugins: [laterAsk, from(LSP_BUNDLE), inNode],
  },
  { ...NODE, entryPoints: ['server/src/node/ask.ts'], outfile: 'dist/ask.js', plugins: [from(LIVE_BUNDLE), inNode] },
  {
    ...BROWSER,
    format: 'iife',
    entryPoints: ['server/src/browser/launch.ts'],
    outfile: 'dist/server.browser.js',
    plugins: [from(LSP_BUNDLE, LSP_GLOBAL), from(CORE_BUNDLE, CORE_GLOBAL)],
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
    plugins: [laterRuleTexts, from(LIVE_BUNDLE), inNode, onlyAscii],
  },
  {
    ...NODE,
    charset: 'ascii',
    entryPoints: [TEXTS_BUNDLE],
    outfile: `dist/${TEXTS_BUNDLE}`,
    plugins: [ruleTexts, onlyAscii],
  },
];

const later = (module: string): string =>
  `Object.defineProperty(exports, ${JSON.stringify(module)}, { get: () => require(${JSON.stringify(`./${module}`)}) });`;

/** In the order in which they are to be built, after those that ask them for modules. */
export const SHARED: readonly BuildOptions[] = [
  {
    ...NODE,
    charset: 'ascii',
    entryPoints: ['live.js'],
    outfile: 'dist/live.js',
    // Each part is run when it is asked for.
    plugins: [entryOf(LIVE_BUNDLE, later), inNode, onlyAscii],
  },
  {
    ...BROWSER,
    ...CLIENT,
    format: 'cjs',
    target: ['node20', 'es2022'],
    entryPoints: ['client.browser.js'],
    outfile: 'dist/client.browser.js',
    // The part for browsers, and each of the others, is run when it is asked for.
    plugins: [
      entryOf(CLIENT_BUNDLE, later, [
        "exports.activate = (context) => require('./client/src/browser/main.ts').activate(context);",
      ]),
    ],
  },
  {
    ...shared,
    platform: 'browser',
    format: 'iife',
    target: ['node20', 'es2022'],
    entryPoints: ['ask.browser.js'],
    outfile: 'dist/ask.browser.js',
    globalName: ASK_GLOBAL,
    footer: { js: `if (typeof module === 'object') module.exports = ${ASK_GLOBAL};` },
    plugins: [
      entryOf(ASK_BUNDLE, later, [
        "for (const name of ['askWords', 'useBundle'])",
        "  Object.defineProperty(exports, name, { get: () => require('./server/src/browser/ask.ts')[name] });",
      ]),
      from(CORE_BUNDLE, CORE_ANYWHERE),
    ],
  },
  {
    ...shared,
    platform: 'browser',
    format: 'iife',
    target: ['node20', 'es2022'],
    entryPoints: ['lsp.js'],
    outfile: 'dist/lsp.js',
    globalName: LSP_GLOBAL,
    footer: { js: `if (typeof module === 'object') module.exports = ${LSP_GLOBAL};` },
    plugins: [
      entryOf(
        LSP_BUNDLE,
        (module) => `exports[${JSON.stringify(module)}] = require(${JSON.stringify(`./${module}`)});`,
      ),
      from(CORE_BUNDLE, CORE_ANYWHERE),
    ],
  },
  {
    ...shared,
    platform: 'browser',
    format: 'iife',
    target: ['node20', 'es2022'],
    charset: 'ascii',
    entryPoints: ['core.js'],
    outfile: 'dist/core.js',
    globalName: CORE_GLOBAL,
    footer: { js: `if (typeof module === 'object') module.exports = ${CORE_GLOBAL};` },
    plugins: [
      entryOf(CORE_BUNDLE, (module) => `export * as '${module}' from './${module}';`),
      withoutRuleTexts,
      onlyAscii,
    ],
  },
];

/** Calls back after each build in which modules of shared bundles were asked for that were not before. */
export function onNewModules(rebuild: () => void): Plugin {
  const count = (): number =>
    [CORE_BUNDLE, LSP_BUNDLE, CLIENT_BUNDLE, LIVE_BUNDLE, ASK_BUNDLE].reduce((sum, { asked }) => sum + asked.size, 0);
  let known = count();
  return {
    name: 'new modules',
    setup({ onEnd }) {
      onEnd(() => {
        if (count() === known) return;
        known = count();
        rebuild();
      });
    },
  };
}
