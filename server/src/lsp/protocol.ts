/** What client and server say to one another beyond LSP. Only types and names: the client imports this file too. */
import type { FileZone } from '../live/compare/fileZone.ts';
import type { RenumberMode } from '../services/renumber/changes.ts';

export type { LineHelp } from '../live/lineHelp.ts';
export type { BindCheck, BindTools, ServedZone } from '../services/checkers/checks.ts';
export type { ComparableZone, CompareAnswer, CompareParams, ZoneReference } from '../services/compare/answers.ts';
export type { NewStatementsAnswer, NewStatementsParams } from '../services/newZones/newZones.ts';
export type { NsupdateAnswer, NsupdateParams } from '../services/nsupdate/answer.ts';
export type { NamedServer, QueryHelp, QueryHelpParams } from '../services/queries/help.ts';
export type { RenumberAnswer, RenumberHost } from '../services/renumber/answers.ts';
export type { RenumberMode } from '../services/renumber/changes.ts';
export type {
  DocumentAnswer,
  MissingNetworksAnswer,
  NewReverseZoneAnswer,
  NewReverseZoneParams,
  PtrChangeAnswer,
  PtrChangeParams,
} from '../services/reverse/service.ts';
export type { MigrationAnswer, NameServerAt, QueryAt, ZoneInfo } from '../services/service.ts';
export type { CheckedFile } from '../services/shared/fileCheck.ts';
export type { TreeItem, TreeKind } from '../services/tree/items.ts';

/** Request: what is known of a zone file; params `{ uri }`, answer ZoneInfo, null where the file is part of no zone. */
export const ZONE_INFO = 'bailiwick/zoneInfo';

/** Request: what to ask a server for the record at a position; params `{ uri, position }`, answer QueryAt or null. */
export const QUERY_AT = 'bailiwick/queryAt';

/** Request: what helps to type a query; params QueryHelpParams, answer QueryHelp. */
export const QUERY_HELP = 'bailiwick/queryHelp';

/**
 * The command of `workspace/executeCommand`, for editors whose user is asked before a query is sent: arguments are the words, as dig has them, and
 * `{ inside: true }` where the user lets names for the inside go to public servers. Answer QueryAnswer; refused (RequestFailed, with the reason) where
 * the client did not say `queries` at the start, and where the workspace is not trusted.
 */
export const QUERY = 'bailiwick.query';

/** Request: the same, for a client that has a command of this name itself; params QueryParams, answer QueryAnswer. */
export const SEND_QUERY = 'bailiwick/sendQuery';

/** Request: what helps to type a line of words where the client does not read them; params LineHelpParams, answer LineHelp or null. */
export const LINE_HELP = 'bailiwick/lineHelp';

export interface LineHelpParams {
  readonly line: string;
  /** Names of the workspace that begin so are offered. */
  readonly prefix: string;
  /** Lines that were asked, the last one first. */
  readonly history: readonly string[];
}

export interface QueryParams {
  readonly words: string;
  /** The user lets names for the inside go to public servers. */
  readonly inside?: boolean;
  readonly workDoneToken?: string | number | undefined;
}

export interface QueryAnswer {
  readonly text: string;
  readonly language: 'zone' | 'json' | 'yaml' | 'plaintext';
  /** ok: everything was answered, whatever the answers say. silent: no server answered. failed: something else. */
  readonly end: 'ok' | 'silent' | 'failed';
}

/** Request: zones as they stand in their files, to be compared with what servers have; params FileZonesParams, answer FileZonesAnswer. */
export const FILE_ZONES = 'bailiwick/fileZones';

/** What is compared: the zones of a file, or those that an item of the view DNS stands for. */
export interface FileZonesParams {
  readonly uri?: string;
  /** In the file: the record there is named in the answer. */
  readonly position?: { readonly line: number; readonly character: number };
  /** The id of an item of the tree. */
  readonly item?: string;
}

/** A key by its name, and the file that has it: what it is does not pass between server and client. */
export interface KeyPlace {
  readonly name: string;
  readonly uri: string;
}

export interface ComparedZone {
  readonly file: FileZone;
  /** The key that the view is matched by, and the one that transfers are allowed to. */
  readonly viewKey?: KeyPlace;
  readonly transferKey?: KeyPlace;
  /** Who is to ask, in sentences. */
  readonly notes: readonly string[];
  /** The record at the position. */
  readonly at?: { readonly owner: string; readonly type: number };
}

