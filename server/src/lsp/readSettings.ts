/** The settings as the client sends them, read into the engine's and the services' own. What is missing or wrong is as by default. */
import { parsePrefix } from '../dns/prefixes.ts';
import { isBindVersion } from '../dns/versions.ts';
import type { RuleId } from '../rules/ids.ts';
import { ALL_RULES } from '../rules/index.ts';
import { SEVERITIES, type Severity } from '../rules/rule.ts';
import { readLimits } from '../rules/zone/limits.ts';
import { PTR_WEIGHTS, readNetworks } from '../rules/zone/support/networks.ts';
import { readConfStyle } from '../services/conf/format/format.ts';
import { ptrPolicy } from '../services/reverse/policy.ts';
import type { ServiceSettings } from '../services/services.ts';
import { readZoneStyle } from '../services/zone/format/style.ts';
import { DEFAULT_INLAY_HINTS } from '../services/zone/inlayHints.ts';
import { SERIAL_FORMATS, SERIAL_ON_SAVE, type SerialOnSave } from '../services/zone/serial.ts';
import type { ConfigurationEntry } from '../workspace/entries.ts';
import { normalUri } from '../workspace/paths.ts';
import type { Settings } from '../workspace/settings.ts';
import type { ClientSettings } from './protocol.ts';

function oneOf<T extends string>(values: readonly T[], given: unknown, otherwise: T): T {
  return values.find((value) => value === given) ?? otherwise;
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

/** What the engine judges by. */
export function engineSettings(client: ClientSettings | null | undefined, trusted: boolean): Settings {
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
    origins,
    configurations: readEntries(client?.configurations),
    externalSerials: textsOf(client?.serial?.external),
    folderZones: client?.folders?.zones !== 'open',
    trusted,
  };
}

/** What the editor can do, which the user does not set. */
export type EditorAbilities = Pick<ServiceSettings, 'completion' | 'foldingLimit' | 'runsTools'>;

/** What services look at; what the editor can do stays as it is, but for programs, which are run where the workspace is trusted. */
export function serviceSettings(
  client: ClientSettings | null | undefined,
  editor: EditorAbilities,
  trusted = true,
): ServiceSettings {
  const hints = client?.inlayHints;
  return {
    ...editor,
    runsTools: editor.runsTools && trusted,
    inlayHints: {
      names: oneOf(['off', 'unclear', 'all'], hints?.names, DEFAULT_INLAY_HINTS.names),
      reverse: hints?.reverse ?? DEFAULT_INLAY_HINTS.reverse,
      ttls: hints?.ttls ?? DEFAULT_INLAY_HINTS.ttls,
    },
    inheritedValues: hints?.inherited ?? false,
    outlineBy: oneOf(['owner', 'type'], client?.outline?.by, 'owner'),
    raisesSerials: serialOnSave(client) === 'always',
    serialFormat: oneOf(SERIAL_FORMATS, client?.serial?.format, 'auto'),
    ptrPolicy: ptrPolicy(client?.ptr?.networks, client?.ptr?.names),
    zoneStyle: readZoneStyle(client?.zone?.format),
    confStyle: readConfStyle(client?.conf?.format),
  };
}

/** Whether the log tells why work is done and how long it takes. */
export function tracesWork(client: ClientSettings | null | undefined): boolean {
  return client?.trace?.work === 'on';
}

/** What happens to a zone's serial when it is saved. */
export function serialOnSave(client: ClientSettings | null | undefined): SerialOnSave {
  return oneOf(SERIAL_ON_SAVE, client?.serial?.onSave, 'off');
}
