/** What only some of the supported releases of BIND refuse: where nobody said which one is run, it is no error. */
import {
  atLeast,
  BIND_VERSIONS,
  type BindVersion,
  LATEST_BIND_VERSION,
  OLDEST_BIND_VERSION,
  type Release,
} from '../dns/versions.ts';
import { t } from '../l10n.ts';
import type { Problem } from './rule.ts';

/** What a finding says and how it weighs. */
type Weighed = Pick<Problem, 'severity' | 'message'>;

/** A sentence that names the releases, which are neighbours. */
function refusedBy(releases: readonly BindVersion[]): string {
  const [first, last] = [releases[0], releases[releases.length - 1]];
  if (last === LATEST_BIND_VERSION) return t`BIND refuses it from ${first} on.`;
  return first === OLDEST_BIND_VERSION ? t`BIND refuses it up to ${last}.` : t`BIND ${first} alone refuses it.`;
}

/** How a finding weighs that is an error in these releases alone, where it is not known which one is run. */
export function inReleases<Found extends Weighed>(found: Found, releases: readonly BindVersion[]): Found {
  if (found.severity !== 'error' || releases.length === BIND_VERSIONS.length) return found;
  return { ...found, severity: 'warning', message: t`${found.message} ${refusedBy(releases)}` };
}

/** How a finding weighs that is no error before a release. */
export function refusedFrom(
  first: BindVersion,
  { version, isAssumed }: Partial<Release> & Pick<Release, 'version'>,
  found: Weighed,
): Weighed {
  if (!atLeast(version, first)) return { ...found, severity: 'warning' };
  return isAssumed
    ? inReleases(
        found,
        BIND_VERSIONS.filter((release) => atLeast(release, first)),
      )
    : found;
}
