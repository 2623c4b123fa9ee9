/** What the ways to take a configuration over to another release have in common. */
import type { BindVersion } from '../../../conf/statements.ts';
import type { Fix } from '../../rule.ts';

/** A key that a zone is signed with: what a policy has to say for named to go on with it. */
export interface SigningKey {
  readonly algorithm: number;
  readonly isKsk: boolean;
  /** The size of an RSA key; absent for other algorithms. */
  readonly bits?: number;
}

/** The keys that lie in a zone's key directory; undefined where that cannot be known. */
export type KeysOf = (origin: string, directory: string | undefined) => readonly SigningKey[] | undefined;

/** What a migration may know beside the configuration. */
export interface MigrationFacts {
  /** The target; the oldest where it is not said. */
  readonly version?: BindVersion;
  readonly keysOf?: KeysOf;
}

/** A way to take a statement over; `note` is what the user has to know or do beside it. */
export interface MigrationFix extends Fix {
  readonly note?: string;
}
