/** named.conf's check-* options: what named does about a kind of mistake in a zone that it loads. */

export const CHECK_OPTIONS = [
  'check-names',
  'check-mx',
  'check-mx-cname',
  'check-srv-cname',
  'check-spf',
  'check-svcb',
  'check-wildcard',
  'check-sibling',
  'check-integrity',
] as const;
export type CheckOption = (typeof CHECK_OPTIONS)[number];

/** fail: the zone is refused. warn: it loads. ignore: nobody looks. An option that takes yes or no has warn for yes. */
export type CheckMode = 'fail' | 'warn' | 'ignore';

export type CheckModes = Readonly<Record<CheckOption, CheckMode>>;

/** What named-checkzone does where no option is given. */
export const CHECKZONE_MODES: CheckModes = {
  'check-names': 'warn',
  'check-mx': 'warn',
  'check-mx-cname': 'warn',
  'check-srv-cname': 'warn',
  'check-spf': 'warn',
  'check-svcb': 'warn',
  'check-wildcard': 'warn',
  'check-sibling': 'warn',
  'check-integrity': 'warn',
};
