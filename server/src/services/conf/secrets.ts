/** The secrets in a configuration's text, so that nothing that is shown repeats one: not even where a brace or a quote was lost. */
import { TokenKind, type Tokens } from '../../conf/lexer.ts';
import type { ConfTree } from '../../conf/tree.ts';

/** The statements whose values nobody is to see: shared secrets, and PINs of hardware tokens. */
const SECRET_STATEMENTS = /^(?:.+-)?secret$|^pkcs11-uri$/;

/** The word, then quotes, comments and slips such as `=`, then what could be the secret, up to the end of the statement. */
const SECRET = /secret(?:["'=\s]|\/\*[\s\S]*?\*\/|(?:\/\/|#).*)*([^;{}"]*)/gi;

/** What has no meaning but as a secret: base64 of at least six octets. */
const ENCODED = /^[A-Za-z0-9+/]{8,}={0,2}$/;

const known = new WeakMap<ConfTree, ReadonlySet<string>>();

/** True for a statement whose value is secret, by its name in lower case. */
export function isSecretStatement(name: string): boolean {
  return SECRET_STATEMENTS.test(name);
}

/** The words of a file that stand behind the word `secret`. */
export function secretsOf(tree: ConfTree): ReadonlySet<string> {
  const found = known.get(tree);
  if (found) return found;
  const secrets = new Set<string>();
  known.set(tree, secrets);
  for (const match of tree.text.matchAll(SECRET)) {
    if (isInComment(tree.tokens, match.index)) continue;
    for (const word of match[1].split(/[\s"']+/)) if (ENCODED.test(word)) secrets.add(word);
  }
  return secrets;
}

/** True where a text holds a secret of the file. */
export function holdsSecret(text: string, tree: ConfTree): boolean {
  for (const secret of secretsOf(tree)) if (text.includes(secret)) return true;
  return false;
}

function isInComment({ kinds, starts, count }: Tokens, offset: number): boolean {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return kinds[low] === TokenKind.comment;
}
