/** Durations as named writes and reads them. */

const MAX_SECONDS = 0xffffffff;
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };
const ISO_DURATION = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i;
/** Years and months count as named counts them: 365 and 31 days. */
const ISO_SECONDS = [31536000, 2678400, 604800, 86400, 3600, 60, 1];

/**
 * The seconds of a duration, written as a TTL (`1h30m`, `3600`) or in ISO 8601 (`PT1H30M`); undefined where it is none, or does not
 * fit into 32 bits.
 */
export function parseDuration(text: string): number | undefined {
  let seconds = 0;
  if (/^P/i.test(text)) {
    const parts = ISO_DURATION.exec(text);
    if (!parts || text.length < 3 || /T$/i.test(text)) return undefined;
    for (const [i, unit] of ISO_SECONDS.entries()) seconds += Number(parts[i + 1] ?? 0) * unit;
  } else {
    if (!/^(?:\d+[smhdw])*(?:\d+[smhdw]?)$/i.test(text)) return undefined;
    for (const [, count, unit] of text.toLowerCase().matchAll(/(\d+)([smhdw]?)/g)) {
      seconds += Number(count) * (SECONDS[unit] ?? 1);
    }
  }
  return seconds <= MAX_SECONDS ? seconds : undefined;
}
