/** What a finding is known by from one run to the next, whatever line it stands on by then: its file, its rule, and the text of its line. */
import { readFileSync } from 'node:fs';
import { reasonOf } from '../node/replaceFile.ts';
import { CheckError } from './checkError.ts';
import type { Finding } from './finding.ts';

/** Adds its fingerprint to each finding; findings that look the same are counted. */
export function withFingerprints(findings: readonly Finding[]): Finding[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const { file, rule, source, message } = finding;
    const key = `${file}\n${rule}\n${(source ?? message).trim()}`;
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return { ...finding, fingerprint: hashOf(`${key}\n${count}`) };
  });
}

/** The findings that are not among those known by these. */
export function newAmong(findings: readonly Finding[], known: ReadonlySet<string>): Finding[] {
  return findings.filter(({ fingerprint }) => fingerprint === undefined || !known.has(fingerprint));
}

/** The fingerprints in a report that `--format json` wrote. Throws a CheckError where it is none. */
export function fingerprintsIn(file: string): ReadonlySet<string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CheckError(`the baseline ${file} cannot be read: ${reasonOf(error)}`);
  }
  try {
    const rows = JSON.parse(text) as readonly { readonly fingerprint?: unknown }[];
    return new Set(rows.map(({ fingerprint }) => String(fingerprint)));
  } catch {
    throw new CheckError(`the baseline ${file} is not what "bailiwick check --format json" writes`);
  }
}

const OFFSET = 0x811c9dc5;
const OTHER_OFFSET = 0x01234567;
const PRIME = 0x01000193;

/** FNV-1a from two beginnings, 64 bits in hexadecimal. */
function hashOf(text: string): string {
  let [a, b] = [OFFSET, OTHER_OFFSET];
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), PRIME);
    b = Math.imul(b ^ text.charCodeAt(i), PRIME);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
