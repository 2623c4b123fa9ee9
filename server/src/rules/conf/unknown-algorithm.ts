import { placeOf } from '../../conf/model.ts';
import { DS_DIGESTS, valueByMnemonic } from '../../dns/algorithms.ts';
import { DIGEST } from '../../dns/codes.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { algorithmNumber, policySeverity } from './support/policies.ts';
import { firstWords } from './support/words.ts';

/** What BIND can make DS records with. */
const MADE: ReadonlySet<number> = new Set([DIGEST.SHA1, DIGEST.SHA256, DIGEST.SHA384]);

function digestNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) <= 255 ? Number(text) : undefined;
  return valueByMnemonic(DS_DIGESTS.rows, text)?.number;
}

/** An algorithm or digest type that BIND does not know. */
export const unknownAlgorithm: ConfRule = {
  id: 'conf/unknown-algorithm',
  title: 'Algorithm that BIND does not know',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A name or number in `disable-algorithms`, `disable-ds-digests` or `cds-digest-types` that is no algorithm or digest type of BIND.',
    why: 'named refuses the configuration.',
    bad: 'options {\n\tdisable-algorithms "example.com" { RSASHA2; };\n};',
    good: 'options {\n\tdisable-algorithms "example.com" { RSASHA1; };\n};',
    sources: ['named-checkconf: `invalid algorithm`, `invalid digest type`', 'RFC 8624'],
  },
  *check({ model, version }, report) {
    for (const part of inParts(settingsOf(model))) {
      yield;
      for (const setting of part) {
        for (const word of firstWords(setting)) {
          const place = placeOf(setting.file, word);
          if (setting.name === 'disable-algorithms' && algorithmNumber(word.text) === undefined) {
            report(
              place,
              t`BIND has no DNSSEC algorithm '${word.text}', so named refuses the configuration. Use a mnemonic such as RSASHA1, or a number.`,
            );
          } else if (setting.name === 'disable-ds-digests' && digestNumber(word.text) === undefined) {
            report(
              place,
              t`BIND has no digest type '${word.text}', so named refuses the configuration. Use a mnemonic such as SHA-1, or a number.`,
            );
          } else if (setting.name === 'cds-digest-types' && !MADE.has(digestNumber(word.text) ?? -1)) {
            const severity = policySeverity(model, version);
            report(
              place,
              t`BIND makes no CDS records with the digest type '${word.text}', so named refuses the policy. SHA-256 is the usual one.`,
              { severity },
            );
          }
        }
      }
    }
  },
};
