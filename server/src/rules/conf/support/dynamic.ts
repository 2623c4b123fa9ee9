/** Zones that named changes itself. */

import type { ConfModel, Zone } from '../../../conf/model.ts';
import { settingFor } from '../../../conf/model.ts';
import type { BindVersion } from '../../../conf/statements.ts';
import { argumentsOf, blockOf } from '../../../conf/tree.ts';
import { isYes } from '../../../conf/valueKinds.ts';
import { atLeast } from '../../../dns/versions.ts';
import { isNone } from './matchLists.ts';

/** Whether a zone takes updates. */
export function takesUpdates(model: ConfModel, zone: Zone): boolean {
  if (zone.scope.byName.has('update-policy')) return true;
  const allow = settingFor(model, zone, 'allow-update');
  const list = allow && blockOf(allow.statement);
  return list !== undefined && !isNone(list);
}

/** The first word of the statement of a name that holds for a zone, in lower case. */
function wordFor(model: ConfModel, zone: Zone, name: string): string | undefined {
  const setting = settingFor(model, zone, name);
  return setting && argumentsOf(setting.statement)[0]?.text.toLowerCase();
}

/** True for the name of a policy that signs, or has signed. */
function isPolicy(name: string | undefined): boolean {
  return name !== undefined && name !== 'none' && name !== 'insecure';
}

/** Whether named adds keys and signatures to what the file of a zone says. */
export function isSignedByNamed(model: ConfModel, zone: Zone): boolean {
  if (isPolicy(wordFor(model, zone, 'dnssec-policy'))) return true;
  const auto = wordFor(model, zone, 'auto-dnssec');
  const inline = wordFor(model, zone, 'inline-signing');
  return (auto !== undefined && auto !== 'off') || (inline !== undefined && isYes(inline));
}

/**
 * Why named writes the file of a primary zone: it takes updates, or it is signed in place. Undefined where only people write it: a
 * zone that is signed in line has the signed copy in a file of its own. Updates of such a zone go into the file that is not signed.
 */
export function dynamicOf(model: ConfModel, zone: Zone, version: BindVersion): 'updated' | 'signed' | undefined {
  if (zone.type !== 'primary') return undefined;
  if (takesUpdates(model, zone)) return 'updated';
  const policyName = wordFor(model, zone, 'dnssec-policy');
  const isSigned = isPolicy(policyName);
  const policy = model.policies.find(({ name }) => name.toLowerCase() === policyName);
  const ofPolicy = policy?.scope?.byName.get('inline-signing')?.[0];
  const own = zone.scope.byName.get('inline-signing')?.[0];
  const decides = own ?? ofPolicy;
  const text = decides && argumentsOf(decides.statement)[0]?.text.toLowerCase();
  // Where nothing is said, a policy signs in line from 9.20 on; before, named had to be told.
  const isInline = text ? isYes(text) : isSigned && atLeast(version, '9.20');
  return isSigned && !isInline ? 'signed' : undefined;
}
