/** A zone asked for RRset by RRset: what is to be asked for what the file has, and what an answer says of it. */

import { RCODE } from '../../dns/codes.ts';
import { labelsToText, parseName } from '../../dns/nameText.ts';
import { TYPE } from '../../dns/types.ts';
import type { AnswerRecord, ResponseMessage } from '../messages.ts';
import { isAtOrBelow, isBelow, sameName } from '../names.ts';
import type { FileZone } from './fileZone.ts';
import { writtenData } from './recordData.ts';
import { isAdded, type Served, type SetIndex } from './served.ts';

/** One question, and the sets of the file that its answer tells of. */
export interface SetQuestion {
  readonly name: string;
  readonly type: number;
  readonly set: number;
  /** The question is for a delegation, and these are the addresses (glue) that come with it. */
  readonly glue?: readonly number[];
}

export interface Plan {
  readonly questions: readonly SetQuestion[];
  /** Sets that no question brings: what stands below a zone cut or a DNAME, and what only a transfer shows. */
  readonly hidden: number;
}

/** What is asked for the chosen sets of a zone. A resolver knows nothing of how a zone above delegates. */
export function planOf(file: FileZone, index: SetIndex, chosen: readonly number[], isResolver: boolean): Plan {
  const questions: SetQuestion[] = [];
  const delegations = new Map<number, number[]>();
  let hidden = 0;
  for (const set of chosen) {
    const { owner, type, stands } = file.sets[set];
    if (isAdded(file, type)) continue;
    if (stands === undefined) questions.push({ name: owner, type, set });
    else if (isResolver) hidden++;
    else if (stands === 'delegation' && type === TYPE.NS) delegations.set(set, delegations.get(set) ?? []);
    else {
      const cut = type === TYPE.A || type === TYPE.AAAA ? cutOf(file, index, set) : undefined;
      if (cut === undefined) hidden++;
      else delegations.set(cut, [...(delegations.get(cut) ?? []), set]);
    }
  }
  for (const [set, glue] of delegations) {
    const { owner, type } = file.sets[set];
    questions.push({ name: owner, type, set, glue });
  }
  return { questions, hidden };
}

/** The delegation that names the owner of an address as a server and lies above it or at it; undefined where there is none. */
function cutOf(file: FileZone, index: SetIndex, set: number): number | undefined {
  const { owner } = file.sets[set];
  const { labels } = parseName(owner);
  for (let from = 0; from < labels.length; from++) {
    const cut = index(labelsToText(labels.slice(from)), TYPE.NS);
    if (cut === undefined || file.sets[cut].stands !== 'delegation') continue;
    const names = file.sets[cut].data.map((data) => writtenData(TYPE.NS, file.class, data));
    return names.includes(owner) ? cut : undefined;
  }
  return undefined;
}

/** What an answer was: of use; not clear; or it has to be asked again over TCP for the glue that a datagram had no room for. */
export type Verdict = 'clear' | 'unclear' | 'hidden' | 'tcp';

/** Notes what an answer says of the sets that it was asked for. */
export function judgeAnswer(
  question: SetQuestion,
  response: ResponseMessage,
  how: { readonly file: FileZone; readonly served: Served; readonly isResolver: boolean; readonly isUdp: boolean },
): Verdict {
  const { rcode, answer, flags } = response;
  const { file, served, isResolver } = how;
  if (rcode !== RCODE.NOERROR && rcode !== RCODE.NXDOMAIN) return 'unclear';
  if (question.glue) return judgeReferral(question, question.glue, response, how);
  const { name, type, set } = question;
  const found = answer.filter((record) => record.type === type && sameName(record.owner, name));
  const alias = found.length > 0 ? [] : aliasesOf(answer, name);
  const taken = found.length > 0 ? found : alias;
  if (taken.length === 0 && !flags.aa && !isResolver) return judgeCut(question, response, file, served);
  if (taken.length === 0 && answer.length > 0) return 'unclear';
  served.answered(set);
  for (const record of taken) served.take(record);
  return 'clear';
}

/** An alias where the file has something else: the CNAME at the name, or a DNAME above it. */
function aliasesOf(answer: readonly AnswerRecord[], name: string): AnswerRecord[] {
  const dname = answer.filter(({ type, owner }) => type === TYPE.DNAME && isBelow(name, owner));
  if (dname.length > 0) return dname;
  return answer.filter(({ type, owner }) => type === TYPE.CNAME && sameName(owner, name));
}

/** A referral where the file has data: the server has a zone cut there. */
function judgeCut({ name, set }: SetQuestion, response: ResponseMessage, file: FileZone, served: Served): Verdict {
  const cut = referralIn(response).filter(({ owner }) => isBelow(owner, file.apex) && isAtOrBelow(name, owner));
  if (cut.length === 0) return 'unclear';
  served.answered(set);
  for (const record of cut) served.take(record);
  return 'clear';
}

function referralIn({ authority }: ResponseMessage): AnswerRecord[] {
  const servers = authority.filter(({ type }) => type === TYPE.NS);
  return servers.filter(({ owner }) => sameName(owner, servers[0].owner));
}

function judgeReferral(
  { name, set }: SetQuestion,
  glue: readonly number[],
  response: ResponseMessage,
  { file, served, isUdp }: { readonly file: FileZone; readonly served: Served; readonly isUdp: boolean },
): Verdict {
  const { answer, additional, flags } = response;
  const referral = referralIn(response);
  // A server that has the zone below, too, answers from it.
  if (answer.length > 0) return 'hidden';
  if (flags.aa || response.rcode === RCODE.NXDOMAIN) {
    served.answered(set);
    return 'clear';
  }
  if (referral.length === 0 || !sameName(referral[0].owner, name)) return 'unclear';
  const came = glue.map((each) => {
    const { owner, type } = file.sets[each];
    return additional.filter((record) => record.type === type && sameName(record.owner, owner));
  });
  if (isUdp && came.some((records) => records.length === 0)) return 'tcp';
  served.answered(set);
  for (const record of referral) served.take(record);
  for (const [i, each] of glue.entries()) {
    if (came[i].length === 0 && !isAtOrBelow(file.sets[each].owner, name)) continue;
    served.answered(each);
    for (const record of came[i]) served.take(record);
  }
  return 'clear';
}
