/** Asks the client for the text of zone files as they were committed last, so that serials are compared with what servers have. */
import { t } from '../l10n.ts';
import type { SavedZones } from '../services/zone/savedZones.ts';
import { normalUri } from '../workspace/paths.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ClientRequests } from './clientRequests.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Failures } from './failures.ts';
import { Slice, type SliceOptions } from './slices.ts';

export interface CommittedTextsOptions {
  readonly client: ClientRequests;
  readonly runtime: SliceOptions;
  readonly workspace: Workspace;
  readonly saved: SavedZones;
  readonly diagnostics: Diagnostics;
  readonly failures: Failures;
}

export class CommittedTexts {
  readonly #options: CommittedTextsOptions;
  readonly #asked = new Set<string>();

  constructor(options: CommittedTextsOptions) {
    this.#options = options;
  }

  /** Asks for the texts of those zones that are open and were not asked for yet. */
  request(): void {
    const { client, workspace, failures } = this.#options;
    if (!client.hasCommittedTexts) return;
    for (const zone of workspace.zones) {
      const { uri } = zone.options;
      if (this.#asked.has(uri) || !workspace.isOpen(uri)) continue;
      this.#asked.add(uri);
      this.#take(uri).catch((error: unknown) => failures.tell(t`Looking up the committed version`, error));
    }
  }

  /** The text of a file may be another one now: it was saved or closed. */
  forget(uri: string): void {
    this.#asked.delete(normalUri(uri));
  }

  async #take(uri: string): Promise<void> {
    const { client, runtime, workspace, saved, diagnostics } = this.#options;
    const text = await client.committedText(uri);
    for (const zone of workspace.zonesOf(uri)) {
      if (zone.options.uri !== uri) continue;
      const slice = new Slice(runtime);
      const steps = saved.committed(zone, text);
      while (!steps.next().done) await slice.pause();
    }
    workspace.previousChanged(uri, 'committed');
    diagnostics.publish();
  }
}
