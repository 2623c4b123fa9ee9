import type { ConfModel, Zone } from '../../conf/model.ts';
import { placeOf, settingFor } from '../../conf/model.ts';
import { argumentsOf, blockOf } from '../../conf/tree.ts';
import { isLoopback } from '../../dns/specialRanges.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { takesUpdates } from './support/dynamic.ts';
import { elementsOf, isOpen, listOf, prefixesOf } from './support/matchLists.ts';
import { serverAddresses } from './support/serverAddresses.ts';

/** A dynamic zone that is transferred without a key. */
export const transferWithoutKey: ConfRule = {
  id: 'conf/transfer-without-key',
  title: 'Dynamic zone transferred without a key',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A primary zone that takes updates and may be copied by address, without a key; a secondary zone that passes updates on and asks its primaries without a key or TLS.',
    why: 'The updates are authenticated and the copy that most clients see is not: what is changed on the way is served as yours.',
    bad: 'zone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tupdate-policy local;\n\tallow-transfer { 192.0.2.54; };\n};',
    good: 'key "transfer" {\n\talgorithm hmac-sha256;\n\tsecret "bm90IGEgc2VjcmV0LCBvbmx5IGFuIGV4YW1wbGUgaGVyZQ==";\n};\nzone "example.com" {\n\ttype primary;\n\tfile "db.example.com";\n\tupdate-policy local;\n\tallow-transfer { key "transfer"; };\n};',
    sources: ['RFC 5936 section 5', 'RFC 8945 section 1'],
  },
  check({ model }, report) {
    const seen = new Set<unknown>();
    for (const zone of model.zones) {
      if (zone.type === 'primary' && takesUpdates(model, zone)) {
        const setting = settingFor(model, zone, 'allow-transfer');
        const list = listOf(setting);
        if (!setting || !list || seen.has(list) || isOpen(model, list)) continue;
        seen.add(list);
        const hasKey = elementsOf(list).some(({ key, block }) => key !== undefined || block !== undefined);
        const isAway = prefixesOf(model, list).some(({ octets }) => !isLoopback(octets));
        if (hasKey || !isAway) continue;
        const message = t`The zone '${zone.name}' takes updates, and its copies are let out by address alone. Name a key here and on the secondaries, so that nobody can change the zone on the way.`;
        report(placeOf(setting.file, list), message);
      }
      const servers =
        zone.type === 'secondary' && forwardsUpdates(model, zone) ? unsignedServer(model, zone) : undefined;
      if (!servers) continue;
      const message = t`The zone '${zone.name}' passes updates on to its primary, and fetches the zone from ${servers.text} without a key. Name a key in the list.`;
      report(placeOf(servers.file, servers.word), message);
    }
  },
};

function forwardsUpdates(model: ConfModel, zone: Zone): boolean {
  const list = listOf(settingFor(model, zone, 'allow-update-forwarding'));
  return (
    list !== undefined &&
    elementsOf(list).some(({ word, key, block }) => key || block || word?.text.toLowerCase() !== 'none')
  );
}

/** The first primary of a zone that is asked without a key, and without a `server` clause that has one for it. */
function unsignedServer(model: ConfModel, zone: Zone) {
  const setting = settingFor(model, zone, 'primaries') ?? settingFor(model, zone, 'masters');
  const list = setting && blockOf(setting.statement);
  if (!setting || !list) return undefined;
  const isForAll = argumentsOf(setting.statement).some((word) => word.text.toLowerCase() === 'key');
  const withKeys = model.servers.filter(({ scope }) => scope?.byName.has('keys')).map(({ name }) => name);
  return serverAddresses(model, list, setting.file).find(
    ({ text, hasKey, octets }) => !hasKey && !isForAll && !withKeys.includes(text) && !isLoopback(octets),
  );
}
