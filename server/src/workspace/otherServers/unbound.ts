/** unbound.conf: the zones that it serves itself (`auth-zone`) and response policy zones (`rpz`). Those of `stub-zone` and `forward-zone` have no file. */
import { attributesOf } from './attributes.ts';
import type { ReadServer, ServedZone } from './otherServer.ts';

interface Clause {
  readonly responsePolicy: boolean;
  name: string | undefined;
  zonefile: string | undefined;
  isSecondary: boolean;
}

/** What says that the zone comes from elsewhere, and the file is the copy. */
const SOURCES: ReadonlySet<string> = new Set(['primary', 'master', 'url']);

export const readUnbound: ReadServer = (text, included) => {
  let directory: string | undefined;
  let section = '';
  let clause: Clause | undefined;
  const clauses: Clause[] = [];
  for (const { name, values } of attributesOf(text, included)) {
    const [value] = values;
    if (value === undefined) {
      section = name;
      clause = undefined;
      if (section === 'auth-zone' || section === 'rpz') {
        clause = { responsePolicy: section === 'rpz', name: undefined, zonefile: undefined, isSecondary: false };
        clauses.push(clause);
      }
    } else if (section === 'server' && name === 'directory') directory = value === '' ? undefined : value;
    else if (!clause) continue;
    else if (name === 'name') clause.name = value;
    else if (name === 'zonefile') clause.zonefile = value;
    else if (SOURCES.has(name)) clause.isSecondary = true;
  }
  const zones = clauses.flatMap(({ name, zonefile, isSecondary, responsePolicy }): ServedZone[] =>
    name === undefined || !zonefile
      ? []
      : [
          {
            name,
            path: zonefile,
            type: isSecondary ? 'secondary' : 'primary',
            ...(responsePolicy && { responsePolicy }),
          },
        ],
  );
  return { directory, zones, folders: [] };
};
