/** What a user may set, as the engine sees it. */
import type { BindVersion } from '../dns/versions.ts';
import type { RuleId } from '../rules/ids.ts';
import type { Severity } from '../rules/rule.ts';
import type { Limits } from '../rules/zone/limits.ts';
import type { PtrNetworks } from '../rules/zone/support/networks.ts';
import type { ConfigurationEntry } from './entries.ts';

export interface Settings {
  /** The release that is judged for; absent where it is not known. */
  readonly bindVersion?: BindVersion;
  /** Rule id -> its severity instead of the rule's own; `off` silences it. */
  readonly rules: Readonly<Partial<Record<RuleId, Severity | 'off'>>>;
  /** The thresholds of the rules about zones that are set. */
  readonly limits: Limits;
  /** The networks that the user says are theirs; addresses outside of them are told. None where that is not said. */
  readonly prefixes?: readonly string[];
  /** How much an address without a PTR record weighs, by networks; absent where nothing is set. */
  readonly ptrNetworks?: PtrNetworks;
  /** The TTL on PTR records that are made: a time, or `inherited` for none; as the record beside them has it where absent. */
  readonly ptrTtl?: string;
  /** File -> origin set by hand: files by paths relative to the folders, patterns of them, or URIs. */
  readonly origins: Readonly<Record<string, string>>;
  /** The configurations that are looked at; all that are found in the folders where none is named. */
  readonly configurations?: readonly ConfigurationEntry[];
  /** The files whose serial a program sets: paths relative to the folders, patterns, or URIs. */
  readonly externalSerials?: readonly string[];
  /** Files and folders that are left out: names, paths from `base` or patterns. */
  readonly exclude?: readonly string[];
  /** True where closed zone files of the workspace's folders are zones too, whether or not a configuration loads them. */
  readonly folderZones?: boolean;
  /** False in an untrusted workspace: files outside of the workspace's folders are not read. */
  readonly trusted: boolean;
  /** A folder that paths in the settings may be relative to, too, as a URI: that of bailiwick.toml. */
  readonly base?: string;
  /** The folder that is / for the server, as a URI: absolute paths start in it. Absent where that is not set. */
  readonly root?: string;
}

export const DEFAULT_SETTINGS: Settings = {
  rules: {},
  limits: {},
  origins: {},
  trusted: true,
};
