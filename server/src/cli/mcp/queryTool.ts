/** The tool `query`: sent only where the user says so, each time. */
import { type Arguments, queryWords } from '../../services/agents/answers.ts';
import { CheckError } from '../checkError.ts';
import { query } from '../query.ts';
import type { Asking } from './tool.ts';

export async function queried(given: Arguments, { cwd, mayAsk }: Asking): Promise<string> {
  const words = queryWords(given.words);
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
  await query(words.split(/\s+/), { cwd, print, warn: print, watched: false });
  return text;
}
