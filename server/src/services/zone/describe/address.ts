/** An address in words: what it is, and whether the workspace has its PTR record. */

import { parseAddress } from '../../../dns/addresses.ts';
import { TYPE } from '../../../dns/types.ts';
import { t } from '../../../l10n.ts';
import { baseName } from '../../../workspace/paths.ts';
import { rdataWord } from '../../../zone/record.ts';
import { ptrPlace } from '../../reverse/places.ts';
import { addressForms } from '../../shared/describeAddress.ts';
import { code } from '../../shared/markdown.ts';
import type { Subject } from './subject.ts';

/** Paragraphs on an address, with its PTR record in the workspace; none where the text is no address. */
export function describeAddress(text: string, { zone, lookup }: Subject): string[] {
  const octets = parseAddress(text);
  if (!octets) return [];
  const out = addressForms(octets);
  const { names } = zone.model;
  const place = ptrPlace(octets, zone, lookup);
  if (!place) {
    out.push(t`No reverse zone of the workspace holds this address.`);
    return out;
  }
  const file = code(baseName(place.zone.options.uri));
  const records = place.zone.model.rrset(place.name, TYPE.PTR);
  if (records.length === 0) {
    out.push(t`The reverse zone ${code(names.text(place.zone.model.apex))} (${file}) has no PTR record for it.`);
    return out;
  }
  const targets = records.map((record) => code(record.target >= 0 ? names.text(record.target) : rdataWord(record, 0)));
  out.push(t`PTR in ${file}: ${targets.join(', ')}`);
  return out;
}
