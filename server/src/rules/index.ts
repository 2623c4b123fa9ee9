/** Every rule there is. Settings, the rules' pages and the JSON schema are generated from this list. */
import { CONF_RULES } from './conf/index.ts';
import type { RuleMeta } from './rule.ts';
import { ZONE_RULES } from './zone/index.ts';

/** By id. */
export const ALL_RULES: readonly RuleMeta[] = [...ZONE_RULES, ...CONF_RULES].sort((a, b) => (a.id < b.id ? -1 : 1));
