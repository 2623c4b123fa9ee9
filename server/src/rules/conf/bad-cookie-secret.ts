import { placeOf } from '../../conf/model.ts';
import { atLeast } from '../../dns/versions.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { argument } from './support/words.ts';

const OCTETS = 16;

/** A cookie-secret that is no secret for its algorithm. */
export const badCookieSecret: ConfRule = {
  id: 'conf/bad-cookie-secret',
  title: 'Cookie secret that is not 128 bits in hexadecimal',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A `cookie-secret` that is not written in hexadecimal, or does not have the 128 bits of its algorithm; the algorithm `aes`, as a warning.',
    why: 'named refuses the configuration. Servers of one anycast address need the same secret.',
    bad: 'options {\n\tcookie-secret "secret";\n};',
    good: 'options {\n\tcookie-secret "0123456789abcdef0123456789abcdef";\n};',
    sources: ['RFC 9018', 'named-checkconf: `SipHash-2-4 cookie-secret must be 128 bits`'],
  },
  check({ model, version }, report) {
    const { options } = model;
    const algorithm = options?.byName.get('cookie-algorithm')?.[0];
    const name = argument(algorithm);
    if (algorithm && name?.text.toLowerCase() === 'aes' && !atLeast(version, '9.20')) {
      report(placeOf(algorithm.file, name), t`The cookie algorithm aes goes away with BIND 9.20. Write siphash24.`, {
        severity: 'warning',
        tag: 'deprecated',
      });
    }
    for (const setting of options?.byName.get('cookie-secret') ?? []) {
      const word = argument(setting);
      if (!word) continue;
      const digits = word.text.replace(/\s+/g, '');
      if (digits.length === 2 * OCTETS && /^[0-9a-f]*$/i.test(digits)) continue;
      report(
        placeOf(setting.file, word),
        t`A cookie secret is ${OCTETS} octets, written as ${2 * OCTETS} hexadecimal digits, and this is none: named refuses the configuration. 'openssl rand -hex ${OCTETS}' makes one.`,
      );
    }
  },
};
