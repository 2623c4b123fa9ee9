/**
 * The requests that the server answers: what the client calls them, what the user is told that failed, the feature of the services that
 * answers, and what the server announces because of it.
 */
import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  CodeActionKind,
  CodeActionRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  CompletionRequest,
  CompletionResolveRequest,
  DeclarationRequest,
  DefinitionRequest,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  DocumentSymbolRequest,
  ExecuteCommandRequest,
  FoldingRangeRequest,
  HoverRequest,
  InlayHintRequest,
  type Position,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  RequestType,
  SelectionRangeRequest,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  type ServerCapabilities,
  SignatureHelpRequest,
  WillDeleteFilesRequest,
  WillRenameFilesRequest,
  type WorkspaceEdit,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver';
import { marked } from '../l10n.ts';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../services/shared/tokenLegend.ts';
import type { Language } from '../workspace/languages.ts';
import { normalUri } from '../workspace/paths.ts';
import { runAgentTool } from './agentTools.ts';
import { answer, answerInSlices } from './answers.ts';
import { codeActions } from './codeActions.ts';
import { runCommand } from './commands.ts';
import { compareTwo, zonesToCompare } from './comparing.ts';
import { checkFromDisk } from './fileChecks.ts';
import { tellOfLoaders } from './fileOperations.ts';
import { fileZones } from './fileZones.ts';
import {
  AGENT_TOOL,
  type AgentToolParams,
  BIND_TOOLS,
  type BindTools,
  type BindToolsParams,
  CHECK_FILE,
  type CheckedFile,
  type CheckFileParams,
  COMPARE,
  type ComparableZone,
  type CompareAnswer,
  type CompareParams,
  type DocumentAnswer,
  FILE_ZONES,
  type FileZonesAnswer,
  type FileZonesParams,
  LANGUAGE_OF,
  LINE_HELP,
  type LineHelp,
  type LineHelpParams,
  MIGRATE,
  MISSING_NETWORKS,
  type MigrationAnswer,
  type MissingNetworksAnswer,
  NEW_REVERSE_ZONE,
  NEW_STATEMENTS,
  type NewReverseZoneAnswer,
  type NewReverseZoneParams,
  type NewStatementsAnswer,
  type NewStatementsParams,
  NSUPDATE,
  type NsupdateAnswer,
  type NsupdateParams,
  PTR_AGREEMENT,
  PTR_CHANGE,
  type PtrChangeAnswer,
  type PtrChangeParams,
  QUERY_AT,
  QUERY_HELP,
  type QueryAnswer,
  type QueryAt,
  type QueryHelp,
  type QueryHelpParams,
  type QueryParams,
  RAISE_SERIAL_EDIT,
  RENUMBER,
  RENUMBER_HOSTS,
  type RenumberAnswer,
  type RenumberHost,
  type RenumberHostsParams,
  type RenumberParams,
  SEND_QUERY,
  SETTLED,
  TREE,
  type TreeItem,
  ZONE_INFO,
  ZONES_TO_COMPARE,
  type ZoneInfo,
  type ZonesToCompareParams,
} from './protocol.ts';
import { answerLineHelp, answerQuery } from './queries.ts';
import { hostsToRenumber, renumberAll } from './renumbering.ts';
import { atPlace, inSteps, own, type RequestRow } from './rows.ts';
import { allTokens, changedTokens, tokensIn } from './semanticTokens.ts';
import type { Session } from './session.ts';
import { toolsFor, updateOf } from './tools.ts';

const FULL: 'full' = DocumentDiagnosticReportKind.Full;

/** A request of Bailiwick's own. */
function ours<P, R>(method: string): RequestType<P, R | null, void> {
  return new RequestType(method);
}

