/** Asks a server for the names of an address. */
import assert from 'node:assert/strict';
import { TYPE } from '../../server/src/dns/types.ts';
import { parseDigWords } from '../../server/src/live/digWords.ts';
import { rdataText } from '../../server/src/live/messages.ts';
import { query } from '../../server/src/live/query.ts';
import { systemRuntime } from '../../server/src/node/transports/runtime.ts';

/** The names that a server has for an address. */
export async function namesOf(address: string, port: number): Promise<string[]> {
  const parsed = parseDigWords(`-x ${address} @127.0.0.1 -p ${port}`);
  if ('error' in parsed) return assert.fail(parsed.error.message);
  const servers = [{ address: '127.0.0.1', port }];
  const result = await query({ question: parsed.question, servers, options: parsed.options }, systemRuntime);
  assert.ok(result.kind === 'answer', address);
  return result.response.answer.filter(({ type }) => type === TYPE.PTR).map((record) => rdataText(record));
}
