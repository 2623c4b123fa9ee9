import { ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { ZoneRecord } from '../../zone/model.ts';
import { isInvalid, rdataWord } from '../../zone/record.ts';
import { wordPlace } from './places.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

const PORT = 2;

const ZERO = 0x30;

/** True for a record of another type, and for one with a host and a port that is not 0: nearly all are, and their ports need not be read. */
function isOrdinary({ type, target, chunk, entry }: ZoneRecord): boolean {
  if (type !== TYPE.SRV) return true;
  const word = chunk.wordFirsts[entry] + PORT;
  return target > ROOT && chunk.text.charCodeAt(chunk.wordStarts[word]) !== ZERO;
}

export const srvPort: ZoneRule = {
  id: 'zone/srv-port',
  title: 'SRV port that does not go with its target',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  types: [TYPE.SRV],
  docs: {
    finds:
      'An SRV record with a host and port 0, or without a host (`.`) and with a port, or `.` beside other SRV records.',
    why: 'Nothing answers on port 0. A lone dot says that there is no such service, and then nothing else belongs there.',
    bad: '_sip._tcp SRV 0 0 0 sip.example.net.\n',
    good: '_sip._tcp SRV 0 0 0 .\n',
    sources: ['RFC 2782', 'octoDNS: srv-value-rfc'],
  },
  checkOwner(owner, records, context, report) {
    if (records.every(isOrdinary)) return;
    const valid = records.filter((record) => record.type === TYPE.SRV && !isInvalid(record) && !isGeneric(record));
    for (const record of valid) {
      const port = Number(rdataWord(record, PORT));
      if (record.target > ROOT) {
        if (port !== 0) continue;
        report(
          wordPlace(record, PORT),
          t`Nothing answers on port 0. Write the port of the service, or a lone dot as the host where there is no service.`,
        );
      } else if (valid.some((other) => other.target > ROOT)) {
        report(
          wordPlace(record, PORT + 1),
          t`This record says that there is no service at ${context.names.text(owner)}, and other SRV records of it name hosts. Delete this record or the others.`,
        );
      } else if (port !== 0) {
        report(
          wordPlace(record, PORT),
          t`A lone dot as the host says that there is no service, and this record names port ${port}. Write the host, or 0.`,
        );
      }
    }
  },
};
