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

/**
 * Why named writes the file of a primary zone: it takes updates, or it is signed in place. Undefined where only people write it: a
 * zone that is signed in line has the signed copy in a file of its own.
 */
export function dynamicOf(model: ConfModel, zone: Zone, version: BindVersion): 'updated' | 'signed' | undefined {
  if (zone.type !== 'primary') return undefined;
  const wordOf = (name: string) => {
    const setting = settingFor(model, zone, name);
    return setting && argumentsOf(setting.statement)[0]?.text.toLowerCase();
  };
  const policyName = wordOf('dnssec-policy');
  const isSigned = policyName !== undefined && policyName !== 'none' && policyName !== 'insecure';
  const policy = model.policies.find(({ name }) => name.toLowerCase() === policyName);
  const ofPolicy = policy?.scope?.byName.get('inline-signing')?.[0];
  const own = zone.scope.byName.get('inline-signing')?.[0];
  const decides = own ?? ofPolicy;
  const text = decides && argumentsOf(decides.statement)[0]?.text.toLowerCase();
  // Where nothing is said, a policy signs in line from 9.20 on; before, named had to be told.
  const isInline = text ? isYes(text) : isSigned && atLeast(version, '9.20');
  if (isInline) return undefined;
  if (takesUpdates(model, zone)) return 'updated';
  return isSigned ? 'signed' : undefined;
}
