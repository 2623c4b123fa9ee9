/**
 * A reporter for node --test that says, as one line of JSON at the end, how many tests passed and failed and which were
 * skipped. Suites (describe) are not counted, nor is a file that holds no test: Node reports such a file as a passed one.
 */
import type { TestEvent } from 'node:test/reporters';

export interface NodeTestCounts {
  passed: number;
  failed: number;
  /** The name of each skipped test, with the reason that it gives. */
  skipped: string[];
}

export default async function* countReporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const counts: NodeTestCounts = { passed: 0, failed: 0, skipped: [] };
  for await (const event of source) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { name, skip, todo, details, file, nesting } = event.data;
    if (details.type === 'suite') continue;
    const isFile = nesting === 0 && file !== undefined && file.endsWith(name);
    if (skip !== undefined && skip !== false)
      counts.skipped.push(typeof skip === 'string' && skip ? `${name}: ${skip}` : name);
    else if (todo !== undefined && todo !== false) counts.skipped.push(`${name}: to do`);
    else if (event.type === 'test:fail') counts.failed++;
    else if (!isFile) counts.passed++;
  }
  yield `${JSON.stringify(counts)}\n`;
}
