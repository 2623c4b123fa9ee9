import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { isInvalid } from '../../zone/record.ts';
import { typePlace } from './places.ts';
import { firstPlace } from './support/apex.ts';
import { recordText } from './support/text.ts';
import type { ZoneRule } from './zoneRule.ts';

const VERSION = new TextEncoder().encode('version');
/** Those that named processes: its own first one, and that of the RFC. */
const KNOWN = new Set(['1', '2']);

export const catalogVersion: ZoneRule = {
  id: 'zone/catalog-version',
  title: 'Catalog zone without its version',
  severity: 'warning',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A zone of a `catalog-zones` statement without a TXT record at `version` that says 2 (or 1, which BIND had before the RFC), or with several.',
    why: 'Such a catalog is broken: servers do not process it, and none of its member zones is added.',
    bad: '; in a zone of catalog-zones\na1.zones PTR example.net.\n',
    good: '; in a zone of catalog-zones\nversion TXT "2"\na1.zones PTR example.net.\n',
    sources: ['RFC 9432 sections 4.2.1 and 5.1', 'named: catalog zone has no version record, unsupported version'],
  },
  applies: ({ settings }) => settings.catalog === true,
  checkZone(context, report) {
    const { model, names, apex } = context;
    const name = names.find(apex, VERSION);
    const records = (name < 0 ? [] : model.rrset(name, TYPE.TXT)).filter((record) => !isInvalid(record));
    const [first, ...others] = records;
    if (!first) {
      const [soa] = model.rrset(apex, TYPE.SOA);
      const place = soa ? typePlace(soa) : firstPlace(context);
      if (place)
        report(
          place,
          t`The catalog zone ${names.text(apex)} has no version, so servers do not process it and add none of its zones. Add: version TXT "2"`,
        );
      return;
    }
    if (others.length > 0) {
      report(
        typePlace(others[0]),
        t`A catalog zone has one version, and with several servers do not process it. Delete all but one.`,
        { related: [{ place: typePlace(first), message: t`The first one` }] },
      );
      return;
    }
    const version = recordText(first)?.text;
    if (version === undefined || KNOWN.has(version)) return;
    report(
      typePlace(first),
      t`The version of a catalog zone is 2, and servers do not process one of version ${version}. Write version TXT "2".`,
    );
  },
};
