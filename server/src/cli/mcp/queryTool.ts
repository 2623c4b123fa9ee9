/** The tool `query`: sent only where the user says so, each time. */
import { notForAgents } from '../../live/agentLine.ts';
import { readDigLine } from '../../live/digWords.ts';
import { type Arguments, queryWords } from '../../services/agents/answers.ts';
import { CheckError } from '../checkError.ts';
import { queryLine } from '../query.ts';
import type { Asking } from './tool.ts';

export async function queried(given: Arguments, { cwd, mayAsk }: Asking): Promise<string> {
  const words = queryWords(given.words);
  const line = readDigLine(words);
  const problem = 'error' in line ? line.error.message : notForAgents(line);
  if (problem !== undefined) throw new CheckError(problem);
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
  await queryLine(words, { cwd, print, warn: print, watched: false });
  return text;
}
