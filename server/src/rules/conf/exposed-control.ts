import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { channelsOf, listenLocally, reach } from './support/channels.ts';
import { isOpen } from './support/matchLists.ts';

/** A control channel that others can reach. */
export const exposedControl: ConfRule = {
  id: 'conf/exposed-control',
  title: 'Control channel open to others',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A control channel on all addresses, or on one that is not a loopback address, that anyone may connect to (a warning). On such an address with a list of who may, an information.',
    why: 'The key alone keeps others from stopping the server and changing its zones, and the code behind the port is open to everyone before the key is checked.',
    bad: 'controls {\n\tinet * allow { any; } keys { "rndc-key"; };\n};\nkey "rndc-key" {\n\talgorithm hmac-sha256;\n\tsecret "bm90IGEgc2VjcmV0LCBvbmx5IGFuIGV4YW1wbGUgaGVyZQ==";\n};',
    good: 'controls {\n\tinet 127.0.0.1 allow { localhost; } keys { "rndc-key"; };\n};\nkey "rndc-key" {\n\talgorithm hmac-sha256;\n\tsecret "bm90IGEgc2VjcmV0LCBvbmx5IGFuIGV4YW1wbGUgaGVyZQ==";\n};',
    sources: [
      'controls in the BIND 9 Administrator Reference Manual',
      'CVE-2023-3341: a control message could stop named before its key was checked',
    ],
  },
  check({ model }, report) {
    for (const { address, allow, file } of channelsOf(settingsOf(model), 'controls')) {
      if (reach(address.text) === 'machine') continue;
      const isForAnyone = allow !== undefined && isOpen(model, allow);
      const message = isForAnyone
        ? t`Anyone can connect to the control channel of this server. Listen on 127.0.0.1, or allow the machines that control it only.`
        : t`The control channel listens on '${address.text}', where other machines reach it. Listen on 127.0.0.1 unless they control this server.`;
      report(placeOf(file, address), message, isForAnyone ? {} : { severity: 'information' });
    }
  },
  fixes: listenLocally,
};
