/** What can be wrong with how a zone is signed, as changes of zones that dnssec-signzone signed; `node
 * test/conformance/signedZones.ts` asks verifiers about the same. The zones beside this file are unsigned.zone as dnssec-signzone signed it, with the
 * options that stand there. */
import { createHash } from 'node:crypto';
import type { RuleId } from '../../../../../server/src/rules/ids.ts';

/** A record of a signed zone, its names absolute. */
export interface SignedRecord {
  readonly owner: string;
  readonly ttl: string;
  readonly type: string;
  readonly data: readonly string[];
}

/** How a zone proves what is not there. */
export type Chain = 'nsec' | 'nsec3' | 'optout';

export interface Kind {
  readonly what: string;
  /** The zones that can have it; all where absent. */
  readonly chains?: readonly Chain[];
  readonly make: (zone: SignedZone) => readonly SignedRecord[];
  /** The rules that name it, and no other. */
  readonly finds: readonly RuleId[];
  /** Words of one of their messages. */
  readonly says: RegExp;
  /** True where no resolver is harmed, so that it is less than a warning. */
  readonly isMild?: true;
}

const ORIGIN = 'example.com.';
const BASE32 = '0123456789ABCDEFGHIJKLMNOPQRSTUV';

/** Reads a zone as dnssec-signzone writes it with `-O full`. */
export function readSigned(text: string): SignedZone {
  const records: SignedRecord[] = [];
  for (const line of text.split('\n')) {
    const [owner, ttl, , type, ...data] = line.trim().split(/\s+/);
    if (owner && !owner.startsWith(';')) records.push({ owner, ttl, type, data });
  }
  return new SignedZone(records);
}

export function writeSigned(records: readonly SignedRecord[]): string {
  return records.map(({ owner, ttl, type, data }) => `${owner} ${ttl} IN ${type} ${data.join(' ')}\n`).join('');
}

/** A signed zone, and ways to change it. */
export class SignedZone {
  readonly records: readonly SignedRecord[];

  constructor(records: readonly SignedRecord[]) {
    this.records = records;
  }

