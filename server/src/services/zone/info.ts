/** What is known of the zone that a file is part of: what the editor shows of it. */
import { classText } from '../../dns/classes.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { ZoneInfo } from '../service.ts';

/** What is known of a zone; `others` are further zones that load the same file. */
export function zoneInfo(zone: Zone, others: readonly Zone[]): ZoneInfo {
  const { source, view, settings, configuration, server, zoneClass, names } = zone.options;
  const apexOf = ({ model }: Zone): string => names.text(model.apex);
  return {
    origin: zone.model.originKnown ? apexOf(zone) : undefined,
    source,
    configuration: configuration?.uri ?? server?.uri,
    server: server?.program,
    view,
    views: [...new Set([zone, ...others].map(({ options }) => options.view))].filter((each) => each !== ''),
    type: settings.type,
    zoneClass: classText(zoneClass),
    records: zone.model.recordCount,
    others: [...new Set(others.map(apexOf))].filter((name) => name !== apexOf(zone)),
  };
}
