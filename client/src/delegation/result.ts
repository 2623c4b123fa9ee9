/** What the last check of a delegation found, for the picture, the view and the documents. */
import type { ShownDelegation } from '../../../server/src/live/delegation/chain.ts';
import type { DelegationResult } from '../../../server/src/live/delegation/run.ts';

export interface CheckedDelegation {
  readonly title: string;
  readonly result: DelegationResult;
  readonly shown: ShownDelegation;
}
