/** What the kinds of changes are called. */
import { t } from '../../l10n.ts';
import type { ChangeKind } from './changes.ts';

export const KIND_TITLES: Readonly<Record<ChangeKind, () => string>> = {
  address: () => t`Addresses of hosts`,
  pointer: () => t`PTR records`,
  data: () => t`Addresses in other records`,
  generate: () => t`$GENERATE lines`,
  configuration: () => t`Addresses in configurations`,
  serial: () => t`Serials`,
};
