/** What live queries ask the language server: what stands at a place, and what helps to type. */
import type * as vscode from 'vscode';
import type { Position } from 'vscode-languageclient';
import {
  FILE_ZONES,
  type FileZonesAnswer,
  type FileZonesParams,
  LINE_HELP,
  type LineHelp,
  type LineHelpParams,
  QUERY_AT,
  QUERY_HELP,
  type QueryAnswer,
  type QueryAt,
  type QueryHelp,
  type QueryHelpParams,
  type QueryParams,
  SEND_QUERY,
} from '../../../server/src/lsp/protocol.ts';
import type { LanguageServer } from '../server/languageServer.ts';

/** A place in a file. */
export interface FilePlace {
  readonly uri: string;
  readonly position: Position;
}

export interface QuerySource {
  /** What stands at a place; undefined where the server does not run, which the user is told where it `isNeeded`. */
  findRecord(place: FilePlace, isNeeded: boolean): Promise<QueryAt | null | undefined>;
  /** Undefined where the server does not run. */
  help(params: QueryHelpParams): Promise<QueryHelp | undefined>;
  /** What helps to type a line, where the language server reads it; undefined where it does not run. */
  lineHelp(params: LineHelpParams): Promise<LineHelp | undefined>;
  /** Has the language server send a query. Rejects with a sentence where it is refused; undefined where the server does not run. */
  send(params: QueryParams, token: vscode.CancellationToken): Promise<QueryAnswer | undefined>;
  /** Zones as they stand in their files; undefined where the server does not run, which the user is told. */
  fileZones(params: FileZonesParams): Promise<FileZonesAnswer | undefined>;
}

/** Asks the language server as it is when something is asked. */
export function querySource(server: LanguageServer): QuerySource {
  const running = () => (server.state === 'running' ? server.client : undefined);
  return {
    findRecord: async (place, isNeeded) => {
      const client = isNeeded ? await server.needed() : running();
      return client?.sendRequest<QueryAt | null>(QUERY_AT, place);
    },
    send: async (params, token) => (await server.needed())?.sendRequest<QueryAnswer>(SEND_QUERY, params, token),
    fileZones: async (params) =>
      (await (await server.needed())?.sendRequest<FileZonesAnswer | null>(FILE_ZONES, params)) ?? undefined,
    lineHelp: async (params) => (await running()?.sendRequest<LineHelp | null>(LINE_HELP, params)) ?? undefined,
    help: async (params) => (await running()?.sendRequest<QueryHelp | null>(QUERY_HELP, params)) ?? undefined,
  };
}
