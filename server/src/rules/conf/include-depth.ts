import { type ConfInclude, type ConfModel, INCLUDE_DEPTH, INCLUDED_FILES, placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';

/** A configuration of which named reads so many files is not meant so. */
const MOST_READ = 1_000_000;

/** Includes that lead too deep, or to too many files, for named or for us. */
export const includeDepth: ConfRule = {
  id: 'conf/include-depth',
  title: 'Files that include one another too deeply or too often',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds: `A chain of includes that is longer than the ${INCLUDE_DEPTH} files that are followed here, or more files than are read here; a warning where files include one another so often that named reads more than a million.`,
    why: 'What stands in files that are not read is not checked. named has no limit: it reads a file as often as it is included, and twice each of twenty files is a million.',
    bad: '# each of thirty files includes the next one twice\ninclude "/etc/bind/part0.conf";',
    good: 'include "/etc/bind/part29.conf";',
    sources: ['named.conf(5)'],
  },
  check({ model }, report) {
    const known = new Set(model.files.map(({ uri }) => uri));
    const notRead = model.includes.find(({ passedOver }) => passedOver.some((uri) => !known.has(uri)));
    const endless = firstEndless(model);
    if (endless) {
      const message = t`'${endless.path}' and the files behind it include one another so often that named reads more than a million files, and does not get to the end. Include each file once.`;
      report(
        placeOf(endless.file, endless.word),
        notRead ? t`${message} Chains of more than ${INCLUDE_DEPTH} files are not followed here.` : message,
        { severity: 'warning' },
      );
    } else if (notRead) {
      const { file, word, path } = notRead;
      const isChain = model.includes.length < INCLUDED_FILES;
      report(
        placeOf(file, word),
        isChain
          ? t`'${path}' is behind a chain of ${INCLUDE_DEPTH} files that include one another, and is not read here: what stands in it is not checked.`
          : t`The configuration includes more than ${INCLUDED_FILES} files. '${path}' and what follows is not read here, so what stands there is not checked.`,
      );
    }
  },
};

/** The first include of the outermost file that has named read too many files. */
function firstEndless({ root, includes }: ConfModel): ConfInclude | undefined {
  const byFile = new Map<string, Map<number, Set<string>>>();
  for (const { file, word, targets } of includes) {
    const statements = byFile.get(file.uri) ?? new Map<number, Set<string>>();
    byFile.set(file.uri, statements);
    const uris = statements.get(word.start) ?? new Set();
    statements.set(word.start, uris);
    for (const { uri } of targets) uris.add(uri);
  }
  const counts = new Map<string, number>();
  const countOf = (uri: string): number => {
    const count = counts.get(uri);
    if (count !== undefined) return count;
    // A file that leads back to itself is another rule's.
    counts.set(uri, 1);
    let sum = 1;
    for (const uris of byFile.get(uri)?.values() ?? []) for (const target of uris) sum += countOf(target);
    counts.set(uri, Math.min(sum, 2 * MOST_READ));
    return sum;
  };
  return includes.find(
    ({ file, targets }) => file === root && targets.reduce((sum, { uri }) => sum + countOf(uri), 0) > MOST_READ,
  );
}
