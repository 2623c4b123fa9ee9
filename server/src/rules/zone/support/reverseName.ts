/** The rules about how reverse names are written: at owners, in `$ORIGIN` and in the zone's own name. */
import type { NameTable } from '../../../dns/names.ts';
import type { RuleMeta } from '../../rule.ts';
import type { ZoneReportExtra } from '../places.ts';
import type { ZoneRule } from '../zoneRule.ts';
import { zoneTree } from './reverse.ts';
import {
  REVERSE_TYPES,
  type ReverseOrigin,
  type ReverseOwner,
  reverseApex,
  reverseOrigins,
  reverseOwner,
} from './reverseOwner.ts';

interface Fault {
  readonly message: string;
  readonly data?: ZoneReportExtra['data'];
}

interface ReverseNameRow extends Omit<RuleMeta, 'severity'>, Pick<ZoneRule, 'fixes'> {
  /** What is wrong with an owner, which is no wildcard and no service. */
  readonly ofOwner: (owner: ReverseOwner, names: NameTable) => Fault | undefined;
  /** What is wrong with a `$ORIGIN` or the zone's name. */
  readonly ofOrigin: (origin: ReverseOrigin, names: NameTable) => string | undefined;
}

/** A rule about the names of a reverse zone. */
export function reverseNameRule({ ofOwner, ofOrigin, ...meta }: ReverseNameRow): ZoneRule {
  return {
    ...meta,
    severity: 'warning',
    types: REVERSE_TYPES,
    skipUnless: { reverseNot: 'sound' },
    applies: (context) => zoneTree(context) !== undefined,
    checkOwner(owner, records, context, report) {
      const found = reverseOwner(owner, records, context);
      const fault = found && !found.isService ? ofOwner(found, context.names) : undefined;
      if (found && fault) report(found.place, fault.message, { data: fault.data });
    },
    checkChunk(chunk, document, context, report) {
      for (const origin of reverseOrigins(chunk, document, context)) {
        const message = ofOrigin(origin, context.names);
        if (message !== undefined) report(origin.place, message);
      }
    },
    checkZone(context, report) {
      const apex = reverseApex(context);
      const message = apex && ofOrigin(apex, context.names);
      if (apex && message !== undefined) report(apex.place, message);
    },
  };
}
