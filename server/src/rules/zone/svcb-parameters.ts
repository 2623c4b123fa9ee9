import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { base64Octets } from './support/keySize.ts';
import { bindingOf } from './support/svcb.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Protocols that a browser asks for, and how they are often misspelt. */
const MISSPELT = new Map([
  ['http2', 'h2'],
  ['http/2', 'h2'],
  ['http3', 'h3'],
  ['http/3', 'h3'],
  ['http1.1', 'http/1.1'],
  ['h1', 'http/1.1'],
  ['h2c', 'h2'],
]);

export const svcbParameters: ZoneRule = {
  id: 'zone/svcb-parameters',
  title: 'SVCB or HTTPS parameter that cannot be meant',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SVCB, TYPE.HTTPS],
  skipUnless: { hasOtherData: true },
  docs: {
    finds:
      'Port 0, an alpn such as http2 that is no protocol name, and an ech value that is no list of ECH configurations.',
    why: 'Clients cannot use the parameter, and skip the record or fail to connect.',
    bad: 'www A 192.0.2.80\nwww HTTPS 1 . alpn=http2\n',
    good: 'www A 192.0.2.80\nwww HTTPS 1 . alpn=h2\n',
    sources: ['RFC 9460 section 7.1 and section 7.2', 'RFC 9848', 'IANA: TLS ALPN protocol IDs'],
  },
  checkRecord(record, context, report) {
    const binding = bindingOf(record, context);
    if (!binding || binding.alias) return;
    for (const { key, value, place } of binding.parameters) {
      if (key === 'port' && Number(value) === 0) {
        report(
          place,
          t`Nothing listens on port 0, so clients cannot connect. Write the port of the service, or leave it out.`,
        );
      } else if (key === 'alpn') {
        for (const protocol of value.split(',')) {
          const meant = MISSPELT.get(protocol.toLowerCase());
          if (meant) report(place, t`${protocol} is no protocol name that clients offer here. Write ${meant}.`);
        }
      } else if (key === 'ech' && !isEchList(value)) {
        report(
          place,
          t`This is no list of ECH configurations, so clients cannot encrypt the name they connect to, and may fail. Copy the value of the server again.`,
        );
      }
    }
  },
};

/** Two octets of length, then configurations: version (0xfe0d), length and content each (RFC 9849 section 4). */
function isEchList(text: string): boolean {
  const octets = base64Octets(text);
  if (!octets || octets.length < 6 || octets[0] * 256 + octets[1] !== octets.length - 2) return false;
  let at = 2;
  while (at + 4 <= octets.length) at += 4 + octets[at + 2] * 256 + octets[at + 3];
  return at === octets.length;
}
