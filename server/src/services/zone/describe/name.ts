/** A domain name of a zone file in words: its full form, where it lies, what it has, and its address where it is a reverse name. */

import { type NameId, type NameTable, ROOT } from '../../../dns/names.ts';
import { TYPE, typeText } from '../../../dns/types.ts';
import { t } from '../../../l10n.ts';
import { baseName } from '../../../workspace/paths.ts';
import type { Zone } from '../../../workspace/zone.ts';
import { rdataWord } from '../../../zone/record.ts';
import { describeReverse } from '../../shared/describeReverse.ts';
import { capitalized, code } from '../../shared/markdown.ts';
import { describeIdn } from './idn.ts';
import type { Subject } from './subject.ts';

/** Addresses and types that are listed. */
const SHOWN = 12;

/** What a name is in the place where it stands. */
export type NameUse = 'owner' | 'origin' | 'target' | 'mailbox';

/** A name's labels in presentation format, most specific first, without the root. */
export function labelsOf(names: NameTable, name: NameId): string[] {
  const labels: string[] = [];
  for (let at = name; at > ROOT; at = names.parent(at)) labels.push(names.labelText(at));
  return labels;
}

/**
 * Paragraphs on the name written as `text`, taken relative to `origin`; none where it is no name. `wantsAddress`: where it is a
 * reverse name, it has to be a whole address.
 */
export function describeName(
  text: string,
  origin: NameId,
  use: NameUse,
  wantsAddress: boolean,
  subject: Subject,
): string[] {
  const { zone } = subject;
  const { names } = zone.model;
  const name = names.fromText(text, origin);
  if (name < 0) return [];
  if (names.isWithin(name, names.unknown)) {
    return [
      text === '@'
        ? t`The origin, which is not known here.`
        : t`A relative name: an origin follows ${code(text)}, and it is not known here.`,
    ];
  }
  const labels = labelsOf(names, name);
  const out = [`**${code(names.text(name))}**`, ...describeIdn(labels), howWritten(text, name, origin, zone)];
  out.push(...describeReverse(labels, wantsAddress));
  if (use === 'owner' || use === 'target') out.push(...describeData(name, use, subject));
  return out;
}

function howWritten(text: string, name: NameId, origin: NameId, { model }: Zone): string {
  const { names, apex } = model;
  const inZone = !model.originKnown
    ? ''
    : name === apex
      ? t`the name of the zone`
      : model.isInZone(name)
        ? t`in the zone ${code(names.text(apex))}`
        : t`outside the zone ${code(names.text(apex))}`;
  if (text === '@') return t`${code('@')} is the origin${inZone === '' ? '' : `, ${inZone}`}.`;
  if (name === ROOT) return t`The root.`;
  if (text.endsWith('.') && !text.endsWith('\\.')) return t`Absolute${inZone === '' ? '' : `, ${inZone}`}.`;
  return t`Relative: ${code(text)} with the origin ${code(names.text(origin))} added${inZone === '' ? '' : `, ${inZone}`}.`;
}

/** What the workspace's zones hold of the name. */
function describeData(name: NameId, use: NameUse, { zone, lookup }: Subject): string[] {
  const own = zone.model.originKnown && zone.model.isInZone(name);
  const holder = own ? zone : lookup.zoneHolding(name, zone);
  if (!holder) return [];
  const { model } = holder;
  const where = own ? '' : t` in ${code(baseName(holder.options.uri))}`;
  const out: string[] = [];
  const cut = model.cutAbove(name);
  if (cut >= 0 && cut !== model.apex) {
    const isGlue = model.has(name, TYPE.A) || model.has(name, TYPE.AAAA);
    const what = isGlue ? t`addresses here are glue` : t`its servers answer`;
    out.push(
      cut === name
        ? t`Delegated here: the name servers below answer for it.`
        : t`Below ${code(model.names.text(cut))}, which is delegated: ${what}.`,
    );
  }
  if (use === 'owner') {
    const types = typesAt(holder, name);
    if (types !== '') out.push(t`Records: ${types}`);
    return out;
  }
  const alias = model.rrset(name, TYPE.CNAME)[0];
  if (alias) out.push(t`An alias${where} of ${code(model.names.text(alias.target))}.`);
  const addresses = model.owned(name).filter(({ type }) => type === TYPE.A || type === TYPE.AAAA);
  if (addresses.length > 0) {
    const shown = addresses.slice(0, SHOWN).map((record) => code(rdataWord(record, 0)));
    const rest = addresses.length > SHOWN ? t` and ${addresses.length - SHOWN} more` : '';
    out.push(t`Addresses${where}: ${shown.join(', ')}${rest}`);
  } else if (!alias && model.hasOwner(name)) out.push(t`Records${where}: ${typesAt(holder, name)}`);
  else if (!alias && cut < 0) {
    const wildcard = model.wildcardFor(name);
    out.push(
      wildcard >= 0
        ? t`The wildcard ${code(model.names.text(wildcard))} answers for it${where}.`
        : t`${capitalized(own ? t`this zone` : t`the zone${where}`)} has no records of it.`,
    );
  }
  const pointers = model.rrset(name, TYPE.PTR).filter(({ target }) => target >= 0);
  if (pointers.length > 0) {
    out.push(
      `PTR${where}: ${pointers
        .slice(0, SHOWN)
        .map(({ target }) => code(model.names.text(target)))
        .join(', ')}`,
    );
  }
  return out;
}

/** `A, AAAA (2), MX`. */
function typesAt({ model }: Zone, name: NameId): string {
  const counts = new Map<number, number>();
  for (const { type } of model.owned(name)) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .slice(0, SHOWN)
    .map(([type, count]) => (count > 1 ? `${typeText(type)} (${count})` : typeText(type)))
    .join(', ');
}

/** A mailbox in a name (RFC 1035 section 8) as a mail address: the first label is the part before the @. */
export function mailAddress(names: NameTable, name: NameId): string | undefined {
  if (name <= ROOT || names.parent(name) === ROOT) return undefined;
  const local = new TextDecoder().decode(names.label(name));
  const domain = names.text(names.parent(name)).replace(/\.$/, '');
  return /^[\x21-\x7e]+$/.test(local) ? `${local}@${domain}` : undefined;
}
