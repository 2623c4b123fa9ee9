/** Where configurations name hosts: in the rules of update-policy, in dual-stack-servers, and as the name that a certificate has to show. */
import { type ConfFile, type ConfModel, normalName } from '../../conf/model.ts';
import { type Block, keywordOf, type Statement, type Word } from '../../conf/tree.ts';
import type { FilePlace } from '../shared/places.ts';

/** A host's name as it is written, without its quotes. */
export interface HostName extends FilePlace {
  readonly text: string;
}

/** Words of a rule of update-policy: `grant IDENTITY RULETYPE NAME TYPES`. */
const IDENTITY = 1;
const NAME = 3;

/** The places of a configuration at which a host is named, whose name is absolute and in lower case. */
export function hostNamesIn(model: ConfModel, host: string): HostName[] {
  const found: HostName[] = [];
  // An identity that is a key is the key's name, whatever host has the same.
  const isKey = model.keys.some(({ name }) => normalName(name) === host);
  const add = (file: ConfFile, word: Word | undefined): void => {
    if (!word || normalName(word.text) !== host) return;
    const isClosed = word.quoted && word.end - word.start > 1;
    const [start, end] = [word.start + (word.quoted ? 1 : 0), word.end - (isClosed ? 1 : 0)];
    if (file.tree.text.slice(start, end) === word.text) found.push({ uri: file.uri, start, end, text: word.text });
  };
  for (const file of model.files) {
    for (const statement of statementsIn(file.tree.root)) {
      const keyword = keywordOf(statement);
      if (keyword === 'remote-hostname') add(file, wordAt(statement, 1));
      if (keyword !== 'update-policy' && keyword !== 'dual-stack-servers') continue;
      for (const element of elementsOf(statement)) {
        if (keyword === 'dual-stack-servers') add(file, wordAt(element, 0));
        else {
          if (!isKey) add(file, wordAt(element, IDENTITY));
          add(file, wordAt(element, NAME));
        }
      }
    }
  }
  return found;
}

function* statementsIn(block: Block): Generator<Statement> {
  for (const statement of block.statements) {
    yield statement;
    for (const value of statement.values) if (value.kind === 'block' && value.clause) yield* statementsIn(value);
  }
}

function elementsOf(statement: Statement): readonly Statement[] {
  return statement.values.flatMap((value) => (value.kind === 'block' ? value.statements : []));
}

function wordAt({ values }: Statement, index: number): Word | undefined {
  const value = values[index];
  return value?.kind === 'word' ? value : undefined;
}
