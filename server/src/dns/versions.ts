/** The BIND versions that can be the target (`bailiwick.bind.version`), oldest first. */
export const BIND_VERSIONS = ['9.18', '9.20', '9.21'] as const;
export type BindVersion = (typeof BIND_VERSIONS)[number];

/** What is taken where nothing is set: the current stable branch. */
export const DEFAULT_BIND_VERSION: BindVersion = '9.20';

/** Whether a text is one of the versions. */
export function isBindVersion(text: string): text is BindVersion {
  return (BIND_VERSIONS as readonly string[]).includes(text);
}
