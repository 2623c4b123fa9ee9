/** Every rule about zones, in the order of their ids. A new rule is a new file, and a line here. */
import { addressNotOurs } from './address-not-ours.ts';
import { addressPtrMismatch } from './address-ptr-mismatch.ts';
import { atSignInName } from './at-sign-in-name.ts';
import { badDirective } from './bad-directive.ts';
import { badGenerate } from './bad-generate.ts';
import { badName } from './bad-name.ts';
import { badRdata } from './bad-rdata.ts';
import { bimiSyntax } from './bimi-syntax.ts';
import { caaFlags } from './caa-flags.ts';
import { caaNoEffect } from './caa-no-effect.ts';
import { caaTag } from './caa-tag.ts';
import { caaValue } from './caa-value.ts';
import { catalogMemberTwice } from './catalog-member-twice.ts';
import { catalogProperty } from './catalog-property.ts';
import { catalogVersion } from './catalog-version.ts';
import { cdsConsistency } from './cds-consistency.ts';
import { cdsSet } from './cds-set.ts';
import { certType } from './cert-type.ts';
import { classMismatch } from './class-mismatch.ts';
import { cnameAndOtherData } from './cname-and-other-data.ts';
import { cnameChain } from './cname-chain.ts';
import { cnameDangling } from './cname-dangling.ts';
import { cnameLoop } from './cname-loop.ts';
import { cnameMultiple } from './cname-multiple.ts';
import { csyncContent } from './csync-content.ts';
import { dataOfRelease } from './data-of-release.ts';
import { delegationDiffers } from './delegation-differs.ts';
import { delegationMissingGlue } from './delegation-missing-glue.ts';
import { deprecatedAlgorithm } from './deprecated-algorithm.ts';
import { discouragedHyphens } from './discouraged-hyphens.ts';
import { dkimInactive } from './dkim-inactive.ts';
import { dkimKey } from './dkim-key.ts';
import { dkimSyntax } from './dkim-syntax.ts';
import { dmarcSyntax } from './dmarc-syntax.ts';
import { dnameMultiple } from './dname-multiple.ts';
import { dnskeyFlags } from './dnskey-flags.ts';
import { dnskeySet } from './dnskey-set.ts';
import { dnskeyWeak } from './dnskey-weak.ts';
import { documentationAddress } from './documentation-address.ts';
import { dotTooMany } from './dot-too-many.ts';
import { dsAtApex } from './ds-at-apex.ts';
import { dsMismatch } from './ds-mismatch.ts';
import { dsMissing } from './ds-missing.ts';
import { dsNotAtDelegation } from './ds-not-at-delegation.ts';
import { dsWithoutDnskey } from './ds-without-dnskey.ts';
import { duplicateRecord } from './duplicate-record.ts';
import { dynamicZone } from './dynamic-zone.ts';
import { foreignComment } from './foreign-comment.ts';
import { foreignRecord } from './foreign-record.ts';
import { generateLimit } from './generate-limit.ts';
import { glueDiffers } from './glue-differs.ts';
import { hinfo } from './hinfo.ts';
import { hintsOutdated } from './hints-outdated.ts';
import { hostTarget } from './host-target.ts';
import { idnMalformed } from './idn-malformed.ts';
import { idnNotEncoded } from './idn-not-encoded.ts';
import { includeCycle } from './include-cycle.ts';
import { includeDepth } from './include-depth.ts';
import { includeUnreadable } from './include-unreadable.ts';
import { incompleteRecord } from './incomplete-record.ts';
import { indentedLine } from './indented-line.ts';
import { inheritedOwnerAfterOrigin } from './inherited-owner-after-origin.ts';
import { ip6Int } from './ip6-int.ts';
import { locImplausible } from './loc-implausible.ts';
import { lostDot } from './lost-dot.ts';
import { mailKeyOwner } from './mail-key-owner.ts';
import { mailPolicyMultiple } from './mail-policy-multiple.ts';
import { mailTextOwner } from './mail-text-owner.ts';
import { mappedAaaa } from './mapped-aaaa.ts';
import { metaType } from './meta-type.ts';
import { misspeltSuffix } from './misspelt-reverse-suffix.ts';
import { mtaStsNoHost } from './mta-sts-no-host.ts';
import { mtaStsSyntax } from './mta-sts-syntax.ts';
import { mxAtTld } from './mx-at-tld.ts';
import { mxTargetCname } from './mx-target-cname.ts';
import { naptrFlags } from './naptr-flags.ts';
import { naptrRewrite } from './naptr-rewrite.ts';
import { naptrServices } from './naptr-services.ts';
import { naptrTarget } from './naptr-target.ts';
import { nibbleNotHex } from './nibble-not-hex.ts';
import { noFinalNewline } from './no-final-newline.ts';
import { noOwner } from './no-owner.ts';
import { nonterminalWildcard } from './nonterminal-wildcard.ts';
import { notAZone } from './not-a-zone.ts';
import { notAtApex } from './not-at-apex.ts';
import { notLoaded } from './not-loaded.ts';
import { nsCircle } from './ns-circle.ts';
import { nsMissing } from './ns-missing.ts';
import { nsMissingA } from './ns-missing-a.ts';
import { nsMissingAaaa } from './ns-missing-aaaa.ts';
import { nsNoAddress } from './ns-no-address.ts';
import { nsSameAddress } from './ns-same-address.ts';
import { nsSameNetwork } from './ns-same-network.ts';
import { nsSingle } from './ns-single.ts';
import { nsTargetCname } from './ns-target-cname.ts';
import { nsecChain } from './nsec-chain.ts';
import { nsec3Chain } from './nsec3-chain.ts';
import { nsec3Iterations } from './nsec3-iterations.ts';
import { nsec3Owner } from './nsec3-owner.ts';
import { nsec3ParametersDiffer } from './nsec3-parameters-differ.ts';
import { nsec3paramContent } from './nsec3param-content.ts';
import { nsec3paramHash } from './nsec3param-hash.ts';
import { nullMx } from './null-mx.ts';
import { numericTopLabel } from './numeric-top-label.ts';
import { obsoleteType } from './obsolete-type.ts';
import { occludedRecord } from './occluded-record.ts';
import { octalEscape } from './octal-escape.ts';
import { octetOutOfRange } from './octet-out-of-range.ts';
import { outOfZone } from './out-of-zone.ts';
import { outsideClasslessBlock } from './outside-classless-block.ts';
import { ownerLooksLikeClass } from './owner-looks-like-class.ts';
import { ownerLooksLikeTtl } from './owner-looks-like-ttl.ts';
import { ownerNotHostname } from './owner-not-hostname.ts';
import { partlySigned } from './partly-signed.ts';
import { placeholder } from './placeholder.ts';
import { privateAddress } from './private-address.ts';
import { problemsInInclude } from './problems-in-include.ts';
import { ptrMismatch } from './ptr-mismatch.ts';
import { quotesInText } from './quotes-in-text.ts';
import { reverseForwards } from './reverse-forwards.ts';
import { reverseWrongCount } from './reverse-wrong-count.ts';
import { rpTextMissing } from './rp-text-missing.ts';
import { rpzOwner } from './rpz-owner.ts';
import { rrsigFields } from './rrsig-fields.ts';
import { rrsigValidity } from './rrsig-validity.ts';
import { serialNotRaised } from './serial-not-raised.ts';
import { serialWentBackwards } from './serial-went-backwards.ts';
import { servedOtherwise } from './served-otherwise.ts';
import { serviceOwner } from './service-owner.ts';
import { smartQuotes } from './smart-quotes.ts';
import { soaExpiresEarly } from './soa-expires-early.ts';
import { soaMinimumAsTtl } from './soa-minimum-as-ttl.ts';
import { soaMissing } from './soa-missing.ts';
import { soaMname } from './soa-mname.ts';
import { soaMultiple } from './soa-multiple.ts';
import { soaNotAtTop } from './soa-not-at-top.ts';
import { soaNotFirst } from './soa-not-first.ts';
import { soaRetryNotShorter } from './soa-retry-not-shorter.ts';
import { soaRnameAtSign } from './soa-rname-at-sign.ts';
import { soaRnameNumber } from './soa-rname-number.ts';
import { soaSerialDate } from './soa-serial-date.ts';
import { soaTimerUnusual } from './soa-timer-unusual.ts';
import { specialAddress } from './special-address.ts';
import { spfAfterAll } from './spf-after-all.ts';
import { spfAll } from './spf-all.ts';
import { spfLong } from './spf-long.ts';
import { spfLookups } from './spf-lookups.ts';
import { spfMultiple } from './spf-multiple.ts';
import { spfPtr } from './spf-ptr.ts';
import { spfSyntax } from './spf-syntax.ts';
import { spfTarget } from './spf-target.ts';
import { spfType } from './spf-type.ts';
import { spfWithoutMail } from './spf-without-mail.ts';
import { srvPort } from './srv-port.ts';
import { srvTargetCname } from './srv-target-cname.ts';
import { sshfpSha1 } from './sshfp-sha1.ts';
import { sshfpValues } from './sshfp-values.ts';
import { svcbAliasChain } from './svcb-alias-chain.ts';
import { svcbAliasParams } from './svcb-alias-params.ts';
import { svcbDnsParameters } from './svcb-dns-parameters.ts';
import { svcbHintMismatch } from './svcb-hint-mismatch.ts';
import { svcbNoAddress } from './svcb-no-address.ts';
import { svcbParameters } from './svcb-parameters.ts';
import { svcbSelfTarget } from './svcb-self-target.ts';
import { targetInsideOnly } from './target-inside-only.ts';
import { targetIsAddress } from './target-is-address.ts';
import { targetNoAddress } from './target-no-address.ts';
import { targetNotHostname } from './target-not-hostname.ts';
import { targetNotThere } from './target-not-there.ts';
import { template } from './template.ts';
import { textCutByComment } from './text-cut-by-comment.ts';
import { textDoubleEscape } from './text-double-escape.ts';
import { textNonAscii } from './text-non-ascii.ts';
import { tlsaFullData } from './tlsa-full-data.ts';
import { tlsaNoHost } from './tlsa-no-host.ts';
import { tlsaOwner } from './tlsa-owner.ts';
import { tlsaValues } from './tlsa-values.ts';
import { tlsrptSyntax } from './tlsrpt-syntax.ts';
import { tooManyRecords } from './too-many-records.ts';
import { ttlAboveMaximum } from './ttl-above-maximum.ts';
import { ttlMismatch } from './ttl-mismatch.ts';
import { ttlMissing } from './ttl-missing.ts';
import { ttlOfRecordBefore } from './ttl-of-record-before.ts';
import { ttlTooLarge } from './ttl-too-large.ts';
import { ttlUnusual } from './ttl-unusual.ts';
import { unbalancedParentheses } from './unbalanced-parentheses.ts';
import { unbalancedQuotes } from './unbalanced-quotes.ts';
import { unknownAlgorithm } from './unknown-algorithm.ts';
import { unknownDirective } from './unknown-directive.ts';
import { unknownType } from './unknown-type.ts';
import { unreadableCharacter } from './unreadable-character.ts';
import { uriTarget } from './uri-target.ts';
import { uselessIgnore } from './useless-ignore.ts';
import { viewApexDiffers } from './view-apex-differs.ts';
import { viewPrivateAddress } from './view-private-address.ts';
import { viewSigningDiffers } from './view-signing-differs.ts';
import { wildcardCname } from './wildcard-cname.ts';
import { wildcardHidden } from './wildcard-hidden.ts';
import { wildcardNs } from './wildcard-ns.ts';
import { withdrawnIpv6 } from './withdrawn-ipv6.ts';
import { zonemdContent } from './zonemd-content.ts';
import type { ZoneRule } from './zoneRule.ts';

