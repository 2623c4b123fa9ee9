import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { IGrammar } from 'vscode-textmate';

// Both packages are CommonJS bundles whose exports Node cannot name for an `import`.
const require = createRequire(import.meta.url);
const { INITIAL, parseRawGrammar, Registry } = require('vscode-textmate') as typeof import('vscode-textmate');
const oniguruma = require('vscode-oniguruma') as typeof import('vscode-oniguruma');

const root = new URL('../../', import.meta.url);

const GRAMMARS: Record<string, string> = {
  'text.zone_file': 'syntaxes/zone.tmLanguage.json',
  'source.named-conf': 'syntaxes/named-conf.tmLanguage.json',
};

/** One token of a line: its text, where it lies (UTF-16 columns) and its scopes, outermost first, without the grammar's own. */
export interface Token {
  line: number;
  start: number;
  end: number;
  text: string;
  scopes: string[];
}

const loaded = oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));

const registry = new Registry({
  onigLib: loaded.then(() => ({
    createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text: string) => new oniguruma.OnigString(text),
  })),
  loadGrammar: async (scope) => parseRawGrammar(readProjectFile(GRAMMARS[scope]), GRAMMARS[scope]),
});

/** Reads a file of the project as UTF-8; `path` is relative to the project's root. */
export function readProjectFile(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

/** Loads one of the project's grammars by its scope name. */
export async function loadGrammar(scope: string): Promise<IGrammar> {
  const grammar = await registry.loadGrammar(scope);
  if (!grammar) throw new Error(`no grammar for ${scope}`);
  return grammar;
}

/** Tokenises a whole text; the tokens of one line are contiguous and cover it. */
export function tokenize(grammar: IGrammar, text: string): Token[] {
  const tokens: Token[] = [];
  let state = INITIAL;
  text.split(/\r\n|\r|\n/).forEach((content, line) => {
    const result = grammar.tokenizeLine(content, state);
    state = result.ruleStack;
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      const end = Math.min(endIndex, content.length);
      tokens.push({ line, start: startIndex, end, text: content.slice(startIndex, end), scopes: scopes.slice(1) });
    }
  });
  return tokens;
}
