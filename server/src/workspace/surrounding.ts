/** Parts of configurations, and the configurations that are read only to know what an open part is a part of. */
import type { Configuration } from './configuration.ts';
import type { Zone } from './zone.ts';

/** A file of a configuration, and the files that it includes. */
export function filesFrom(configuration: Configuration, uri: string): readonly string[] {
  if (configuration.uri === uri) return configuration.files;
  // A set that grows while it is walked.
  const found = new Set([uri]);
  for (const from of found) {
    for (const { file, targets } of configuration.includes) {
      if (file.uri === from) for (const target of targets) found.add(target.uri);
    }
  }
  return [...found];
}

export interface Whole {
  readonly configurations: Iterable<Configuration>;
  /** Those of the configurations that are read only for what they include. */
  readonly surrounding: ReadonlySet<Configuration>;
  readonly zones: Iterable<Zone>;
  /** The file of the configuration in which a zone stands. */
  readonly declaredIn: (zone: Zone) => string | undefined;
  /** True for a file that is open, or in the folders of the workspace. */
  readonly isOwn: (uri: string) => boolean;
}

/**
 * The files of which nothing is told: those of surrounding configurations, and of their zones, but for what is open, what that includes, and the
 * zones that stand there.
 */
export function untoldFiles({ configurations, surrounding, zones, declaredIn, isOwn }: Whole): ReadonlySet<string> {
  const untold = new Set<string>();
  if (surrounding.size === 0) return untold;
  const told = new Set<string>();
  const parts = new Map<Configuration, ReadonlySet<string>>();
  for (const configuration of configurations) {
    const { files } = configuration;
    const own = surrounding.has(configuration)
      ? new Set(files.filter(isOwn).flatMap((uri) => filesFrom(configuration, uri)))
      : new Set(files);
    parts.set(configuration, own);
    for (const uri of files) (own.has(uri) ? told : untold).add(uri);
  }
  for (const zone of zones) {
    const { configuration, uri } = zone.options;
    const isTold = !configuration || isOwn(uri) || parts.get(configuration)?.has(declaredIn(zone) ?? '');
    for (const document of zone.documents) (isTold ? told : untold).add(document.uri);
  }
  for (const uri of told) untold.delete(uri);
  return untold;
}
