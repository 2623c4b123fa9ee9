/** What the server says that it can do because of what the client can take. */
import { PositionEncodingKind, type ServerCapabilities } from 'vscode-languageserver';
import { standardTokenTypes, TOKEN_MODIFIERS } from '../services/shared/tokenLegend.ts';
import type { ClientTraits } from './client/traits.ts';
import { COMMAND_NAMES } from './commands.ts';
import { QUERY } from './protocol.ts';

/** `sendsQueries`: its user is asked before a query is sent; to others the command is not even named. */
export function capabilitiesFor(
  { hasCommands, onlyPulls, encoding, tokenTypes }: ClientTraits,
  sendsQueries: boolean,
): ServerCapabilities {
  const commands = [...COMMAND_NAMES, ...(sendsQueries ? [QUERY] : [])];
  return {
    // A client that has commands of these names cannot have the server's beside them.
    ...(hasCommands ? {} : { executeCommandProvider: { commands } }),
    // Who takes what is sent would show what it asks for a second time.
    ...(onlyPulls ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } } : {}),
    ...(encoding === PositionEncodingKind.UTF16 ? {} : { positionEncoding: encoding }),
    ...(tokenTypes && {
      semanticTokensProvider: {
        legend: { tokenTypes: standardTokenTypes(tokenTypes), tokenModifiers: [...TOKEN_MODIFIERS] },
        full: { delta: true },
        range: true,
      },
    }),
  };
}
