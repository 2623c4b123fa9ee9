import { NSEC3_FLAG } from '../../dns/codes.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { typePlace } from './places.ts';
import { isOfChain, zoneChains } from './support/signing.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

export const nsec3ParametersDiffer: ZoneRule = {
  id: 'zone/nsec3-parameters-differ',
  title: 'NSEC3 record with other parameters than the zone',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.NSEC3],
  once: ({ message }) => message,
  docs: {
    finds:
      'An NSEC3 record whose hash, iterations and salt no NSEC3PARAM record of the zone has, or with flags that nothing is defined for.',
    why: 'Servers use the chain that NSEC3PARAM names. A record of another chain is not found, and what should be proved with it is not.',
    bad: '@ NSEC3PARAM 1 0 0 -\n2vptu5timamqttgl4luu9kg21e0aor3s NSEC3 1 0 5 - 2vptu5timamqttgl4luu9kg21e0aor3t A\n',
    good: '@ NSEC3PARAM 1 0 0 -\n2vptu5timamqttgl4luu9kg21e0aor3s NSEC3 1 0 0 - 2vptu5timamqttgl4luu9kg21e0aor3t A\n',
    sources: ['RFC 5155 sections 3.1.2 and 4', 'dnssec-verify', 'Zonemaster DNSSEC03'],
  },
  checkOwner(_owner, records, context, report) {
    for (const record of records) {
      if (record.type !== TYPE.NSEC3 || isInvalid(record) || isGeneric(record)) continue;
      const flags = Number(rdataWord(record, 1));
      if (flags > NSEC3_FLAG.OPT_OUT) {
        report(
          typePlace(record),
          t`Resolvers pass over an NSEC3 record with the flags ${flags}: only 0 and 1 are defined. Sign the zone anew.`,
        );
        continue;
      }
      const chains = zoneChains(context);
      if (chains.length === 0 || chains.some((chain) => isOfChain(record, chain))) continue;
      report(
        typePlace(record),
        t`No NSEC3PARAM record of the zone has the hash, iterations and salt of this NSEC3 record, so servers do not use it. Sign the zone anew.`,
      );
    }
  },
};
