/** Random workspaces that are renumbered there and back are byte for byte what they were; in two phases they say the same as in one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressText, ipv6Full, reverseName } from '../../../../server/src/dns/addresses.ts';
import { prefixText } from '../../../../server/src/dns/prefixes.ts';
import { contentFingerprint } from '../../../../server/src/services/zone/serial.ts';
import { randomNumbers, seeds } from '../../fuzz/edits.ts';
import { siteOf } from '../../workspace/harness.ts';
import { renumbered } from './harness.ts';

type Random = (below: number) => number;

const APEX =
  '$TTL 1h\n@ SOA ns1.example.net. host.example.net. 7 2h 1h 2w 1h\n@ NS ns1.example.net.\n@ NS ns2.example.net.\n';
const ROUNDS = 12;

interface Case {
  readonly from: string;
  readonly to: string;
  readonly files: Record<string, string>;
}

/** Two networks of one length, at a border of labels. */
function networks(random: Random): { octets: Uint8Array[]; bits: number } {
  const isIpv6 = random(2) === 1;
  const bits = isIpv6 ? [32, 48, 52, 64][random(4)] : [16, 24][random(2)];
  const make = (second: number): Uint8Array => {
    const octets = new Uint8Array(isIpv6 ? 16 : 4);
    const whole = bits >> 3;
    for (let i = 0; i < whole; i++) octets[i] = random(256);
    if (bits % 8 !== 0) octets[whole] = random(16) << 4;
    octets.set(isIpv6 ? [0x20, 0x01, second] : [10, second]);
    return octets;
  };
  return { octets: [make(13), make(14)], bits };
}

function hostsIn(network: Uint8Array, bits: number, random: Random): Uint8Array[] {
  const hosts = new Map<string, Uint8Array>();
  const count = 1 + random(12);
  for (let i = 0; i < count; i++) {
    const octets = network.slice();
    const from = Math.ceil(bits / 8);
    for (let at = from; at < octets.length; at++)
      octets[at] = random(3) === 0 && at < octets.length - 1 ? 0 : random(256);
    hosts.set(addressText(octets), octets);
  }
  return [...hosts.values()];
}

/** An address in a style that all addresses of the file have. */
function styled(octets: Uint8Array, style: number): string {
  if (octets.length === 4) return addressText(octets);
  if (style === 1) return ipv6Full(octets);
  // Letters say that they are capitals only where there are some.
  const text = addressText(octets);
  return style === 2 && /[a-f]/.test(text.slice(text.lastIndexOf(':'))) ? text.toUpperCase() : text;
}

/** The labels of a network, absolute. */
function zoneOf(octets: Uint8Array, bits: number): string {
  const unit = octets.length === 4 ? 8 : 4;
  return reverseName(octets)
    .split('.')
    .slice((octets.length * 8 - bits) / unit)
    .join('.');
}

function randomCase(random: Random): Case {
  const { octets, bits } = networks(random);
  const [old, other] = octets;
  const isIpv6 = old.length === 16;
  const type = isIpv6 ? 'AAAA' : 'A';
  const style = random(3);
  const hosts = hostsIn(old, bits, random);
  const forward: string[] = [];
  const pointers: [key: string, line: string][] = [];
  const isShared = random(2) === 0;
  const top = zoneOf(old, isIpv6 ? 16 : 8);
  const zone = isShared ? top : zoneOf(old, bits);
  for (const [i, host] of hosts.entries()) {
    const gap = [' ', '\t', '   ', ' 300 IN '][random(4)];
    const comment = random(3) === 0 ? ` ; host ${i}` : '';
    forward.push(`h${i}${gap}${type} ${styled(host, style)}${comment}`);
    if (random(4) === 0) forward.push(`\tTXT "of h${i}"`);
    if (random(5) === 0) forward.push(`@ TXT "v=spf1 ip${isIpv6 ? 6 : 4}:${styled(host, style)} -all"`);
    if (random(5) === 0) forward.push(`s${i} HTTPS 1 h${i} ipv${isIpv6 ? 6 : 4}hint=${styled(host, style)}`);
    if (random(3) === 0) continue;
    const owner = reverseName(host).slice(0, -zone.length - 1);
    const more = random(4) === 0 ? `\n  PTR also${i}.example.com.` : '';
    pointers.push([addressText(host), `${owner} PTR h${i}.example.com.${comment}${more}`]);
  }
  // A file that is not sorted keeps its order only where all that is in it moves.
  const order = random(2) === 0 ? pointers : pointers.sort(([a], [b]) => (a < b ? -1 : 1));
  const reverse = `${APEX}${order.map(([, line]) => `${line}\n`).join('')}`;
  const network = prefixText({ octets: old, bits });
  const listed = hosts.map((host) => `  ${styled(host, style)};\n`).join('');
  const conf = `options { directory "/w"; listen-on${isIpv6 ? '-v6' : ''} { ${styled(hosts[0], style)}; }; };
acl ours {\n  ${network}; # ours\n${listed}};
zone "example.com" { type primary; file "com"; };
zone "${zone}" { type primary; file "old"; };
${isShared ? '' : `zone "${zoneOf(other, bits)}" { type primary; file "new"; };\n`}`;
  const files: Record<string, string> = { 'named.conf': conf, com: `${APEX}${forward.join('\n')}\n`, old: reverse };
  if (!isShared) files.new = APEX;
  return { from: network, to: prefixText({ octets: other, bits }), files };
}

for (const seed of seeds()) {
  test(`there and back is byte for byte what it was (seed ${seed})`, async () => {
    const random = randomNumbers(seed);
    for (let round = 0; round < ROUNDS; round++) {
      const { from, to, files } = randomCase(random);
      const there = await renumbered(files, { from, to, mode: 'replace' });
      assert.equal(there.files.com.includes(`${from.split('::')[0]}:`), false, `round ${round}`);
      const back = await renumbered(there.files, { from: to, to: from, mode: 'replace' });
      assert.deepEqual(back.files, files, `round ${round}: ${from} to ${to}`);
      assert.deepEqual(back.plan.left, []);
    }
  });

  test(`both phases say what one step says (seed ${seed})`, async () => {
    const random = randomNumbers(seed + 1);
    for (let round = 0; round < ROUNDS; round++) {
      const { from, to, files } = randomCase(random);
      const atOnce = await renumbered(files, { from, to, mode: 'replace' });
      const expanded = await renumbered(files, { from, to, mode: 'add' });
      const twice = await renumbered(expanded.files, { from, to, mode: 'add' });
      assert.deepEqual(twice.files, expanded.files, `round ${round}: adding again changes nothing`);
      const contracted = await renumbered(expanded.files, { from, to, mode: 'replace' });
      assert.deepEqual(
        await contents(contracted.files),
        await contents(atOnce.files),
        `round ${round}: ${from} to ${to}`,
      );
    }
  });
}

async function contents(files: Record<string, string>): Promise<string[]> {
  const { workspace } = await siteOf(files);
  return workspace.zones.map((zone) => `${workspace.names.text(zone.model.apex)} ${contentFingerprint(zone)}`);
}