export interface FileZonesAnswer {
  readonly zones: readonly ComparedZone[];
  /** Zones beyond the number that is given at once. */
  readonly left: number;
  /** The names of those that are too large to be given to an editor; the command line compares them. */
  readonly tooLarge: readonly string[];
}

/** Notification: the workspace is trusted from now on. */
export const TRUSTED = 'bailiwick/trusted';

/** Requests to a client that says `files` at the start, for files that only the editor can read; params `{ uri }`, answers null where there is none. */
export const READ_FILE = 'bailiwick/readFile';
export const FILE_KIND = 'bailiwick/fileKind';
export const LIST_FOLDER = 'bailiwick/listFolder';

/**
 * Request: the edit that takes a configuration over to a BIND release; params `{ uri, version }`, answer MigrationAnswer, null where the file
 * is part of no configuration.
 */
export const MIGRATE = 'bailiwick/migrate';

/**
 * Request: how forward and reverse zones agree, as a document; params `{ uri }`, the file whose zones it is about, without one all of the workspace;
 * answer DocumentAnswer.
 */
export const PTR_AGREEMENT = 'bailiwick/ptrAgreement';

/** Request: one of the changes that bring them to agree, as an edit to be confirmed; params PtrChangeParams, answer PtrChangeAnswer. */
export const PTR_CHANGE = 'bailiwick/ptrChange';

/** Request: the networks of a file's addresses that have no reverse zone; params `{ uri }`, answer MissingNetworksAnswer. */
export const MISSING_NETWORKS = 'bailiwick/missingNetworks';

/**
 * Request: a new reverse zone with its file and its statement, as an edit to be confirmed; params NewReverseZoneParams, answer NewReverseZoneAnswer.
 * Refused with the reason where it cannot be.
 */
export const NEW_REVERSE_ZONE = 'bailiwick/newReverseZone';

/**
 * Request: a new zone or a new pair of views, with its files, as one edit; params NewStatementsParams, answer NewStatementsAnswer, null where the file is
 * part of no configuration. Refused (RequestFailed, with the reason) where named would not take it.
 */
export const NEW_STATEMENTS = 'bailiwick/newStatements';

/**
 * Request: what a tool for agents says (services/agents/table.ts): check, name, value and plan; params AgentToolParams, answer a text. Refused (RequestFailed, with
 * the reason) where it cannot say it.
 */
export const AGENT_TOOL = 'bailiwick/agentTool';

export interface AgentToolParams {
  readonly name: string;
  /** What the tool is given, as its schema has it. */
  readonly given: unknown;
}

/** Request: answered with null when everything that was sent before is read, checked and told, for who has to know that nothing is to come. */
export const SETTLED = 'bailiwick/settled';

/** What the client says at the start. */
export interface InitializationOptions {
  readonly trusted?: boolean;
  readonly settings?: ClientSettings;
  /** Whether the client answers READ_FILE, FILE_KIND and LIST_FOLDER. */
  readonly files?: boolean;
  /** Whether the client answers COMMITTED_TEXT. */
  readonly committedText?: boolean;
  /** Whether the client runs BIND's programs: `bailiwick.freezeZone` and `bailiwick.thawZone` are commands of it. */
  readonly tools?: boolean;
  /** Whether the client answers EDIT_AND_SAVE. */
  readonly saves?: boolean;
  /** Whether the client runs the commands of lenses and actions itself; else the server runs those that it can. */
  readonly commands?: boolean;
  /** Whether the client has colours for our own semantic tokens. */
  readonly tokens?: boolean;
  /** Whether the client tells of all files that change, without being asked to. */
  readonly watches?: boolean;
  /** Whether the user is asked before a query is sent, so that QUERY and SEND_QUERY may send it. */
  readonly queries?: boolean;
  /** Translations of the texts that the server shows, by the English text. */
  readonly l10n?: Readonly<Record<string, string>>;
}

