/** Whether text is coloured. */

/** Where nobody said: on a terminal that can, and that nobody asked not to (no-color.org); `FORCE_COLOR` says yes, as to Node. */
export function usesColors(
  when: 'auto' | 'always' | 'never',
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean | undefined,
): boolean {
  if (when !== 'auto') return when === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isTerminal === true && env.TERM !== 'dumb';
}
