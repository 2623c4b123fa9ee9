import { placeOf } from '../../conf/model.ts';
import { argumentsOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** What people put in place of a secret before they show the file to others. */
const MASKED = /\*{3}|\.{3}|\u2026|\u2022{3}/;

/** True for a non-empty base64 text (RFC 4648 section 4); white space does not count. */
export function isBase64(text: string): boolean {
  const packed = text.replace(/\s+/g, '');
  return packed !== '' && BASE64.test(packed);
}

/** A secret or public key that is not base64. Neither is shown in the message. */
export const secretNotBase64: ConfRule = {
  id: 'conf/secret-not-base64',
  title: 'Key data is not base64',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A `secret` or the key of a trust anchor that is not base64: another character in it, or not a multiple of four. One that is masked (`****`) is an information.',
    why: 'named refuses the configuration. Often a part of the text was lost when it was copied.',
    bad: 'key transfer {\n\talgorithm hmac-sha256;\n\tsecret "my password";\n};',
    good: 'key transfer {\n\talgorithm hmac-sha256;\n\tsecret "c2VjcmV0IGZvciB0cmFuc2ZlcnM=";\n};',
    sources: ['RFC 4648 section 4', "named-checkconf: `bad secret '...'`, `bad base64 encoding`"],
  },
  check({ model }, report) {
    for (const { name, scope } of model.keys) {
      const secret = scope?.byName.get('secret')?.[0];
      const word = secret && argumentsOf(secret.statement)[0];
      if (!word || isBase64(word.text)) continue;
      if (word.text.trim() === '') {
        const empty = t`The secret of the key '${name}' is empty, so anybody can sign with it. Make one with tsig-keygen.`;
        report(placeOf(secret.file, word), empty, { severity: 'warning' });
        continue;
      }
      if (MASKED.test(word.text)) {
        const masked = t`The secret of the key '${name}' is masked here, and named refuses a configuration with it. It has to be the true one where named reads the file.`;
        report(placeOf(secret.file, word), masked, { severity: 'information' });
        continue;
      }
      const message = t`The secret of the key '${name}' is not base64, so named refuses the configuration. Copy it again, or make a new one with tsig-keygen.`;
      report(placeOf(secret.file, word), message);
    }
    for (const { file, data, anchor, name } of model.trustAnchors) {
      // named takes an anchor without a key.
      if (!data || data.text === '' || anchor.endsWith('-ds') || isBase64(data.text)) continue;
      const message = t`The key of the trust anchor '${name.text}' is not base64, so named refuses the configuration. Copy it again from the DNSKEY record.`;
      report(placeOf(file, data), message);
    }
  },
};
