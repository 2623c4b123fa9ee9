/**
 * The legend of semantic tokens: one for the server, since LSP knows one for a provider. What zones need stands first, so that its numbers
 * are those of `zoneTokens`; what configurations need besides are LSP's own types.
 */
import { TOKEN_MODIFIERS as ZONE_MODIFIERS, TOKEN_TYPES as ZONE_TYPES } from '../zone/tokens.ts';

const CONF_TYPES = ['keyword', 'namespace', 'type', 'variable', 'function', 'operator'] as const;
const CONF_MODIFIERS = ['defaultLibrary'] as const;

export type LegendType = (typeof ZONE_TYPES)[number] | (typeof CONF_TYPES)[number];
export type LegendModifier = (typeof ZONE_MODIFIERS)[number] | (typeof CONF_MODIFIERS)[number];

/** Token types in the order of their numbers. */
export const LEGEND_TYPES: readonly LegendType[] = [...ZONE_TYPES, ...CONF_TYPES];
/** Modifiers in the order of their bits. */
export const LEGEND_MODIFIERS: readonly LegendModifier[] = [...ZONE_MODIFIERS, ...CONF_MODIFIERS];

/** The number of a token type. */
export function typeNumber(type: LegendType): number {
  return LEGEND_TYPES.indexOf(type);
}

/** The bit of a modifier. */
export function modifierBit(modifier: LegendModifier): number {
  return 1 << LEGEND_MODIFIERS.indexOf(modifier);
}
