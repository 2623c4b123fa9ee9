import { placeOf } from '../../conf/model.ts';
import { argumentsOf, blockOf, keywordOf } from '../../conf/tree.ts';
import { parsePrefix, prefixText } from '../../dns/prefixes.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';

const WELL_KNOWN = '64:ff9b::/96';

/** dns64 that hides private IPv4 addresses behind the well-known prefix. */
export const dns64PrivateAddresses: ConfRule = {
  id: 'conf/dns64-private-addresses',
  title: 'Private addresses behind the well-known NAT64 prefix',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      '`dns64` with the prefix `64:ff9b::/96` and without `mapped`, so that private IPv4 addresses are mapped too.',
    why: 'The well-known prefix is for addresses of the Internet: translators drop private ones in it, and clients with IPv6 only cannot reach the hosts that have such an address.',
    bad: 'options {\n\tdns64 64:ff9b::/96 {\n\t\tclients { any; };\n\t};\n};',
    good: 'acl private { 10.0.0.0/8; 172.16.0.0/12; 192.168.0.0/16; };\noptions {\n\tdns64 64:ff9b::/96 {\n\t\tclients { any; };\n\t\tmapped { !private; any; };\n\t};\n};',
    sources: ['RFC 6052 section 3.1'],
  },
  *check({ model }, report) {
    for (const part of inParts(settingsOf(model))) {
      yield;
      for (const { name, statement, file } of part) {
        const [word] = name === 'dns64' ? argumentsOf(statement) : [];
        const block = blockOf(statement);
        const prefix = word && parsePrefix(word.text);
        if (!word || !block || !prefix || prefixText(prefix) !== WELL_KNOWN) continue;
        if (block.statements.some((inner) => keywordOf(inner) === 'mapped')) continue;
        const message = t`Addresses of private networks are mapped into ${WELL_KNOWN} too, where translators drop them. Leave them out with 'mapped', or use a prefix of your own network.`;
        report(placeOf(file, word), message);
      }
    }
  },
};
