/** What the platform gives the server: the only way to files, time and threads. */
import type { AskWords } from '../live/askWords.ts';
import type { LineHelp } from '../live/lineHelp.ts';
import type { Known } from '../live/suggestions.ts';
import type { CheckedFile, FileCheck, FileCheckStage } from '../services/shared/fileCheck.ts';
import type { FileSystem } from '../workspace/fileSystem.ts';
import type { SliceOptions } from './slices.ts';

export interface Runtime extends SliceOptions {
  /** Where files are read; `client` has those that only the client can read. */
  fileSystem(client: FileSystem): FileSystem;
  /** Milliseconds of a clock that never goes back, for who asks how long work takes. */
  clock(): number;
  /** Runs a function after some milliseconds, unless what it returns is called before. */
  after(milliseconds: number, run: () => void): () => void;
  /** Watches a folder, not those in it; `isOther` where something came or went. What it returns ends that. Absent where that cannot be. */
  watch?(folder: string, changed: (uri: string, isOther: boolean) => void): () => void;
  /** Random octets for secrets; absent where there are none that are good enough. */
  random?(count: number): Uint8Array;
  /** Checks a file beside the server's own work; undefined where there are no threads. */
  readonly checkFile?: RunCheck;
  /** Loads what sends live queries; undefined where nothing does. */
  readonly ask?: () => Promise<AskWords>;
  /** Helps to type a line of what can be asked from here; undefined where the client does. */
  readonly helpWithLine?: (line: string, always: string, known: Known) => LineHelp;
}

/** A check that has begun. */
export interface RunningCheck {
  /** Rejects with a FileCheckRefusal where the file cannot be checked, and with any error once it was stopped. */
  readonly result: Promise<CheckedFile>;
  stop(): void;
}

/** Begins a check beside the server's own work. */
export type RunCheck = (job: FileCheck, onStage: (stage: FileCheckStage) => void) => RunningCheck;
