/** Dates and moments in words, in UTC. */
import { marked, t, translated } from '../l10n.ts';

const MONTHS = [
  marked('January'),
  marked('February'),
  marked('March'),
  marked('April'),
  marked('May'),
  marked('June'),
  marked('July'),
  marked('August'),
  marked('September'),
  marked('October'),
  marked('November'),
  marked('December'),
];

/** `1 February 2024`; months count from 1. */
export function dateText(year: number, month: number, day: number): string {
  return t`${day} ${translated(MONTHS[month - 1])} ${year}`;
}

/** `1 February 2024 00:00:00 UTC`. */
export function momentText(moment: Date): string {
  const date = dateText(moment.getUTCFullYear(), moment.getUTCMonth() + 1, moment.getUTCDate());
  return `${date} ${moment.toISOString().slice(11, 19)} UTC`;
}
