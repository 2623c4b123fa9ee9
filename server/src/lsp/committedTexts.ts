/**
 * Asks the client for the texts of zone files as they were committed last, so that serials are compared with what servers have. Files that are open, and
 * those that their repository says are others than in the commit, are asked for; the others are as they were committed.
 */
import { t } from '../l10n.ts';
import type { SavedZones } from '../services/zone/savedZones.ts';
import { isWithinFolder, normalUri } from '../workspace/paths.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Zone } from '../workspace/zone.ts';
import type { ClientRequests } from './clientRequests.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Failures } from './failures.ts';
import type { Repository } from './protocol.ts';
import { Slice, type SliceOptions } from './slices.ts';

export interface CommittedTextsOptions {
  readonly client: ClientRequests;
  readonly runtime: SliceOptions;
  readonly workspace: Workspace;
  readonly saved: SavedZones;
  readonly diagnostics: Diagnostics;
  readonly failures: Failures;
}

/** What the client answered for a file: each answer is an object of its own. */
interface Answer {
  readonly text: string | undefined;
}

interface KnownRepository {
  readonly root: string;
  readonly head: string | undefined;
  readonly changed: ReadonlySet<string>;
}

export class CommittedTexts {
  readonly #options: CommittedTextsOptions;
  #repositories: readonly KnownRepository[] = [];
  /** Files that the client is being asked for; the number is another one when the answer counts no longer. */
  readonly #asking = new Map<string, number>();
  readonly #answers = new Map<string, Answer>();
  /** By what each zone was made as it was committed. */
  #made = new WeakMap<Zone, readonly Answer[]>();
  /** Zones that are as they were committed, and which state of them. */
  #looked = new WeakMap<Zone, number>();
  #count = 0;

  constructor(options: CommittedTextsOptions) {
    this.#options = options;
  }

  /** Takes over which repositories there are: after a commit or a checkout all texts are others, after a save some files are changed. */
  takeRepositories(repositories: readonly Repository[]): void {
    const before = this.#repositories;
    this.#repositories = repositories.map(({ root, head, changed }) => ({
      root: normalUri(root),
      head,
      changed: new Set(changed.map(normalUri)),
    }));
    const headOf = (known: readonly KnownRepository[], uri: string): string =>
      known.flatMap(({ root, head }) => (isWithinFolder(uri, root) ? `${root} ${head}` : [])).join(' ');
    for (const uri of [...this.#answers.keys(), ...this.#asking.keys()]) {
      if (headOf(before, uri) !== headOf(this.#repositories, uri)) this.forget(uri);
    }
    this.#looked = new WeakMap();
    this.request();
  }

  /** Asks for the texts that are not known yet, and compares the zones of which all are. */
  request(): void {
    const { client, workspace, failures } = this.#options;
    if (!client.hasCommittedTexts) return;
    const asCommitted: Zone[] = [];
    for (const zone of workspace.zones) {
      const wanted = this.#wanted(zone);
      if (wanted.length === 0) {
        if (this.#isNew(zone)) asCommitted.push(zone);
        continue;
      }
      const answers: Answer[] = [];
      for (const uri of wanted) {
        const answer = this.#answers.get(uri);
        if (answer) answers.push(answer);
        else this.#ask(uri);
      }
      const made = this.#made.get(zone);
      if (answers.length < wanted.length || (made && sameItems(made, answers))) continue;
      this.#made.set(zone, answers);
      this.#compare(zone, new Map(wanted.map((uri, i) => [uri, answers[i].text]))).catch((error: unknown) =>
        failures.tell(t`Looking up the committed version`, error),
      );
    }
    this.#keepAsCommitted(asCommitted);
  }

  /** The text of a file may be another one now: it was saved or closed. */
  forget(uri: string): void {
    this.#answers.delete(normalUri(uri));
    this.#asking.delete(normalUri(uri));
  }

  /** The files of a zone whose committed texts may be others than what is at hand. */
  #wanted({ documents }: Zone): string[] {
    const { workspace } = this.#options;
    const wanted = new Set<string>();
    for (const { uri } of documents) {
      if (workspace.isOpen(uri) || this.#repositories.some(({ changed }) => changed.has(uri))) wanted.add(uri);
    }
    return [...wanted];
  }

  /** True once for each state of a closed zone that is as it was committed. */
  #isNew(zone: Zone): boolean {
    const { uri } = zone.options;
    if (!this.#repositories.some(({ root }) => isWithinFolder(uri, root))) return false;
    if (this.#looked.get(zone) === zone.revision) return false;
    this.#looked.set(zone, zone.revision);
    return true;
  }

  #keepAsCommitted(zones: readonly Zone[]): void {
    const { workspace, saved, diagnostics } = this.#options;
    const others = zones.filter((zone) => saved.asCommitted(zone));
    for (const uri of new Set(others.map(({ options }) => options.uri))) workspace.previousChanged(uri, 'committed');
    for (const zone of zones) this.#looked.set(zone, zone.revision);
    if (others.length > 0) diagnostics.publish();
  }

  #ask(uri: string): void {
    if (this.#asking.has(uri)) return;
    const number = this.#count++;
    this.#asking.set(uri, number);
    const { client, failures } = this.#options;
    client.committedText(uri).then(
      (text) => {
        if (this.#asking.get(uri) !== number) return;
        this.#asking.delete(uri);
        this.#answers.set(uri, { text });
        // Of many files each zone is looked for once, but who looks at one of them does not wait.
        if (this.#asking.size === 0 || this.#options.workspace.isOpen(uri)) this.request();
      },
      (error: unknown) => failures.tell(t`Looking up the committed version`, error),
    );
  }

  async #compare(zone: Zone, texts: ReadonlyMap<string, string | undefined>): Promise<void> {
    const { runtime, workspace, saved, diagnostics } = this.#options;
    const slice = new Slice(runtime);
    const steps = saved.committed(zone, texts);
    while (!steps.next().done) await slice.pause();
    workspace.previousChanged(zone.options.uri, 'committed');
    diagnostics.publish();
  }
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((each, i) => each === b[i]);
}
