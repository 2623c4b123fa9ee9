import { isRead } from '../../conf/lookup.ts';
import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { argument, firstWords } from './support/words.ts';

const PROTOCOLS = new Set(['tlsv1.2', 'tlsv1.3']);
/** Words of OpenSSL's cipher lists that stand for more than one cipher. */
const CIPHER_GROUPS =
  /^(?:DEFAULT|COMPLEMENTOFDEFAULT|ALL|COMPLEMENTOFALL|HIGH|MEDIUM|LOW|eNULL|NULL|aNULL|kRSA|aRSA|RSA|kDHE|kEDH|DH|DHE|EDH|ADH|kEECDH|kECDHE|ECDHE|ECDH|EECDH|AECDH|aDSS|DSS|aECDSA|ECDSA|TLSv1(?:\.[0-2])?|SSLv3|AES(?:128|256)?|AESGCM|AESCCM8?|ARIA(?:128|256)?(?:GCM)?|ARIAGCM|CAMELLIA(?:128|256)?|CHACHA20|3DES|DES|RC4|RC2|IDEA|SEED|MD5|SHA1?|SHA256|SHA384|aGOST|PSK|kPSK|kECDHEPSK|kDHEPSK|kRSAPSK|aPSK|SRP|aSRP|SUITEB(?:128|192|128ONLY|128C2)?)$/;
/** A single cipher as OpenSSL writes it. Those of TLS 1.3 (`TLS_...`) belong into `cipher-suites`. */
const CIPHER =
  /^(?:ECDHE|DHE|EDH|ADH|AECDH|ECDH|DH|RSA|PSK|SRP|AES|AES128|AES256|CAMELLIA128|CAMELLIA256|ARIA128|ARIA256|SEED|IDEA|NULL|DES|RC4)(?:-[A-Z0-9]+)+$/;
const TLS13 = /^TLS_(?:AES_128_GCM_SHA256|AES_256_GCM_SHA384|CHACHA20_POLY1305_SHA256|AES_128_CCM(?:_8)?_SHA256)$/;

/** Whether OpenSSL finds at least one cipher in a list; what only takes ciphers away or sorts them adds none. */
function hasCipher(list: string): boolean {
  return list.split(/[\s:;,]+/).some((item) => {
    if (item === '' || /^[-!+@]/.test(item)) return false;
    const [name] = item.split('@');
    return name.split('+').every((part) => CIPHER_GROUPS.test(part) || CIPHER.test(part));
  });
}

/** A tls clause that named cannot use. */
export const badTls: ConfRule = {
  id: 'conf/bad-tls',
  title: 'TLS settings that named does not take',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A `tls` clause with a certificate but no key or the other way round, with a protocol other than TLSv1.2 and TLSv1.3 (or none, or one twice), or with a list of ciphers or of cipher suites in which OpenSSL finds none.',
    why: 'named refuses the configuration.',
    bad: 'tls local {\n\tcert-file "cert.pem";\n\tprotocols { TLSv1.1; };\n};',
    good: 'tls local {\n\tcert-file "cert.pem";\n\tkey-file "key.pem";\n\tprotocols { TLSv1.2; TLSv1.3; };\n};',
    sources: ["named-checkconf: `'cert-file' and 'key-file' must both be specified, or both omitted`", 'RFC 8996'],
  },
  check({ model, version }, report) {
    for (const { name, word, setting, scope } of model.tls) {
      if (!scope) continue;
      const place = placeOf(setting.file, word);
      const [key, cert] = ['key-file', 'cert-file'].map((part) => scope.byName.has(part));
      if (key !== cert) {
        const message = t`The tls clause '${name}' has ${key ? 'key-file' : 'cert-file'} but no ${key ? 'cert-file' : 'key-file'}, so named refuses the configuration. Add it, or delete both.`;
        report(place, message);
      }
      const protocols = scope.byName.get('protocols')?.[0];
      const seen = new Set<string>();
      for (const protocol of firstWords(protocols)) {
        const version = protocol.text.toLowerCase();
        const at = placeOf(protocols?.file ?? setting.file, protocol);
        if (!PROTOCOLS.has(version)) {
          report(at, t`named knows TLSv1.2 and TLSv1.3, not '${protocol.text}', and refuses the configuration.`);
        } else if (seen.has(version)) {
          report(at, t`'${protocol.text}' stands here a second time, so named refuses the configuration. Delete it.`);
        }
        seen.add(version);
      }
      if (protocols && seen.size === 0)
        report(
          place,
          t`The tls clause '${name}' allows no protocol at all, so named refuses the configuration. Add TLSv1.2 or TLSv1.3.`,
        );
      const ciphers = scope.byName.get('ciphers')?.[0];
      const list = argument(ciphers);
      if (ciphers && list && !hasCipher(list.text)) {
        report(
          placeOf(ciphers.file, list),
          t`OpenSSL finds no cipher in '${list.text}', so named refuses the configuration. Write cipher names in capitals with ':' between them, such as HIGH:!aNULL.`,
        );
      }
      const suites = scope.byName.get('cipher-suites')?.[0];
      const names = argument(suites);
      if (!suites || !names || (suites.row && !isRead(suites.row, version))) continue;
      const unknown = names.text.split(':').find((suite) => suite !== '' && !TLS13.test(suite));
      if (unknown === undefined && /[^:]/.test(names.text)) continue;
      if (unknown === undefined) {
        const message = t`'cipher-suites' names no cipher suite, so named refuses the configuration. Delete it, or write names such as TLS_AES_256_GCM_SHA384.`;
        report(placeOf(suites.file, names), message);
        continue;
      }
      report(
        placeOf(suites.file, names),
        t`'${unknown}' is no cipher suite of TLS 1.3, so named refuses the configuration. Their names begin with TLS_, such as TLS_AES_256_GCM_SHA384.`,
      );
    }
  },
};
