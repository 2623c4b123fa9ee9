/** What the client of a session can take, by what it says at the start. What it does not say, it cannot. */
import {
  type ClientCapabilities,
  type InitializeParams,
  type MarkupContent,
  MarkupKind,
  PositionEncodingKind,
} from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol.ts';

export interface ClientTraits {
  /** The client runs the commands of lenses and actions itself; else the server does, as far as it can. */
  readonly hasCommands: boolean;
  /** The client has the server run commands. */
  readonly sendsCommands: boolean;
  readonly markdown: { readonly hover: boolean; readonly completion: boolean; readonly signature: boolean };
  readonly labelDetails: boolean;
  readonly labelOffsets: boolean;
  readonly nestedSymbols: boolean;
  readonly actionLiterals: boolean;
  readonly documentChanges: boolean;
  readonly annotations: boolean;
  readonly createsFiles: boolean;
  readonly showsDocuments: boolean;
  readonly makesEdits: boolean;
  /** The token types that it has colours for; undefined for all of ours. */
  readonly tokenTypes: ReadonlySet<string> | undefined;
  /** It asks for diagnostics and has no place for those that are sent. */
  readonly onlyPulls: boolean;
  readonly encoding: PositionEncodingKind;
}

/** Reads what a client says at the start. */
export function readTraits(capabilities: ClientCapabilities, options: InitializationOptions): ClientTraits {
  const { textDocument = {}, workspace = {}, window, general } = capabilities;
  const { hover, completion, signatureHelp, documentSymbol, codeAction, semanticTokens } = textDocument;
  const signature = signatureHelp?.signatureInformation;
  const edit = workspace.workspaceEdit;
  return {
    hasCommands: options.commands === true,
    sendsCommands: workspace.executeCommand !== undefined,
    markdown: {
      hover: takesMarkdown(hover?.contentFormat),
      completion: takesMarkdown(completion?.completionItem?.documentationFormat),
      signature: takesMarkdown(signature?.documentationFormat),
    },
    labelDetails: completion?.completionItem?.labelDetailsSupport === true,
    labelOffsets: signature?.parameterInformation?.labelOffsetSupport === true,
    nestedSymbols: documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    actionLiterals: codeAction?.codeActionLiteralSupport !== undefined,
    documentChanges: edit?.documentChanges === true,
    annotations: edit?.changeAnnotationSupport !== undefined,
    createsFiles: edit?.resourceOperations?.includes('create') === true,
    showsDocuments: window?.showDocument?.support === true,
    makesEdits: workspace.applyEdit === true,
    tokenTypes: options.tokens === true || !semanticTokens ? undefined : new Set(semanticTokens.tokenTypes),
    onlyPulls: textDocument.diagnostic !== undefined && textDocument.publishDiagnostics === undefined,
    encoding: encodingFor(general?.positionEncodings),
  };
}

function takesMarkdown(formats: readonly MarkupContent['kind'][] | undefined): boolean {
  return Array.isArray(formats) && formats.includes(MarkupKind.Markdown);
}

/** The engine counts as UTF-16 does, which every client has to take; another way only where the client leaves that out. */
function encodingFor(offered: readonly PositionEncodingKind[] | undefined): PositionEncodingKind {
  if (!Array.isArray(offered) || offered.includes(PositionEncodingKind.UTF16)) return PositionEncodingKind.UTF16;
  const known = [PositionEncodingKind.UTF32, PositionEncodingKind.UTF8];
  return known.find((each) => offered.includes(each)) ?? PositionEncodingKind.UTF16;
}

/** The folders that a client names: those of its workspace, or the one root of clients that know no more. */
export function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string[] {
  if (Array.isArray(workspaceFolders)) return workspaceFolders.map(({ uri }) => uri);
  if (typeof rootUri === 'string') return [rootUri];
  if (typeof rootPath !== 'string' || rootPath === '') return [];
  const path = rootPath.replaceAll('\\', '/').replace(/^(?=[A-Za-z]:)/, '/');
  return [`file://${path.split('/').map(encodeURIComponent).join('/')}`];
}
