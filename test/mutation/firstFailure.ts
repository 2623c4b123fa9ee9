/** A reporter for node --test that says the first test that fails, as a line of JSON, and ends the run there. */
import { writeSync } from 'node:fs';
import type { TestEvent } from 'node:test/reporters';

export interface Failure {
  readonly file: string;
  readonly name: string;
}

export default async function* firstFailure(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    if (event.type !== 'test:fail' || event.data.todo) continue;
    const { file, name } = event.data;
    // Straight to the output: what is yielded would be lost at the exit.
    writeSync(1, `${JSON.stringify({ file: file ?? '', name } satisfies Failure)}\n`);
    process.exit(1);
  }
  yield '';
}
