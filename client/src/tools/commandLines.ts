/** Tasks as package.json defines them, and the command line of each. */

/** What a task of one of BIND's programs says of itself; `type` is the program. */
export interface BindTask {
  readonly type: string;
  /** Of the checkers: the file, the folder that is / for the server, and that in which it works. */
  readonly file?: string;
  readonly root?: string;
  readonly directory?: string;
  /** Of named-checkconf: whether the zones are loaded, too. */
  readonly zones?: boolean;
  /** Of rndc. */
  readonly command?: string;
  readonly zone?: string;
  readonly class?: string;
  readonly view?: string;
}

/** What rndc can be told of a zone. */
export const RNDC_COMMANDS = ['reload', 'freeze', 'thaw', 'sync'] as const;
export type RndcCommand = (typeof RNDC_COMMANDS)[number];

/** The words behind the program's name; undefined where the task does not say enough, or something that its program would take for an option. */
export function wordsOf(task: BindTask): string[] | undefined {
  const names = [task.file, task.zone, task.class, task.view, task.command];
  if (names.some((name) => name?.startsWith('-'))) return undefined;
  const inRoot = task.root === undefined ? [] : ['-t', task.root];
  switch (task.type) {
    case 'named-checkconf':
      return task.file === undefined ? undefined : [...inRoot, ...(task.zones ? ['-z'] : []), task.file];
    case 'named-checkzone': {
      if (task.file === undefined || task.zone === undefined) return undefined;
      const zoneClass = task.class === undefined ? [] : ['-c', task.class];
      const directory = task.directory === undefined ? [] : ['-w', task.directory];
      // Names outside of the zone are not looked up in the live DNS.
      return ['-i', 'local', ...zoneClass, ...inRoot, ...directory, task.zone, task.file];
    }
    case 'rndc':
      return task.command === undefined ? undefined : [task.command, ...zoneWords(task)];
    default:
      return undefined;
  }
}

function zoneWords({ zone, class: zoneClass, view }: BindTask): string[] {
  if (zone === undefined) return [];
  if (view === undefined) return zoneClass === undefined ? [zone] : [zone, zoneClass];
  // The view comes third.
  return [zone, zoneClass ?? 'IN', view];
}
