import { ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { ownerPlace } from './places.ts';
import { isProtocol, tlsaHost } from './support/dane.ts';
import type { ZoneRule } from './zoneRule.ts';

export const tlsaOwner: ZoneRule = {
  id: 'zone/tlsa-owner',
  title: 'TLSA record at a name that nobody asks for',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.TLSA],
  docs: {
    finds:
      'A TLSA record at a host itself, or at a name that has a port or a protocol but not the form _port._protocol.host. Other names, to which a CNAME may lead, are not reported.',
    why: 'Clients ask for the TLSA record of _port._protocol.host, so the certificate is not checked against one that stands elsewhere.',
    bad: 'www A 192.0.2.80\n443._tcp.www TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n',
    good: 'www A 192.0.2.80\n_443._tcp.www TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n',
    sources: ['RFC 6698 section 3', 'validns: tlsa-host'],
  },
  checkOwner(owner, records, context, report) {
    const { names } = context;
    if (owner <= ROOT || tlsaHost(owner, context.names) >= 0) return;
    const labels = [names.labelText(owner), names.labelText(names.parent(owner))];
    const isHost = records.some(({ type }) => type === TYPE.A || type === TYPE.AAAA || type === TYPE.MX);
    // `_25._dane.mx` may be what a CNAME leads to.
    const hasPort = /^_?\d+$/.test(labels[0]) && !labels[1].startsWith('_');
    const hasPart = hasPort || labels.some(isProtocol) || /^(?:tcp|udp)$/.test(labels[1]);
    if (!isHost && !hasPart) return;
    for (const record of records) {
      if (record.type !== TYPE.TLSA) continue;
      report(
        ownerPlace(record),
        t`Clients ask for TLSA records at names such as _443._tcp.www, so at ${names.text(owner)} nobody finds this one. Name it after the port and the protocol.`,
      );
    }
  },
};
