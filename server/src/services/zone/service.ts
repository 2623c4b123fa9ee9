/** The language of zone files: binds its features. */
import { sha256 } from '../../dns/digests.ts';
import { t } from '../../l10n.ts';
import { made } from '../../steps.ts';
import { isAloneUri } from '../../workspace/standing.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneDocument } from '../../zone/document.ts';
import type { PtrPolicy } from '../reverse/policy.ts';
import type { EditorIndent, LanguageService, ServiceContext, ServiceFile } from '../service.ts';
import { type Bounded, itemsOf } from '../shared/bounded.ts';
import type { CompletionOptions } from '../shared/drafts.ts';
import { fixAll } from '../shared/fixAll.ts';
import { PROBLEMS_AT_ONCE, toWorkspaceEdit } from '../shared/fixes.ts';
import { zoneLookup } from '../shared/lookup.ts';
import { rangeToOffsets } from '../shared/ranges.ts';
import { zoneActions } from './actions.ts';
import { zoneCodeLenses, zoneResolveCodeLens } from './codeLenses.ts';
import { zoneCompletion, zoneResolveCompletion } from './completion/completion.ts';
import { zoneDeclaration, zoneDefinition } from './definition.ts';
import { zoneFolding } from './folding.ts';
import { zoneFormat, zoneFormatOnType, zoneFormatRange } from './format/format.ts';
import type { ZoneStyle } from './format/style.ts';
import { zoneHierarchy } from './hierarchy.ts';
import { zoneHighlights } from './highlights.ts';
import { zoneHover } from './hover.ts';
import { zoneInfo } from './info.ts';
import { type InlayHintSettings, zoneInlayHints } from './inlayHints.ts';
import { zoneLinks } from './links.ts';
import { surroundingsOf } from './names.ts';
import { zoneQueryAt } from './queryAt.ts';
import { zoneReferences } from './references.ts';
import { zonePrepareRename, zoneRename } from './rename.ts';
import { zoneSelections } from './selections.ts';
import { type SerialFormat, serialEditWithChange, wantedSerialEdit } from './serial.ts';
import { zoneSignature } from './signature.ts';
import { zoneSymbols } from './symbols.ts';
import { zoneTokens } from './tokens.ts';
import { zoneWorkspaceSymbols } from './workspaceSymbols.ts';

/** What of the settings, and of what the editor can do, the features of zones look at. */
export interface ZoneServiceSettings {
  readonly completion: CompletionOptions;
  readonly inlayHints: InlayHintSettings;
  readonly outlineBy: 'owner' | 'type';
  readonly serialFormat: SerialFormat;
  /** Whether a change that is made here raises the serials of its zones, as saving them would. */
  readonly raisesSerials: boolean;
  /** What the user wants of PTR records. */
  readonly ptrPolicy: PtrPolicy;
  readonly zoneStyle: ZoneStyle;
  /** The most folding ranges that the editor takes. */
  readonly foldingLimit: number | undefined;
  /** Whether the editor runs BIND's programs here. */
  readonly runsTools: boolean;
}

/** A file in a zone: of several zones that load it, the first. */
export interface ZoneFile extends ServiceFile {
  readonly zone: Zone;
  readonly document: ZoneDocument;
}

