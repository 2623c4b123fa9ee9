/** Durations as named writes and reads them. */

const MAX_SECONDS = 0xffffffff;
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };
/** Weeks stand alone. */
const ISO_DURATION = /^P(?:(\d+)W|(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/i;
/** Weeks, years, months, days, hours, minutes and seconds; years and months as named counts them: 365 and 31 days. */
const ISO_SECONDS = [604800, 31536000, 2678400, 86400, 3600, 60, 1];

/**
 * The seconds of a duration, written as a TTL (`1h30m`, `3600`) or in ISO 8601 (`PT1H30M`, `P2W`); undefined where named refuses it. A TTL
 * has to fit into 32 bits; of an ISO duration every number has to, and the whole is cut to that.
 */
export function parseDuration(text: string): number | undefined {
  let seconds = 0;
  if (/^P/i.test(text)) {
    const parts = ISO_DURATION.exec(text);
    if (!parts) return undefined;
    for (const [i, unit] of ISO_SECONDS.entries()) {
      const count = Number(parts[i + 1] ?? 0);
      if (count > MAX_SECONDS) return undefined;
      seconds += count * unit;
    }
    return Math.min(seconds, MAX_SECONDS);
  }
  if (!/^(?:\d+|(?:\d+[smhdw])+)$/i.test(text)) return undefined;
  for (const [, count, unit] of text.toLowerCase().matchAll(/(\d+)([smhdw]?)/g)) {
    seconds += Number(count) * (SECONDS[unit] ?? 1);
  }
  return seconds <= MAX_SECONDS ? seconds : undefined;
}
