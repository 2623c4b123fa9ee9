/** Every rule about zones, in the order of their ids. A new rule is a new file, and a line here. */
import { badDirective } from './bad-directive.ts';
import { badGenerate } from './bad-generate.ts';
import { badName } from './bad-name.ts';
import { badRdata } from './bad-rdata.ts';
import { cdsConsistency } from './cds-consistency.ts';
import { classMismatch } from './class-mismatch.ts';
import { cnameAndOtherData } from './cname-and-other-data.ts';
import { cnameMultiple } from './cname-multiple.ts';
import type { ZoneRule } from './context.ts';
import { delegationMissingGlue } from './delegation-missing-glue.ts';
import { deprecatedAlgorithm } from './deprecated-algorithm.ts';
import { dnameMultiple } from './dname-multiple.ts';
import { dsAtApex } from './ds-at-apex.ts';
import { dsNotAtDelegation } from './ds-not-at-delegation.ts';
import { duplicateRecord } from './duplicate-record.ts';
import { generateLimit } from './generate-limit.ts';
import { includeCycle } from './include-cycle.ts';
import { includeDepth } from './include-depth.ts';
import { includeUnreadable } from './include-unreadable.ts';
import { incompleteRecord } from './incomplete-record.ts';
import { inheritedOwnerAfterOrigin } from './inherited-owner-after-origin.ts';
import { ip6Int } from './ip6-int.ts';
import { lostDot } from './lost-dot.ts';
import { mappedAaaa } from './mapped-aaaa.ts';
import { metaType } from './meta-type.ts';
import { misspeltSuffix } from './misspelt-reverse-suffix.ts';
import { mxTargetCname } from './mx-target-cname.ts';
import { nibbleNotHex } from './nibble-not-hex.ts';
import { noFinalNewline } from './no-final-newline.ts';
import { noOwner } from './no-owner.ts';
import { nonterminalWildcard } from './nonterminal-wildcard.ts';
import { nsMissing } from './ns-missing.ts';
import { nsMissingA } from './ns-missing-a.ts';
import { nsMissingAaaa } from './ns-missing-aaaa.ts';
import { nsNoAddress } from './ns-no-address.ts';
import { nsTargetCname } from './ns-target-cname.ts';
import { nsec3Iterations } from './nsec3-iterations.ts';
import { nsec3Owner } from './nsec3-owner.ts';
import { nsec3paramHash } from './nsec3param-hash.ts';
import { obsoleteType } from './obsolete-type.ts';
import { occludedRecord } from './occluded-record.ts';
import { octetOutOfRange } from './octet-out-of-range.ts';
import { outOfZone } from './out-of-zone.ts';
import { ownerLooksLikeClass } from './owner-looks-like-class.ts';
import { ownerNotHostname } from './owner-not-hostname.ts';
import { reverseForwards } from './reverse-forwards.ts';
import { reverseWrongCount } from './reverse-wrong-count.ts';
import { soaMinimumAsTtl } from './soa-minimum-as-ttl.ts';
import { soaMissing } from './soa-missing.ts';
import { soaMultiple } from './soa-multiple.ts';
import { soaNotAtTop } from './soa-not-at-top.ts';
import { soaNotFirst } from './soa-not-first.ts';
import { spfType } from './spf-type.ts';
import { srvTargetCname } from './srv-target-cname.ts';
import { svcbAliasParams } from './svcb-alias-params.ts';
import { targetIsAddress } from './target-is-address.ts';
import { targetNoAddress } from './target-no-address.ts';
import { targetNotHostname } from './target-not-hostname.ts';
import { ttlAboveMaximum } from './ttl-above-maximum.ts';
import { ttlMismatch } from './ttl-mismatch.ts';
import { ttlMissing } from './ttl-missing.ts';
import { ttlTooLarge } from './ttl-too-large.ts';
import { unbalancedParentheses } from './unbalanced-parentheses.ts';
import { unbalancedQuotes } from './unbalanced-quotes.ts';
import { unknownDirective } from './unknown-directive.ts';
import { unknownType } from './unknown-type.ts';
import { wildcardNs } from './wildcard-ns.ts';

export const ZONE_RULES: readonly ZoneRule[] = [
  badDirective,
  badGenerate,
  badName,
  badRdata,
  cdsConsistency,
  classMismatch,
  cnameAndOtherData,
  cnameMultiple,
  delegationMissingGlue,
  deprecatedAlgorithm,
  dnameMultiple,
  dsAtApex,
  dsNotAtDelegation,
  duplicateRecord,
  generateLimit,
  includeCycle,
  includeDepth,
  includeUnreadable,
  incompleteRecord,
  inheritedOwnerAfterOrigin,
  ip6Int,
  lostDot,
  mappedAaaa,
  metaType,
  misspeltSuffix,
  mxTargetCname,
  nibbleNotHex,
  noFinalNewline,
  noOwner,
  nonterminalWildcard,
  nsMissing,
  nsMissingA,
  nsMissingAaaa,
  nsNoAddress,
  nsTargetCname,
  nsec3Iterations,
  nsec3Owner,
  nsec3paramHash,
  obsoleteType,
  occludedRecord,
  octetOutOfRange,
  outOfZone,
  ownerLooksLikeClass,
  ownerNotHostname,
  reverseForwards,
  reverseWrongCount,
  soaMinimumAsTtl,
  soaMissing,
  soaMultiple,
  soaNotAtTop,
  soaNotFirst,
  spfType,
  srvTargetCname,
  svcbAliasParams,
  targetIsAddress,
  targetNoAddress,
  targetNotHostname,
  ttlAboveMaximum,
  ttlMismatch,
  ttlMissing,
  ttlTooLarge,
  unbalancedParentheses,
  unbalancedQuotes,
  unknownDirective,
  unknownType,
  wildcardNs,
];
