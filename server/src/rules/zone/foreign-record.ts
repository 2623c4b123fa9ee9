import { counted, t } from '../../l10n.ts';
import { EntryFlag, type ParsedChunk, wordText } from '../../zone/chunk.ts';
import { type ForeignKind, foreignType } from '../../zone/foreign.ts';
import type { Fix, FixEdit } from '../rule.ts';
import type { ZonePlace } from './places.ts';
import { census, type Found } from './support/census.ts';
import { problemText, replacement } from './support/edits.ts';
import { toldAt } from './support/likeLines.ts';
import type { ZoneRule } from './zoneRule.ts';

type Kind = ForeignKind | 'age';

interface ForeignWord {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

/** The words of a chunk that other servers write and named does not read. */
const foreignWords = census((chunk) => {
  const { flags, count } = chunk;
  let found: ForeignWord[] | undefined;
  for (let entry = 0; entry < count; entry++) {
    if ((flags[entry] & (EntryFlag.Aged | EntryFlag.Foreign)) === 0) continue;
    found ??= [];
    found.push((flags[entry] & EntryFlag.Aged) !== 0 ? ageOf(chunk, entry) : typeOf(chunk, entry));
  }
  return found;
});

function typeOf(chunk: ParsedChunk, entry: number): ForeignWord {
  const at = chunk.wordFirsts[entry];
  const kind = foreignType(wordText(chunk, entry, 0))!;
  return { kind, start: chunk.wordStarts[at], end: chunk.wordEnds[at] };
}

function ageOf({ text, starts, ends }: ParsedChunk, entry: number): ForeignWord {
  const start = text.indexOf('[', starts[entry]);
  const close = text.indexOf(']', start);
  return { kind: 'age', start, end: close < 0 ? ends[entry] : close + 1 };
}

function reason(kind: Kind, word: string): string {
  switch (kind) {
    case 'alias':
      return t`${word} is a record of hosting services and PowerDNS, not of the DNS. For a name without other records write CNAME; for the zone's own name write the addresses of the target as A and AAAA records.`;
    case 'lua':
      return t`${word} is a record of PowerDNS, which computes the answer; no other server does. Write the records that it answers with.`;
    case 'wins':
      return t`${word} is a record of Microsoft's servers, which ask a WINS server; no other server does. Delete it.`;
    case 'redirect':
      return t`${word} is a web redirect of a registrar, not a record of the DNS. Delete it, and redirect on a web server.`;
    case 'age':
      return t`${word} is the age of the record in an export of Microsoft's server, and no part of a zone file. Delete it.`;
  }
}

export const foreignRecord: ZoneRule = {
  id: 'zone/foreign-record',
  title: 'Record of another server',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      "Types that only other servers and services have (ALIAS, ANAME, LUA, WINS, WINSR, URL), and the age of a record in exports of Microsoft's servers. Each is told once, at the first place.",
    why: 'named refuses the zone. What such a record does has to be said with records of the DNS.',
    bad: 'app ALIAS www.example.net.\n',
    good: 'app CNAME www.example.net.\n',
    sources: ['named: unknown RR type', 'PowerDNS: ALIAS, LUA', 'Microsoft: dnscmd /ZoneExport, WINS lookup records'],
  },
  censuses: [foreignWords],
  checkZone(context, report) {
    const byWord = new Map<string, { kind: Kind; places: ZonePlace[] }>();
    for (const { document, chunk, value } of foreignWords.of(context)) {
      for (const { kind, start, end } of value) {
        // An age is another one on each line.
        const word = kind === 'age' ? kind : chunk.text.slice(start, end).toUpperCase();
        const place = { document, chunk, start, end };
        const found = byWord.get(word);
        if (found) found.places.push(place);
        else byWord.set(word, { kind, places: [place] });
      }
    }
    for (const { kind, places } of byWord.values()) {
      const { first, more, related } = toldAt(places, places.length);
      const word = first.chunk.text.slice(first.start, first.end);
      const why = reason(kind, word);
      report(
        first,
        more === 0
          ? t`${why} The server refuses the zone.`
          : t`${why} The server refuses the zone, here and for ${counted(more, t`more line`, t`more lines`)} like this one.`,
        { data: { kind }, related },
      );
    }
  },
  fixes(problem, context) {
    if (problem.data?.kind === 'age') return [withoutAges(problem.uri, foreignWords.of(context))];
    if (problem.data?.kind !== 'alias') return [];
    const text = problemText(problem, context);
    return [replacement(problem, t`Change to CNAME`, text === text.toLowerCase() ? 'cname' : 'CNAME', false)];
  },
};

/** Takes the ages out of all lines of a file. */
function withoutAges(uri: string, found: readonly Found<readonly ForeignWord[]>[]): Fix {
  const edits: FixEdit[] = [];
  for (const { document, chunk, value } of found) {
    if (document.uri !== uri) continue;
    for (const { kind, start, end } of value) {
      if (kind !== 'age') continue;
      let to = end;
      while (chunk.text[to] === ' ' || chunk.text[to] === '\t') to++;
      edits.push({ uri, start: chunk.offset + start, end: chunk.offset + to, newText: '' });
    }
  }
  return { title: t`Delete the ages in this file`, preferred: true, edits };
}
