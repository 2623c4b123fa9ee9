/** What is known of the zone that a file is part of: what the editor shows of it. */
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneInfo } from '../service.ts';

/** What is known of a zone; `others` are further zones that load the same file. */
export function zoneInfo(zone: Zone, others: readonly Zone[]): ZoneInfo {
  const { source, view, settings, configuration, names } = zone.options;
  const apexOf = ({ model }: Zone): string => names.text(model.apex);
  return {
    origin: zone.model.originKnown ? apexOf(zone) : undefined,
    source,
    configuration: configuration?.uri,
    view,
    type: settings.type,
    records: zone.model.recordCount,
    others: others.map(apexOf),
  };
}