export const ZONE_RULES: readonly ZoneRule[] = [
  addressNotOurs,
  addressPtrMismatch,
  atSignInName,
  badDirective,
  badGenerate,
  badName,
  badRdata,
  bimiSyntax,
  caaFlags,
  caaNoEffect,
  caaTag,
  caaValue,
  catalogMemberTwice,
  catalogProperty,
  catalogVersion,
  cdsConsistency,
  cdsSet,
  certType,
  classMismatch,
  cnameAndOtherData,
  cnameChain,
  cnameDangling,
  cnameLoop,
  cnameMultiple,
  csyncContent,
  dataOfRelease,
  delegationDiffers,
  delegationMissingGlue,
  deprecatedAlgorithm,
  discouragedHyphens,
  dkimInactive,
  dkimKey,
  dkimSyntax,
  dmarcSyntax,
  dnameMultiple,
  dnskeyFlags,
  dnskeySet,
  dnskeyWeak,
  documentationAddress,
  dotTooMany,
  dsAtApex,
  dsMismatch,
  dsMissing,
  dsNotAtDelegation,
  dsWithoutDnskey,
  duplicateRecord,
  dynamicZone,
  foreignComment,
  foreignRecord,
  generateLimit,
  glueDiffers,
  hinfo,
  hintsOutdated,
  hostTarget,
  idnMalformed,
  idnNotEncoded,
  includeCycle,
  includeDepth,
  includeUnreadable,
  incompleteRecord,
  indentedLine,
  inheritedOwnerAfterOrigin,
  ip6Int,
  locImplausible,
  lostDot,
  mailKeyOwner,
  mailPolicyMultiple,
  mailTextOwner,
  mappedAaaa,
  metaType,
  misspeltSuffix,
  mtaStsNoHost,
  mtaStsSyntax,
  mxAtTld,
  mxTargetCname,
  naptrFlags,
  naptrRewrite,
  naptrServices,
  naptrTarget,
  nibbleNotHex,
  noFinalNewline,
  noOwner,
  nonterminalWildcard,
  notAZone,
  notAtApex,
  notLoaded,
  nsCircle,
  nsMissing,
  nsMissingA,
  nsMissingAaaa,
  nsNoAddress,
  nsSameAddress,
  nsSameNetwork,
  nsSingle,
  nsTargetCname,
  nsecChain,
  nsec3Chain,
  nsec3Iterations,
  nsec3Owner,
  nsec3ParametersDiffer,
  nsec3paramContent,
  nsec3paramHash,
  nullMx,
  numericTopLabel,
  obsoleteType,
  occludedRecord,
  octalEscape,
  octetOutOfRange,
  outOfZone,
  outsideClasslessBlock,
  ownerLooksLikeClass,
  ownerLooksLikeTtl,
  ownerNotHostname,
  partlySigned,
  placeholder,
  privateAddress,
  problemsInInclude,
  ptrMismatch,
  quotesInText,
  reverseForwards,
  reverseWrongCount,
  rpTextMissing,
  rpzOwner,
  rrsigFields,
  rrsigValidity,
  serialNotRaised,
  serialWentBackwards,
  servedOtherwise,
  serviceOwner,
  smartQuotes,
  soaExpiresEarly,
  soaMinimumAsTtl,
  soaMissing,
  soaMname,
  soaMultiple,
  soaNotAtTop,
  soaNotFirst,
  soaRetryNotShorter,
  soaRnameAtSign,
  soaRnameNumber,
  soaSerialDate,
  soaTimerUnusual,
  specialAddress,
  spfAfterAll,
  spfAll,
  spfLong,
  spfLookups,
  spfMultiple,
  spfPtr,
  spfSyntax,
  spfTarget,
  spfType,
  spfWithoutMail,
  srvPort,
  srvTargetCname,
  sshfpSha1,
  sshfpValues,
  svcbAliasChain,
  svcbAliasParams,
  svcbDnsParameters,
  svcbHintMismatch,
  svcbNoAddress,
  svcbParameters,
  svcbSelfTarget,
  targetInsideOnly,
  targetIsAddress,
  targetNoAddress,
  targetNotHostname,
  targetNotThere,
  template,
  textCutByComment,
  textDoubleEscape,
  textNonAscii,
  tlsaFullData,
  tlsaNoHost,
  tlsaOwner,
  tlsaValues,
  tlsrptSyntax,
  tooManyRecords,
  ttlAboveMaximum,
  ttlMismatch,
  ttlMissing,
  ttlOfRecordBefore,
  ttlTooLarge,
  ttlUnusual,
  unbalancedParentheses,
  unbalancedQuotes,
  unknownAlgorithm,
  unknownDirective,
  unknownType,
  unreadableCharacter,
  uriTarget,
  uselessIgnore,
  viewApexDiffers,
  viewPrivateAddress,
  viewSigningDiffers,
  wildcardCname,
  wildcardHidden,
  wildcardNs,
  withdrawnIpv6,
  zonemdContent,
];
