/** What a command line named, opened. */
import type { Workspace } from '../workspace/workspace.ts';
import type { Disk } from './disk.ts';
import type { Named } from './named.ts';

/** A workspace with what is asked of it. */
export interface Opened {
  readonly named: Named;
  readonly workspace: Workspace;
  readonly disk: Disk;
  readonly isJudged: (uri: string) => boolean;
  readonly isOutside: (uri: string) => boolean;
  readonly nameOf: (uri: string) => string;
}