export const REQUESTS: readonly RequestRow[] = [
  atPlace(HoverRequest.type, 'hover', {
    what: marked('A hover'),
    given: ({ position }) => [position],
    announces: { hoverProvider: true },
  }),
  own(
    CodeActionRequest.type,
    {
      what: marked('A code action'),
      features: ['actions', 'fixAll'],
      announces: {
        codeActionProvider: {
          codeActionKinds: [
            CodeActionKind.QuickFix,
            CodeActionKind.Refactor,
            `${CodeActionKind.SourceFixAll}.bailiwick`,
          ],
        },
      },
    },
    codeActions,
  ),
  atPlace(CompletionRequest.type, 'completion', {
    what: marked('Completion'),
    given: ({ position }) => [position],
    announces: {
      completionProvider: {
        triggerCharacters: ['$', '@', ' ', '\t', '"', '=', ',', '.', '_', '{', '/'],
        resolveProvider: true,
      },
    },
  }),
  own(CompletionResolveRequest.type, { what: marked('Completion') }, ({ services, failures }, item, _token, what) =>
    failures.guard(what, item, () => services.resolveCompletion(item)),
  ),
  atPlace(SignatureHelpRequest.type, 'signature', {
    what: marked('Signature help'),
    given: ({ position }) => [position],
    announces: {
      signatureHelpProvider: { triggerCharacters: [' ', '\t', '(', '{'], retriggerCharacters: [' ', '\t'] },
    },
  }),
  inSteps(InlayHintRequest.type, 'inlayHints', {
    what: marked('Inlay hints'),
    given: ({ range }) => [range],
    otherwise: [],
    announces: { inlayHintProvider: true },
  }),
  inSteps(CodeLensRequest.type, 'codeLenses', {
    what: marked('Code lenses'),
    given: () => [],
    otherwise: [],
    isWanted: ({ codeLens }) => codeLens,
    announces: { codeLensProvider: { resolveProvider: true } },
  }),
  own(
    CodeLensResolveRequest.type,
    { what: marked('Code lenses'), features: ['resolveCodeLens'] },
    async (session, lens, token, what) => {
      // The file that `codeLenses` was asked of.
      const uri: string | undefined = lens.data?.uri;
      if (uri === undefined) return lens;
      const resolve = () => session.services.askInSteps('resolveCodeLens', uri, lens);
      return (await answerInSlices(session, what, undefined, token, resolve)) ?? lens;
    },
  ),
  inSteps(DocumentSymbolRequest.type, 'symbols', {
    what: marked('The outline'),
    given: () => [],
    announces: { documentSymbolProvider: true },
  }),
  own(
    WorkspaceSymbolRequest.type,
    { what: marked('Finding symbols'), announces: { workspaceSymbolProvider: true } },
    (session, { query }, token, what) =>
      answerInSlices(session, what, undefined, token, () => session.services.workspaceSymbols(query)),
  ),
  inSteps(FoldingRangeRequest.type, 'folding', {
    what: marked('Folding'),
    given: () => [],
    announces: { foldingRangeProvider: true },
  }),
  atPlace(SelectionRangeRequest.type, 'selections', {
    what: marked('A selection'),
    given: ({ positions }) => [positions],
    announces: { selectionRangeProvider: true },
  }),
  inSteps(DocumentHighlightRequest.type, 'highlights', {
    what: marked('Highlighting'),
    given: ({ position }) => [position],
    announces: { documentHighlightProvider: true },
  }),
  atPlace(DefinitionRequest.type, 'definition', {
    what: marked('Finding a definition'),
    given: ({ position }) => [position],
    announces: { definitionProvider: true },
  }),
  atPlace(DeclarationRequest.type, 'declaration', {
    what: marked('Finding a declaration'),
    given: ({ position }) => [position],
    announces: { declarationProvider: true },
  }),
  inSteps(ReferencesRequest.type, 'references', {
    what: marked('Finding references'),
    given: ({ position, context }) => [position, context.includeDeclaration],
    announces: { referencesProvider: true },
  }),
  inSteps(CallHierarchyPrepareRequest.type, 'callHierarchy', {
    what: marked('A call hierarchy'),
    given: ({ position }) => [position],
    announces: { callHierarchyProvider: true },
  }),
  own(CallHierarchyIncomingCallsRequest.type, { what: marked('A call hierarchy') }, (session, { item }, token, what) =>
    answerInSlices(session, what, undefined, token, () => session.services.incomingCalls(item)),
  ),
  own(CallHierarchyOutgoingCallsRequest.type, { what: marked('A call hierarchy') }, (session, { item }, token, what) =>
    answerInSlices(session, what, undefined, token, () => session.services.outgoingCalls(item)),
  ),
  inSteps(PrepareRenameRequest.type, 'prepareRename', {
    what: marked('A rename'),
    given: ({ position }) => [position],
  }),
  inSteps(RenameRequest.type, 'rename', {
    what: marked('A rename'),
    given: ({ position, newName }) => [position, newName],
    announces: { renameProvider: { prepareProvider: true } },
  }),
  inSteps(DocumentLinkRequest.type, 'links', {
    what: marked('Finding links'),
    given: () => [],
    announces: { documentLinkProvider: {} },
  }),
  own(
    SemanticTokensRequest.type,
    {
      what: marked('Colouring'),
      features: ['tokens'],
      announces: {
        semanticTokensProvider: {
          legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
          full: { delta: true },
          range: true,
        },
      },
    },
    allTokens,
  ),
  own(SemanticTokensDeltaRequest.type, { what: marked('Colouring'), features: ['tokens'] }, changedTokens),
  own(SemanticTokensRangeRequest.type, { what: marked('Colouring'), features: ['tokens'] }, tokensIn),
  inSteps(DocumentFormattingRequest.type, 'format', {
    what: marked('Formatting'),
    given: ({ options }) => [options],
    announces: { documentFormattingProvider: true },
  }),
  inSteps(DocumentRangeFormattingRequest.type, 'formatRange', {
    what: marked('Formatting'),
    given: ({ range, options }) => [range, options],
    announces: { documentRangeFormattingProvider: true },
  }),
  atPlace(DocumentOnTypeFormattingRequest.type, 'formatOnType', {
    what: marked('Formatting'),
    given: ({ position, ch, options }) => [position, ch, options],
    announces: {
      documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n', moreTriggerCharacter: [')', ';', '}'] },
    },
  }),

  own(ExecuteCommandRequest.type, { what: marked('A command') }, runCommand),
  own(DocumentDiagnosticRequest.type, { what: marked('Checking') }, async (session, params) => {
    const { diagnostics, updates } = session;
    await updates.settled();
    const items = diagnostics.of(normalUri(params.textDocument.uri));
    return { kind: FULL, items };
  }),

  own(WillRenameFilesRequest.type, { what: marked('Moving files') }, (session, { files }, token, what) => {
    const moves = files.map(({ oldUri, newUri }) => ({ from: oldUri, to: newUri }));
    return answerInSlices(session, what, undefined, token, () => session.services.editForMoves(moves));
  }),
  own(WillDeleteFilesRequest.type, { what: marked('Deleting files') }, tellOfLoaders),

  inSteps(ours<{ uri: string }, WorkspaceEdit>(RAISE_SERIAL_EDIT), 'raiseSerial', {
    what: marked('Raising the serial'),
    given: () => [],
  }),
  atPlace(ours<{ uri: string; version: string }, MigrationAnswer>(MIGRATE), 'migration', {
    what: marked('A migration'),
    given: ({ version }) => [version],
  }),
  inSteps(ours<{ uri: string }, ZoneInfo>(ZONE_INFO), 'info', {
    what: marked('Looking up a zone'),
    given: () => [],
    outlivesEdits: true,
  }),
  atPlace(ours<{ uri: string; position: Position }, QueryAt>(QUERY_AT), 'queryAt', {
    what: marked('Looking up a record'),
    given: ({ position }) => [position],
  }),
  own(
    ours<QueryHelpParams, QueryHelp>(QUERY_HELP),
    { what: marked('Looking up names and servers') },
    (session, params, token, what) =>
      answerInSlices(session, what, undefined, token, () => session.services.queryHelp(params)),
  ),
  own(ours<LineHelpParams, LineHelp>(LINE_HELP), { what: marked('Looking up names and servers') }, answerLineHelp),
  own(ours<QueryParams, QueryAnswer>(SEND_QUERY), { what: marked('A query') }, answerQuery),
  own(
    ours<FileZonesParams, FileZonesAnswer>(FILE_ZONES),
    { what: marked('Reading zones for a comparison with their servers') },
    fileZones,
  ),
  own(
    ours<{ uri: string; head: string }, Language>(LANGUAGE_OF),
    { what: marked('Looking at a file') },
    (session, { uri, head }, _token, what) => answer(session, what, () => session.workspace.languageOf(uri, head)),
  ),
  own(
    ours<{ uri?: string }, DocumentAnswer>(PTR_AGREEMENT),
    { what: marked('Comparing forward and reverse zones') },
    (session, { uri }, token, what) =>
      answerInSlices(session, what, undefined, token, () => session.services.reverse.agreement(uri)),
  ),
  own(
    ours<{ uri: string }, MissingNetworksAnswer>(MISSING_NETWORKS),
    { what: marked('Comparing forward and reverse zones') },
    (session, { uri }, token, what) =>
      answerInSlices(session, what, uri, token, () => session.services.reverse.missingNetworks(uri)),
  ),
  own(
    ours<NewReverseZoneParams, NewReverseZoneAnswer>(NEW_REVERSE_ZONE),
    { what: marked('A new reverse zone') },
    (session, params, token, what) =>
      answerInSlices(session, what, params.uri, token, () => session.services.reverse.newZone(params)),
  ),
  own(
    ours<NewStatementsParams, NewStatementsAnswer>(NEW_STATEMENTS),
    { what: marked('A new zone') },
    async (session, params, token, what) => {
      const ask = () => answerInSlices(session, what, params.uri, token, () => session.services.newStatements(params));
      const answered = await ask();
      if (answered !== null) return answered;
      // Where the files belong may have been asked for only now.
      session.updates.request();
      await session.updates.settled();
      return ask();
    },
  ),
  own(
    ours<PtrChangeParams, PtrChangeAnswer>(PTR_CHANGE),
    { what: marked('Writing PTR records') },
    (session, params, token, what) =>
      answerInSlices(session, what, params.uri, token, () => session.services.reverse.change(params)),
  ),
  own(
    ours<{ id: string | null }, TreeItem[]>(TREE),
    { what: marked('The tree of zones') },
    (session, { id }, token, what) =>
      answerInSlices(session, what, undefined, token, () => session.services.tree(id ?? undefined)),
  ),
  own(ours<CheckFileParams, CheckedFile>(CHECK_FILE), { what: marked('Checking') }, checkFromDisk),
  own(ours<RenumberHostsParams, RenumberHost[]>(RENUMBER_HOSTS), { what: marked('A renumbering') }, hostsToRenumber),
  own(ours<RenumberParams, RenumberAnswer>(RENUMBER), { what: marked('A renumbering') }, renumberAll),
  own(ours<ZonesToCompareParams, ComparableZone[]>(ZONES_TO_COMPARE), { what: marked('A comparison') }, zonesToCompare),
  own(ours<CompareParams, CompareAnswer>(COMPARE), { what: marked('A comparison') }, compareTwo),
  own(ours<NsupdateParams, NsupdateAnswer>(NSUPDATE), { what: marked('A dynamic update') }, updateOf),
  own(ours<BindToolsParams, BindTools>(BIND_TOOLS), { what: marked('Looking up a zone') }, toolsFor),
  own(ours<AgentToolParams, string>(AGENT_TOOL), { what: marked('A tool for agents') }, runAgentTool),
  own(ours<object, null>(SETTLED), { what: marked('Checking') }, async ({ folders, updates }) => {
    await folders.listed();
    await updates.settled();
    return null;
  }),
];

/** Answers all of them. */
export function serveRequests(session: Session): void {
  for (const row of REQUESTS) row.serve(session);
}

/** What the server announces because of what it answers. */
export function requestCapabilities(): ServerCapabilities {
  return Object.assign({}, ...REQUESTS.map(({ announces }) => announces));
}
