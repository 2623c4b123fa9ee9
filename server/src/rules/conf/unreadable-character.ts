import { TokenKind } from '../../conf/lexer.ts';
import { type ConfFile, placeOf } from '../../conf/model.ts';
import { tokenAt } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import { asItLooks, invisibleIn, invisibleName } from '../../text/invisible.ts';
import type { Problem } from '../rule.ts';
import type { ConfContext, ConfRule } from './context.ts';

/** Places of a file that are told. */
const MOST = 100;

/** Where characters that cannot be seen stand in the words of a file. Those in comments and strings are text. */
function* hiddenIn({ tree }: ConfFile): Generator<number> {
  const { text, tokens } = tree;
  let told = 0;
  for (let at = invisibleIn(text); at >= 0 && told < MOST; at = invisibleIn(text, at + 1)) {
    const token = tokenAt(tree, at);
    if (tokens.kinds[token] !== TokenKind.word) continue;
    told++;
    yield at;
    // One of a word will do.
    at = tokens.starts[token + 1] - 1;
  }
}

/** A character that looks like a space, or like nothing. */
export const unreadableCharacter: ConfRule = {
  id: 'conf/unreadable-character',
  title: 'Character that is not what it looks like',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'Characters that cannot be seen (no-break spaces, zero-width spaces, marks of direction) in words outside of quotes and comments; a byte order mark at the start of the file; and a file that is saved as UTF-16.',
    why: 'They come along from web pages and word processors. For named they are part of the word, so it refuses the file, or takes the name as another one.',
    bad: 'options {\n\trecursion\u00a0no;\n};',
    good: 'options {\n\trecursion no;\n};',
    sources: ["named-checkconf: `unknown option '...'`"],
  },
  check({ model }, report) {
    for (const file of model.files) {
      for (const at of hiddenIn(file)) {
        const name = invisibleName(file.tree.text.charCodeAt(at));
        const message = t`There is a ${name} here, which cannot be seen and is part of the word for named: it is another one than the one you read. Delete it, or write a plain space.`;
        report(placeOf(file, { start: at, end: at + 1 }), message, { severity: 'warning' });
      }
    }
  },
  fixes({ uri, start }, { model }) {
    const file = model.files.find((each) => each.uri === uri);
    if (!file) return [];
    const { text, tokens } = file.tree;
    const token = tokenAt(file.tree, start);
    const [from, end] = [tokens.starts[token], tokens.starts[token + 1]];
    const edits = [{ uri, start: from, end, newText: asItLooks(text.slice(from, end)) }];
    return [{ title: t`Write the word as it looks`, edits, preferred: true }];
  },
};

/** Whether there are problems that may be blamed on such a character. */
export function hasUnreadable(problems: readonly Problem[]): boolean {
  return problems.some(({ rule }) => rule === unreadableCharacter.id);
}

/** The same problems, where an error about a word with such a character is about the character. */
export function blamedOnCharacters(problems: readonly Problem[], { model }: ConfContext): Problem[] {
  const hidden = problems.filter(({ rule }) => rule === unreadableCharacter.id);
  if (hidden.length === 0) return [...problems];
  const refused = new Set<Problem>();
  const kept = problems.filter((problem) => {
    if (problem.severity !== 'error') return true;
    const cause = hidden.find(({ uri, start }) => uri === problem.uri && start >= problem.start && start < problem.end);
    if (cause) refused.add(cause);
    return cause === undefined;
  });
  return kept.map((problem) => {
    if (!refused.has(problem)) return problem;
    const file = model.files.find(({ uri }) => uri === problem.uri)!;
    const name = invisibleName(file.tree.text.charCodeAt(problem.start));
    const message = t`There is a ${name} here, which cannot be seen and is part of the word for named, so it refuses the file. Delete it, or write a plain space.`;
    return { ...problem, severity: unreadableCharacter.severity, message };
  });
}
