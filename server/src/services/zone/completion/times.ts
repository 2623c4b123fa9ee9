/** Times and serials as they could be written: TTLs that the zone has, usual ones, the SOA's timers and its next serial. */
import { CompletionItemKind } from 'vscode-languageserver-types';
import { describeSerial, nextSerial } from '../../../dns/serial.ts';
import { parseTtl, ttlText, ttlUnits } from '../../../dns/ttl.ts';
import { t, translated } from '../../../l10n.ts';
import type { Zone } from '../../../workspace/zone.ts';
import type { ZoneDocument } from '../../../zone/document.ts';
import type { Draft } from '../../shared/drafts.ts';
import { code, secondsText } from '../../shared/markdown.ts';
import { SOA_USUAL } from '../describe/time.ts';
import { serialAfter } from '../serial.ts';
import { Budget, visitRecords } from './sources.ts';

/** Entries that are looked at for the TTLs in use. */
const ENTRIES = 10_000;
const USUAL_TTLS = [300, 900, 3600, 14400, 86400, 604800];
const USUAL_TIMERS: Readonly<Record<string, readonly number[]>> = {
  refresh: [3600, 7200, 14400, 43200, 86400],
  retry: [900, 1800, 3600, 7200],
  expire: [1209600, 2419200, 3600000],
  minimum: [300, 900, 3600, 10800],
};
const LARGEST_SERIAL = 0xffffffff;

/** The TTLs of the records around `offset`, the most frequent first, then usual ones, in the same way of writing. */
export function ttlDrafts(zone: Zone, document: ZoneDocument, offset: number): Draft[] {
  const counts = new Map<string, number>();
  visitRecords(zone, { document, offset }, new Budget(ENTRIES), (chunk, entry) => {
    const start = chunk.ttlStarts[entry];
    if (start < 0) return;
    const text = chunk.text.slice(start, chunk.ttlEnds[entry]);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  });
  const used = [...counts].sort((a, b) => b[1] - a[1]).map(([text]) => text);
  const inUnits = used.length > 0 && /[a-z]/i.test(used[0]);
  const items = used.slice(0, 10).map((text) => timeDraft(text, parseTtl(text) ?? 0, t`in use here`));
  const seconds = new Set(used.map((text) => parseTtl(text)));
  for (const usual of USUAL_TTLS) {
    if (!seconds.has(usual)) items.push(timeDraft(inUnits ? ttlUnits(usual) : String(usual), usual));
  }
  return items;
}

/** Usual values of a timer of the SOA. */
export function timerDrafts(field: string): Draft[] {
  const usual = SOA_USUAL[field];
  return (USUAL_TIMERS[field] ?? USUAL_TTLS).map((seconds) => ({
    ...timeDraft(String(seconds), seconds),
    ...(usual === undefined ? {} : { doc: `${secondsText(seconds)}\n\n${translated(usual)}` }),
  }));
}

/** Serials that may follow the one that is there: in its own way first. */
export function serialDrafts(current: string, now: Date): Draft[] {
  const isSerial = /^\d{1,10}$/.test(current) && Number(current) <= LARGEST_SERIAL;
  const before = isSerial ? Number(current) : undefined;
  const serials = before === undefined ? [nextSerial(0, 'date', now)] : [serialAfter(before, 'auto', now)];
  serials.push(nextSerial(before ?? 0, 'date', now), nextSerial(before ?? 0, 'unix', now), (before ?? 0) + 1);
  // What is typed may be the beginning of a serial as well as the old one.
  const goesOn = (serial: number): boolean => String(serial).startsWith(current);
  return [...new Set([...serials.filter(goesOn), ...serials])]
    .filter((serial) => serial <= LARGEST_SERIAL)
    .map((serial, index) => ({
      label: String(serial),
      // What is replaced is the old serial, and no new one begins with it.
      ...(isSerial ? { filter: current } : {}),
      detail: describeSerial(serial) ?? t`plain counter`,
      doc: isSerial ? t`Comes after ${code(current)} (RFC 1982).` : t`For a zone that has no serial yet.`,
      kind: CompletionItemKind.Value,
      preselect: index === 0,
    }));
}

function timeDraft(text: string, seconds: number, what?: string): Draft {
  const words = ttlText(seconds);
  return {
    label: text,
    filter: `${text} ${ttlUnits(seconds)}`,
    detail: what === undefined ? words : `${words}, ${what}`,
    doc: secondsText(seconds),
    kind: CompletionItemKind.Value,
  };
}
