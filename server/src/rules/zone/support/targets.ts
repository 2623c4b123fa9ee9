/** What MX and SRV records have in common: their target has to be a host with addresses. */

import { t } from '../../../l10n.ts';
import type { ZoneRecord } from '../../../zone/model.ts';
import { isInvalid } from '../../../zone/record.ts';
import type { CheckOption } from '../checkModes.ts';
import type { ZoneContext } from '../context.ts';
import { targetPlace, type ZoneReport } from '../places.ts';
import { lookupHost } from './lookup.ts';

/** Reports the records of `type` whose target is a CNAME or lies below a DNAME of the zone. `.` says that there is no service. */
export function reportAliases(
  records: readonly ZoneRecord[],
  type: number,
  subject: string,
  option: CheckOption,
  context: ZoneContext,
  report: ZoneReport,
): void {
  const { names, model } = context;
  for (const record of records) {
    if (record.type !== type || record.target <= 0 || isInvalid(record)) continue;
    const host = lookupHost(model, record.target);
    if (host.kind !== 'alias' && host.kind !== 'renamed') continue;
    const target = names.text(record.target);
    const what = host.kind === 'alias' ? t`is a CNAME` : t`lies below the DNAME of ${names.text(host.at)}`;
    report(
      targetPlace(record),
      t`The ${subject} ${target} ${what}, and it has to be a host with addresses of its own (RFC 2181 section 10.3). Name the host that the alias leads to.`,
      { option },
    );
  }
}
