/**
 * The table of named.conf's statements: every name that BIND 9.18, 9.20 or 9.21 knows or refuses by name, the clauses it may
 * stand in, its value, default and history. Validation, completion, hover and quick fixes read it.
 */
import { BLOCK_STATEMENTS } from './statements/blocks.ts';
import type { StatementInfo } from './statements/info.ts';
import { OPTIONS_STATEMENTS } from './statements/options.ts';
import { REMOVED_STATEMENTS } from './statements/removed.ts';
import { RNDC_STATEMENTS } from './statements/rndc.ts';
import { TOP_STATEMENTS } from './statements/top.ts';
import { ZONE_STATEMENTS } from './statements/zone.ts';

export type { BindVersion } from '../dns/versions.ts';
export { BIND_VERSIONS } from '../dns/versions.ts';
export type { Clause, Migration, PerVersion, StatementInfo, ZoneType } from './statements/info.ts';

/** Every row; current statements first, then the removed ones, then rndc.conf's. */
export const STATEMENTS: readonly StatementInfo[] = [
  ...TOP_STATEMENTS,
  ...OPTIONS_STATEMENTS,
  ...ZONE_STATEMENTS,
  ...BLOCK_STATEMENTS,
  ...REMOVED_STATEMENTS,
  ...RNDC_STATEMENTS,
];
