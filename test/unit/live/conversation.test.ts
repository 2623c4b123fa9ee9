import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Answer,
  type Ask,
  ask,
  askAll,
  type Conversation,
  converse,
  type Exchange,
  failure,
  type Progress,
  tell,
} from '../../../server/src/live/conversation.ts';
import { DEFAULT_OPTIONS } from '../../../server/src/live/messages.ts';

function asked(name: string): Ask {
  return {
    question: { name, type: 1, class: 1 },
    options: DEFAULT_OPTIONS,
    server: { address: '192.0.2.1', port: 53 },
    transport: 'udp',
  };
}

/** What came, in a word each: here every server is silent, and says so by the name that it was asked for. */
const silent: Exchange = async ({ question }) => failure('timeout', question.name);

function words(answers: readonly Answer[]): string[] {
  return answers.map(({ result }) => (result.kind === 'reply' ? 'reply' : `${result.kind} ${result.message}`));
}

/** A clock that goes on by a second each time it is looked at. */
function ticking(): () => number {
  let now = 0;
  return () => {
    now += 1000;
    return now;
  };
}

function* one(count: number): Conversation<Answer[]> {
  const answers: Answer[] = [];
  for (let i = 0; i < count; i++) answers.push(yield* ask(asked(`${i}.`)));
  return answers;
}

describe('a conversation', () => {
  test('gets the answer to each question, with the time it took', async () => {
    const answers = await converse(one(2), { exchange: silent, monotonic: ticking() });
    assert.deepEqual(words(answers), ['timeout 0.', 'timeout 1.']);
    assert.deepEqual(
      answers.map(({ time }) => time),
      [1000, 1000],
    );
  });

  test('gets the answers to several questions in their order, whichever comes first, some at a time', async () => {
    let now = 0;
    let most = 0;
    const exchange: Exchange = async ({ question }) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      if (question.name.endsWith('0.')) await new Promise((resolve) => setImmediate(resolve));
      now--;
      return failure('timeout', question.name);
    };
    const names = Array.from({ length: 100 }, (_, i) => `${i}.`);
    const answers = await converse(askAll(names.map(asked)), { exchange, monotonic: ticking() });
    assert.deepEqual(
      words(answers),
      names.map((name) => `timeout ${name}`),
    );
    assert.equal(most, 32);
    assert.deepEqual(await converse(askAll([]), { exchange: silent, monotonic: ticking() }), []);
  });

  test('says how far it is', async () => {
    const heard: Progress[] = [];
    function* told(): Conversation<string> {
      yield* tell('half', 1, 2);
      yield* tell('whole');
      return 'end';
    }
    const how = { exchange: silent, monotonic: ticking(), onProgress: (progress: Progress) => heard.push(progress) };
    assert.equal(await converse(told(), how), 'end');
    assert.deepEqual(heard, [{ progress: 'half', done: 1, of: 2 }, { progress: 'whole' }]);
  });

  test('is not sent more than its bounds allow, and ends by itself', async () => {
    const few = await converse(one(3), { exchange: silent, monotonic: ticking(), bounds: { asks: 2 } });
    assert.deepEqual(words(few).slice(1), ['timeout 1.', 'limit 2 questions were asked, and no more are.']);
    const short = await converse(one(3), { exchange: silent, monotonic: ticking(), bounds: { seconds: 2 } });
    assert.deepEqual(words(short).slice(1), ['limit It took more than 2 s.', 'limit It took more than 2 s.']);
  });

  test('sends nothing once it is cancelled', async () => {
    const abort = new AbortController();
    const exchange: Exchange = async () => {
      abort.abort();
      return failure('timeout', 'late');
    };
    const answers = await converse(one(2), { exchange, monotonic: ticking(), signal: abort.signal });
    assert.deepEqual(words(answers), ['timeout late', 'cancelled The query was cancelled.']);
  });
});
