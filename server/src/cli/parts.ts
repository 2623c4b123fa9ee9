/** Parts of configurations that are named by themselves. */
import type { Configuration } from '../workspace/configuration.ts';

/** A file of a configuration, and the files that it includes. */
export function filesFrom(configuration: Configuration, uri: string): readonly string[] {
  if (configuration.uri === uri) return configuration.files;
  // A set that grows while it is walked.
  const found = new Set([uri]);
  for (const from of found) {
    for (const { file, targets } of configuration.model?.includes ?? []) {
      if (file.uri === from) for (const target of targets) found.add(target.uri);
    }
  }
  return [...found];
}
