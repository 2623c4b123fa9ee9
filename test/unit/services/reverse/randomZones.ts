/** Random workspaces of forward and reverse zones: random networks, cuts, layouts and PTR records that are there already. */
import { addressText, reverseName } from '../../../../server/src/dns/addresses.ts';

type Random = (below: number) => number;

export interface RandomWorkspace {
  /** By path. */
  readonly files: Readonly<Record<string, string>>;
  /** The names of the reverse zones, by their files. */
  readonly zones: ReadonlyMap<string, string>;
}

const NS = 'ns1.example.com.';

/** Random octets whose first bits are those of a network. */
function addressIn(network: Uint8Array, bits: number, random: Random): Uint8Array {
  return network.map((octet, i) => {
    const own = Math.max(0, Math.min(8, bits - i * 8));
    const mask = (0xff << (8 - own)) & 0xff;
    return (octet & mask) | (random(256) & ~mask & 0xff);
  });
}

/** The name of the zone of the first labels of an address. */
function zoneOf(octets: Uint8Array, labels: number): string {
  const wanted = octets.length === 4 ? 4 : 32;
  return reverseName(octets)
    .split('.')
    .slice(wanted - labels)
    .join('.')
    .replace(/\.$/, '');
}

/** A zone's first lines, in one of several layouts. */
function soa(random: Random): string {
  const long = `@ IN SOA ${NS} host.example.com. (\n\t${2_026_010_100 + random(100)} ; serial\n\t1d 2h 4w 1h )\n`;
  const short = `@\tSOA\t${NS} host.example.com. ${1 + random(1000)} 1d 2h 4w 1h\n`;
  return `; by hand\n$TTL 1h\n${random(2) === 0 ? long : short}${random(2) === 0 ? '\tIN NS\t' : '@ NS '}${NS}\n`;
}

/** A PTR record as one of several hands writes it: relative, absolute, with spaces, tabs, TTL, class, comment. */
function ptrLine(name: string, zone: string, target: string, style: number, random: Random): string {
  const owner = random(4) === 0 ? name : name.slice(0, -zone.length - 2);
  const gaps = [
    `${owner} PTR ${target}`,
    `${owner.padEnd(12)} IN PTR   ${target}`,
    `${owner}\t3600\tIN\tPTR\t${target}`,
  ];
  return `${gaps[style]}${random(5) === 0 ? ' ; by hand' : ''}\n`;
}

/** A workspace of one or two networks of each family, with their zones at random cuts. */
export function randomWorkspace(random: Random): RandomWorkspace {
  const files: Record<string, string> = {};
  const zones = new Map<string, string>();
  const hosts: string[] = [];
  const records = new Map<string, string[]>();
  const put = (zone: string): void => {
    if (records.has(zone)) return;
    records.set(zone, []);
    zones.set(`rev/${zone.replaceAll('/', '-')}`, zone);
  };
  let host = 0;
  for (let network = 0; network < 1 + random(3); network++) {
    const isIpv6 = random(2) === 0;
    const base = Uint8Array.from({ length: isIpv6 ? 16 : 4 }, () => random(256));
    if (isIpv6) base.set([0x20, 0x01, 0x0d, 0xb8]);
    else base[0] = 10 + random(80);
    const bits = isIpv6 ? 32 + random(80) : 8 + random(20);
    const all = isIpv6 ? 32 : 4;
    const whole = Math.floor(bits / (isIpv6 ? 4 : 8));
    // The cuts: above, at and below the network.
    const cuts = new Set([Math.max(1, whole - random(isIpv6 ? 12 : 2)), whole + random(2)].filter((cut) => cut < all));
    for (const cut of cuts) put(zoneOf(base, cut));
    // A part of a /24, which its zone hands on by CNAMEs.
    const isParted = !isIpv6 && random(2) === 0;
    const partBits = 25 + random(7);
    const size = 2 ** (32 - partBits);
    const from = Math.floor((base[3] & 0xff) / size) * size;
    const parent = zoneOf(base, 3);
    const label = random(2) === 0 ? `${from}/${partBits}` : `${from}-${from + size - 1}`;
    const part = `${label}.${parent}`;
    if (isParted) {
      put(parent);
      put(part);
      records.get(parent)?.push(`${label} NS ${NS}\n`);
      for (let i = from; i < from + size; i++) records.get(parent)?.push(`${i} CNAME ${i}.${label}\n`);
    }
    const style = random(3);
    for (let i = 0; i < 1 + random(20); i++) {
      const octets = addressIn(base, isParted ? partBits : bits, random);
      const target = `h${host++}.example.com.`;
      hosts.push(`h${host - 1} ${isIpv6 ? 'AAAA' : 'A'} ${addressText(octets)}\n`);
      if (random(8) === 0) hosts.push(`also${host} ${isIpv6 ? 'AAAA' : 'A'} ${addressText(octets)}\n`);
      if (random(3) > 0) continue;
      const name = reverseName(octets);
      const inPart = isParted && octets[3] >= from && octets[3] < from + size;
      const longest = [...records.keys()]
        .filter((zone) => name.endsWith(`.${zone}.`))
        .sort((a, b) => b.length - a.length)[0];
      const zone = inPart ? part : longest;
      if (zone === undefined || (!inPart && isParted && zone === parent)) continue;
      const owner = inPart ? `${octets[3]}.${part}.` : name;
      const named = random(4) === 0 ? 'h999.example.com.' : target;
      records.get(zone)?.push(ptrLine(owner, zone, named, style, random));
    }
  }
  for (const [path, zone] of zones) {
    const lines = records.get(zone) ?? [];
    if (random(2) === 0) lines.sort();
    const text = `; zone: ${zone}\n${soa(random)}${lines.join('')}${random(3) === 0 ? '; the end' : ''}`;
    files[path] = random(4) === 0 ? text.replaceAll('\n', '\r\n') : text;
  }
  files['db.example.com'] =
    `; zone: example.com\n$TTL 1h\n@ SOA ${NS} host 1 1d 2h 4w 1h\n@ NS ${NS}\nns1 A 203.0.113.1\n${hosts.join('')}`;
  return { files, zones };
}
