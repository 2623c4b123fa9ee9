/**
 * Conversations side by side. What several of them wait for is asked at once, in rounds: a round ends when everything that was asked in it
 * has come. At most `PER_SERVER` questions of a round go to one server, so that nobody takes them for an attack; the others wait for the next.
 */
import type { Answer, Ask, Conversation } from './conversation.ts';

/** Questions to one server in one round. */
export const PER_SERVER = 4;

/** One conversation, and what it waits for. */
interface Task<Result> {
  readonly steps: Conversation<Result>;
  wanted: readonly Ask[];
  /** It gave a list, and is given one. */
  isList: boolean;
  result?: { readonly value: Result };
}

/** Runs the conversations and gives their results in their order. Two that put the same `Ask` (the object) have it asked once. */
export function* together<Result>(conversations: readonly Conversation<Result>[]): Conversation<readonly Result[]> {
  const tasks = conversations.map((steps): Task<Result> => ({ steps, wanted: [], isList: false }));
  const answers = new Map<Ask, Answer>();
  const isReady = ({ result, wanted }: Task<Result>): boolean => !result && wanted.every((asked) => answers.has(asked));
  for (const task of tasks) yield* advance(task, undefined);
  for (;;) {
    // What one waits for may have come for another before.
    for (let task = tasks.find(isReady); task; task = tasks.find(isReady)) {
      const came = task.wanted.map((asked) => answers.get(asked)!);
      yield* advance(task, task.isList ? came : came[0]);
    }
    const round = roundOf(tasks, answers);
    if (round.length === 0) break;
    for (const answer of (yield round) as readonly Answer[]) answers.set(answer.ask, answer);
  }
  return tasks.map(({ result }) => result!.value);
}

/** Lets a conversation go on until it asks something or ends. What it says, and the further messages that it wants, are passed on. */
function* advance<Result>(task: Task<Result>, given: Answer | readonly Answer[] | undefined): Conversation<undefined> {
  let step = task.steps.next(given);
  while (!step.done) {
    const wanted = step.value;
    if ('progress' in wanted || 'more' in wanted || 'pause' in wanted || 'pending' in wanted || 'race' in wanted)
      step = task.steps.next(yield wanted);
    else {
      task.isList = !('question' in wanted);
      task.wanted = 'question' in wanted ? [wanted] : wanted;
      if (task.wanted.length > 0) return undefined;
      step = task.steps.next([]);
    }
  }
  task.wanted = [];
  task.result = { value: step.value };
  return undefined;
}

/** What is asked next: each question once, and not too many of one server. */
function roundOf(tasks: readonly Task<unknown>[], answers: ReadonlyMap<Ask, Answer>): Ask[] {
  const round = new Set<Ask>();
  const ofServer = new Map<string, number>();
  for (const { wanted } of tasks) {
    for (const asked of wanted) {
      if (answers.has(asked) || round.has(asked)) continue;
      const count = ofServer.get(asked.server.address) ?? 0;
      if (count >= PER_SERVER) continue;
      ofServer.set(asked.server.address, count + 1);
      round.add(asked);
    }
  }
  return [...round];
}
