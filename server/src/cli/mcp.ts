/** `bailiwick mcp`: tools for agents, until the client ends. */
import { createInterface } from 'node:readline';
import { McpServer } from './mcp/server.ts';
import type { McpOptions } from './mcpOptions.ts';

/** Serves one client on standard input and output; the exit status. */
export async function mcp({ allowsQueries }: McpOptions, version: string): Promise<number> {
  const server = new McpServer({
    cwd: process.cwd(),
    version,
    allowsQueries,
    send: (message) => process.stdout.write(`${JSON.stringify(message)}\n`),
  });
  const running = new Set<Promise<void>>();
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    // A tool that waits for the user keeps no other from being answered.
    const done = server.take(line).finally(() => running.delete(done));
    running.add(done);
  }
  return 0;
}
