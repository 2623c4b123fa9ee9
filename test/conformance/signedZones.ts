/**
 * What dnssec-verify, ldns-verify-zone and kzonecheck say of zones that dnssec-signzone signed and that were broken in each of the ways that
 * the tests know, beside what Bailiwick says. The signatures are not made anew, so the verifiers reject all in which something signed changed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Chain, KINDS, readSigned, writeSigned } from '../unit/rules/zone/signed/kinds.ts';

const SOURCE = readFileSync(new URL('../unit/rules/zone/signed/unsigned.zone', import.meta.url), 'utf8');
const OPTIONS: Readonly<Record<Chain, readonly string[]>> = {
  nsec: [],
  nsec3: ['-3', '-'],
  optout: ['-3', 'ab12', '-A', '-H', '1'],
};

interface Verifier {
  readonly name: string;
  readonly args: (file: string) => readonly string[];
}

const VERIFIERS: readonly Verifier[] = [
  { name: 'dnssec-verify', args: (file) => ['-q', '-x', '-o', 'example.com', file] },
  { name: 'ldns-verify-zone', args: (file) => [file] },
  { name: 'kzonecheck', args: (file) => ['-d', 'on', '-o', 'example.com', file] },
];

const folder = mkdtempSync(join(tmpdir(), 'signed-'));
const run = (command: string, args: readonly string[]) => spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
try {
  if (run('dnssec-signzone', ['-V']).error) {
    console.log('dnssec-signzone is not installed: nothing was measured.');
    process.exit(0);
  }
  writeFileSync(join(folder, 'unsigned'), SOURCE);
  run('dnssec-keygen', ['-q', '-a', 'ED25519', '-f', 'KSK', 'example.com']);
  run('dnssec-keygen', ['-q', '-a', 'ED25519', 'example.com']);
  const verifiers = VERIFIERS.filter(({ name }) => !run(name, ['-V']).error);
  let [broken, rejected] = [0, 0];
  for (const chain of Object.keys(OPTIONS) as Chain[]) {
    const made = run('dnssec-signzone', [
      '-S',
      '-x',
      '-O',
      'full',
      '-o',
      'example.com',
      '-f',
      chain,
      ...OPTIONS[chain],
      'unsigned',
    ]);
    if (made.status !== 0) throw new Error(made.stderr);
    const zone = readSigned(readFileSync(join(folder, chain), 'utf8'));
    const rejects = (text: string): string[] => {
      writeFileSync(join(folder, 'broken'), text);
      return verifiers.filter(({ name, args }) => run(name, args('broken')).status !== 0).map(({ name }) => name);
    };
    const whole = rejects(writeSigned(zone.records));
    if (whole.length > 0) throw new Error(`${whole.join(', ')} rejects the zone as it was signed`);
    for (const kind of KINDS.filter(({ chains }) => chains?.includes(chain) ?? true)) {
      const by = rejects(writeSigned(kind.make(zone)));
      broken++;
      if (by.length > 0) rejected++;
      console.log(`${chain}: ${kind.what}: ${by.join(', ') || 'nobody'}`);
    }
  }
  console.log(
    `${broken} broken zones of ${KINDS.length} kinds, ${rejected} of them rejected by one of ${verifiers.map(({ name }) => name).join(', ')}`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
