/** A finding of a rule, as the engine keeps it and as it is told. */
import { t } from '../../../l10n.ts';
import type { Problem, RelatedPlace, Severity } from '../../rule.ts';
import { absolute, type RelatedZonePlace, type ZonePlace, type ZoneReportExtra } from '../places.ts';
import type { ZoneRule } from '../zoneRule.ts';

/** So many of the other places of one cause are attached. */
export const MAX_RELATED = 100;

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

/** What is said of one place that has others of the same cause. */
export function asFirst(message: string, others: number): string {
  return others === 1
    ? t`${message} One more place of the zone is alike.`
    : t`${message} ${others} more places of the zone are alike.`;
}

/** A finding with its offsets as they are now. */
export function toProblem({ rule, severity, place, message, extra }: Finding): Problem {
  const { related, others, data, tag } = extra ?? {};
  const problem = {
    rule: rule.id,
    severity,
    message,
    ...absolute(place),
    ...(data ? { data } : {}),
    ...(related ? { related: relatedPlaces(related) } : {}),
    ...(tag ? { tag } : {}),
  };
  if (!others) return problem;
  return {
    ...problem,
    get related() {
      return relatedPlaces(others.first(MAX_RELATED));
    },
  };
}

function relatedPlaces(related: readonly RelatedZonePlace[]): RelatedPlace[] {
  return related.map(({ place, message }) => ({ ...absolute(place), message }));
}
