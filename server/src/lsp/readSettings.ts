/** The settings as the client sends them, read into the engine's and the services' own. What is missing or wrong is as by default. */
import { readConfStyle } from '../services/conf/format/format.ts';
import { ptrPolicy } from '../services/reverse/policy.ts';
import type { ServiceSettings } from '../services/services.ts';
import { readZoneStyle } from '../services/zone/format/style.ts';
import { DEFAULT_INLAY_HINTS } from '../services/zone/inlayHints.ts';
import { SERIAL_FORMATS, SERIAL_ON_SAVE, type SerialOnSave } from '../services/zone/serial.ts';
import type { ClientSettings } from './protocol.ts';

function oneOf<T extends string>(values: readonly T[], given: unknown, otherwise: T): T {
  return values.find((value) => value === given) ?? otherwise;
}

function flag(given: unknown, otherwise: boolean): boolean {
  return typeof given === 'boolean' ? given : otherwise;
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
      reverse: flag(hints?.reverse, DEFAULT_INLAY_HINTS.reverse),
      ttls: flag(hints?.ttls, DEFAULT_INLAY_HINTS.ttls),
    },
    inheritedValues: flag(hints?.inherited, false),
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

/** The words that every query has: those of the setting, and its server. */
export function queryWords(client: ClientSettings | null | undefined): string {
  const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
  const server = text(client?.query?.server).replace(/^@/, '');
  // The server stands first: a slip in the words behind it is left out with what follows it.
  return `${server === '' ? '' : `@${server}`} ${text(client?.query?.options)}`.trim();
}
