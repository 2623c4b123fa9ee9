/** The bounds of each kind of value in named.conf. */

import type { ValueKind } from '../../../server/src/conf/valueKinds.ts';

export interface Bounds {
  /** A configuration with `@` where the value stands; the statement's kind of value is the one that is tried. */
  readonly text: string;
  /** The least, the most, and every way to write one. */
  readonly fits: readonly string[];
  /** One beyond each bound, and what is nearly right. */
  readonly refused: readonly string[];
}

/** The kinds that are blocks, or take everything, have no bounds of their own. */
type Bounded = Exclude<ValueKind, 'statements' | 'text' | 'types' | 'match-list' | 'servers'>;

/** A row for each kind that has bounds. */
export const BOUNDS = {
  boolean: {
    text: 'options { recursion @; };',
    fits: ['yes', 'no', 'true', 'false', '1', '0', 'YES', 'False'],
    refused: ['on', 'off', '2', 'y', '"yes"', '01'],
  },
  integer: {
    text: 'options { max-records @; };',
    fits: ['0', '4294967295', '0x10', '010'],
    refused: ['4294967296', '-1', '1k', '1.5', '08', '0xff', '"1"', 'none'],
  },
  port: {
    text: 'controls { inet * port @ allow { any; }; };',
    fits: ['0', '08', '010', '65535', '*'],
    refused: ['65536', '0x10', '-1', '"1"', 'domain'],
  },
  string: {
    text: 'options { attach-cache @; };',
    fits: ['a', '1', 'a.b', '"a/b"', '""'],
    refused: ['a/b'],
  },
  quoted: { text: 'options { dump-file @; };', fits: ['"a"', '"a/b"'], refused: ['a', '1'] },
  duration: {
    text: 'dnssec-policy p { publish-safety @; };',
    fits: [
      '0',
      '4294967295',
      '1s',
      '2m',
      '3h',
      '4d',
      '7101w',
      '1w2d3h4m5s',
      '1W2D',
      '71582788m',
      'P',
      'PT',
      'P1D',
      'P1DT',
      'pt1h',
      'P3W',
      'P1Y2M4DT5H6M7S',
      'P137Y',
      'PT4294967295S',
    ],
    refused: ['4294967296', '7102w', '71582789m', '1h30', '1y', 'h', 'P3W4D', 'P1H', 'PT4294967296S', '"1h"', '-1'],
  },
  size: {
    text: 'options { max-journal-size @; };',
    fits: [
      '0',
      '1',
      '1k',
      '2K',
      '3m',
      '4M',
      '1g',
      '2G',
      '17179869183g',
      '18446744073709551615',
      '18446744073709551616',
      '-1',
      '-9999999999999999999999',
      '+1k',
      'unlimited',
      'default',
    ],
    refused: ['17179869184g', '18014398509481984k', '-1k', '--1', '1t', '1.5m', '90%', 'm', '"1m"', '1 m'],
  },
  octets: {
    text: 'options { lmdb-mapsize @; };',
    fits: ['1048576', '1m', '2G', '32M'],
    refused: ['unlimited', 'default', '1t', '1.5m', '"1m"'],
  },
  percent: {
    text: 'options { max-ixfr-ratio @; };',
    fits: ['1%', '100%', '1000%'],
    refused: ['90', '%', '"90%"', '9.5%'],
  },
  decimal: {
    text: 'options { fetch-quota-params 100 0.1 0.3 @; };',
    fits: ['0', '1', '0.1', '0.99', '.5', '1.', '1.00'],
    refused: ['123456', '0.123', '.', 'a', '-1', '1,5', '"0.7"'],
  },
  ipv4: {
    text: 'options { notify-source @; };',
    fits: ['0.0.0.0', '255.255.255.255', '192.0.2.1'],
    refused: ['256.0.0.0', '1.2.3', '1.2.3.4.5', '01.2.3.4', '::1', '"192.0.2.1"', '10/8'],
  },
  ipv6: {
    text: 'options { notify-source-v6 @; };',
    fits: ['::', '::1', 'fe80::1%eth0', '::ffff:192.0.2.1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    refused: ['1:2:3:4:5:6:7:8:9', '12345::1', '192.0.2.1', '"::1"', ':::', '1::2::3'],
  },
  prefix: {
    text: 'server @ { };',
    fits: ['10/8', '10.0.0.0/8', '192.0.2.1', '192.0.2.1/32', '0/0', '::/0', '2001:db8::/32', '2001:db8::1/128'],
    refused: ['10', '10.0.0.1/8', '192.0.2.1/33', '::/129', '2001:db8::1/32', 'any', '"10/8"', '1.2.3.4/x'],
  },
  class: {
    text: 'view a @ { };',
    fits: ['IN', 'in', 'CH', 'CHAOS', 'HS', 'HESIOD', 'ANY', 'NONE', 'CLASS0', 'class65535'],
    refused: ['class65536', 'class100000', 'INET', '"IN"', '1'],
  },
  facility: {
    text: 'logging { channel c { syslog @; }; };',
    fits: ['daemon', 'local7', '"daemon"', 'kern'],
    refused: [],
  },
  severity: {
    text: 'logging { channel c { stderr; severity @; }; };',
    fits: [
      'critical',
      'error',
      'warning',
      'notice',
      'info',
      'INFO',
      'debug',
      'debug 0',
      'debug 99',
      'debug 4294967295',
      'dynamic',
    ],
    refused: ['verbose', 'warn', 'info 3', 'debug x', 'debug 0x1', 'debug 4294967296', '"info"', '3'],
  },
  portrange: {
    text: 'options { use-v4-udp-ports { @; }; };',
    fits: ['0', '65535', 'range 0 65535', 'range 1 1'],
    refused: ['65536', 'range 1', 'range', 'range 1 65536', 'range 65536 65537', '"1"', 'a', '-1'],
  },
  key: {
    text: 'key k { algorithm hmac-sha256; secret "AAAA"; }; server 192.0.2.1 { keys @; };',
    fits: ['k', 'k.', '"k"', '{ k; }', '{ "k"; }'],
    refused: ['{ }'],
  },
} satisfies Readonly<Record<Bounded, Bounds>>;
