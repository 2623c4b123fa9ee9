import { placeOf } from '../../conf/model.ts';
import { argumentsOf } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { isBase64 } from './secret-not-base64.ts';

/** What stands in files that are meant to be filled in, and is no secret. */
const PLACEHOLDER = /secret|change|example|your|xxx|todo|[<>{}$@%]/i;

/** A secret in a file that others can read. */
export const exposedSecret: ConfRule = {
  id: 'conf/exposed-secret',
  title: 'Secret in a file that others can read',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A key with its secret in a file that every user of the machine can read (a warning) or that is kept in version control (an information). Silent where neither can be known, and where the text is no base64, so no secret.',
    why: 'Whoever has the secret can copy zones, change them or control the server. What is in version control stays in its history after it was deleted from the file.',
    bad: 'key "transfer" {\n\talgorithm hmac-sha256;\n\tsecret "bm90IGEgc2VjcmV0LCBvbmx5IGFuIGV4YW1wbGUgaGVyZQ==";\n};',
    good: 'include "/etc/bind/keys.conf";',
    sources: ['RFC 8945 section 8', 'rndc-confgen writes rndc.key readable by its owner only'],
  },
  check({ model, fileFacts }, report) {
    if (!fileFacts) return;
    for (const { name, scope } of model.keys) {
      for (const { statement, file } of scope?.byName.get('secret') ?? []) {
        const facts = fileFacts(file.uri);
        const word = argumentsOf(statement)[0];
        if (!facts || !word || !isBase64(word.text) || PLACEHOLDER.test(word.text)) continue;
        // A file that was checked out is readable to all, and says nothing of the one on the server.
        if (facts.versioned) {
          const message = t`The secret of the key '${name}' is in version control, for everyone who ever gets the history. Make a new one in a file that is left out, and include that.`;
          report(placeOf(file, word), message, { severity: 'information' });
        } else if (facts.worldReadable) {
          const message = t`Every user of this machine can read the secret of the key '${name}'. Take the right to read from others (chmod o-r), or move the key to a file of its own.`;
          report(placeOf(file, word), message);
        }
      }
    }
  },
};
