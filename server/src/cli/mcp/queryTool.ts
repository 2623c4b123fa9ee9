/** The tool `query`: sent only where the user says so, each time. */
import { CheckError } from '../checkError.ts';
import { query } from '../query.ts';
import type { Arguments, Asking } from './tool.ts';

export async function queried({ words }: Arguments, { cwd, mayAsk }: Asking): Promise<string> {
  if (typeof words !== 'string' || words.trim() === '') throw new CheckError('"words" are those of dig');
  // A key is a file of the user's: what it signs is not for others to choose.
  const list = words.trim().split(/\s+/);
  if (list.some((word) => /^-[kyfb]/.test(word))) throw new CheckError('-k, -y, -f and -b are not for this tool');
  const may = await mayAsk(words);
  if (may === 'nobody') {
    throw new CheckError(
      'nobody can be asked whether this may be sent: the client has no elicitation, and the server was not started with --allow-queries',
    );
  }
  if (!may) throw new CheckError('the user does not want this to be sent');
  let text = '';
  const print = (part: string): void => {
    text += part;
  };
  await query(list, { cwd, print, warn: print, watched: false });
  return text;
}
