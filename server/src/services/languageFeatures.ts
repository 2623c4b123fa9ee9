/**
 * The language features by file: finds the zone or the configuration that a file is part of, and asks the feature of its language.
 * Knows LSP's types and no connection; positions come in and go out as LSP says them.
 */
import type {
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
  SemanticTokens,
  SemanticTokensDelta,
  SignatureHelp,
  SymbolInformation,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import { sha256 } from '../dns/digests.ts';
import type { BindVersion } from '../dns/versions.ts';
import { t } from '../l10n.ts';
import type { MigrationAnswer } from '../lsp/protocol.ts';
import { ALL_RULES } from '../rules/index.ts';
import type { Steps } from '../steps.ts';
import type { TextBuffer } from '../text/buffer.ts';
import type { Configuration } from '../workspace/configuration.ts';
import { normalUri } from '../workspace/paths.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Zone } from '../workspace/zone.ts';
import type { ZoneDocument } from '../zone/document.ts';
import { confActions } from './conf/actions.ts';
import { confCompletion } from './conf/completion/completion.ts';
import { confDefinition } from './conf/definition.ts';
import { confFolding } from './conf/folding.ts';
import { type ConfStyle, formatConfFile, formatConfOnType, formatConfRange } from './conf/format/format.ts';
import { confHighlights } from './conf/highlights.ts';
import { confHover } from './conf/hover.ts';
import { confInlayHints } from './conf/inlayHints.ts';
import { confLenses } from './conf/lenses.ts';
import { confLinks } from './conf/links.ts';
import { migrateConfiguration } from './conf/migration.ts';
import { migrationEdit } from './conf/migrationEdit.ts';
import { confReferences } from './conf/references.ts';
import { confRename, prepareConfRename } from './conf/rename.ts';
import { confSelection } from './conf/selection.ts';
import { confSignature } from './conf/signature.ts';
import { confSymbols, confWorkspaceSymbols } from './conf/symbols.ts';
import { confTokens } from './conf/tokens.ts';
import { rangeToOffsets } from './shared/convert.ts';
import { fixAllEdits } from './shared/fixAll.ts';
import { toWorkspaceEdit } from './shared/fixes.ts';
import { fixesOf } from './shared/fixesOf.ts';
import { type ZoneLookup, zoneLookup } from './shared/lookup.ts';
import { FULL_TOKENS, TokenAnswers } from './shared/tokenAnswers.ts';
import { zoneActions } from './zone/actions.ts';
import { resolveZoneCompletion, zoneCompletion } from './zone/completion/completion.ts';
import type { CompletionOptions } from './zone/completion/draft.ts';
import { zoneDeclaration, zoneDefinition } from './zone/definition.ts';
import { zoneFolding } from './zone/folding.ts';
import { formatZone, formatZoneOnType, formatZoneRange } from './zone/format/format.ts';
import type { ZoneStyle } from './zone/format/style.ts';
import { zoneHighlights } from './zone/highlights.ts';
import { zoneHover } from './zone/hover.ts';
import { type InlayHintSettings, zoneInlayHints } from './zone/inlayHints.ts';
import { type ReferencesData, withReferences, zoneLenses } from './zone/lenses.ts';
import { zoneLinks } from './zone/links.ts';
import type { Bounded } from './zone/names.ts';
import { zoneReferences } from './zone/references.ts';
import { prepareRename, type Refusal, type RenameSubject, zoneRename } from './zone/rename.ts';
import { zoneSelection } from './zone/selection.ts';
import { nextSerialEdit, type SerialFormat } from './zone/serialEdits.ts';
import { zoneSignature } from './zone/signature.ts';
import { zoneSymbols } from './zone/symbols.ts';
import { zoneTokens } from './zone/tokens.ts';
import { workspaceSymbols } from './zone/workspaceSymbols.ts';

/** What a user sets, and an editor can do, as far as features look at it. */
export interface FeatureSettings {
  readonly completion: CompletionOptions;
  readonly inlayHints: InlayHintSettings;
  /** Whether a configuration shows the values that a zone inherits. */
  readonly inheritedValues: boolean;
  readonly codeLens: boolean;
  readonly outlineBy: 'owner' | 'type';
  readonly serialFormat: SerialFormat;
  readonly zoneStyle: ZoneStyle;
  readonly confStyle: ConfStyle;
  /** The most folding ranges that the editor takes. */
  readonly foldingLimit: number | undefined;
}

export interface LanguageFeatureOptions {
  readonly workspace: Workspace;
  readonly now: () => Date;
  readonly settings: () => FeatureSettings;
  /** A line for the log: what was cut. */
  readonly log: (message: string) => void;
}

/** What formatting takes from the editor: LSP's FormattingOptions. */
export interface EditorIndent {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/** A file in a zone. */
interface InZone {
  readonly zone: Zone;
  readonly document: ZoneDocument;
  readonly buffer: TextBuffer;
  readonly uri: string;
}

/** A file in a configuration. */
interface InConfiguration {
  readonly configuration: Configuration;
  readonly buffer: TextBuffer;
  readonly uri: string;
}

/** Offers every feature; each method brings the workspace up to date first, as far as files are at hand. */
export class LanguageFeatures {
  readonly #options: LanguageFeatureOptions;
  readonly #tokens = new TokenAnswers();

  constructor(options: LanguageFeatureOptions) {
    this.#options = options;
  }

  get #workspace(): Workspace {
    return this.#options.workspace;
  }

  get #settings(): FeatureSettings {
    return this.#options.settings();
  }

  get #version(): BindVersion {
    return this.#workspace.settings.bindVersion;
  }

  get #lookup(): ZoneLookup {
    return zoneLookup(this.#workspace, this.#options.now);
  }

  /**
   * Asks the feature of a file's language; undefined where the file is part of no zone and no configuration. While the file is still read,
   * the feature sees what was read so far, and the place that it is asked about.
   */
  #in<T>(
    uri: string,
    inZone: (file: InZone) => T,
    inConfiguration: (file: InConfiguration) => T,
    position?: Position,
  ): T | undefined {
    this.#workspace.look(uri, position && ((buffer) => buffer.offsetAt(position)));
    return this.#found(uri, inZone, inConfiguration);
  }

  /** Asks a feature that goes over whole files, in steps, when everything is up to date. */
  *#inSteps<T>(
    uri: string,
    inZone: (file: InZone) => Steps<T>,
    inConfiguration: (file: InConfiguration) => T,
  ): Steps<T | undefined> {
    yield* this.upToDate();
    return yield* this.#found(uri, inZone, (file) => made(inConfiguration(file))) ?? made(undefined);
  }

  /** Brings everything up to date. */
  *upToDate(): Steps<void> {
    this.#workspace.begin();
    while (this.#workspace.step()) yield;
  }

  #found<T>(uri: string, inZone: (file: InZone) => T, inConfiguration: (file: InConfiguration) => T): T | undefined {
    const key = normalUri(uri);
    const buffer = this.#workspace.bufferOf(key);
    if (!buffer) return undefined;
    for (const zone of this.#workspace.zonesOf(key)) {
      const document = zone.documents.find((candidate) => candidate.uri === key);
      if (document) return inZone({ zone, document, buffer, uri: key });
    }
    const [configuration] = this.#workspace.configurationsOf(key);
    return configuration && inConfiguration({ configuration, buffer, uri: key });
  }

  /** The items of a bounded answer; what is cut is said in the log. */
  #cut<T>(what: string, { items, left }: Bounded<T>): T[] {
    if (left > 0) this.#options.log(t`${what}: ${items.length} are shown, ${left} more are left out.`);
    return [...items];
  }

  hover(uri: string, position: Position): Hover | undefined {
    return this.#in(
      uri,
      ({ zone, document, buffer }) => {
        const lookup = { ...this.#lookup, digests: { sha256 } };
        return zoneHover(zone, document, buffer.offsetAt(position), lookup);
      },
      ({ configuration, buffer, uri: file }) =>
        confHover(configuration, file, buffer.offsetAt(position), this.#version),
      position,
    );
  }

  /** Quick fixes and rewrites at a range. */
  actions(uri: string, range: Range): CodeAction[] {
    this.#workspace.look(uri, (buffer) => buffer.offsetAt(range.start));
    const buffer = this.#workspace.bufferOf(uri);
    if (!buffer) return [];
    const { start, end } = rangeToOffsets(buffer, range);
    const problems = this.#workspace.problemsAt(uri, start, end);
    const actions = this.#found(
      uri,
      ({ zone, document }) => zoneActions(zone, document, { start, end }, problems, this.#lookup),
      ({ configuration, uri: file }) => confActions(configuration, file, problems, this.#lookup, this.#version),
    );
    return actions ?? [];
  }

  /** The safe fixes of a whole file. */
  *fixAll(uri: string): Steps<CodeAction[]> {
    yield* this.upToDate();
    const { problems } = this.#workspace.problemsOf(uri, Number.POSITIVE_INFINITY);
    const edits = yield* fixAllEdits(problems, ALL_RULES, (problem) => fixesOf(problem, this.#workspace));
    const edit = edits.length > 0 ? toWorkspaceEdit(edits, (uri) => this.#workspace.bufferOf(uri)) : undefined;
    return edit ? [{ title: t`Apply all safe fixes`, kind: 'source.fixAll.bailiwick', edit }] : [];
  }

  completion(uri: string, position: Position): CompletionList | undefined {
    const { completion } = this.#settings;
    return this.#in(
      uri,
      ({ zone, document, buffer }) => {
        const lookup = {
          ...this.#lookup,
          zones: () => this.#workspace.zones,
          files: () => this.#workspace.listed,
        };
        return zoneCompletion(zone, document, buffer.offsetAt(position), lookup, completion);
      },
      ({ configuration, buffer, uri: file }) => {
        const lookup = {
          bufferOf: (other: string) => this.#workspace.bufferOf(other),
          files: () => this.#workspace.listed,
        };
        return confCompletion(configuration, file, buffer.offsetAt(position), this.#version, lookup, completion);
      },
      position,
    );
  }

  resolveCompletion(item: CompletionItem): CompletionItem {
    return resolveZoneCompletion(item);
  }

  signature(uri: string, position: Position): SignatureHelp | undefined {
    return this.#in(
      uri,
      ({ zone, document, buffer }) => zoneSignature(zone, document, buffer.offsetAt(position)),
      ({ configuration, buffer, uri: file }) =>
        confSignature(configuration, file, buffer.offsetAt(position), this.#version),
      position,
    );
  }

  *inlayHints(uri: string, range: Range): Steps<InlayHint[]> {
    const { inlayHints, inheritedValues } = this.#settings;
    const hints = yield* this.#inSteps(
      uri,
      ({ zone, document, buffer }) => made(zoneInlayHints(zone, document, rangeToOffsets(buffer, range), inlayHints)),
      ({ configuration, buffer, uri: file }) =>
        inheritedValues ? confInlayHints(configuration, file, buffer, rangeToOffsets(buffer, range)) : [],
    );
    return hints ?? [];
  }

  *codeLenses(uri: string): Steps<CodeLens[]> {
    if (!this.#settings.codeLens) return [];
    const lenses = yield* this.#inSteps(
      uri,
      ({ zone, document }) => made(zoneLenses(zone, document, this.#options.now())),
      ({ configuration, buffer, uri: file }) => confLenses(configuration, file, buffer, this.#workspace.zones),
    );
    return lenses ?? [];
  }

  *resolveCodeLens(lens: CodeLens): Steps<CodeLens> {
    const data = lens.data as ReferencesData | undefined;
    if (!data) return lens;
    const around = this.#workspace;
    const resolved = yield* this.#inSteps(
      data.uri,
      function* ({ zone, document, buffer }) {
        const offset = buffer.offsetAt(data.position);
        const { items } = yield* zoneReferences(zone, document, offset, false, around);
        return withReferences(lens, items);
      },
      () => lens,
    );
    return resolved ?? lens;
  }

  symbols(uri: string): Steps<DocumentSymbol[] | undefined> {
    return this.#inSteps(
      uri,
      ({ zone, document }) => zoneSymbols(zone, document, this.#settings.outlineBy),
      ({ configuration, uri: file }) => confSymbols(configuration, file),
    );
  }

  *workspaceSymbols(query: string): Steps<SymbolInformation[]> {
    yield* this.upToDate();
    return [
      ...this.#cut(t`Symbols`, yield* workspaceSymbols(query, this.#workspace)),
      ...this.#cut(t`Symbols`, confWorkspaceSymbols(query, this.#workspace.configurations, this.#workspace)),
    ];
  }

  *folding(uri: string): Steps<FoldingRange[] | undefined> {
    const { foldingLimit } = this.#settings;
    const ranges = yield* this.#inSteps<Bounded<FoldingRange>>(
      uri,
      ({ document }) => zoneFolding(document, foldingLimit),
      ({ configuration, buffer, uri: file }) => {
        const tree = configuration.treeOf(file);
        return tree ? confFolding(tree, buffer, foldingLimit) : { items: [], left: 0 };
      },
    );
    return ranges && this.#cut(t`Folding ranges`, ranges);
  }

  selections(uri: string, positions: readonly Position[]): SelectionRange[] | undefined {
    return this.#in(
      uri,
      ({ zone, document, buffer }) =>
        zoneSelection(
          zone,
          document,
          positions.map((position) => buffer.offsetAt(position)),
        ),
      ({ configuration, buffer, uri: file }) => {
        const tree = configuration.treeOf(file);
        const offsets = positions.map((position) => buffer.offsetAt(position));
        return tree ? confSelection(tree, buffer, offsets) : [];
      },
    );
  }

  /** Undefined where nothing is named: the editor then highlights equal words. */
  *highlights(uri: string, position: Position): Steps<DocumentHighlight[] | undefined> {
    const found = yield* this.#inSteps<Bounded<DocumentHighlight>>(
      uri,
      ({ zone, document, buffer }) => zoneHighlights(zone, document, buffer.offsetAt(position)),
      ({ configuration, buffer, uri: file }) => ({
        items: confHighlights(configuration, file, buffer.offsetAt(position), buffer),
        left: 0,
      }),
    );
    const items = found && this.#cut(t`Highlights`, found);
    return items && items.length > 0 ? items : undefined;
  }

  definition(uri: string, position: Position): Location[] | undefined {
    return this.#in(
      uri,
      ({ zone, document, buffer }) => zoneDefinition(zone, document, buffer.offsetAt(position), this.#workspace),
      ({ configuration, buffer, uri: file }) =>
        confDefinition(configuration, file, buffer.offsetAt(position), this.#workspace),
      position,
    );
  }

  declaration(uri: string, position: Position): Location[] | undefined {
    return this.#in(
      uri,
      ({ zone, document, buffer }) => zoneDeclaration(zone, document, buffer.offsetAt(position), this.#workspace),
      ({ configuration, buffer, uri: file }) =>
        confDefinition(configuration, file, buffer.offsetAt(position), this.#workspace),
      position,
    );
  }

  *references(uri: string, position: Position, declarations: boolean): Steps<Location[] | undefined> {
    const found = yield* this.#inSteps<Bounded<Location>>(
      uri,
      ({ zone, document, buffer }) =>
        zoneReferences(zone, document, buffer.offsetAt(position), declarations, this.#workspace),
      ({ configuration, buffer, uri: file }) =>
        confReferences(configuration, file, buffer.offsetAt(position), declarations, this.#workspace),
    );
    return found && this.#cut(t`References`, found);
  }

  prepareRename(uri: string, position: Position): Steps<RenameSubject | Refusal | undefined> {
    return this.#inSteps<RenameSubject | Refusal | undefined>(
      uri,
      ({ zone, document, buffer }) => prepareRename(zone, document, buffer.offsetAt(position), this.#workspace),
      ({ configuration, buffer, uri: file }) =>
        prepareConfRename(configuration, file, buffer.offsetAt(position), this.#workspace),
    );
  }

  rename(uri: string, position: Position, newName: string): Steps<WorkspaceEdit | Refusal | undefined> {
    return this.#inSteps<WorkspaceEdit | Refusal | undefined>(
      uri,
      ({ zone, document, buffer }) => zoneRename(zone, document, buffer.offsetAt(position), newName, this.#workspace),
      ({ configuration, buffer, uri: file }) =>
        confRename(configuration, file, buffer.offsetAt(position), newName, this.#workspace),
    );
  }

  links(uri: string): Steps<DocumentLink[] | undefined> {
    return this.#inSteps(
      uri,
      ({ zone, document }) => made(zoneLinks(zone, document)),
      ({ configuration, buffer, uri: file }) => confLinks(configuration, file, buffer, this.#workspace),
    );
  }

  /** All tokens of a file; undefined for a large one, which is left to ranges. */
  tokens(uri: string): SemanticTokens | undefined {
    const data = this.#allTokens(uri);
    return data && this.#tokens.full(normalUri(uri), data);
  }

  /** What changed in the tokens of a file since the answer `previous`. */
  tokensSince(uri: string, previous: string): SemanticTokens | SemanticTokensDelta | undefined {
    const data = this.#allTokens(uri);
    return data && this.#tokens.delta(normalUri(uri), data, previous);
  }

  #allTokens(uri: string): number[] | undefined {
    if ((this.#workspace.bufferOf(uri)?.length ?? 0) > FULL_TOKENS) return undefined;
    return this.#in(
      uri,
      ({ zone, document }) => zoneTokens(zone, document),
      ({ configuration, uri: file }) => confTokens(configuration, file, this.#version),
    );
  }

  tokensIn(uri: string, range: Range): SemanticTokens | undefined {
    const data = this.#in(
      uri,
      ({ zone, document, buffer }) => zoneTokens(zone, document, rangeToOffsets(buffer, range)),
      ({ configuration, buffer, uri: file }) =>
        confTokens(configuration, file, this.#version, rangeToOffsets(buffer, range)),
      range.start,
    );
    return data && { data };
  }

  /** Forgets what is kept for a file that was closed. */
  closed(uri: string): void {
    this.#tokens.forget(normalUri(uri));
  }

  /** The edits that lay out a file. */
  format(uri: string, indent: EditorIndent): Steps<TextEdit[] | undefined> {
    const { zoneStyle, confStyle } = this.#styles(indent);
    return this.#inSteps(
      uri,
      ({ document }) => formatZone(document, zoneStyle),
      ({ configuration, buffer, uri: file }) => {
        const tree = configuration.treeOf(file);
        return tree ? formatConfFile(tree, buffer, confStyle) : [];
      },
    );
  }

  /** The edits that lay out the lines that a range touches. */
  formatRange(uri: string, indent: EditorIndent, range: Range): TextEdit[] | undefined {
    const { zoneStyle, confStyle } = this.#styles(indent);
    return this.#in(
      uri,
      ({ document, buffer }) => formatZoneRange(document, rangeToOffsets(buffer, range), zoneStyle),
      ({ configuration, buffer, uri: file }) => {
        const tree = configuration.treeOf(file);
        return tree ? formatConfRange(tree, buffer, rangeToOffsets(buffer, range), confStyle) : [];
      },
      range.start,
    );
  }

  /** The edits after a key was typed. */
  formatOnType(uri: string, position: Position, typed: string, indent: EditorIndent): TextEdit[] | undefined {
    const { zoneStyle, confStyle } = this.#styles(indent);
    return this.#in(
      uri,
      ({ document, buffer }) => formatZoneOnType(document, buffer.offsetAt(position), typed, zoneStyle),
      ({ configuration, buffer, uri: file }) => {
        const tree = configuration.treeOf(file);
        return tree ? formatConfOnType(tree, buffer, buffer.offsetAt(position), typed, confStyle) : [];
      },
      position,
    );
  }

  /** The width of a tab is the editor's; whether tabs are used is a matter of the language's style. */
  #styles({ tabSize, insertSpaces }: EditorIndent): Pick<FeatureSettings, 'zoneStyle' | 'confStyle'> {
    const { zoneStyle, confStyle } = this.#settings;
    const indentStyle = insertSpaces ? 'spaces' : 'tabs';
    return { zoneStyle: { ...zoneStyle, tabSize, indentStyle }, confStyle: { ...confStyle, tabSize, indentStyle } };
  }

  /** What takes the configuration that a file is part of over to a release. */
  migration(uri: string, version: BindVersion): MigrationAnswer | undefined {
    this.#workspace.look();
    const model = this.#workspace.configurationsOf(uri)[0]?.model;
    if (!model) return undefined;
    const migration = migrateConfiguration(model, version);
    const edit = migrationEdit(migration, version, (file) => this.#workspace.bufferOf(file));
    const notes = [...migration.notes, ...migration.left.map(({ message }) => message)];
    return { edit: edit && migration.files.length > 0 ? edit : null, notes };
  }

  /** The edit that raises the serial of the zone that a file is part of. */
  *raiseSerial(uri: string): Steps<WorkspaceEdit | undefined> {
    yield* this.upToDate();
    const [zone] = this.#workspace.zonesOf(uri);
    const edit = zone && nextSerialEdit(zone, this.#settings.serialFormat, this.#options.now());
    return edit && toWorkspaceEdit([edit], (file) => this.#workspace.bufferOf(file));
  }
}

/** What is made already, where steps are wanted. */
function* made<T>(value: T): Steps<T> {
  yield;
  return value;
}
