/** Puts the questions of a plan to a server, some at once, and notes what comes. */

import { RCODE, rcodeName } from '../../dns/codes.ts';
import { typeText } from '../../dns/types.ts';
import { counted, t } from '../../l10n.ts';
import { type Answer, askAll, type Conversation } from '../conversation.ts';
import type { ResponseMessage } from '../messages.ts';
import type { Transport } from '../transport.ts';
import type { Known } from './authority.ts';
import { type CompareRequest, OPTIONS } from './comparing.ts';
import { judgeAnswer, type SetQuestion } from './questions.ts';
import type { Served } from './served.ts';

/** Puts questions, some at once, and notes what comes. */
export class Asker {
  /** Sets that no answer showed: a server that has the zone below a cut, too, answers from it. */
  hidden = 0;
  /** Why nothing more is asked. */
  stopped: 'cancelled' | 'limit' | undefined;
  #unclear = 0;
  #first = '';
  #limit: string | undefined;
  readonly #request: CompareRequest;
  readonly #known: Known;
  readonly #served: Served;

  constructor(request: CompareRequest, known: Known, served: Served) {
    this.#request = request;
    this.#known = known;
    this.#served = served;
  }

  /** True where at least one was answered. */
  *askFor(questions: readonly SetQuestion[]): Conversation<boolean> {
    const first = this.#request.transport ?? 'udp';
    let again = yield* this.#round(questions, first, false);
    if (again.tcp.length > 0)
      again = { ...again, silent: [...again.silent, ...(yield* this.#round(again.tcp, 'tcp', false)).silent] };
    if (again.silent.length === 0 || this.stopped) return true;
    const last = yield* this.#round(again.silent, first === 'udp' ? 'udp' : first, true);
    const end = yield* this.#round(last.tcp, 'tcp', true);
    return last.silent.length + end.silent.length < questions.length;
  }

  *#round(
    questions: readonly SetQuestion[],
    transport: Transport,
    isLast: boolean,
  ): Conversation<{ readonly tcp: SetQuestion[]; readonly silent: SetQuestion[] }> {
    const { file, server, key } = this.#request;
    const { isResolver } = this.#known;
    const answers = yield* askAll(
      questions.map(({ name, type }) => ({
        question: { name, type, class: file.class },
        options: { ...OPTIONS, rd: isResolver },
        server,
        transport,
        ...(key && { key }),
      })),
    );
    const tcp: SetQuestion[] = [];
    const silent: SetQuestion[] = [];
    for (const [i, answer] of answers.entries()) {
      const verdict = this.#judge(questions[i], answer, transport);
      if (verdict === 'tcp') tcp.push(questions[i]);
      else if (verdict === 'silent') {
        silent.push(questions[i]);
        if (isLast) this.#notClear(questions[i], answer);
      } else if (verdict === 'unclear') this.#notClear(questions[i], answer);
      else if (verdict === 'hidden') this.hidden++;
    }
    return { tcp, silent };
  }

  #judge(question: SetQuestion, { result }: Answer, transport: Transport): ReturnType<typeof judgeAnswer> | 'silent' {
    const isUdp = transport === 'udp';
    if (result.kind === 'cancelled' || result.kind === 'limit') {
      this.stopped = result.kind;
      if (result.kind === 'limit') this.#limit = result.message;
    }
    if (result.kind !== 'reply')
      return result.truncated === true && isUdp ? 'tcp' : result.kind === 'malformed' ? 'unclear' : 'silent';
    if (result.response.flags.tc && isUdp) return 'tcp';
    const { file } = this.#request;
    return judgeAnswer(question, result.response, {
      file,
      served: this.#served,
      isResolver: this.#known.isResolver,
      isUdp,
    });
  }

  #notClear({ name, type }: SetQuestion, { result }: Answer): void {
    const why = result.kind === 'reply' ? unclearWords(result.response) : result.message;
    if (this.#unclear++ === 0) this.#first = t`It was asked for ${`${name} ${typeText(type)}`}: ${why}`;
  }

  /** What was not answered, or not in a way that could be understood. */
  get problem(): string | undefined {
    if (this.#limit !== undefined) return this.#limit;
    if (this.#unclear < 2) return this.#first === '' ? undefined : this.#first;
    return t`${this.#first} So it is with ${counted(this.#unclear - 1, t`RRset`, t`RRsets`)} more.`;
  }
}

function unclearWords({ rcode }: ResponseMessage): string {
  if (rcode === RCODE.NOERROR || rcode === RCODE.NXDOMAIN) return t`the answer is for something else.`;
  return t`it answered ${rcodeName(rcode) ?? `RCODE ${rcode}`}.`;
}
