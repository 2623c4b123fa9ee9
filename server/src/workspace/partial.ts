/**
 * What is not claimed of a zone that is not wholly known: one of its includes is not read, it is a part of another one, or its origin is a guess.
 * Rules look at what there is; here it is decided what of that is told.
 */
import type { RuleId } from '../rules/ids.ts';
import type { Finding } from '../rules/zone/engine/finding.ts';
import type { ToldChunk } from '../rules/zone/engine/findings.ts';

/** Rules that conclude from what is not there. */
const FROM_ABSENCE: ReadonlySet<RuleId> = new Set<RuleId>([
  'zone/address-ptr-mismatch',
  'zone/caa-no-effect',
  'zone/cds-consistency',
  'zone/cname-dangling',
  'zone/csync-content',
  'zone/delegation-missing-glue',
  'zone/dnskey-set',
  'zone/ds-not-at-delegation',
  'zone/lost-dot',
  'zone/mta-sts-no-host',
  'zone/naptr-target',
  'zone/no-owner',
  'zone/ns-missing',
  'zone/ns-missing-a',
  'zone/ns-missing-aaaa',
  'zone/ns-no-address',
  'zone/ns-single',
  'zone/nsec-chain',
  'zone/nsec3param-content',
  'zone/partly-signed',
  'zone/ptr-mismatch',
  'zone/reverse-forwards',
  'zone/rp-text-missing',
  'zone/soa-missing',
  'zone/soa-mname',
  'zone/soa-not-at-top',
  'zone/soa-not-first',
  'zone/spf-target',
  'zone/spf-without-mail',
  'zone/svcb-hint-mismatch',
  'zone/svcb-no-address',
  'zone/target-no-address',
  'zone/tlsa-no-host',
  'zone/ttl-missing',
  'zone/uri-target',
  'zone/zonemd-content',
]);

/** Rules that say something of the origin alone, or of names compared with it. */
const OF_ORIGIN: ReadonlySet<RuleId> = new Set<RuleId>([
  'zone/nibble-not-hex',
  'zone/octet-out-of-range',
  'zone/out-of-zone',
  'zone/reverse-forwards',
  'zone/reverse-wrong-count',
]);

/** How a zone is known. */
export interface Known {
  /** True where more belongs to it than is read. */
  readonly isPart: boolean;
  /** True where its origin is taken from the file's name. */
  readonly isGuessed: boolean;
}

const TOLD = new WeakMap<ToldChunk, { readonly known: string; readonly told: ToldChunk }>();

/** The findings of a chunk that are told. It is the same object as long as they are the same. */
export function toldOf(chunk: ToldChunk, known: Known): ToldChunk {
  const { isPart, isGuessed } = known;
  if (!isPart && !isGuessed) return chunk;
  const key = `${isPart} ${isGuessed}`;
  const before = TOLD.get(chunk);
  if (before?.known === key) return before.told;
  const findings = chunk.findings.flatMap((finding) => told(finding, known) ?? []);
  const result = { ...chunk, findings };
  TOLD.set(chunk, { known: key, told: result });
  return result;
}

function told(finding: Finding, { isPart, isGuessed }: Known): Finding | undefined {
  const { id } = finding.rule;
  // A $ORIGIN without its dot is one whatever else there is; the zone may still have its SOA.
  if (id === 'zone/lost-dot' && finding.extra?.data?.isDirective) {
    return isPart || isGuessed ? { ...finding, severity: 'warning' } : finding;
  }
  if (isPart && FROM_ABSENCE.has(id)) return undefined;
  if (!isGuessed) return finding;
  if (OF_ORIGIN.has(id)) return undefined;
  // What is written is a host name: it is the labels of the guess that are not.
  if (id === 'zone/owner-not-hostname' && /^[a-z0-9@*.-]+$/i.test(textOf(finding))) return undefined;
  // The name is complete, and the guess makes it one of this zone.
  const isByGuess = id === 'zone/ns-no-address' && textOf(finding).endsWith('.');
  return isByGuess ? { ...finding, severity: 'information' } : finding;
}

function textOf({ place: { chunk, start, end } }: Finding): string {
  return chunk.text.slice(start, end);
}
