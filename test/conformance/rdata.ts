/** How far our judgement of RDATA agrees with the reference in the corpus: accepted or refused, and the canonical text. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRdata, rdataFromWire, rdataToWire } from '../../server/src/dns/rdata.ts';
import { typeByMnemonic } from '../../server/src/dns/types.ts';
import { wordsOf } from '../unit/dns/words.ts';

/** What was measured: rows, rows where both verdict and text agree, and a line for every other row. */
export interface Agreement {
  readonly total: number;
  readonly agreed: number;
  readonly differences: readonly string[];
}

/** Runs over `rdata.tsv` in the corpus directory. */
export function run(corpusDir: string): Agreement {
  const [header, ...lines] = readFileSync(join(corpusDir, 'rdata.tsv'), 'utf8').split('\n');
  const columns = header.split('\t');
  const verdictAt = columns.indexOf('rrchecker_9.18.49');
  const differences: string[] = [];
  let total = 0;
  for (const line of lines) {
    if (line === '') continue;
    total++;
    const cells = line.split('\t');
    const difference = compare(cells[2], cells[3], cells[verdictAt] === '0', cells[5]);
    if (difference) differences.push(`${cells[2]} ${cells[3]}: ${difference}`);
  }
  return { total, agreed: total - differences.length, differences };
}

function compare(type: string, text: string, accepted: boolean, canonical: string): string | undefined {
  const row = typeByMnemonic(type);
  if (!row) return 'the type has no row';
  const words = wordsOf(text);
  const problems: string[] = [];
  checkRdata(row, words, (_start, _end, code, message) => problems.push(`${code}: ${message}`));
  if (accepted !== (problems.length === 0)) return accepted ? `refused (${problems.join('; ')})` : 'accepted';
  if (!accepted || canonical === '') return undefined;
  const wire = rdataToWire(row, words, []);
  const ours = wire ? rdataFromWire(row, wire) : 'nothing';
  return withoutBlanks(ours) === withoutBlanks(canonical) ? undefined : `\`${ours}\` in place of \`${canonical}\``;
}

/** named breaks long digests and keys into groups; where it breaks says nothing. */
function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}

if (process.argv[1] === import.meta.filename) {
  const { total, agreed, differences } = run(process.argv[2]);
  for (const difference of differences) console.log(difference);
  console.log(`${agreed} of ${total} agree`);
}
