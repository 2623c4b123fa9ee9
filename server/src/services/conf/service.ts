/** The language of named.conf, rndc.conf and the files that they include: binds its features. */
import { isBindVersion, releaseOf } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import { made } from '../../steps.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import type { EditorIndent, LanguageService, ServiceContext, ServiceFile } from '../service.ts';
import { type Bounded, itemsOf } from '../shared/bounded.ts';
import type { CompletionOptions } from '../shared/drafts.ts';
import { fixAll } from '../shared/fixAll.ts';
import { PROBLEMS_AT_ONCE } from '../shared/fixes.ts';
import { zoneLookup } from '../shared/lookup.ts';
import { rangeToOffsets } from '../shared/ranges.ts';
import { confActions } from './actions.ts';
import { confCodeLenses } from './codeLenses.ts';
import { confCompletion } from './completion/completion.ts';
import { confDefinition } from './definition.ts';
import { confFolding } from './folding.ts';
import { confFormat, confFormatOnType, confFormatRange } from './format/format.ts';
import type { ConfStyle } from './format/style.ts';
import { confHierarchy } from './hierarchy.ts';
import { confHighlights } from './highlights.ts';
import { confHover } from './hover.ts';
import { confInlayHints } from './inlayHints.ts';
import { confLinks } from './links.ts';
import { confMigration } from './migrationEdit.ts';
import { confReferences } from './references.ts';
import { confPrepareRename, confRename } from './rename.ts';
import { confSelections } from './selections.ts';
import { confSignature } from './signature.ts';
import { confSymbols } from './symbols.ts';
import { confTokens } from './tokens.ts';
import { confWorkspaceSymbols } from './workspaceSymbols.ts';

/** What of the settings, and of what the editor can do, the features of configurations look at. */
export interface ConfServiceSettings {
  readonly completion: CompletionOptions;
  /** Whether a configuration shows the values that a zone inherits. */
  readonly inheritedValues: boolean;
  readonly confStyle: ConfStyle;
  /** The most folding ranges that the editor takes. */
  readonly foldingLimit: number | undefined;
}

/** A file in a configuration: of several that include it, the first. */
export interface ConfFile extends ServiceFile {
  readonly configuration: Configuration;
}

/** The service of the configurations of a workspace. */
export function confService(context: ServiceContext<ConfServiceSettings>): LanguageService<ConfFile> {
  const { workspace, now, settings, log } = context;
  const version = () => releaseOf(workspace.settings.bindVersion).version;
  const shown = <T>(bounded: Bounded<T>, what: string): T[] => itemsOf(bounded, what, log);
  return {
    find(uri) {
      const [configuration] = workspace.configurationsOf(uri);
      const buffer = workspace.bufferOf(uri);
      return configuration && buffer && { uri, buffer, configuration };
    },

    hover: ({ uri, configuration, buffer }, position) =>
      confHover(configuration, uri, buffer.offsetAt(position), version()),

    completion({ uri, configuration, buffer }, position) {
      const lookup = { bufferOf: (file: string) => workspace.bufferOf(file), files: () => workspace.listed };
      const { completion } = settings();
      return confCompletion(configuration, uri, buffer.offsetAt(position), version(), lookup, completion);
    },

    signature: ({ uri, configuration, buffer }, position) =>
      confSignature(configuration, uri, buffer.offsetAt(position), version()),

    definition: ({ uri, configuration, buffer }, position) =>
      confDefinition(configuration, uri, buffer.offsetAt(position), workspace),

    declaration: ({ uri, configuration, buffer }, position) =>
      confDefinition(configuration, uri, buffer.offsetAt(position), workspace),

    selections({ uri, configuration, buffer }, positions) {
      const tree = configuration.treeOf(uri);
      const offsets = positions.map((position) => buffer.offsetAt(position));
      return tree ? confSelections(tree, buffer, offsets) : [];
    },

    actions({ uri, configuration, buffer }, range) {
      const { start, end } = rangeToOffsets(buffer, range);
      const problems = workspace.problemsAt(uri, start, end, PROBLEMS_AT_ONCE);
      return confActions(configuration, uri, problems, zoneLookup(workspace, now), version());
    },

    fixAll: ({ uri }) => fixAll(uri, workspace),

    tokens: ({ uri, configuration, buffer }, range) =>
      confTokens(configuration, uri, version(), range && rangeToOffsets(buffer, range)),

    format({ uri, configuration, buffer }, indent) {
      const tree = configuration.treeOf(uri);
      return made(tree ? confFormat(tree, buffer, styled(settings().confStyle, indent)) : []);
    },

    formatRange({ uri, configuration, buffer }, range, indent) {
      const tree = configuration.treeOf(uri);
      const style = styled(settings().confStyle, indent);
      return made(tree ? confFormatRange(tree, buffer, rangeToOffsets(buffer, range), style) : []);
    },

    formatOnType({ uri, configuration, buffer }, position, typed, indent) {
      const tree = configuration.treeOf(uri);
      const style = styled(settings().confStyle, indent);
      return tree ? confFormatOnType(tree, buffer, buffer.offsetAt(position), typed, style) : [];
    },

    inlayHints({ uri, configuration, buffer }, range) {
      const { inheritedValues } = settings();
      return made(inheritedValues ? confInlayHints(configuration, uri, buffer, rangeToOffsets(buffer, range)) : []);
    },

    codeLenses: ({ uri, configuration, buffer }) => made(confCodeLenses(configuration, uri, buffer, workspace.zones)),

    symbols: ({ uri, configuration }) => made(confSymbols(configuration, uri)),

    workspaceSymbols: (query) =>
      made(shown(confWorkspaceSymbols(query, workspace.configurations, workspace), t`Symbols`)),

    folding({ uri, configuration, buffer }) {
      const tree = configuration.treeOf(uri);
      return made(tree ? shown(confFolding(tree, buffer, settings().foldingLimit), t`Folding ranges`) : []);
    },

    highlights({ uri, configuration, buffer }, position) {
      const items = confHighlights(configuration, uri, buffer.offsetAt(position), buffer);
      return made(items.length > 0 ? items : undefined);
    },

    references({ uri, configuration, buffer }, position, declarations) {
      const offset = buffer.offsetAt(position);
      return made(shown(confReferences(configuration, uri, offset, declarations, workspace), t`References`));
    },

    callHierarchy: ({ uri, configuration, buffer }, position) =>
      made(confHierarchy(configuration, uri, buffer.offsetAt(position), workspace)),

    prepareRename: ({ uri, configuration, buffer }, position) =>
      made(confPrepareRename(configuration, uri, buffer.offsetAt(position), workspace)),

    rename: ({ uri, configuration, buffer }, position, newName) =>
      made(confRename(configuration, uri, buffer.offsetAt(position), newName, workspace)),

    links: ({ uri, configuration, buffer }) => made(confLinks(configuration, uri, buffer, workspace)),

    migration: ({ configuration }, release) =>
      configuration.model && isBindVersion(release)
        ? confMigration(configuration.model, release, (uri) => workspace.bufferOf(uri))
        : undefined,
  };
}

/** The width of a tab is the editor's, and whether tabs are used. */
function styled(style: ConfStyle, { tabSize, insertSpaces }: EditorIndent): ConfStyle {
  return { ...style, tabSize, indentStyle: insertSpaces ? 'spaces' : 'tabs' };
}
