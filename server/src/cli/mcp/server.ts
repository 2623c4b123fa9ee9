/**
 * `bailiwick mcp`: the Model Context Protocol (2025-06-18) on standard input and output, a message of JSON-RPC a line. Six tools, which read and write nothing;
 * what a tool says is text, cut where it is long, with how much was cut.
 */
import { visibleLine } from '../../l10n.ts';
import { bounded, ToolError } from '../../services/agents/answers.ts';
import { CheckError } from '../checkError.ts';
import { WordError } from '../words.ts';
import type { Asking } from './tool.ts';
import { RUNS, TOOLS } from './tools.ts';

export interface McpIo {
  /** Where all paths start, and what no path leaves. */
  readonly cwd: string;
  readonly version: string;
  /** True where whoever starts the server allows queries without being asked each time. */
  readonly allowsQueries: boolean;
  readonly send: (message: object) => void;
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Versions of the protocol that say the same of what is used here; the newest first. */
const VERSIONS = ['2025-06-18', '2025-03-26', '2024-11-05'];
const NOT_FOUND = -32601;
const INVALID = -32600;
const BAD_JSON = -32700;

const INSTRUCTIONS =
  'Reads DNS zone files and named.conf files below the folder that the server was started in. Ask "check" with the proposed content before a file is written: it says which problems are new. Names are domain names, paths are relative.';

export class McpServer {
  readonly #io: McpIo;
  readonly #waiting = new Map<string, (result: unknown) => void>();
  #canAsk = false;
  #next = 1;

  constructor(io: McpIo) {
    this.#io = io;
  }

  /** Takes in a line of the client. */
  async take(line: string): Promise<void> {
    let message: Message;
    try {
      message = JSON.parse(line) as Message;
    } catch {
      return this.#error(null, BAD_JSON, 'this is no JSON');
    }
    if (typeof message !== 'object' || message === null) return this.#error(null, INVALID, 'this is no message');
    const { id, method, params } = message;
    if (method === undefined) {
      this.#waiting.get(String(id))?.(message.error ? undefined : message.result);
      this.#waiting.delete(String(id));
      return;
    }
    // What is told and not asked has no answer.
    if (id === undefined) return;
    switch (method) {
      case 'initialize':
        return this.#answer(id, this.#initialize(params ?? {}));
      case 'ping':
        return this.#answer(id, {});
      case 'tools/list':
        return this.#answer(id, { tools: TOOLS });
      case 'tools/call':
        return this.#answer(id, await this.#call(params ?? {}));
      default:
        return this.#error(id, NOT_FOUND, `there is no ${method}`);
    }
  }

  #initialize({ protocolVersion, capabilities }: Readonly<Record<string, unknown>>): object {
    this.#canAsk = typeof capabilities === 'object' && capabilities !== null && 'elicitation' in capabilities;
    return {
      protocolVersion: VERSIONS.find((version) => version === protocolVersion) ?? VERSIONS[0],
      capabilities: { tools: {} },
      serverInfo: { name: 'bailiwick', version: this.#io.version },
      instructions: INSTRUCTIONS,
    };
  }

  async #call({ name, arguments: given }: Readonly<Record<string, unknown>>): Promise<object> {
    const tool = TOOLS.find((each) => each.name === name);
    if (!tool)
      return failure(`there is no tool ${String(name)}; there are ${TOOLS.map((each) => each.name).join(', ')}`);
    const asking: Asking = { cwd: this.#io.cwd, mayAsk: (words) => this.#mayAsk(words) };
    try {
      const args = typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {};
      return { content: [{ type: 'text', text: bounded(await RUNS[tool.name](args, asking)) }] };
    } catch (error) {
      if (error instanceof CheckError || error instanceof WordError || error instanceof ToolError)
        return failure(error.message);
      return failure(`this failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Whether the user allows a query; asked each time, by the client. */
  async #mayAsk(words: string): Promise<boolean | 'nobody'> {
    if (this.#io.allowsQueries) return true;
    if (!this.#canAsk) return 'nobody';
    const id = `ask-${this.#next++}`;
    const asked = new Promise<unknown>((resolve) => this.#waiting.set(id, resolve));
    this.#io.send({
      jsonrpc: '2.0',
      id,
      method: 'elicitation/create',
      params: {
        message: `Send this DNS query? ${visibleLine(words)}`,
        requestedSchema: {
          type: 'object',
          properties: { send: { type: 'boolean', title: 'Send it' } },
          required: ['send'],
        },
      },
    });
    const answer = (await asked) as
      | { readonly action?: unknown; readonly content?: { readonly send?: unknown } }
      | undefined;
    return answer?.action === 'accept' && answer.content?.send === true;
  }

  #answer(id: number | string, result: object): void {
    this.#io.send({ jsonrpc: '2.0', id, result });
  }

  #error(id: number | string | null, code: number, message: string): void {
    this.#io.send({ jsonrpc: '2.0', id, error: { code, message } });
  }
}

function failure(message: string): object {
  return { content: [{ type: 'text', text: bounded(message) }], isError: true };
}
