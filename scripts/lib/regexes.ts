/** The regular expressions of the sources, found by a parser of JavaScript behind esbuild, which takes the types away. */
import { type AnyNode, parse } from 'acorn';
import { full } from 'acorn-walk';
import { transformSync } from 'esbuild';

export interface FoundRegex {
  /** As `/pattern/flags`. */
  readonly text: string;
  readonly pattern: string;
  readonly flags: string;
}

export interface Regexes {
  readonly literals: readonly FoundRegex[];
  /** Places that make one at run time, without the comment that says why it is linear. */
  readonly made: readonly string[];
}

/** What says beside `new RegExp(...)` that and why its work is linear. */
export const LINEAR_BECAUSE = 'linear:';

/** The regular expressions in a TypeScript source. */
export function regexesIn(source: string): Regexes {
  const { code } = transformSync(source, { loader: 'ts', target: 'esnext' });
  const literals: FoundRegex[] = [];
  let made = 0;
  full(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), (node: AnyNode) => {
    if (node.type === 'Literal' && node.regex) {
      const { pattern, flags } = node.regex;
      literals.push({ text: `/${pattern}/${flags}`, pattern, flags });
    }
    if (node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'RegExp') made++;
  });
  return { literals, made: made === 0 ? [] : unexplained(source) };
}

/** The lines with `new RegExp` that no `// linear: ...` on them or above them explains. */
function unexplained(source: string): string[] {
  const lines = source.split('\n');
  return lines.filter(
    (line, at) =>
      line.includes('new RegExp(') && !line.includes(LINEAR_BECAUSE) && !(lines[at - 1] ?? '').includes(LINEAR_BECAUSE),
  );
}
