/** The BIND versions that can be the target (`bailiwick.bind.version`), oldest first. */
export const BIND_VERSIONS = ['9.18', '9.20', '9.21'] as const;
export type BindVersion = (typeof BIND_VERSIONS)[number];

/** The first version of the list. */
export const OLDEST_BIND_VERSION: BindVersion = BIND_VERSIONS[0];

/** The last version of the list; the grammar that knows most. */
export const LATEST_BIND_VERSION: BindVersion = BIND_VERSIONS[BIND_VERSIONS.length - 1];

/** What is taken where nothing is set: the current stable branch. */
export const DEFAULT_BIND_VERSION: BindVersion = '9.20';

/** The release that is judged for. */
export interface Release {
  readonly version: BindVersion;
  /** True where nobody said which one it is: what only some releases refuse is no error then. */
  readonly isAssumed: boolean;
}

/** The release that is set, else the one that is taken for granted. */
export function releaseOf(set: BindVersion | undefined): Release {
  return { version: set ?? DEFAULT_BIND_VERSION, isAssumed: set === undefined };
}

/** The versions from `since` to `until`, both included; without one of them there is no bound on that side. */
export interface BindVersionSpan {
  readonly since?: BindVersion;
  readonly until?: BindVersion;
}

/** Whether a text is one of the versions. */
export function isBindVersion(text: string): text is BindVersion {
  return (BIND_VERSIONS as readonly string[]).includes(text);
}

/** Whether a version is `since` or a later one. The order is that of the list, for 9.9 would be after 9.18 as text. */
export function atLeast(version: BindVersion, since: BindVersion): boolean {
  return BIND_VERSIONS.indexOf(version) >= BIND_VERSIONS.indexOf(since);
}

/** Whether a version is in a span. */
export function isWithin(version: BindVersion, { since, until }: BindVersionSpan): boolean {
  return (since === undefined || atLeast(version, since)) && (until === undefined || atLeast(until, version));
}
