/**
 * Conversations written as text. A question is `> name type @address [transport] [key]`, what comes back the lines behind it:
 * `< STATUS flags` and then records of the sections `answer:`, `authority:`, `additional:`, or `< silent` and other failures.
 * Questions may come in any order; each is answered once, and one that is not in the text is a fault of the conversation.
 */
import assert from 'node:assert/strict';
import { RCODE } from '../../../server/src/dns/codes.ts';
import { typeText } from '../../../server/src/dns/types.ts';
import { type Ask, type Conversation, converse, failure, type Wire } from '../../../server/src/live/conversation.ts';
import type { AnswerRecord, ResponseMessage } from '../../../server/src/live/messages.ts';
import type { FailureKind, SendResult } from '../../../server/src/live/transport.ts';
import { recordOf } from './answerText.ts';

interface Turn {
  readonly key: string;
  readonly replies: string[][];
}

function turnsOf(text: string): Turn[] {
  const turns: Turn[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('> ')) turns.push({ key: line.slice(2).replace(/\s+/g, ' '), replies: [] });
    else if (line.startsWith('< ')) turns[turns.length - 1].replies.push([line.slice(2)]);
    else turns[turns.length - 1].replies.at(-1)!.push(line);
  }
  return turns;
}

function keyOf({ question, server, transport }: Ask): string {
  const way = transport === 'udp' ? '' : ` ${transport}`;
  return `${question.name} ${typeText(question.type)} @${server.address}${way}`;
}

function resultOf(asked: Ask, [head, ...lines]: readonly string[]): SendResult {
  const [status, ...flags] = head.split(' ');
  const rcode = RCODE[status as keyof typeof RCODE];
  if (rcode === undefined)
    return failure((status === 'silent' ? 'timeout' : status) as FailureKind, `It was ${status}.`);
  const sections: Record<string, AnswerRecord[]> = { answer: [], authority: [], additional: [] };
  let section = 'answer';
  for (const line of lines) {
    if (line.endsWith(':') && line.slice(0, -1) in sections) section = line.slice(0, -1);
    else sections[section].push(recordOf(line));
  }
  const has = (flag: string): boolean => flags.includes(flag);
  const response: ResponseMessage = {
    kind: 'message',
    id: 0,
    rcode,
    flags: { aa: has('aa'), tc: has('tc'), rd: false, ra: has('ra'), z: false, ad: false, cd: false },
    question: asked.question,
    answer: sections.answer,
    authority: sections.authority,
    additional: sections.additional,
    edns: undefined,
    size: 100,
    extra: 0,
    faults: [],
    wire: new Uint8Array(0),
  };
  return { kind: 'reply', response, ignored: [] };
}

/** The way of a conversation to its text. `spoil` may change what comes. */
export function replayed(
  text: string,
  spoil = (result: SendResult): SendResult => result,
): Wire & { left(): string[] } {
  const turns = turnsOf(text);
  const next = (asked: Ask): SendResult => {
    const index = turns.findIndex(({ key }) => key === keyOf(asked));
    if (index < 0) return failure('timeout', `Nobody expects ${keyOf(asked)}.`);
    const reply = turns[index].replies.shift();
    if (turns[index].replies.length === 0) turns.splice(index, 1);
    assert.ok(reply, keyOf(asked));
    return spoil(resultOf(asked, reply));
  };
  return {
    exchange: async (asked) => next(asked),
    more: async (asked) => next(asked),
    left: () => turns.map(({ key }) => key),
  };
}

/** Runs a conversation against its text, all of which has to be asked. */
export async function replay<Result>(conversation: Conversation<Result>, text: string): Promise<Result> {
  const { left, ...wire } = replayed(text);
  const result = await converse(conversation, { ...wire, monotonic: () => 0 });
  assert.deepEqual(left(), [], 'questions that were not asked');
  return result;
}
