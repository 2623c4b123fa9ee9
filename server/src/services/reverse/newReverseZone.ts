/** A reverse zone where there is none: its file with the PTR records of its addresses, and its statement beside that of a zone that is there. */
import { addressText, reverseName } from '../../dns/addresses.ts';
import type { NameId } from '../../dns/names.ts';
import { type Prefix, prefixContains, prefixText } from '../../dns/prefixes.ts';
import { nextSerial } from '../../dns/serial.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { FixEdit } from '../../rules/rule.ts';
import { baseName } from '../../workspace/paths.ts';
import type { Zone } from '../../workspace/zone.ts';
import { statementEdit, statementOf, withBase } from '../conf/statementBeside.ts';
import { newZone } from '../conf/templates.ts';
import type { Refusal } from '../service.ts';
import type { BufferOf } from '../shared/ranges.ts';
import type { Agreement } from './agreement.ts';
import type { PtrPolicy } from './policy.ts';
import { inOrder } from './ptrEdits.ts';
import { ranked } from './ranking.ts';
import { reverseZoneName } from './zoneNames.ts';

/** A network whose addresses have no reverse zone. */
export interface MissingNetwork {
  /** Such as `192.0.2.0/24`. */
  readonly network: string;
  /** The name of its zone. */
  readonly zone: string;
  /** How many addresses it has. */
  readonly addresses: number;
}

/** A file to be made. */
export interface MadeFile {
  readonly uri: string;
  readonly text: string;
}

export interface MadeZone {
  readonly file: MadeFile;
  /** What puts the statement into the configuration; undefined where no configuration loads the zone that it is made for. */
  readonly statement: FixEdit | undefined;
  readonly notes: readonly string[];
}

/** The cuts that are proposed: the usual ones, the smallest first. */
const CUTS4 = [24, 16];
const CUTS6 = [64, 48];

/** The rows of the addresses of a zone's view that have no reverse zone there. */
function lackingRows({ hosts, hostStates, zones }: Agreement, asker: Zone): number[] {
  const rows: number[] = [];
  for (let row = 0; row < hosts.count; row++) {
    if (hostStates[row] !== 'no-zone' && hostStates[row] !== 'other-view') continue;
    if (isBeside(zones[hosts.zones[row]], asker)) rows.push(row);
  }
  return rows;
}

/** True for zones that one server answers for to the same clients. */
function isBeside({ options }: Zone, asker: Zone): boolean {
  if (!asker.options.configuration) return !options.configuration;
  return options.configuration === asker.options.configuration && options.view === asker.options.view;
}

/** The networks of the addresses of a zone that have no reverse zone, at the usual cuts; those with the most addresses first. */
export function missingNetworks(agreement: Agreement, asker: Zone): MissingNetwork[] {
  const { hosts, zones } = agreement;
  const found = new Map<string, { prefix: Prefix; count: number; own: boolean; parts: Set<string> }>();
  for (const row of lackingRows(agreement, asker)) {
    const octets = hosts.addresses.at(row).slice();
    const cuts = octets.length === 4 ? CUTS4 : CUTS6;
    const smallest = prefixText({ octets, bits: cuts[0] });
    for (const bits of cuts) {
      const prefix = { octets, bits };
      const text = prefixText(prefix);
      const entry = found.get(text) ?? { prefix, count: 0, own: false, parts: new Set() };
      entry.count++;
      entry.own ||= zones[hosts.zones[row]] === asker;
      entry.parts.add(smallest);
      found.set(text, entry);
    }
  }
  return [...found]
    .filter(([network, { own, parts }]) => own && (parts.has(network) || parts.size > 1))
    .sort(([, a], [, b]) => b.count - a.count)
    .map(([network, { prefix, count }]) => ({ network, zone: reverseZoneName(prefix) ?? '', addresses: count }));
}

export interface NewZoneOptions {
  readonly agreement: Agreement;
  /** The zone that it is made for: its view, its configuration, its name servers. */
  readonly asker: Zone;
  readonly prefix: Prefix;
  readonly policy: PtrPolicy;
  readonly now: Date;
  readonly bufferOf: BufferOf;
  /** Other records than those of the addresses without a zone, as their names and hosts. */
  readonly records?: readonly PtrLine[];
  readonly nameServers?: readonly string[];
  /** The TTL on its PTR records: a time; that of the file where absent, or `inherited`. */
  readonly ttl?: string | undefined;
}

/** The owner and the host of a PTR record. */
export interface PtrLine {
  readonly name: NameId;
  readonly host: NameId;
}

