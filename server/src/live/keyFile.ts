/** TSIG keys from files: a named.conf with its `key` clauses, what tsig-keygen prints, and the pair that dnssec-keygen wrote up to BIND 9.12. No sentence here holds a secret. */

import { buildModel } from '../conf/buildModel.ts';
import type { Named } from '../conf/model.ts';
import { firstArgument } from '../conf/model.ts';
import { labelsToText, parseName } from '../dns/nameText.ts';
import { t } from '../l10n.ts';
import { type HashName, TSIG_HASHES, type TsigKey } from './tsig.ts';

/** A key, or in a sentence why there is none. */
export type KeyRead = { readonly key: TsigKey } | { readonly problem: string };

/** DNSSEC's numbers for the algorithms of TSIG in such pairs of files (BIND's dst.h). */
const PAIR_ALGORITHMS: Readonly<Record<number, HashName>> = {
  157: 'md5',
  161: 'sha1',
  162: 'sha224',
  163: 'sha256',
  164: 'sha384',
  165: 'sha512',
};

/** `hmac-sha256`, `hmac-sha256-128`, `hmac-md5.sig-alg.reg.int`; kdig writes it in capitals. */
function algorithmOf(text: string): { readonly hash: HashName; readonly cutTo?: number } | undefined {
  const plain = text.toLowerCase().replace(/\.$/, '');
  if (plain === 'hmac-md5.sig-alg.reg.int') return { hash: 'md5' };
  const match = /^hmac-([a-z\d]+)(?:-(\d{1,4}))?$/.exec(plain);
  const hash = Object.keys(TSIG_HASHES).find((name): name is HashName => name === match?.[1]);
  if (!hash) return undefined;
  const bits = match?.[2];
  if (bits === undefined) return { hash };
  const octets = Number(bits) / 8;
  return Number.isInteger(octets) && octets > 0 && octets <= TSIG_HASHES[hash].octets
    ? { hash, cutTo: octets }
    : undefined;
}

function octetsOf(base64: string): Uint8Array | undefined {
  try {
    const text = atob(base64);
    return text === '' ? undefined : Uint8Array.from(text, (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** A key of its parts, as files write them. */
export function keyOf(name: string, algorithm: string | undefined, secret: string | undefined): KeyRead {
  const parsed = parseName(name);
  if (parsed.error) return { problem: t`The key’s name ${name} is no domain name.` };
  if (algorithm === undefined || secret === undefined)
    return { problem: t`The key ${name} lacks its ${algorithm === undefined ? 'algorithm' : 'secret'}.` };
  const known = algorithmOf(algorithm);
  if (!known) return { problem: t`The key ${name} is for ${algorithm}, which is no algorithm of TSIG.` };
  const octets = octetsOf(secret);
  if (!octets) return { problem: t`The secret of the key ${name} is not in base64.` };
  return { key: { name: labelsToText(parsed.labels), ...known, secret: octets } };
}

/** The key of a `key` clause of a configuration. */
export function keyOfClause({ name, scope }: Named): KeyRead {
  const text = (statement: string): string | undefined => scope && firstArgument(scope, statement)?.text;
  return keyOf(name, text('algorithm'), text('secret'));
}

/** Whether two texts name the same key, with or without a final dot. */
export function isKeyNamed(name: string, wanted: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/(?<=.)\.$/, '');
  return plain(name) === plain(wanted);
}

/**
 * The key of a file: the one that is named, else the first, as dig takes it. `fileName` says the key's name where the file is the
 * private one of a pair, which does not hold it.
 */
export function readKeyFile(text: string, fileName: string, wanted?: string): KeyRead {
  const pair = /^Private-key-format:/m.test(text) ? pairKey(text, fileName) : undefined;
  if (pair) return pair;
  const { keys, includes } = buildModel({ uri: '', text }, () => undefined);
  const found = wanted === undefined ? keys[0] : keys.find(({ name }) => isKeyNamed(name, wanted));
  if (found) return keyOfClause(found);
  const none =
    wanted === undefined
      ? t`${fileName} has no key: one is written \`key "name" { algorithm hmac-sha256; secret "..."; };\`, as tsig-keygen prints it.`
      : t`${fileName} has no key named ${wanted}`;
  if (includes.length === 0) return { problem: wanted === undefined ? none : `${none}.` };
  return { problem: t`${none}, and what it includes is not read here: name the file that has the key.` };
}

/** `Kname.+163+12345.private` (dnssec-keygen -n HOST). */
function pairKey(text: string, fileName: string): KeyRead {
  const named = /(?:^|[\\/])K([^\\/]*?)\+(\d{3})\+\d{5}\.[a-z]+$/.exec(fileName);
  const number = /^Algorithm:[ \t]*(\d{1,3})/m.exec(text)?.[1];
  const secret = /^Key:[ \t]*(\S+)/m.exec(text)?.[1];
  if (!named)
    return { problem: t`${fileName} does not say the key’s name: it is to be called K, the name, +163+12345.` };
  const hash = PAIR_ALGORITHMS[Number(number ?? named[2])];
  if (!hash) return { problem: t`${fileName} holds a key of DNSSEC, which signs no messages.` };
  return keyOf(named[1], `hmac-${hash}`, secret);
}
