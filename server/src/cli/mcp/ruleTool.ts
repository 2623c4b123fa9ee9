/** The tool `rule`. */
import type { Arguments } from '../../services/agents/answers.ts';
import { CheckError } from '../checkError.ts';
import { rulesListed } from '../ruleNames.ts';
import { rulePages } from '../rules.ts';

export async function ruleDocumented({ rule }: Arguments): Promise<string> {
  if (typeof rule !== 'string') throw new CheckError('"rule" is the id of a rule');
  return rulePages(rulesListed([rule]));
}
