/** Certificates for tests, by openssl: an authority, and servers that it vouches for or not. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

export interface Certificates {
  /** The authority's certificate, as PEM. */
  readonly authority: string;
  /** For dns.test and 127.0.0.1. */
  readonly good: Certificate;
  /** For other.test. */
  readonly wrongName: Certificate;
  readonly expired: Certificate;
  readonly selfSigned: Certificate;
}

/** Whether openssl can be run here. */
export function hasOpenssl(): boolean {
  return spawnSync('openssl', ['version']).error === undefined;
}

/** Makes them anew. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-certificates-'));
  const run = (...words: string[]): void => {
    const { status, stderr } = spawnSync('openssl', words, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${words.join(' ')}: ${stderr}`);
  };
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const alone = (name: string, subject: string, ...more: string[]): void =>
    run(
      'req',
      '-x509',
      ...fresh,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      '-days',
      '30',
      '-subj',
      subject,
      ...more,
    );
  const vouched = (name: string, alternatives: string, days: string): Certificate => {
    run('req', ...fresh, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    writeFileSync(join(folder, `${name}.txt`), `subjectAltName=${alternatives}\n`);
    const signer = ['-CA', 'authority.pem', '-CAkey', 'authority.key', '-CAcreateserial'];
    run(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      ...signer,
      '-days',
      days,
      '-extfile',
      `${name}.txt`,
      '-out',
      `${name}.pem`,
    );
    return { certificate: text(`${name}.pem`), key: text(`${name}.key`) };
  };
  try {
    alone('authority', '/CN=Test Authority');
    alone('self', '/CN=dns.test', '-addext', 'subjectAltName=DNS:dns.test');
    return {
      authority: text('authority.pem'),
      good: vouched('good', 'DNS:dns.test,IP:127.0.0.1', '30'),
      wrongName: vouched('wrong', 'DNS:other.test', '30'),
      expired: vouched('expired', 'DNS:dns.test', '-1'),
      selfSigned: { certificate: text('self.pem'), key: text('self.key') },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
