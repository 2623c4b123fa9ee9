/** Lines of queries whose words an agent wrote. */

import { type DigLine, type DigQuery, readDigLine } from './digWords.ts';

/** What a key signs, which certificates are trusted and where from it is asked is not for others to choose. */
const OF_THE_USER = ['keyFile', 'keyName', 'source', 'tlsCaFile'] as const satisfies readonly (keyof DigQuery)[];

/** Why a line is not asked for an agent, in a sentence: it names files, keys or addresses that the words of the settings, `always`, do not name. */
export function notForAgents({ queries }: DigLine, always = ''): string | undefined {
  // Files of authorities count only where it is asked over TLS.
  const set = readDigLine('. +tls', always);
  const allowed = 'error' in set ? undefined : set.queries[0];
  const isOwn = (query: DigQuery): boolean =>
    OF_THE_USER.every(
      (key) => query[key] === undefined || JSON.stringify(query[key]) === JSON.stringify(allowed?.[key]),
    );
  return queries.every(isOwn) ? undefined : '-k, -y, -b and +tls-ca=file are not for this tool';
}
