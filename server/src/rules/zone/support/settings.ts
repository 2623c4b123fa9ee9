/** Severities that depend on how the zone is loaded. */
import type { Severity } from '../../rule.ts';
import type { ZoneContext } from '../context.ts';

/** What named says of a zone as a whole (no name server, a name server without address) stops it only as the primary. */
export function integritySeverity({ settings }: ZoneContext): Severity {
  return settings.type === 'primary' ? 'error' : 'warning';
}
