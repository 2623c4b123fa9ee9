/** The settings as editors send them and as bailiwick.toml has them, read into the engine's own. What is missing or wrong is as by default. */
import { parsePrefix } from '../dns/prefixes.ts';
import { parseTtl } from '../dns/ttl.ts';
import { isBindVersion } from '../dns/versions.ts';
import type { RuleId } from '../rules/ids.ts';
import { ALL_RULES } from '../rules/index.ts';
import { SEVERITIES, type Severity } from '../rules/rule.ts';
import { readLimits } from '../rules/zone/limits.ts';
import { PTR_WEIGHTS, readNetworks } from '../rules/zone/support/networks.ts';
import type { ConfigurationEntry } from './entries.ts';
import { normalUri } from './paths.ts';
import type { Settings } from './settings.ts';

/** Settings by their names, as far as the engine looks at them. */
export interface SentSettings {
  readonly bind?: { readonly version?: string };
  readonly rules?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, number>>;
  readonly prefixes?: readonly string[];
  readonly origins?: Readonly<Record<string, string>>;
  readonly exclude?: readonly string[];
  readonly configurations?: unknown;
  readonly folders?: { readonly zones?: string };
  readonly ptr?: { readonly networks?: unknown; readonly ttl?: unknown };
  readonly serial?: { readonly external?: unknown };
}

/** The texts of a list; none where it is no list. */
function textsOf(given: unknown): string[] {
  return Array.isArray(given) ? given.filter((each) => typeof each === 'string') : [];
}

/** The configurations that are named, each by its file. */
function readEntries(given: unknown): ConfigurationEntry[] {
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given).map(([file, value]) => {
    const { root, directory } = (value ?? {}) as { readonly root?: unknown; readonly directory?: unknown };
    return {
      file,
      ...(typeof root === 'string' && root !== '' ? { root } : {}),
      ...(typeof directory === 'string' && directory !== '' ? { directory } : {}),
    };
  });
}

/** Those of the prefixes that are some. */
function readPrefixes(given: unknown): readonly string[] {
  return textsOf(given).filter((text) => parsePrefix(text) !== undefined);
}

/** True for what can be written as the TTL of PTR records. */
export function isPtrTtl(given: unknown): given is string {
  if (given === 'inherited') return true;
  return typeof given === 'string' && /^\d/.test(given) && parseTtl(given) !== undefined;
}

/** What the engine judges by. */
export function engineSettings(client: SentSettings | null | undefined, trusted: boolean): Settings {
  const version = client?.bind?.version;
  const ptrNetworks = readNetworks(client?.ptr?.networks, PTR_WEIGHTS);
  const rules: Partial<Record<RuleId, Severity | 'off'>> = {};
  for (const { id } of ALL_RULES) {
    const severity = (['off', ...SEVERITIES] as const).find((each) => each === client?.rules?.[id]);
    if (severity) rules[id] = severity;
  }
  const origins = Object.fromEntries(
    Object.entries(client?.origins ?? {}).map(([file, name]) => [
      file.includes('://') ? normalUri(file) : file,
      String(name),
    ]),
  );
  return {
    ...(version !== undefined && isBindVersion(version) ? { bindVersion: version } : {}),
    rules,
    limits: readLimits(client?.limits),
    prefixes: readPrefixes(client?.prefixes),
    ...(Object.keys(ptrNetworks).length > 0 ? { ptrNetworks } : {}),
    ...(isPtrTtl(client?.ptr?.ttl) ? { ptrTtl: client.ptr.ttl } : {}),
    origins,
    configurations: readEntries(client?.configurations),
    externalSerials: textsOf(client?.serial?.external),
    exclude: textsOf(client?.exclude),
    folderZones: client?.folders?.zones !== 'open',
    trusted,
  };
}