/** The `bailiwick` section of the settings, as far as the server looks at it. */
export interface ClientSettings {
  readonly bind?: { readonly version?: string };
  readonly rules?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, number>>;
  readonly prefixes?: readonly string[];
  readonly origins?: Readonly<Record<string, string>>;
  readonly configurations?: unknown;
  readonly exclude?: readonly string[];
  readonly folders?: { readonly zones?: string };
  readonly inlayHints?: {
    readonly names?: string;
    readonly reverse?: boolean;
    readonly ttls?: boolean;
    readonly inherited?: boolean;
  };
  readonly codeLens?: boolean;
  readonly outline?: { readonly by?: string };
  readonly ptr?: { readonly networks?: unknown; readonly names?: unknown; readonly ttl?: unknown };
  readonly serial?: { readonly format?: string; readonly onSave?: string; readonly external?: unknown };
  /** Styles, read by the formatters. */
  readonly zone?: { readonly format?: unknown };
  readonly conf?: { readonly format?: unknown };
  readonly trace?: { readonly work?: string };
  readonly query?: { readonly server?: unknown; readonly options?: unknown };
}

/** Request: what stands below an item of the tree of configurations, views and zones; params `{ id }`, null for the outermost ones, answer TreeItem[]. */
export const TREE = 'bailiwick/tree';

/** Request: the language of a file that the editor takes for plain text; params `{ uri, head }`, `head` being its first lines. */
export const LANGUAGE_OF = 'bailiwick/languageOf';

/** Request: the edit that raises the serial of the zone that a file is part of; params `{ uri }`, answer a WorkspaceEdit or null. */
export const RAISE_SERIAL_EDIT = 'bailiwick/raiseSerial';

/** Request to the client: the text of a file as it was committed last, null where that is not known; params `{ uri }`. */
export const COMMITTED_TEXT = 'bailiwick/committedText';

/** Notification: the repositories that files lie in; sent when one comes or goes, is committed to or switched, or other files of it are changed. */
export const REPOSITORIES = 'bailiwick/repositories';

export interface RepositoriesParams {
  readonly repositories: readonly Repository[];
}

export interface Repository {
  readonly root: string;
  /** Another text after each commit and checkout. */
  readonly head?: string | undefined;
  /** The files that are others than in the commit, as far as they are saved. */
  readonly changed: readonly string[];
}

/** Request to the client: makes an edit, and saves those of its files that had nothing unsaved; params `{ edit }`. */
export const EDIT_AND_SAVE = 'bailiwick/editAndSave';

/**
 * Request: checks a file as it is on disk, in a thread of its own; params CheckFileParams, answer CheckedFile. Progress is reported to
 * `workDoneToken`, and cancelling the request ends the thread. Refused (RequestFailed, with the reason) where the file cannot or may not be read.
 */
export const CHECK_FILE = 'bailiwick/checkFile';

export interface CheckFileParams {
  readonly uri: string;
  readonly workDoneToken?: string | number;
}

/**
 * Request: the hosts with addresses of a prefix that is renumbered, with where they go; params RenumberHostsParams, answer RenumberHost[]. Refused
 * (RequestFailed, with the reason) where one prefix cannot become the other.
 */
export const RENUMBER_HOSTS = 'bailiwick/renumberHosts';

export interface RenumberHostsParams {
  readonly from: string;
  readonly to: string;
}

/** Request: the changes of a renumbering; params RenumberParams, answer RenumberAnswer, refused as RENUMBER_HOSTS is. */
export const RENUMBER = 'bailiwick/renumber';

export interface RenumberParams extends RenumberHostsParams {
  readonly mode: RenumberMode;
  /** The names of the hosts that move; all where absent. */
  readonly hosts?: readonly string[];
}

/** Request: the zones that can be compared, those of the file `uri` first; params ZonesToCompareParams, answer ComparableZone[]. */
export const ZONES_TO_COMPARE = 'bailiwick/zonesToCompare';

export interface ZonesToCompareParams {
  readonly uri?: string;
}

/** Request: the comparison of two zones, or of a zone with a version of it; params CompareParams, answer CompareAnswer, null where one is gone. */
export const COMPARE = 'bailiwick/compare';

/**
 * Request: what leads from another version of a zone to what the editor has, as commands of nsupdate; params NsupdateParams, answer NsupdateAnswer, null
 * where the file is part of no zone whose name is known.
 */
export const NSUPDATE = 'bailiwick/nsupdate';

/**
 * Request: what BIND's own programs can be asked about a file, or about the configurations of the workspace where none is named; params BindToolsParams,
 * answer BindTools.
 */
export const BIND_TOOLS = 'bailiwick/bindTools';

export interface BindToolsParams {
  readonly uri?: string;
}
