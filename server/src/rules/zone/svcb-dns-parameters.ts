import { SVC_KEY } from '../../dns/codes.ts';
import { type NameId, type NameTable, ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { refusedFrom } from '../releases.ts';
import { typePlace } from './places.ts';
import { wireOf } from './support/rdata.ts';
import { integritySeverity } from './support/settings.ts';
import type { ZoneRule } from './zoneRule.ts';

/** ALPN identifiers of DNS over HTTPS, as named counts them. */
const HTTP = new Set(['h2', 'h2c', 'h3', 'http/0.9', 'http/1.0', 'http/1.1']);

/** True for the owners of RFC 9461 section 3: `_dns`, or `_PORT._dns`, before the name of the resolver. */
function isDnsService(owner: NameId, names: NameTable): boolean {
  if (owner <= ROOT) return false;
  const first = names.labelText(owner);
  if (first === '_dns') return true;
  const port = /^_(0|[1-9]\d{0,4})$/.exec(first)?.[1];
  const parent = names.parent(owner);
  return port !== undefined && Number(port) <= 0xffff && parent > ROOT && names.labelText(parent) === '_dns';
}

/** What the parameters in wire format say of how to connect. */
function offersOf(wire: Uint8Array): { protocols: string[]; hasPath: boolean } {
  let at = 2;
  while (at < wire.length && wire[at] > 0) at += wire[at] + 1;
  at++;
  const protocols: string[] = [];
  let hasPath = false;
  while (at + 4 <= wire.length) {
    const key = wire[at] * 256 + wire[at + 1];
    const end = at + 4 + wire[at + 2] * 256 + wire[at + 3];
    if (key === SVC_KEY.dohpath) hasPath = true;
    if (key === SVC_KEY.alpn) {
      for (let item = at + 4; item < end; item += wire[item] + 1) {
        protocols.push(String.fromCharCode(...wire.subarray(item + 1, item + 1 + wire[item])));
      }
    }
    at = end;
  }
  return { protocols, hasPath };
}

/** What is missing; undefined where nothing is. */
function missing(wire: Uint8Array): string | undefined {
  const { protocols, hasPath } = offersOf(wire);
  if (protocols.length === 0) {
    return t`does not say which protocol the resolver speaks. Add alpn, such as alpn=dot, or alpn=h2 with a dohpath.`;
  }
  const http = protocols.find((protocol) => HTTP.has(protocol));
  if (http === undefined || hasPath) return undefined;
  return t`offers DNS over HTTPS (${http}) and has no path for it. Add dohpath, such as dohpath=/dns-query{?dns}.`;
}

export const svcbDnsParameters: ZoneRule = {
  id: 'zone/svcb-dns-parameters',
  title: 'SVCB record of a resolver without what clients need',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SVCB],
  docs: {
    finds: 'An SVCB record at _dns or _PORT._dns without alpn, or with HTTP in alpn and without dohpath.',
    why: 'Clients that look for an encrypted resolver there cannot tell how to connect, and skip the record. BIND from 9.20 on refuses the zone, unless check-svcb is off.',
    bad: '_dns.resolver SVCB 1 resolver.example.net. alpn=h2\n',
    good: '_dns.resolver SVCB 1 resolver.example.net. alpn=h2 dohpath=/dns-query{?dns}\n',
    sources: ['RFC 9461 section 4 and section 5', 'named (9.20): SVCB record not valid: no ALPN, no DOHPATH'],
  },
  checkRecord(record, context, report) {
    if (isInvalid(record) || !isDnsService(record.owner, context.names) || !context.model.isInZone(record.owner))
      return;
    const wire = wireOf(record, context);
    const fault = wire && missing(wire);
    if (!fault) return;
    const owner = context.names.text(record.owner);
    const { message, severity } = refusedFrom('9.20', context.settings, {
      severity: integritySeverity(context),
      message: t`The SVCB record at ${owner} ${fault}`,
    });
    report(typePlace(record), message, { severity, option: 'check-svcb' });
  },
};
