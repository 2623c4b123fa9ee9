/** Which zones the public DNS serves: what only matters to the world is not said of the others. */

import { type NameId, ROOT } from '../../../dns/names.ts';
import { parsePrefix } from '../../../dns/prefixes.ts';
import { readReverse } from '../../../dns/reverse.ts';
import { reverseTree } from '../../../dns/reverseNames.ts';
import { isLoopback, specialRange } from '../../../dns/specialRanges.ts';
import { TYPE } from '../../../dns/types.ts';
import { isInvalid } from '../../../zone/record.ts';
import type { ZoneContext } from '../context.ts';
import { addressesAt } from './bothWays.ts';
import { labelTexts } from './reverse.ts';

/** Top-level names that are kept for tests, documentation and private networks (RFC 2606, RFC 6761, RFC 6762), or that sites use like that. */
const LOCAL_TOP = new Set([
  'test',
  'example',
  'invalid',
  'localhost',
  'local',
  'internal',
  'localdomain',
  'domain',
  'lan',
  'loc',
  'home',
  'corp',
  'private',
  'intranet',
  'alt',
  'onion',
]);
const LOCAL_SECOND = new Set(['example.com', 'example.net', 'example.org', 'home.arpa']);

const EXAMPLE_TOP = new Set(['test', 'example', 'invalid']);

/** True where the zone is one of those that documentation and tests use: its numbers are not meant. */
export function isExampleZone({ names, apex, originKnown }: ZoneContext): boolean {
  const labels = labelTexts(names, apex);
  if (!originKnown || labels.length === 0) return !originKnown;
  return EXAMPLE_TOP.has(labels[labels.length - 1]) || /^example\.(?:com|net|org)$/.test(labels.slice(-2).join('.'));
}

/** True for names that the public DNS does not have: special-use ones, and reverse names of addresses that are not routed. */
function isLocalName(name: NameId, { names }: ZoneContext): boolean {
  const labels = labelTexts(names, name);
  if (labels.length === 0) return false;
  if (LOCAL_TOP.has(labels[labels.length - 1]) || LOCAL_SECOND.has(labels.slice(-2).join('.'))) return true;
  const reading = reverseTree(names, name) === undefined ? undefined : readReverse(labels);
  const range = reading && specialRange(reading.octets);
  return reading !== undefined && range !== undefined && (parsePrefix(range.prefix)?.bits ?? 0) <= reading.bits;
}

/** True where every name server of the zone is of this host or network: zones that block names, and the ones every server has for itself. */
function isServedLocally(context: ZoneContext): boolean {
  const { model, apex } = context;
  const servers = model.rrset(apex, TYPE.NS).filter((record) => record.target >= 0 && !isInvalid(record));
  return (
    servers.length > 0 &&
    servers.every(
      ({ target }) =>
        target === ROOT || isLocalName(target, context) || (target === apex && addressesAreLoopback(context)),
    )
  );
}

/** True where the apex has the addresses of the machine itself and no others, as in the empty zones that a resolver keeps for its clients. */
function addressesAreLoopback({ model, apex }: ZoneContext): boolean {
  const addresses = addressesAt(model, apex);
  return addresses.length > 0 && addresses.every(isLoopback);
}

/** True where every name server of the zone is this machine: it has no secondaries, and nobody else asks it. Looks at the apex: for rules about it. */
export function isServedHereAlone(context: ZoneContext): boolean {
  const servers = context.model
    .rrset(context.apex, TYPE.NS)
    .filter((record) => record.target >= 0 && !isInvalid(record));
  return (
    servers.length > 0 &&
    servers.every(({ target }) => target === ROOT || context.names.labelText(target) === 'localhost')
  );
}

/** True where the zone's name is one of the public DNS, and no configuration uses the zone for something else. */
export function isPublicName(context: ZoneContext): boolean {
  const { settings, originKnown, apex } = context;
  return originKnown && settings.type !== 'hint' && !settings.responsePolicy && !isLocalName(apex, context);
}

/** True where the zone is one that resolvers in the world are meant to ask for. Looks at the apex: for rules about it. */
export function isPublicZone(context: ZoneContext): boolean {
  return isPublicName(context) && !isServedLocally(context);
}
