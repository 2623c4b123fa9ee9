/** Host names as named's check-names has them (RFC 952, RFC 1123 section 2.1). */
import { type NameId, type NameTable, NameTrait, ROOT } from '../../../dns/names.ts';

const HYPHEN = 0x2d;
const STAR = 0x2a;

function isAlphanumeric(octet: number): boolean {
  return (octet >= 0x30 && octet <= 0x39) || (octet >= 0x61 && octet <= 0x7a);
}

function isHostLabel(label: Uint8Array): boolean {
  for (let i = 0; i < label.length; i++) {
    if (isAlphanumeric(label[i])) continue;
    if (label[i] !== HYPHEN || i === 0 || i === label.length - 1) return false;
  }
  return label.length > 0;
}

/** The text of the first label, up to `top`, that no host name may have; undefined where the name is a host name. */
export function badHostLabel(names: NameTable, name: NameId, top: NameId = ROOT): string | undefined {
  if (name < 0 || (names.traits(name) & NameTrait.NotHost) === 0) return undefined;
  for (let at = name; at > ROOT && at !== top; at = names.parent(at)) {
    if (!isHostLabel(names.label(at))) return names.labelText(at);
  }
  return undefined;
}

/** True where the leftmost label is `*`. */
export function isWildcard(names: NameTable, name: NameId): boolean {
  if (names.firstOctet(name) !== STAR) return false;
  return names.label(name).length === 1;
}
