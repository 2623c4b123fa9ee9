/** Zones to measure with: deterministic, without a problem, in the mix of a hosting provider. */
import { closeSync, openSync, writeSync } from 'node:fs';

/** The apex of every zone made here. */
export const ORIGIN = 'example.test';

/** Lines that are written at once. */
const BATCH = 20_000;

const HEAD = [
  '; generated zone',
  '$TTL 3600',
  `$ORIGIN ${ORIGIN}.`,
  [
    `@\tIN\tSOA\tns1.${ORIGIN}. hostmaster.${ORIGIN}. (`,
    '\t\t2026112001 ; serial',
    '\t\t3600       ; refresh',
    '\t\t900        ; retry',
    '\t\t1209600    ; expire',
    '\t\t300 )      ; minimum',
  ].join('\n'),
  '\tIN\tNS\tns1',
  `\tIN\tNS\tns2.${ORIGIN}.`,
  'ns1\tIN\tA\t192.0.2.1',
  'ns1\tIN\tAAAA\t2001:db8::1',
  'ns2\tIN\tA\t192.0.2.2',
  'ns2\tIN\tAAAA\t2001:db8::2',
  'mail\tIN\tA\t192.0.2.25',
  'mail\tIN\tAAAA\t2001:db8::25',
];
/** Lines of the head that are no records. */
const NO_RECORDS = 3;

const WORDS = 'web app api db cache mx edge cdn shop blog dev stage host node vpn'.split(' ');

/** The same numbers from 0 to 1 in each run (a linear congruential generator). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The records of one host: addresses, mail, aliases, services, delegations with and without glue. */
function hostLines(host: number, random: () => number): string[] {
  const name = `${WORDS[Math.floor(random() * WORDS.length)]}-${host.toString(36)}`;
  const kind = random();
  const a = `10.${(host >> 16) & 255}.${(host >> 8) & 255}.${host & 255}`;
  const interfaceId = (1 + Math.floor(random() * 65534)).toString(16);
  const aaaa = `2001:db8:${((host >> 16) & 0xffff).toString(16)}:${(host & 0xffff).toString(16)}::${interfaceId}`;
  if (kind < 0.4) return [`${name}\tIN\tA\t${a}`, `\tIN\tAAAA\t${aaaa}`];
  if (kind < 0.55) return [`${name}\t300\tIN\tA\t${a}`, '\t\tIN\tMX\t10 mail', '\t\tIN\tTXT\t"v=spf1 mx -all"'];
  if (kind < 0.7) return [`${name}.${ORIGIN}.\tIN\tCNAME\tmail.${ORIGIN}.`];
  if (kind < 0.8) return [`_sip._tcp.${name}\tIN\tSRV\t0 5 5060 mail`];
  if (kind < 0.88) return [`${name}\tIN\tA\t${a} ; rack ${host % 40}`, '\tIN\tCAA\t0 issue "ca.example.net"'];
  if (kind < 0.96) {
    return [
      `${name}\tIN\tNS\tns1.${name}`,
      `${name}\tIN\tNS\tns2.provider.example.`,
      `ns1.${name}\tIN\tA\t${a}`,
      `ns1.${name}\tIN\tAAAA\t${aaaa}`,
    ];
  }
  return [`${name}\tIN\tTXT\t( "key=${host}" ; part one\n\t\t"value=\\"${name}\\"" )`];
}

/** The lines of a zone of `records` records or a few more. */
export function* zoneLines(records: number): Generator<string> {
  yield* HEAD;
  const random = randomNumbers(1);
  let count = HEAD.length - NO_RECORDS;
  for (let host = 1; count < records; host++) {
    const lines = hostLines(host, random);
    yield* lines;
    count += lines.length;
  }
}

/** Writes a zone of `records` records to a file, and after them the lines `more`. */
export function writeZone(file: string, records: number, more: readonly string[] = []): void {
  writeLines(file, zoneLines(records), more);
}

/** Writes lines to a file, some thousands at a time. */
export function writeLines(file: string, lines: Iterable<string>, more: readonly string[] = []): void {
  const descriptor = openSync(file, 'w');
  try {
    let batch: string[] = [];
    const flush = (): void => {
      if (batch.length > 0) writeSync(descriptor, `${batch.join('\n')}\n`);
      batch = [];
    };
    for (const line of lines) if (batch.push(line) === BATCH) flush();
    batch.push(...more);
    flush();
  } finally {
    closeSync(descriptor);
  }
}
