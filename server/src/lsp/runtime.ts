/** What the platform gives the server: the only way to files, time and threads. */
import type { Connection } from 'vscode-languageserver';
import type { CheckedFile, FileCheck, FileCheckStage } from '../services/shared/fileCheck.ts';
import type { FileSystem } from '../workspace/fileSystem.ts';
import type { SliceOptions } from './slices.ts';

export interface Runtime extends SliceOptions {
  fileSystem(connection: Connection): FileSystem;
  /** Milliseconds of a clock that never goes back, for who asks how long work takes. */
  clock(): number;
  /** Checks a file beside the server's own work; undefined where there are no threads. */
  readonly checkFile?: RunCheck;
}

/** A check that has begun. */
export interface RunningCheck {
  /** Rejects with a FileCheckRefusal where the file cannot be checked, and with any error once it was stopped. */
  readonly result: Promise<CheckedFile>;
  stop(): void;
}

/** Begins a check beside the server's own work. */
export type RunCheck = (job: FileCheck, onStage: (stage: FileCheckStage) => void) => RunningCheck;
