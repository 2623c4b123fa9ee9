import { placeOf } from '../../conf/model.ts';
import { argumentsOf } from '../../conf/tree.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { replacement } from './support/edits.ts';

const SAFE = 1232;
const SMALLEST = 512;
const LARGEST = 4096;

/** UDP messages that are larger than what gets through in one piece. */
export const ednsSize: ConfRule = {
  id: 'conf/edns-size',
  title: 'UDP messages that are cut into fragments',
  severity: 'information',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds:
      '`edns-udp-size` or `max-udp-size` above 1232 octets, or outside of the 512 to 4096 that named takes (BIND 9.21 refuses them).',
    why: 'Larger messages are cut into fragments on the way. Firewalls drop fragments, so that answers get lost, and fragments can be forged.',
    bad: 'options {\n\tedns-udp-size 4096;\n};',
    good: 'options {\n\tedns-udp-size 1232;\n};',
    sources: ['RFC 9715 section 3', 'DNS Flag Day 2020', 'The default of both in BIND 9.18 and later: 1232'],
  },
  check({ model, version }, report) {
    for (const { name, clause, statement, file } of settingsOf(model)) {
      if (name !== 'edns-udp-size' && name !== 'max-udp-size') continue;
      // For one server it may be what that one's network takes.
      const [word] = clause === 'server' ? [] : argumentsOf(statement);
      if (!word || !/^\d+$/.test(word.text)) continue;
      const size = Number(word.text);
      if (size >= SMALLEST && size <= SAFE) continue;
      const isOut = size < SMALLEST || size > LARGEST;
      // 9.21 refuses it, which is told as a value out of range.
      if (isOut && atLeast(version, '9.21')) continue;
      const message = isOut
        ? t`named takes sizes from ${SMALLEST} to ${LARGEST} for '${name}', and takes the nearest of them for ${size}. ${SAFE} gets through everywhere.`
        : t`UDP messages of ${size} octets are cut into fragments, which firewalls drop and attackers forge. ${SAFE} gets through everywhere.`;
      report(placeOf(file, word), message);
    }
  },
  fixes({ uri, start, end }, { model }) {
    const file = model.files.find((candidate) => candidate.uri === uri);
    return file
      ? [{ title: t`Change to ${SAFE}`, edits: [replacement(file, { start, end }, String(SAFE))], preferred: true }]
      : [];
  },
};