  #is(record: SignedRecord, name: string, type: string, covered?: string): boolean {
    return record.owner === full(name) && record.type === type && (covered === undefined || record.data[0] === covered);
  }

  find(name: string, type: string, covered?: string): SignedRecord {
    const found = this.records.find((record) => this.#is(record, name, type, covered));
    if (!found) throw new Error(`the zone has no ${type} ${covered ?? ''} at ${name}`);
    return found;
  }

  without(name: string, type: string, covered?: string): readonly SignedRecord[] {
    this.find(name, type, covered);
    return this.records.filter((record) => !this.#is(record, name, type, covered));
  }

  /** Without a set and its signature. */
  withoutSet(name: string, type: string): readonly SignedRecord[] {
    return new SignedZone(this.without(name, type)).without(name, 'RRSIG', type);
  }

  /** With other words in the data of a record. */
  changed(
    name: string,
    type: string,
    covered: string | undefined,
    change: (data: string[]) => void,
  ): readonly SignedRecord[] {
    const record = this.find(name, type, covered);
    const data = [...record.data];
    change(data);
    return this.records.map((other) => (other === record ? { ...other, data } : other));
  }

  with(...lines: string[]): readonly SignedRecord[] {
    return [...this.records, ...readSigned(lines.join('\n')).records];
  }

  /** The owner of the NSEC3 record of a name, as the zone hashes names. */
  hash(name: string): string {
    const [, , iterations, salt] = this.find('@', 'NSEC3PARAM').data;
    const salted = Buffer.from(salt === '-' ? '' : salt, 'hex');
    const labels = full(name).toLowerCase().split('.').slice(0, -1);
    let octets = Buffer.concat([
      ...labels.map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
      Buffer.of(0),
    ]);
    for (let i = 0; i <= Number(iterations); i++) octets = createHash('sha1').update(octets).update(salted).digest();
    let bits = BigInt(`0x${octets.toString('hex')}`);
    let text = '';
    for (let i = 0; i < 32; i++) {
      text = BASE32[Number(bits & 31n)] + text;
      bits >>= 5n;
    }
    return text;
  }

  /** A signature like those that there are, over another set. */
  signature(name: string, type: string, ttl = '3600'): string {
    const { data } = this.find('@', 'RRSIG', 'NS');
    const labels = full(name).split('.').length - 1 - (name.startsWith('*') ? 1 : 0);
    return `${full(name)} ${ttl} IN RRSIG ${[type, data[1], String(labels), ttl, ...data.slice(4)].join(' ')}`;
  }
}

function full(name: string): string {
  return name === '@' ? ORIGIN : name.endsWith('.') ? name : `${name}.${ORIGIN}`;
}

const HASHED: readonly Chain[] = ['nsec3', 'optout'];
const RRSIG = 'RRSIG';

/** Every kind. Those of one word in their names that differ are neighbours. */
export const KINDS: readonly Kind[] = [
  {
    what: 'a set without a signature',
    make: (zone) => zone.without('www', RRSIG, 'A'),
    finds: ['zone/partly-signed'],
    says: /www\.example\.com\. has A without a signature/,
  },
  {
    what: 'the NS records of the zone without a signature',
    make: (zone) => zone.without('@', RRSIG, 'NS'),
    finds: ['zone/partly-signed'],
    says: /example\.com\. has NS without a signature/,
  },
  {
    what: 'the SOA without a signature',
    make: (zone) => zone.without('@', RRSIG, 'SOA'),
    finds: ['zone/partly-signed'],
    says: /example\.com\. has SOA without a signature/,
  },
  {
    what: 'the keys without a signature',
    make: (zone) => zone.without('@', RRSIG, 'DNSKEY'),
    finds: ['zone/partly-signed'],
    says: /example\.com\. has DNSKEY without a signature/,
  },
  {
    what: 'a DS without a signature',
    make: (zone) => zone.without('secure', RRSIG, 'DS'),
    finds: ['zone/partly-signed'],
    says: /secure\.example\.com\. has DS without a signature/,
  },
  {
    what: 'an expired signature',
    make: (zone) =>
      zone.changed('@', RRSIG, 'MX', (data) => {
        data[4] = '20261110000000';
      }),
    finds: ['zone/rrsig-validity'],
    says: /over MX expired on 2026-11-10/,
  },
  {
    what: 'a signature that is not valid yet',
    make: (zone) =>
      zone.changed('@', RRSIG, 'MX', (data) => {
        data[5] = '20261220000000';
      }),
    finds: ['zone/rrsig-validity'],
    says: /over MX is valid from 2026-12-20/,
  },
  {
    what: 'a signature with too few labels',
    make: (zone) =>
      zone.changed('www', RRSIG, 'A', (data) => {
        data[2] = '2';
      }),
    finds: ['zone/rrsig-fields'],
    says: /wildcard/,
  },
  {
    what: 'a signature with too many labels',
    make: (zone) =>
      zone.changed('www', RRSIG, 'A', (data) => {
        data[2] = '4';
      }),
    finds: ['zone/rrsig-fields'],
    says: /4 labels/,
  },
  {
    what: 'a signature over a wildcard that counts its asterisk',
    make: (zone) =>
      zone.changed('*.wild', RRSIG, 'TXT', (data) => {
        data[2] = '4';
      }),
    finds: ['zone/rrsig-fields'],
    says: /4 labels/,
  },
  {
    what: 'a signature over another type',
    make: (zone) =>
      zone.changed('www', RRSIG, 'A', (data) => {
        data[0] = 'TXT';
      }),
    finds: ['zone/partly-signed', 'zone/rrsig-fields'],
    says: /over TXT records of www/,
  },
  {
    what: 'a signature with a shorter TTL than its records',
    make: (zone) =>
      zone.changed('www', RRSIG, 'A', (data) => {
        data[3] = '60';
      }),
    finds: ['zone/rrsig-fields'],
    says: /TTL of 60/,
  },
  {
    what: 'a signature with a longer TTL than its records',
    make: (zone) =>
      zone.changed('www', RRSIG, 'A', (data) => {
        data[3] = '7200';
      }),
    finds: ['zone/rrsig-fields'],
    says: /TTL of 7200/,
  },
  {
    what: 'records with a shorter TTL than they were signed with',
    make: (zone) =>
      zone.records.map((record) =>
        record.owner === `mail.${ORIGIN}` && record.type === 'A' ? { ...record, ttl: '60' } : record,
      ),
    finds: ['zone/rrsig-fields'],
    says: /TTL of 3600 and have one of 60 now/,
  },
  {
    what: 'a signer that is not the zone',
    make: (zone) =>
      zone.changed('www', RRSIG, 'A', (data) => {
        data[7] = 'www.example.com.';
      }),
    finds: ['zone/rrsig-fields'],
    says: /only example\.com\. itself may sign/,
  },
  {
    what: 'a signature over the NS records of a delegation',
    make: (zone) => zone.with(zone.signature('secure', 'NS')),
    finds: ['zone/rrsig-fields'],
    says: /delegat/,
  },
  {
    what: 'a signature over glue',
    make: (zone) => zone.with(zone.signature('ns.plain', 'A')),
    finds: ['zone/rrsig-fields'],
    says: /plain\.example\.com\. is delegated/,
  },
  {
    what: 'a signature by a key that the zone does not have',
    make: (zone) =>
      zone.changed('www', RRSIG, 'A', (data) => {
        data[6] = '1';
      }),
    finds: ['zone/rrsig-fields'],
    says: /no key with the tag 1/,
  },
  {
    what: 'a signature by another algorithm than that of its key',
    make: (zone) =>
      zone.changed('www', RRSIG, 'A', (data) => {
        data[1] = '13';
      }),
    finds: ['zone/rrsig-fields'],
    says: /ECDSAP256SHA256/,
  },
  {
    what: 'signatures without any key',
    make: (zone) => zone.withoutSet('@', 'DNSKEY'),
    finds: ['zone/partly-signed', 'zone/nsec-chain', 'zone/nsec3-chain'],
    says: /no DNSKEY/,
  },
  {
    what: 'a signature over records that are not there',
    make: (zone) => zone.with(zone.signature('www', 'MX')),
    finds: ['zone/rrsig-fields'],
    says: /over MX records of www/,
    isMild: true,
  },
  {
    what: 'a key of a second algorithm that signed nothing',
    make: (zone) => zone.with(`${ORIGIN} 3600 IN DNSKEY 257 3 13 ${Buffer.alloc(64, 7).toString('base64')}`),
    finds: ['zone/partly-signed'],
    says: /ECDSAP256SHA256/,
  },
  {
    what: 'keys that no key signing key signed',
    make: (zone) =>
      zone.changed('@', RRSIG, 'DNSKEY', (data) => {
        data[6] = zone.find('@', RRSIG, 'NS').data[6];
      }),
    finds: ['zone/rrsig-fields'],
    says: /key signing key/,
  },
  {
    what: 'a DS at a name that is not delegated',
    make: (zone) => zone.with(`www.${ORIGIN} 3600 IN DS 1 13 2 ${'0'.repeat(64)}`, zone.signature('www', 'DS')),
    finds: ['zone/ds-not-at-delegation', 'zone/nsec-chain', 'zone/nsec3-chain'],
    says: /there is no delegation/,
  },
  // NSEC
  {
    what: 'a name without NSEC',
    chains: ['nsec'],
    make: (zone) => zone.withoutSet('www', 'NSEC'),
    finds: ['zone/nsec-chain', 'zone/partly-signed'],
    says: /www\.example\.com\. has no NSEC record/,
  },
  {
    what: 'a delegation without NSEC',
    chains: ['nsec'],
    make: (zone) => zone.withoutSet('plain', 'NSEC'),
    finds: ['zone/nsec-chain', 'zone/partly-signed'],
    says: /plain\.example\.com\. has no NSEC record/,
  },
  {
    what: 'an NSEC without a signature',
    chains: ['nsec'],
    make: (zone) => zone.without('www', RRSIG, 'NSEC'),
    finds: ['zone/partly-signed'],
    says: /NSEC without a signature/,
  },
  {
    what: 'no NSEC at all',
    chains: ['nsec'],
    make: (zone) => zone.records.filter(({ type, data }) => type !== 'NSEC' && !(type === RRSIG && data[0] === 'NSEC')),
    finds: ['zone/partly-signed'],
    says: /neither an NSEC nor an NSEC3PARAM/,
  },
  {
    what: 'a chain of NSEC that leads to a name without one',
    chains: ['nsec'],
    make: (zone) =>
      zone.changed('mail', 'NSEC', undefined, (data) => {
        data[0] = 'n.example.com.';
      }),
    finds: ['zone/nsec-chain'],
    says: /breaks here: n\.example\.com\. has none/,
  },
  {
    what: 'a chain of NSEC that passes over a name',
    chains: ['nsec'],
    make: (zone) =>
      zone.changed('mail', 'NSEC', undefined, (data) => {
        data[0] = 'ns2.example.com.';
      }),
    finds: ['zone/nsec-chain'],
    says: /passes over ns1\.example\.com\./,
  },
  {
    what: 'a last NSEC that does not lead back to the zone',
    chains: ['nsec'],
    make: (zone) =>
      zone.changed('www', 'NSEC', undefined, (data) => {
        data[0] = 'alias.example.com.';
      }),
    finds: ['zone/nsec-chain'],
    says: /back to alias\.example\.com\./,
  },
  {
    what: 'a chain of NSEC that leads out of the zone',
    chains: ['nsec'],
    make: (zone) =>
      zone.changed('www', 'NSEC', undefined, (data) => {
        data[0] = 'example.net.';
      }),
    finds: ['zone/nsec-chain'],
    says: /example\.net\./,
  },
  {
    what: 'an NSEC that lacks a type',
    chains: ['nsec'],
    make: (zone) =>
      zone.changed('www', 'NSEC', undefined, (data) => {
        data.splice(data.indexOf('AAAA'), 1);
      }),
    finds: ['zone/nsec-chain'],
    says: /does not say that www\.example\.com\. has AAAA/,
  },
  {
    what: 'an NSEC with a type too many',
    chains: ['nsec'],
    make: (zone) => zone.changed('www', 'NSEC', undefined, (data) => data.push('MX')),
    finds: ['zone/nsec-chain'],
    says: /says that www\.example\.com\. has MX/,
  },
  {
    what: 'an NSEC at a delegation that lacks its DS',
    chains: ['nsec'],
    make: (zone) =>
      zone.changed('secure', 'NSEC', undefined, (data) => {
        data.splice(data.indexOf('DS'), 1);
      }),
    finds: ['zone/nsec-chain'],
    says: /secure\.example\.com\. has DS/,
  },
  {
    what: 'an NSEC at glue',
    chains: ['nsec'],
    make: (zone) =>
      zone.with(
        `ns.plain.${ORIGIN} 300 IN NSEC secure.${ORIGIN} A NSEC RRSIG`,
        zone.signature('ns.plain', 'NSEC', '300'),
      ),
    finds: ['zone/nsec-chain', 'zone/rrsig-fields'],
    says: /ns\.plain\.example\.com\. has an NSEC record and nothing else/,
  },
  {
    what: 'an NSEC at an empty name',
    chains: ['nsec'],
    make: (zone) =>
      zone.with(`b.c.${ORIGIN} 300 IN NSEC in.deep.${ORIGIN} NSEC RRSIG`, zone.signature('b.c', 'NSEC', '300')),
    finds: ['zone/nsec-chain'],
    says: /b\.c\.example\.com\. has an NSEC record and nothing else/,
  },
  {
    what: 'two NSEC at a name',
    chains: ['nsec'],
    make: (zone) => zone.with(`www.${ORIGIN} 300 IN NSEC ${ORIGIN} A NSEC RRSIG`),
    finds: ['zone/nsec-chain'],
    says: /more than one NSEC/,
  },
  {
    what: 'NSEC3PARAM beside NSEC',
    chains: ['nsec'],
    make: (zone) => zone.with(`${ORIGIN} 0 IN NSEC3PARAM 1 0 0 -`, zone.signature('@', 'NSEC3PARAM', '0')),
    finds: ['zone/nsec-chain', 'zone/nsec3param-content', 'zone/nsec3-chain'],
    says: /no NSEC3 record/,
  },
  // NSEC3
  {
    what: 'NSEC3 without NSEC3PARAM',
    chains: HASHED,
    make: (zone) => zone.withoutSet('@', 'NSEC3PARAM'),
    finds: ['zone/partly-signed'],
    says: /neither an NSEC nor an NSEC3PARAM/,
  },
  {
    what: 'NSEC3PARAM at another name',
    chains: HASHED,
    make: (zone) =>
      zone.records.map((record) =>
        record.type === 'NSEC3PARAM' || (record.type === RRSIG && record.data[0] === 'NSEC3PARAM')
          ? { ...record, owner: `www.${ORIGIN}`, data: record.type === RRSIG ? record.data.with(2, '3') : record.data }
          : record,
      ),
    finds: ['zone/not-at-apex', 'zone/partly-signed'],
    says: /neither an NSEC nor an NSEC3PARAM/,
  },
  {
    what: 'NSEC3PARAM with another salt',
    chains: HASHED,
    make: (zone) =>
      zone.changed('@', 'NSEC3PARAM', undefined, (data) => {
        data[3] = 'CD34';
      }),
    finds: ['zone/nsec3-parameters-differ', 'zone/nsec3param-content', 'zone/nsec3-chain'],
    says: /hash, iterations and salt/,
  },
  {
    what: 'NSEC3PARAM with other iterations',
    chains: HASHED,
    make: (zone) =>
      zone.changed('@', 'NSEC3PARAM', undefined, (data) => {
        data[2] = '7';
      }),
    finds: ['zone/nsec3-parameters-differ', 'zone/nsec3-iterations', 'zone/nsec3-chain'],
    says: /hash, iterations and salt/,
  },
  {
    what: 'an NSEC3 with another salt',
    chains: HASHED,
    make: (zone) =>
      zone.changed(zone.hash('www'), 'NSEC3', undefined, (data) => {
        data[3] = 'CD34';
      }),
    finds: ['zone/nsec3-parameters-differ', 'zone/nsec3-chain'],
    says: /www\.example\.com\. has no NSEC3 record/,
  },
  {
    what: 'an NSEC3 with an unknown hash',
    chains: HASHED,
    make: (zone) =>
      zone.changed(zone.hash('www'), 'NSEC3', undefined, (data) => {
        data[0] = '2';
      }),
    finds: ['zone/nsec3-parameters-differ', 'zone/nsec3-chain'],
    says: /www\.example\.com\. has no NSEC3 record/,
  },
  {
    what: 'an NSEC3 with unknown flags',
    chains: HASHED,
    make: (zone) =>
      zone.changed(zone.hash('www'), 'NSEC3', undefined, (data) => {
        data[1] = '4';
      }),
    finds: ['zone/nsec3-parameters-differ'],
    says: /flags 4/,
  },
  {
    what: 'a chain of NSEC3 that leads to a hash without one',
    chains: HASHED,
    make: (zone) =>
      zone.changed(zone.hash('www'), 'NSEC3', undefined, (data) => {
        data[4] = `${data[4].slice(0, -1)}${data[4].endsWith('0') ? '1' : '0'}`;
      }),
    finds: ['zone/nsec3-chain'],
    says: /chain of NSEC3 records breaks here/,
  },
  {
    what: 'a chain of NSEC3 that passes over a hash',
    chains: HASHED,
    make: (zone) => {
      const first = zone.find(zone.hash('www'), 'NSEC3').data[4];
      const second = zone.find(first, 'NSEC3').data[4];
      return zone.changed(zone.hash('www'), 'NSEC3', undefined, (data) => {
        data[4] = second;
      });
    },
    finds: ['zone/nsec3-chain'],
    says: /passes over/,
  },
  {
    what: 'an NSEC3 whose next hash is too short',
    chains: HASHED,
    make: (zone) =>
      zone.changed(zone.hash('www'), 'NSEC3', undefined, (data) => {
        data[4] = data[4].slice(0, 24);
      }),
    finds: ['zone/bad-rdata'],
    says: /has 15 octets; a SHA-1 hash has 20/,
  },
  {
    what: 'an NSEC3 at a hash that is too short',
    chains: HASHED,
    make: (zone) => {
      const hash = zone.hash('www');
      return zone.records.map((record) =>
        record.owner === `${hash}.${ORIGIN}` ? { ...record, owner: `${hash.slice(0, 24)}.${ORIGIN}` } : record,
      );
    },
    finds: ['zone/nsec3-chain'],
    says: /20 octets/,
  },
  {
    what: 'an NSEC3 at a name that is no hash',
    chains: HASHED,
    make: (zone) =>
      zone.with(
        `zone.${ORIGIN} 300 IN NSEC3 ${zone.find(zone.hash('www'), 'NSEC3').data.join(' ')}`,
        zone.signature('zone', 'NSEC3', '300'),
      ),
    finds: ['zone/nsec3-owner'],
    says: /zone is not a hash/,
  },
  {
    what: 'an empty name without NSEC3',
    chains: HASHED,
    make: (zone) => zone.withoutSet(zone.hash('b.c'), 'NSEC3'),
    finds: ['zone/nsec3-chain'],
    says: /b\.c\.example\.com\. has no NSEC3 record/,
  },
  {
    what: 'an unsigned delegation without NSEC3',
    chains: ['nsec3'],
    make: (zone) => zone.withoutSet(zone.hash('plain'), 'NSEC3'),
    finds: ['zone/nsec3-chain'],
    says: /plain\.example\.com\. has no NSEC3 record/,
  },
  {
    what: 'a signed delegation without NSEC3',
    chains: HASHED,
    make: (zone) => zone.withoutSet(zone.hash('secure'), 'NSEC3'),
    finds: ['zone/nsec3-chain'],
    says: /secure\.example\.com\. has no NSEC3 record/,
  },
  {
    what: 'a name without NSEC3',
    chains: HASHED,
    make: (zone) => zone.withoutSet(zone.hash('www'), 'NSEC3'),
    finds: ['zone/nsec3-chain'],
    says: /www\.example\.com\. has no NSEC3 record/,
  },
  {
    what: 'an NSEC3 without a signature',
    chains: HASHED,
    make: (zone) => zone.without(zone.hash('www'), RRSIG, 'NSEC3'),
    finds: ['zone/partly-signed'],
    says: /NSEC3 without a signature/,
  },
  {
    what: 'unsigned delegations left out without opt-out',
    chains: ['optout'],
    make: (zone) =>
      zone.records.map((record) => (record.type === 'NSEC3' ? { ...record, data: record.data.with(1, '0') } : record)),
    finds: ['zone/nsec3-chain'],
    says: /opt-out/,
  },
  {
    what: 'an NSEC3 that lacks a type',
    chains: HASHED,
    make: (zone) =>
      zone.changed(zone.hash('www'), 'NSEC3', undefined, (data) => {
        data.splice(data.indexOf('AAAA'), 1);
      }),
    finds: ['zone/nsec3-chain'],
    says: /does not say that www\.example\.com\. has AAAA/,
  },
  {
    what: 'an NSEC3 with a type too many',
    chains: HASHED,
    make: (zone) => zone.changed(zone.hash('www'), 'NSEC3', undefined, (data) => data.push('MX')),
    finds: ['zone/nsec3-chain'],
    says: /says that www\.example\.com\. has MX/,
  },
  {
    what: 'an NSEC3 of an empty name with a type',
    chains: HASHED,
    make: (zone) => zone.changed(zone.hash('b.c'), 'NSEC3', undefined, (data) => data.push('A')),
    finds: ['zone/nsec3-chain'],
    says: /says that b\.c\.example\.com\. has A/,
  },
  {
    what: 'an NSEC3 of a delegation that lacks its DS',
    chains: HASHED,
    make: (zone) =>
      zone.changed(zone.hash('secure'), 'NSEC3', undefined, (data) => {
        data.splice(data.indexOf('DS'), 1);
      }),
    finds: ['zone/nsec3-chain'],
    says: /secure\.example\.com\. has DS/,
  },
  {
    what: 'an NSEC3 of no name',
    chains: HASHED,
    make: (zone) => {
      const hash = zone.hash('nobody');
      const [algorithm, flags, iterations, salt, next] = zone.find(zone.hash('www'), 'NSEC3').data;
      return zone.with(
        `${hash}.${ORIGIN} 300 IN NSEC3 ${algorithm} ${flags} ${iterations} ${salt} ${next} A RRSIG`,
        zone.signature(hash, 'NSEC3', '300'),
      );
    },
    finds: ['zone/nsec3-chain'],
    says: /hash of no name/,
  },
  {
    what: 'NSEC beside NSEC3',
    chains: HASHED,
    make: (zone) =>
      zone.with(
        `${ORIGIN} 300 IN NSEC alias.${ORIGIN} NS SOA MX NSEC RRSIG DNSKEY NSEC3PARAM`,
        zone.signature('@', 'NSEC', '300'),
      ),
    finds: ['zone/nsec-chain', 'zone/nsec3-chain', 'zone/nsec3param-content', 'zone/partly-signed'],
    says: /NSEC and NSEC3/,
  },
  {
    what: 'NSEC3PARAM with flags',
    chains: HASHED,
    make: (zone) =>
      zone.changed('@', 'NSEC3PARAM', undefined, (data) => {
        data[1] = '1';
      }),
    isMild: true,
    finds: ['zone/nsec3param-content'],
    says: /pass over an NSEC3PARAM record with flags/,
  },
];
