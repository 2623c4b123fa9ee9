/** Rules as agents name them: by their ids, the part behind the slash, a family, or a pattern. */
import { ToolError } from '../../../server/src/services/agents/answers.ts';
import { isPattern, matchesGlob } from '../../../server/src/workspace/glob.ts';

/** The pages of the rules that a word names. Throws a ToolError where there are none. */
export function pagesNamed(word: unknown, pages: ReadonlyMap<string, string>): string {
  if (typeof word !== 'string' || word.trim() === '') throw new ToolError('"rule" is the id of a rule');
  const wanted = word.trim();
  const isMeant = (id: string): boolean =>
    id === wanted ||
    id.startsWith(`${wanted}/`) ||
    id.endsWith(`/${wanted}`) ||
    (isPattern(wanted) && matchesGlob(id, wanted));
  const found = [...pages].filter(([id]) => isMeant(id)).map(([, page]) => page);
  if (found.length === 0) throw new ToolError(`${wanted} is not a rule; * and ? make a pattern, such as zone/spf-*`);
  return found.join('\n\n');
}
