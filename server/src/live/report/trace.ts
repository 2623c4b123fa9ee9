/** What a trace and a search of name servers found, as lines of a document in zone file language. */
import { rcodeName } from '../../dns/codes.ts';
import { counted, listed, t } from '../../l10n.ts';
import type { Answer } from '../conversation.ts';
import { questionText } from '../messages.ts';
import type { Roots } from '../roots.ts';
import type { NsSearch, Trace, TraceStep } from '../trace.ts';
import { serverText } from '../transport.ts';
import { DEFAULT_VIEW, type ViewOptions } from '../view.ts';
import { section } from './records.ts';
import { comment, timeText } from './words.ts';

function answerWords({ ask, time, result }: Answer): string {
  const place = serverText(ask.server);
  if (result.kind !== 'reply') return t`${place}: ${result.message}`;
  const { response } = result;
  const status = rcodeName(response.rcode) ?? `RCODE ${response.rcode}`;
  return t`${place}, ${timeText(time)}: ${status}${response.flags.aa ? t`, with authority` : ''}`;
}

const OUTCOMES: Readonly<Record<TraceStep['outcome'], (step: TraceStep) => string>> = {
  answer: () => t`This is the answer.`,
  referral: ({ to = '' }) => t`It refers to the servers of ${to}:`,
  alias: ({ to = '' }) => t`The name is an alias of ${to}, which is looked for from the beginning.`,
  failed: () => t`It does not go on from here.`,
};

function stepLines(step: TraceStep, number: number, view: ViewOptions): string[] {
  const zone = step.zone === undefined ? t`the first servers` : t`the servers of ${step.zone}`;
  const lines = [
    '',
    comment(t`${number}. Asked ${zone} for ${questionText(step.question)}`),
    ...step.answers.map((answer) => comment(`  ${answerWords(answer)}`)),
    comment(`  ${OUTCOMES[step.outcome](step)}`),
    ...step.referred.map(({ name, glue }) =>
      comment(`    ${name} ${glue.length > 0 ? glue.join(' ') : t`(no address came with it)`}`),
    ),
  ];
  if (step.problem !== undefined) lines.push(comment(`  ${step.problem}`));
  const result = step.answers[step.answers.length - 1]?.result;
  if (result?.kind !== 'reply' || step.outcome === 'referral') return lines;
  const { answer, authority } = result.response;
  lines.push(...section(t`Answer`, answer, view));
  if (answer.length === 0) lines.push(...section(t`Authority`, authority, view));
  return lines;
}

/** Each step with whom it asked, what came, and the glue in it. */
export function traceLines({ steps, answered }: Trace, view: ViewOptions = DEFAULT_VIEW): string[] {
  const count = counted(steps.length, t`step`, t`steps`);
  const head = answered ? t`Answered after ${count}.` : t`No answer: the way ends after ${count}.`;
  return [comment(head), ...steps.flatMap((step, index) => stepLines(step, index + 1, view))];
}

/** A line for each address of each name server, and whether all have the same serial. */
export function nsSearchLines({ servers, trace, missing }: NsSearch, view: ViewOptions = DEFAULT_VIEW): string[] {
  const serials = new Set(servers.flatMap(({ serial }) => serial ?? []));
  const lines = servers.map(({ name, answer, serial, problem }) => {
    const { address, port } = answer.ask.server;
    const has = serial === undefined ? '' : t`serial ${serial}, ${timeText(answer.time)}`;
    return comment(`  ${name} ${address}#${port}: ${[has, problem ?? ''].filter((part) => part !== '').join('. ')}`);
  });
  lines.push(...missing.map((name) => comment(t`  ${name}: no address was found.`)));
  const way = trace ? ['', ...traceLines(trace, view)] : [];
  if (servers.length === 0) return [comment(t`No name server of the zone was found.`), ...lines, ...way];
  const head =
    serials.size > 1
      ? t`The name servers do not have the same serial: changes have not reached all of them.`
      : t`${counted(servers.length, t`address`, t`addresses`)} of name servers were asked.`;
  return [comment(head), ...lines, ...way];
}

/** Who said where the servers of the root are, or why they are not known. */
export function rootsLines({ answers, servers, problem }: Roots): string[] {
  const lines = answers.map((answer) => comment(t`Asked for the servers of the root: ${answerWords(answer)}`));
  if (problem !== undefined) return [...lines, comment(problem)];
  const names = [...new Set(servers.map(({ name, address }) => name ?? address))];
  return [...lines, comment(t`The servers of the root: ${listed(names)}`)];
}
