/** What features need of a configuration of the workspace. */
import type { ConfModel } from '../../conf/model.ts';

export interface ConfSource {
  /** Undefined while its outermost file is not at hand. */
  readonly model: ConfModel | undefined;
}
