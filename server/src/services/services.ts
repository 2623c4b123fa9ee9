/** Finds the service of a file and asks it. */
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CompletionItem,
  Position,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import { t } from '../l10n.ts';
import type { Steps } from '../steps.ts';
import { normalUri } from '../workspace/paths.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type ConfServiceSettings, confService } from './conf/service.ts';
import { type Loaders, loadersOf } from './files/deleted.ts';
import type { FileMove } from './files/newPath.ts';
import { editForMoves } from './files/renamed.ts';
import type { Calls } from './hierarchy/calls.ts';
import { incomingCalls } from './hierarchy/incoming.ts';
import { keyOf } from './hierarchy/items.ts';
import { outgoingCalls } from './hierarchy/outgoing.ts';
import { type NewStatementsAnswer, type NewStatementsParams, newStatements } from './newZones/newZones.ts';
import { type QueryHelp, type QueryHelpParams, queryHelp } from './queries/help.ts';
import { type ReverseFeatures, reverseFeatures } from './reverse/service.ts';
import type { FileFeatures, LanguageService, Refusal, ServiceContext } from './service.ts';
import { settingsService } from './settings/service.ts';
import type { TreeItem } from './tree/items.ts';
import { treeChildren } from './tree/tree.ts';
import { type ZoneServiceSettings, zoneService } from './zone/service.ts';

/** What of the settings, and of what the editor can do, the services look at. */
export type ServiceSettings = ZoneServiceSettings & ConfServiceSettings;

/** What can be asked of a file, by the names of `FileFeatures`. */
export type Feature = keyof FileFeatures;
/** A feature that answers at once. */
export type PromptFeature = {
  [K in Feature]: ReturnType<FileFeatures[K]> extends Steps<unknown> ? never : K;
}[Feature];
/** A feature that answers in steps. */
export type SteppedFeature = Exclude<Feature, PromptFeature>;

/** What a feature is asked with, beside the file. */
export type Given<K extends Feature> =
  Parameters<FileFeatures[K]> extends [unknown, ...infer G extends unknown[]] ? G : never;
/** What a feature answers. */
export type Answered<K extends Feature> =
  ReturnType<FileFeatures[K]> extends Steps<infer T> ? T : ReturnType<FileFeatures[K]>;

/** The languages, in the order in which they are asked: a file that is part of a zone and of a configuration is asked as a zone. */
export function languageServices(context: ServiceContext<ServiceSettings>): readonly LanguageService[] {
  return [zoneService(context), confService(context), settingsService(context)];
}

/** What a workspace can be asked. */
export class Services {
  readonly #workspace: Workspace;
  readonly #services: readonly LanguageService[];
  readonly #log: (message: string) => void;
  readonly #now: () => Date;
  /** What is asked of forward and reverse zones together, when everything is up to date. */
  readonly reverse: ReverseFeatures;

  constructor(context: ServiceContext<ServiceSettings>) {
    this.#workspace = context.workspace;
    this.#log = context.log;
    this.#now = context.now;
    this.reverse = reverseFeatures(context, () => this.upToDate());
    this.#services = languageServices(context);
  }

  /**
   * Asks a feature that answers at once, after little work: while the file is still read the feature sees what was read so far, and the
   * place that it is asked about. Undefined where the file is part of nothing that has the feature.
   */
  ask<K extends PromptFeature>(
    feature: K,
    uri: string,
    place: Position | undefined,
    ...given: Given<K>
  ): Answered<K> | undefined {
    this.#workspace.look(uri, place && ((buffer) => buffer.offsetAt(place)));
    return this.#ask(feature, uri, given) as Answered<K> | undefined;
  }

  /** Asks a feature that answers in steps, when everything is up to date. */
  *askInSteps<K extends SteppedFeature>(feature: K, uri: string, ...given: Given<K>): Steps<Answered<K> | undefined> {
    yield* this.upToDate();
    const steps = this.#ask(feature, uri, given) as Steps<Answered<K>> | undefined;
    return steps && (yield* steps);
  }

  #ask<K extends Feature>(feature: K, uri: string, given: Given<K>): unknown {
    const key = normalUri(uri);
    for (const service of this.#services) {
      const ask = service[feature] as ((file: unknown, ...given: unknown[]) => unknown) | undefined;
      const file = ask && service.find(key);
      if (file) return ask(file, ...given);
    }
    return undefined;
  }

  /** What of all languages has a name that fits the query. */
  *workspaceSymbols(query: string): Steps<SymbolInformation[]> {
    yield* this.upToDate();
    const symbols: SymbolInformation[] = [];
    for (const service of this.#services) {
      if (!service.workspaceSymbols) continue;
      for (const symbol of yield* service.workspaceSymbols(query)) symbols.push(symbol);
    }
    return symbols;
  }

  /** The children of an item of the workspace's tree; the outermost items where there is no id. */
  *tree(id: string | undefined): Steps<TreeItem[]> {
    yield* this.upToDate();
    return yield* treeChildren(this.#workspace, id);
  }

  /** What helps to type a query. */
  *queryHelp(params: QueryHelpParams): Steps<QueryHelp> {
    yield* this.upToDate();
    return yield* queryHelp(this.#workspace, params, this.#now);
  }

  /** Who loads, delegates to or points to what an item of a call hierarchy is. */
  *incomingCalls(item: CallHierarchyItem): Steps<CallHierarchyIncomingCall[]> {
    return (yield* this.#calls(item, incomingCalls))?.incoming() ?? [];
  }

  /** What an item of a call hierarchy loads, delegates to or points to. */
  *outgoingCalls(item: CallHierarchyItem): Steps<CallHierarchyOutgoingCall[]> {
    return (yield* this.#calls(item, outgoingCalls))?.outgoing() ?? [];
  }

  *#calls(item: CallHierarchyItem, ask: typeof incomingCalls): Steps<Calls | undefined> {
    const key = keyOf(item);
    if (!key) return undefined;
    yield* this.upToDate();
    const calls = yield* ask(key, this.#workspace);
    if (calls.left > 0) this.#log(t`Calls: ${calls.left} more are not shown.`);
    return calls;
  }

  /** A new zone or pair of views for the configuration of a file; undefined where it is in none, or not enough is known yet. */
  *newStatements(params: NewStatementsParams): Steps<NewStatementsAnswer | Refusal | undefined> {
    yield* this.upToDate();
    const uri = normalUri(params.uri);
    const [configuration] = this.#workspace.configurationsOf(uri);
    return configuration && newStatements(configuration, { ...params, uri }, this.#workspace, this.#now());
  }

  /** The edit that keeps paths leading where they do when files or folders get other places. */
  *editForMoves(moves: readonly FileMove[]): Steps<WorkspaceEdit | undefined> {
    yield* this.upToDate();
    return yield* editForMoves(this.#workspace, moves);
  }

  /** Who loads files that are about to be deleted. */
  *loadersOf(uris: readonly string[]): Steps<Loaders | undefined> {
    yield* this.upToDate();
    return yield* loadersOf(this.#workspace, uris);
  }

  /** An item of a completion with its documentation. */
  resolveCompletion(item: CompletionItem): CompletionItem {
    return this.#services.reduce((resolved, service) => service.resolveCompletion?.(resolved) ?? resolved, item);
  }

  /** Brings everything up to date. */
  *upToDate(): Steps<void> {
    this.#workspace.begin();
    while (this.#workspace.step()) yield;
  }
}
