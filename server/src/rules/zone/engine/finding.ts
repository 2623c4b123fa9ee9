/** A finding of a rule, as the engine keeps it and as it is told. */
import type { Problem, RelatedPlace, Severity } from '../../rule.ts';
import { absolute, type ZonePlace, type ZoneReportExtra } from '../places.ts';
import type { ZoneRule } from '../zoneRule.ts';

/** A problem with its place in a chunk, so that it moves with the lines around it. */
export interface Finding {
  readonly rule: ZoneRule;
  readonly severity: Severity;
  readonly place: ZonePlace;
  readonly message: string;
  readonly extra: ZoneReportExtra | undefined;
  /** True where the record is one that a `$GENERATE` makes: hundreds of them stand at one place. */
  readonly generated: boolean;
  /** The same for findings of one cause, which are told as one. */
  readonly group?: string | undefined;
}

/** What a finding with others of the same cause has beside its own. */
export function grouped(
  { id, once }: ZoneRule,
  { severity, message, data }: Pick<Finding, 'severity' | 'message'> & { readonly data: Problem['data'] | undefined },
): Pick<Finding, 'group'> {
  const cause = once?.({ severity, message, ...(data && { data }) });
  return cause === undefined ? {} : { group: `${id} ${severity} ${cause}` };
}

/** A finding with its offsets as they are now. */
export function toProblem({ rule, severity, place, message, extra }: Finding): Problem {
  const related: RelatedPlace[] | undefined = extra?.related?.map((other) => ({
    ...absolute(other.place),
    message: other.message,
  }));
  return {
    rule: rule.id,
    severity,
    message,
    ...absolute(place),
    ...(extra?.data ? { data: extra.data } : {}),
    ...(related ? { related } : {}),
    ...(extra?.tag ? { tag: extra.tag } : {}),
  };
}
