/** Unequal verdicts that are meant to be, each with its reason. What is not here is a fault, of ours or of this list. */
import type { BindVersion } from '../../../server/src/dns/versions.ts';

interface Argument {
  readonly kind: 'zone' | 'configuration';
  readonly versions?: readonly BindVersion[];
  /** What the program says; absent where it accepts. */
  readonly named?: RegExp;
  /** Our rule; absent where we accept. */
  readonly rule?: string;
  /** What stands in the input. */
  readonly text?: RegExp;
  readonly why: string;
}

export const ARGUMENTS: readonly Argument[] = [
  {
    kind: 'zone',
    named: /^at top of zone/,
    text: /^(\S+)(?: .*)? (?:DS|DLV) /m,
    why: 'named takes a DS at a host that the NS records right before it name for one at the top of the zone: it still has that name at hand. In another order of the lines the zone loads, so the record is not wrong for that.',
  },
  {
    kind: 'zone',
    named: /^ran out of space/,
    text: /(?:0000){8000}/,
    why: 'Records of one type at a name that are longer than 65510 octets together, less the name, do not fit into an answer. Nobody writes them by hand, and counting the octets of every set would slow down every zone.',
  },
  {
    kind: 'zone',
    versions: ['9.18'],
    rule: 'zone/bad-rdata',
    text: /EUI(?:48|64)/i,
    why: 'BIND 9.18 takes what stands behind the groups of an address, and loads another address than the one that is written: data are lost.',
  },
  {
    kind: 'zone',
    rule: 'zone/bad-name',
    text: /\\[\u0080-\uffff]/,
    why: 'Of a letter beyond ASCII behind a backslash named escapes the first octet of several. The backslash escapes nothing that anybody could mean.',
  },
  {
    kind: 'zone',
    rule: 'zone/bad-generate',
    text: /\$\{[^}]*,[doxXnN]\}.*\$\{[^}]*\}/,
    why: 'What named cannot read of a second number it takes from the first one, whose base is still at hand. What is meant is written nowhere.',
  },
  {
    kind: 'zone',
    named: /^unknown (?:service|protocol)/,
    text: /WKS/i,
    why: 'Which names of services and protocols a WKS record may have stands in /etc/services and /etc/protocols of the machine.',
  },
  {
    kind: 'configuration',
    named: /plugin check failed|failed to dlopen|could not find plugin/,
    text: /plugin/i,
    why: 'Whether a plugin can be loaded is known on the machine alone.',
  },
  {
    kind: 'configuration',
    named: /change directory to|is not writable|contains relative path/,
    text: /directory/i,
    why: 'Which folders there are, and which may be written, is known on the machine alone.',
  },
  {
    kind: 'configuration',
    named: /was not enabled at compile time|not compiled in|compiled without/,
    why: 'What a build leaves out (DNSRPS in those of Debian) is known by that build alone.',
  },
];

/** The argument for an unequal verdict, if there is one. */
export function argued(
  kind: Argument['kind'],
  text: string,
  reason: string,
  rules: readonly string[],
  version: BindVersion,
): Argument | undefined {
  return ARGUMENTS.find(
    (each) =>
      each.kind === kind &&
      (each.versions?.includes(version) ?? true) &&
      (each.named === undefined ? reason === '' : each.named.test(reason)) &&
      (each.rule === undefined ? rules.length === 0 : rules.every((rule) => rule === each.rule)) &&
      (each.text?.test(text) ?? true),
  );
}
