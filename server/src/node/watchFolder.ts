/** Tells of what changes in a folder, for editors that do not. */
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { normalUri } from '../workspace/paths.ts';
import { pathOf } from './fileSystem.ts';

/** Milliseconds in which changes of one file are one: writing it is several. */
const TOGETHER = 50;

/** Watches a folder without those in it; what is returned ends that. Where the system has no more to watch with, nothing is told. */
export function watchFolder(folder: string, changed: (uri: string, isOther: boolean) => void): () => void {
  const path = pathOf(folder);
  if (path === undefined) return () => undefined;
  const waiting = new Map<string, NodeJS.Timeout>();
  const known = new Set<string>();
  try {
    const watcher = watch(path, { persistent: false }, (event, name) => {
      if (name === null) return;
      clearTimeout(waiting.get(name));
      if (event === 'rename') known.add(name);
      waiting.set(
        name,
        setTimeout(() => {
          waiting.delete(name);
          changed(normalUri(pathToFileURL(join(path, name)).href), known.delete(name) || !existsSync(join(path, name)));
        }, TOGETHER),
      );
    });
    // A folder that went, or a limit of the system: the rest is watched as before.
    watcher.on('error', () => watcher.close());
    return () => {
      watcher.close();
      for (const timer of waiting.values()) clearTimeout(timer);
    };
  } catch {
    return () => undefined;
  }
}