/** The service of the zones of a workspace. */
export function zoneService(context: ServiceContext<ZoneServiceSettings>): LanguageService<ZoneFile> {
  const { workspace, now, settings, log } = context;
  const lookup = () => zoneLookup(workspace, now);
  const around = (zone: Zone) => surroundingsOf(zone, workspace);
  const shown = <T>(bounded: Bounded<T>, what: string): T[] => itemsOf(bounded, what, log);
  return {
    find(uri) {
      const [zone] = workspace.zonesOf(uri);
      const document = zone?.documents.find((each) => each.uri === uri);
      const buffer = workspace.bufferOf(uri);
      return document && buffer && { uri, buffer, zone, document };
    },

    hover: ({ zone, document, buffer }, position) =>
      zoneHover(zone, document, buffer.offsetAt(position), { ...lookup(), digests: { sha256 } }),

    completion({ zone, document, buffer }, position) {
      const wider = { ...lookup(), zones: () => workspace.zones, files: () => workspace.listed };
      return zoneCompletion(zone, document, buffer.offsetAt(position), wider, settings().completion);
    },

    resolveCompletion: zoneResolveCompletion,

    signature: ({ zone, document, buffer }, position) => zoneSignature(zone, document, buffer.offsetAt(position)),

    definition: ({ zone, document, buffer }, position) =>
      zoneDefinition(zone, document, buffer.offsetAt(position), around(zone)),

    declaration: ({ zone, document, buffer }, position) =>
      zoneDeclaration(zone, document, buffer.offsetAt(position), around(zone)),

    selections({ zone, document, buffer }, positions) {
      const offsets = positions.map((position) => buffer.offsetAt(position));
      return zoneSelections(zone, document, offsets);
    },

    actions({ uri, zone, document, buffer }, range) {
      const offsets = rangeToOffsets(buffer, range);
      const problems = workspace.problemsAt(uri, offsets.start, offsets.end, PROBLEMS_AT_ONCE);
      return zoneActions(zone, document, offsets, problems, lookup());
    },

    fixAll: ({ uri }) => fixAll(uri, workspace),

    tokens: ({ zone, document, buffer }, range) => zoneTokens(zone, document, range && rangeToOffsets(buffer, range)),

    format: ({ document }, indent) => zoneFormat(document, styled(settings().zoneStyle, indent)),

    formatRange: ({ document, buffer }, range, indent) =>
      zoneFormatRange(document, rangeToOffsets(buffer, range), styled(settings().zoneStyle, indent)),

    formatOnType: ({ document, buffer }, position, typed, indent) =>
      zoneFormatOnType(document, buffer.offsetAt(position), typed, styled(settings().zoneStyle, indent)),

    inlayHints: ({ zone, document, buffer }, range) =>
      zoneInlayHints(zone, document, rangeToOffsets(buffer, range), settings().inlayHints),

    codeLenses: ({ zone, document }) => made(zoneCodeLenses(zone, document, now(), settings().runsTools)),

    resolveCodeLens: ({ zone, document }, lens) => zoneResolveCodeLens(zone, document, lens, around(zone)),

    symbols: ({ zone, document }) => zoneSymbols(zone, document, settings().outlineBy),

    *workspaceSymbols(query) {
      return shown(yield* zoneWorkspaceSymbols(query, workspace), t`Symbols`);
    },

    *folding({ document }) {
      return shown(yield* zoneFolding(document, settings().foldingLimit), t`Folding ranges`);
    },

    *highlights({ zone, document, buffer }, position) {
      const items = shown(yield* zoneHighlights(zone, document, buffer.offsetAt(position)), t`Highlights`);
      return items.length > 0 ? items : undefined;
    },

    *references({ zone, document, buffer }, position, declarations) {
      const offset = buffer.offsetAt(position);
      return shown(yield* zoneReferences(zone, document, offset, declarations, around(zone)), t`References`);
    },

    callHierarchy: ({ zone, document, buffer }, position) =>
      made(zoneHierarchy(zone, document, buffer.offsetAt(position), workspace)),

    prepareRename: ({ zone, document, buffer }, position) =>
      zonePrepareRename(zone, document, buffer.offsetAt(position), around(zone)),

    rename({ zone, document, buffer }, position, newName) {
      const { raisesSerials, serialFormat } = settings();
      return zoneRename(zone, document, buffer.offsetAt(position), newName, around(zone), {
        configurations: isAloneUri(zone.options.uri) ? [] : workspace.configurations,
        ...(raisesSerials ? { raise: (each) => serialEditWithChange(each, serialFormat, now()) } : {}),
      });
    },

    links: ({ zone, document }) => made(zoneLinks(zone, document)),

    info: ({ uri, zone }) => made(zoneInfo(zone, workspace.zonesOf(uri).slice(1))),

    queryAt: ({ zone, document, buffer }, position) => zoneQueryAt(zone, document, buffer.offsetAt(position), lookup()),

    raiseSerial({ zone }) {
      const edit = wantedSerialEdit(zone, settings().serialFormat, now());
      return made(edit && toWorkspaceEdit([edit], (uri) => workspace.bufferOf(uri)));
    },
  };
}

/** The width of a tab is the editor's, and whether tabs are used. */
function styled(style: ZoneStyle, { tabSize, insertSpaces }: EditorIndent): ZoneStyle {
  return { ...style, tabSize, indentStyle: insertSpaces ? 'spaces' : 'tabs' };
}
