/**
 * Every rule's bad example again, in forms and places in which the rules have to say the same, something else or nothing: data in their generic form, data
 * cut short, an origin that is not known, a zone that is no primary. What differs from the plain example stands in disguises.golden.txt, so that a guard
 * of a rule that is lost, or one that is new, is seen there. `UPDATE_GOLDEN=1 npx node --test test/unit/rules/zone/disguises.test.ts` writes it anew.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { RuleId } from '../../../../server/src/rules/ids.ts';
import { CHECK_OPTIONS, type CheckMode, type CheckModes } from '../../../../server/src/rules/zone/checkModes.ts';
import { ZONE_RULES } from '../../../../server/src/rules/zone/index.ts';
import { wireOf } from '../../../../server/src/rules/zone/support/rdata.ts';
import { EntryKind } from '../../../../server/src/zone/chunk.ts';
import { recordAt, type ZoneRecord } from '../../../../server/src/zone/model.ts';
import { withTop } from './check.ts';
import { apply, type HarnessOptions, originOf, TestZone } from './harness.ts';

const GOLDEN = new URL('disguises.golden.txt', import.meta.url);

interface Disguise {
  /** True where rules that look at data have hardly anything to say any more: what they still do stands in the table, instead of what differs. */
  readonly silences?: boolean;
  readonly text?: (example: string, zone: TestZone) => string;
  readonly options?: HarnessOptions;
}

const DISGUISES: Readonly<Record<string, Disguise>> = {
  'generic data': { silences: true, text: (example, zone) => eachRdata(example, zone, generic) },
  'data cut short': {
    silences: true,
    text: (example, zone) => eachRdata(example, zone, (words) => words.slice(0, -1).join(' ')),
  },
  'data with a word too many': {
    silences: true,
    text: (example, zone) => eachRdata(example, zone, (words) => `${words.join(' ')} surplus`),
  },
  'data in parentheses': {
    text: (example, zone) => eachRdata(example, zone, (words) => `(\n  ${words.join('\n  ')} )`),
  },
  'in capitals': { text: (example) => example.replace(/^[^;$].*$/gm, (line) => line.toUpperCase()) },
  'beside other records': { text: withOthers },
  'below a delegation': {
    text: (example) => (hasTop(example) ? example : `hidden NS ns.example.net.\n$ORIGIN hidden\n${example}`),
  },
  'with an unknown origin': { options: { origin: null } },
  'of a secondary zone': { options: { settings: { type: 'secondary' } } },
  'of a hint zone': { options: { settings: { type: 'hint', loaded: true } } },
  'of a response policy': { options: { settings: { responsePolicy: true, loaded: true } } },
  'where checks fail': { options: { settings: { checks: allChecks('fail'), loaded: true } } },
  'where nobody checks': { options: { settings: { checks: allChecks('ignore'), loaded: true } } },
};

/** The text with records of other types at each of its owners, which have numbers, texts and a name that rules could take for their own. */
function withOthers(text: string, { document, context }: TestZone): string {
  const owners = new Set(
    document.chunks.flatMap((chunk) =>
      Array.from({ length: chunk.base < 0 ? 0 : chunk.count }, (_, entry) => chunk.owners[entry]),
    ),
  );
  const lines = [...owners]
    .filter((owner) => owner > 0)
    .map((owner) => {
      const name = context.names.text(owner);
      return `${name} 3600 IN KX 0 other.example.net.\n${name} 3600 IN TXT "0" "0" "0"\n`;
    });
  return `${text}${/\n$|^$/.test(text) ? '' : '\n'}${lines.join('')}`;
}

/** True where an example writes the top of its zone itself. */
function hasTop(example: string): boolean {
  return withTop(example) === example;
}

function allChecks(mode: CheckMode): CheckModes {
  return Object.fromEntries(CHECK_OPTIONS.map((option) => [option, mode])) as CheckModes;
}

/** The text with the data of each of its records written anew; data in several lines stay. */
function eachRdata(
  text: string,
  zone: TestZone,
  write: (words: readonly string[], record: ZoneRecord, zone: TestZone) => string | undefined,
): string {
  const edits = zone.document.chunks.flatMap((chunk) => {
    if (chunk.base < 0) return [];
    return Array.from({ length: chunk.count }, (_, entry) => {
      const [first, behind] = [chunk.wordFirsts[entry], chunk.wordFirsts[entry + 1]];
      if (chunk.kinds[entry] !== EntryKind.Record || first === behind) return [];
      const places = Array.from({ length: behind - first }, (__, at) => {
        const quote = chunk.wordQuoted[first + at];
        return [chunk.wordStarts[first + at] - quote, chunk.wordEnds[first + at] + quote];
      });
      const start = chunk.offset + places[0][0];
      const end = chunk.offset + places[places.length - 1][1];
      if (text.slice(start, end).includes('\n')) return [];
      const words = places.map(([from, to]) => text.slice(chunk.offset + from, chunk.offset + to));
      const newText = write(words, recordAt(zone.document, chunk, entry), zone);
      return newText === undefined ? [] : [{ uri: '', start, end, newText }];
    }).flat();
  });
  return apply(text, edits);
}

function generic(_words: readonly string[], record: ZoneRecord, { context }: TestZone): string | undefined {
  const wire = wireOf(record, context);
  return wire && `\\# ${wire.length} ${Buffer.from(wire).toString('hex')}`;
}

/** Of what a disguise itself brings about nothing is told. */
const OF_DISGUISE = new Set(['zone/bad-rdata', 'zone/occluded-record']);

/** What is said of a text: the severities of each rule's problems. */
function saidOf(zone: TestZone): Map<RuleId, string> {
  const said = new Map<RuleId, string>();
  for (const { rule, severity } of zone.problems()) {
    const before = said.get(rule);
    said.set(rule, before === undefined ? severity : `${before}, ${severity}`);
  }
  return said;
}

const NOTHING: ReadonlyMap<RuleId, string> = new Map();

function differences(plain: ReadonlyMap<RuleId, string>, disguised: ReadonlyMap<RuleId, string>): string[] {
  return [...new Set([...plain.keys(), ...disguised.keys()])].sort().flatMap((rule) => {
    const [before, after] = [plain.get(rule), disguised.get(rule)];
    if (before === after || OF_DISGUISE.has(rule)) return [];
    return [before === undefined ? `says ${rule} (${after})` : `${rule} (${before}) becomes ${after ?? 'nothing'}`];
  });
}

function table(): string {
  const lines = new Map(Object.keys(DISGUISES).map((name) => [name, [name]]));
  for (const { id, docs, types } of ZONE_RULES) {
    const origin = originOf(docs.bad);
    const whole = withTop(docs.bad);
    const plain = new TestZone(whole, { origin });
    const said = saidOf(plain);
    const own = whole === docs.bad ? plain : new TestZone(docs.bad, { origin });
    for (const [name, { text: disguise, options = {}, silences }] of Object.entries(DISGUISES)) {
      if (silences && !types) continue;
      const text = disguise ? withTop(disguise(docs.bad, own)) : whole;
      for (const difference of differences(
        silences ? NOTHING : said,
        saidOf(new TestZone(text, { origin, ...options })),
      )) {
        lines.get(name)?.push(`  ${id}: ${difference}`);
      }
    }
  }
  return `${[...lines.values()].flat().join('\n')}\n`;
}

describe('the bad examples in other forms and places', () => {
  it('are judged as the table says', () => {
    const found = table();
    if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, found);
    assert.equal(found, readFileSync(GOLDEN, 'utf8'));
  });
});
