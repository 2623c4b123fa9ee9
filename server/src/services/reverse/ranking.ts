/** Which of several names of an address its PTR record names. */
import { TYPE } from '../../dns/types.ts';
import type { Agreement } from './agreement.ts';

/** Rows of an address: those first that others look up by the address, and names of their own before that of the zone. */
export function ranked({ hosts, zones }: Agreement, rows: readonly number[]): number[] {
  const rank = (row: number): number => {
    const { model } = zones[hosts.zones[row]];
    const owner = hosts.owners[row];
    if (model.isMentioned(owner, TYPE.MX)) return 0;
    if (model.isMentioned(owner, TYPE.NS)) return 1;
    return owner === model.apex ? 3 : 2;
  };
  return rows.length < 2 ? [...rows] : [...rows].sort((a, b) => rank(a) - rank(b) || a - b);
}
