/** A renumbering as a text to read: what changes, which TTLs come down first and by when, the two phases, and what is left to do by hand. */

import { addressText } from '../../dns/addresses.ts';
import type { NameTable } from '../../dns/names.ts';
import { prefixText } from '../../dns/prefixes.ts';
import { ttlUnits } from '../../dns/ttl.ts';
import { typeText } from '../../dns/types.ts';
import { listed, t } from '../../l10n.ts';
import { shownPath } from '../../workspace/paths.ts';
import type { ChangeKind, RenumberMode } from './changes.ts';
import { KIND_TITLES } from './kinds.ts';
import { moveText } from './moves.ts';
import type { Renumbering } from './renumber.ts';

/** Lines of one part: more than that nobody reads, and they are counted. */
const MOST_LINES = 200;
/** Characters that the names of the RRsets of one TTL take on a line. */
const WIDTH = 100;

/** The text, the same for the same renumbering. Files are called by their paths in the folders. */
export function renumberDocument(plan: Renumbering, names: NameTable, folders: readonly string[]): string {
  const title = t`${prefixText(plan.pair.from)} becomes ${prefixText(plan.pair.to)}`;
  return [
    title,
    '='.repeat(title.length),
    '',
    ...changesPart(plan, folders),
    ...ttlsPart(plan, names),
    ...phasesPart(plan),
    ...stayingPart(plan, names),
    ...leftPart(plan),
  ].join('\n');
}

function heading(text: string): string[] {
  return [text, '-'.repeat(text.length)];
}

function cut(lines: readonly string[]): string[] {
  if (lines.length <= MOST_LINES) return [...lines];
  return [...lines.slice(0, MOST_LINES), `  ${t`and ${lines.length - MOST_LINES} more.`}`];
}

const MODE_TEXT: Readonly<Record<RenumberMode, () => string>> = {
  add: () => t`The new addresses are added beside the old ones.`,
  replace: () => t`The new addresses replace the old ones.`,
};

function changesPart({ edits, mode, moved }: Renumbering, folders: readonly string[]): string[] {
  const rows: string[] = [];
  for (const [uri, own] of [...edits].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const counts = new Map<ChangeKind, number>();
    for (const { kind } of own) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const kinds = (Object.keys(KIND_TITLES) as ChangeKind[]).filter((kind) => counts.has(kind));
    const parts = kinds.map((kind) => `${KIND_TITLES[kind]()}: ${counts.get(kind)}`);
    if (parts.length > 0) rows.push(`  ${shownPath(uri, folders)}  ${parts.join('; ')}`);
  }
  const sum = t`${moved} addresses move.`;
  return [...heading(t`What changes`), `${MODE_TEXT[mode]()} ${sum}`, ...cut(rows), ''];
}

/** RRsets by their TTLs, the longest first: the old TTL has to run out before the old address goes. */
function ttlsPart({ sets }: Renumbering, names: NameTable): string[] {
  const byTtl = new Map<number, Set<string>>();
  for (const { owner, type, ttl, view } of sets) {
    const own = byTtl.get(ttl) ?? new Set<string>();
    own.add(`${names.text(owner)} ${typeText(type)}${view === '' ? '' : ` (${view})`}`);
    byTtl.set(ttl, own);
  }
  if (byTtl.size === 0) return [];
  const lines: string[] = [];
  for (const [ttl, own] of [...byTtl].sort(([a], [b]) => b - a)) {
    const sorted = [...own].sort();
    const by = ttl < 0 ? t`not known` : t`lower by T - ${ttlUnits(ttl)}`;
    const row = `  TTL ${(ttl < 0 ? '-' : ttlUnits(ttl)).padEnd(8)} ${by.padEnd(22)} ${t`RRsets: ${sorted.length}`}`;
    lines.push(row, ...wrapped(sorted));
  }
  return [
    ...heading(t`TTLs that come down first`),
    t`T is the moment at which the old addresses stop to answer. Whoever asked before a TTL was lowered keeps the old record for the old TTL, so lower it that long before T, to 5 minutes for example, and raise it again when all is done.`,
    ...cut(lines),
    '',
  ];
}

function wrapped(words: readonly string[]): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + word.length > WIDTH) {
      lines.push(`    ${line}`);
      line = '';
    }
    line += line === '' ? word : `, ${word}`;
  }
  return [...lines, `    ${line}`];
}

function phasesPart({ sets, mode }: Renumbering): string[] {
  const longest = Math.max(0, ...sets.map(({ ttl }) => ttl));
  const wait = ttlUnits(longest);
  return [
    ...heading(t`Two phases`),
    t`1. Expand: give the hosts their new addresses beside the old ones, and publish both ('add'). Reload, and wait until every secondary has the new serial.`,
    t`2. Wait ${wait}, the longest TTL here, until nobody has an answer without the new addresses.`,
    t`3. Contract: take the old addresses out ('replace', over the same prefixes). Wait ${wait} again before the old addresses stop to answer at T.`,
    mode === 'add'
      ? t`This change is the first phase.`
      : t`This change is the last phase, or all of it at once: then T is when it is published.`,
    '',
  ];
}

function stayingPart({ staying }: Renumbering, names: NameTable): string[] {
  if (staying.length === 0) return [];
  const lines = staying.map(({ octets, moved, hosts, taken }) => {
    const who = listed(hosts.map((host) => names.text(host)));
    if (!moved) return `  ${t`${addressText(octets)} (${who}): there is no room for it in the new prefix.`}`;
    return `  ${t`${moveText(octets, moved)} (${who}): ${listed(taken.map((name) => names.text(name)))} has it already.`}`;
  });
  return [...heading(t`Addresses that stay`), ...cut(lines), ''];
}

function leftPart({ left }: Renumbering): string[] {
  if (left.length === 0) return [];
  return [...heading(t`Left as it is`), ...cut(left.map((line) => `  ${line}`)), ''];
}
