/**
 * What can be asked of a file. A language is a folder whose `service.ts` implements this interface; `lsp/requests.ts` has the requests that
 * ask it. Positions and answers are as LSP has them; nothing here knows a connection.
 */
import type {
  CallHierarchyItem,
  CodeAction,
  CodeLens,
  CompletionItem,
  CompletionList,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  Position,
  Range,
  SelectionRange,
  SignatureHelp,
  SymbolInformation,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import type { Steps } from '../steps.ts';
import type { TextBuffer } from '../text/buffer.ts';
import type { OriginSource } from '../workspace/origin.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What a service is given. */
export interface ServiceContext<Settings> {
  readonly workspace: Workspace;
  readonly now: () => Date;
  /** What the user sets, and what the editor can do, as far as the language looks at it. */
  readonly settings: () => Settings;
  /** A line for the log: what was cut. */
  readonly log: (message: string) => void;
}

/** A file as its language sees it; languages add what the file is part of. */
export interface ServiceFile {
  readonly uri: string;
  readonly buffer: TextBuffer;
}

/**
 * What can be asked of a file. What answers at once is asked while the file may still be read: it sees what was read so far, and the place
 * that it is asked about. What answers in steps goes over whole files, and is asked when everything is up to date.
 */
export interface FileFeatures<File extends ServiceFile = ServiceFile> {
  hover(file: File, position: Position): Hover | undefined;
  completion(file: File, position: Position): CompletionList | undefined;
  signature(file: File, position: Position): SignatureHelp | undefined;
  definition(file: File, position: Position): Location[] | undefined;
  declaration(file: File, position: Position): Location[] | undefined;
  selections(file: File, positions: readonly Position[]): SelectionRange[] | undefined;
  /** Quick fixes and rewrites at a range. */
  actions(file: File, range: Range): CodeAction[] | undefined;
  /** Semantic tokens in LSP's form, on a range or all of them. */
  tokens(file: File, range?: Range): number[] | undefined;
  /** The edits after a key was typed. */
  formatOnType(file: File, position: Position, typed: string, indent: EditorIndent): TextEdit[] | undefined;
  /** What takes the configuration that a file is part of over to a release of BIND. */
  migration(file: File, version: string): MigrationAnswer | undefined;
  /** What to ask a server for the record at a position. */
  queryAt(file: File, position: Position): QueryAt | undefined;

  /** The edits that lay out the lines that a range touches. */
  formatRange(file: File, range: Range, indent: EditorIndent): Steps<TextEdit[] | undefined>;
  /** The safe fixes of a whole file. */
  fixAll(file: File): Steps<CodeAction[] | undefined>;
  inlayHints(file: File, range: Range): Steps<InlayHint[] | undefined>;
  codeLenses(file: File): Steps<CodeLens[] | undefined>;
  /** A lens of `codeLenses` with its command. */
  resolveCodeLens(file: File, lens: CodeLens): Steps<CodeLens | undefined>;
  symbols(file: File): Steps<DocumentSymbol[] | undefined>;
  folding(file: File): Steps<FoldingRange[] | undefined>;
  /** Undefined where nothing is named: the editor then highlights equal words. */
  highlights(file: File, position: Position): Steps<DocumentHighlight[] | undefined>;
  references(file: File, position: Position, declarations: boolean): Steps<Location[] | undefined>;
  /** What a call hierarchy begins with: a name, a zone, or a file. */
  callHierarchy(file: File, position: Position): Steps<CallHierarchyItem[] | undefined>;
  prepareRename(file: File, position: Position): Steps<RenameSubject | Refusal | undefined>;
  rename(file: File, position: Position, newName: string): Steps<WorkspaceEdit | Refusal | undefined>;
  links(file: File): Steps<DocumentLink[] | undefined>;
  /** The edits that lay out a file. */
  format(file: File, indent: EditorIndent): Steps<TextEdit[] | undefined>;
  /** What is known of the zone that a file is part of. */
  info(file: File): Steps<ZoneInfo | undefined>;
  /** The edit that raises the serial of the zone that a file is part of. */
  raiseSerial(file: File): Steps<WorkspaceEdit | undefined>;
}

/** What can be asked of the workspace as a whole; every language adds its part. */
export interface WorkspaceFeatures {
  /** What has a name that fits the query. */
  workspaceSymbols(query: string): Steps<SymbolInformation[]>;
  /** An item of any completion with its documentation. */
  resolveCompletion(item: CompletionItem): CompletionItem;
}

/** A language. It has the features that make sense in it: one that only gives origins has none. */
export interface LanguageService<File extends ServiceFile = ServiceFile>
  extends Partial<FileFeatures<File>>,
    Partial<WorkspaceFeatures> {
  /** The file of this URI, in normal form, where it is part of something in this language. Features are asked of files found so. */
  find(uri: string): File | undefined;
}

/** What formatting takes from the editor: LSP's FormattingOptions. */
export interface EditorIndent {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/** Why something is not done, for the user. */
export interface Refusal {
  readonly reason: string;
}

/** What is renamed: the text that the user edits. */
export interface RenameSubject {
  readonly range: Range;
  readonly placeholder: string;
}

export interface MigrationAnswer {
  /** The edit, whose changes want to be confirmed; null where nothing has to change. */
  readonly edit: WorkspaceEdit | null;
  /** What the user has to know or do beside it. */
  readonly notes: readonly string[];
}

export interface ZoneInfo {
  /** The origin with its final dot; undefined where it is not known. */
  readonly origin: string | undefined;
  readonly source: OriginSource;
  /** The configuration that loads the file, and the view in it. */
  readonly configuration: string | undefined;
  /** The program whose configuration that is, where it is not named. */
  readonly server: string | undefined;
  readonly view: string;
  /** All views whose zones read the file. */
  readonly views: readonly string[];
  readonly type: string;
  /** As it is written: `IN`. */
  readonly zoneClass: string;
  readonly records: number;
  /** Further zones that load the same file. */
  readonly others: readonly string[];
}

export interface QueryAt {
  /** Absolute names, with their final dot. */
  readonly name: string;
  readonly type: string;
  /** Absent where it is IN. */
  readonly class?: string;
  readonly zone: string | undefined;
  /** The zone's name servers, with the addresses that the workspace's files give them. */
  readonly servers: readonly ZoneServer[];
  /** On a `$GENERATE`: how many records it makes, of which this is the first. */
  readonly ofGenerated?: number;
  /** On an NS record: its name server. */
  readonly nameServer?: NameServerAt;
}

/** A name server, and who says where it is. */
export interface NameServerAt {
  readonly name: string;
  /** The zone above, and its servers; absent where no file has it. */
  readonly parent?: string;
  readonly parentServers?: readonly ZoneServer[];
  /** The zone that the server is for, and its servers. */
  readonly child: string;
  readonly childServers: readonly ZoneServer[];
}

export interface ZoneServer {
  /** Absolute, with its final dot. */
  readonly name: string;
  /** As they are written in the zone that holds the name; IPv6 and IPv4 in the order of its files. */
  readonly addresses: readonly string[];
}