/** The zone of a network, with the PTR records of the addresses that have none; a reason where it cannot be. */
export function newReverseZone(options: NewZoneOptions): MadeZone | Refusal {
  const { agreement, asker, prefix, now, bufferOf } = options;
  const { names } = agreement;
  const zone = reverseZoneName(prefix);
  const network = prefixText(prefix);
  if (zone === undefined) {
    return {
      reason: t`${network} has no reverse zone of its own: IPv4 has them at /8, /16, /24 and, inside of a /24, /25 to /31; IPv6 at every fourth bit.`,
    };
  }
  const apex = names.fromText(zone);
  const isThere = agreement.zones.some((each) => each.model.apex === apex && isBeside(each, asker));
  if (isThere) return { reason: t`${zone} is there already.` };
  const sibling = siblingOf(agreement.zones, asker);
  const statement = statementOf(sibling);
  const name = zone.replace(/\.$/, '');
  const file = fileBeside(baseName(sibling.options.uri), sibling, name);
  const uri = withBase(sibling.options.uri, encodeURIComponent(file));
  if (agreement.zones.some((each) => each.options.uri === uri) || bufferOf(uri)) {
    return { reason: t`The file ${file} is there already.` };
  }
  const made = newZone({
    name,
    type: 'primary',
    file: statement?.fileWord ? withBase(statement.fileWord.text, file) : file,
    nameServers: options.nameServers ?? nameServersOf(asker),
    mailbox: mailboxOf(asker),
    serial: nextSerial(0, 'date', now),
  });
  if ('reason' in made) return made;
  const { lines, shared } = ptrLines(options, apex);
  const notes =
    shared > 0
      ? [
          t`${shared} addresses have several names; the PTR records name those that mail and name servers have, else the first.`,
        ]
      : [];
  return {
    file: { uri, text: `${made.file?.text ?? ''}${lines.join('')}` },
    statement: statement && statementEdit(statement, made.statement, bufferOf),
    notes,
  };
}

/** The lines of the PTR records, sorted. */
function ptrLines({ agreement, asker, prefix, policy, records, ttl }: NewZoneOptions, apex: NameId) {
  const { hosts, names } = agreement;
  const byAddress = new Map<string, number[]>();
  for (const row of records ? [] : lackingRows(agreement, asker)) {
    const octets = hosts.addresses.at(row);
    if (!prefixContains(prefix, octets)) continue;
    const key = addressText(octets);
    const same = byAddress.get(key);
    if (!same) byAddress.set(key, [row]);
    else if (!same.some((other) => hosts.owners[other] === hosts.owners[row])) same.push(row);
  }
  let shared = 0;
  const wanted: PtrLine[] = [...(records ?? [])];
  for (const rows of byAddress.values()) {
    const octets = hosts.addresses.at(rows[0]);
    const isPart = octets.length === 4 && prefix.bits > 24;
    const name = isPart ? names.fromText(String(octets[3]), apex) : names.fromText(reverseName(octets));
    const all = policy.namesOf(octets) === 'several';
    if (rows.length > 1 && policy.namesOf(octets) === 'ask') shared++;
    for (const row of ranked(agreement, rows).slice(0, all ? rows.length : 1)) {
      wanted.push({ name, host: hosts.owners[row] });
    }
  }
  wanted.sort((a, b) => inOrder(names, a.name, b.name));
  const own = ttl === undefined || ttl === 'inherited' ? '' : `${ttl} `;
  const lines = wanted.map(
    ({ name, host }) => `${names.relativeText(name, apex)}\t${own}IN PTR\t${names.text(host)}\n`,
  );
  return { lines, shared };
}

/** The zone beside which it lies: another reverse zone of the same view, else the one that it is made for. */
function siblingOf(zones: readonly Zone[], asker: Zone): Zone {
  const isReverse = ({ model }: Zone): boolean => /\.arpa\.$/i.test(model.names.text(model.apex));
  return (
    zones.find((zone) => zone.options.settings.type === 'primary' && isBeside(zone, asker) && isReverse(zone)) ?? asker
  );
}

/** A file named as the one of another zone is: with the zone's name in place of the other's. */
export function fileBeside(file: string, { model }: Zone, name: string): string {
  const safe = name.toLowerCase().replaceAll('/', '-');
  const other = model.names.text(model.apex).toLowerCase().replace(/\.$/, '').replaceAll('/', '-');
  const decoded = decodeURIComponent(file);
  const at = decoded.toLowerCase().indexOf(other);
  return at < 0 || other === '' ? `db.${safe}` : decoded.slice(0, at) + safe + decoded.slice(at + other.length);
}

function nameServersOf({ model }: Zone): string[] {
  return model
    .rrset(model.apex, TYPE.NS)
    .filter(({ target }) => target > 0)
    .map(({ target }) => model.names.text(target));
}

/** That of the zone, so that somebody reads what is sent to it. */
function mailboxOf({ model }: Zone): string {
  const name = model.names.text(model.apex);
  return `hostmaster.${name === '.' ? '' : name}`;
}
