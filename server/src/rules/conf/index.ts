/** The rules about named.conf and rndc.conf, and the function that runs them. */

import type { AlikeShape } from '../../conf/alike.ts';
import { finish, type Steps } from '../../steps.ts';
import { markIn } from '../../text/template.ts';
import type { Fix, Problem } from '../rule.ts';
import { aclLoop } from './acl-loop.ts';
import { AlikeGathering, type GroupFindings } from './alikeFindings.ts';
import { asksItself } from './asks-itself.ts';
import { findingsOf, otherReleases } from './assumedRelease.ts';
import { autoDnssecCannotSign } from './auto-dnssec-cannot-sign.ts';
import { badCatalogZones } from './bad-catalog-zones.ts';
import { badChannel } from './bad-channel.ts';
import { badCookieSecret } from './bad-cookie-secret.ts';
import { badDns64 } from './bad-dns64.ts';
import { badDnstap } from './bad-dnstap.ts';
import { badForwarding } from './bad-forwarding.ts';
import { badHttpEndpoint } from './bad-http-endpoint.ts';
import { badKey } from './bad-key.ts';
import { badName } from './bad-name.ts';
import { badNotifyType } from './bad-notify-type.ts';
import { badNsec3param } from './bad-nsec3param.ts';
import { badPolicyKey } from './bad-policy-key.ts';
import { badPolicyTiming } from './bad-policy-timing.ts';
import { badReportChannel } from './bad-report-channel.ts';
import { badResponsePolicy } from './bad-response-policy.ts';
import { badRrsetOrder } from './bad-rrset-order.ts';
import { badServerClause } from './bad-server-clause.ts';
import { badTls } from './bad-tls.ts';
import { badTransport } from './bad-transport.ts';
import { badTrustAnchor } from './bad-trust-anchor.ts';
import { badUpdatePolicy } from './bad-update-policy.ts';
import { cacheForNobody } from './cache-for-nobody.ts';
import { classMismatch } from './class-mismatch.ts';
import { conflictingCheckNames } from './conflicting-check-names.ts';
import { conflictingOptions } from './conflicting-options.ts';
import { conflictingTrustAnchors } from './conflicting-trust-anchors.ts';
import type { ConfContext, ConfRule } from './context.ts';
import { deprecatedStatement } from './deprecated-statement.ts';
import { disabledEmptyZone } from './disabled-empty-zone.ts';
import { discardedLog } from './discarded-log.ts';
import { dns64PrivateAddresses } from './dns64-private-addresses.ts';
import { duplicateDefinition } from './duplicate-definition.ts';
import { duplicateStatement } from './duplicate-statement.ts';
import { duplicateZone } from './duplicate-zone.ts';
import { ednsSize } from './edns-size.ts';
import { emptyParentalAgents } from './empty-parental-agents.ts';
import { emptyZonesOff } from './empty-zones-off.ts';
import { encryptedListenerOneFamily } from './encrypted-listener-one-family.ts';
import { exposedControl } from './exposed-control.ts';
import { exposedSecret } from './exposed-secret.ts';
import { exposedStatistics } from './exposed-statistics.ts';
import { fixedQueryPort } from './fixed-query-port.ts';
import { goneInNextRelease } from './gone-in-next-release.ts';
import { hintZoneIgnored } from './hint-zone-ignored.ts';
import { inViewUndefined } from './in-view-undefined.ts';
import { includeCycle } from './include-cycle.ts';
import { includeDepth } from './include-depth.ts';
import { includeMissing } from './include-missing.ts';
import { inlineSigningDefault } from './inline-signing-default.ts';
import { inlineSigningWithoutPolicy } from './inline-signing-without-policy.ts';
import { journalNotWritable } from './journal-not-writable.ts';
import { keyOnServerList } from './key-on-server-list.ts';
import { listWithoutIpv6 } from './list-without-ipv6.ts';
import { listenOnIncomplete } from './listen-on-incomplete.ts';
import { listenOnRestricted } from './listen-on-restricted.ts';
import { listenOnV6Absent } from './listen-on-v6-absent.ts';
import { listenOnV6Incomplete } from './listen-on-v6-incomplete.ts';
import { listenOnV6None } from './listen-on-v6-none.ts';
import { listensOnNoAddress } from './listens-on-no-address.ts';
import { malformedReverseZone } from './malformed-reverse-zone.ts';
import { mirrorWithoutValidation } from './mirror-without-validation.ts';
import { mirrorZone } from './mirror-zone.ts';
import { misplacedStatement } from './misplaced-statement.ts';
import { missingBrace } from './missing-brace.ts';
import { missingOpenBrace } from './missing-open-brace.ts';
import { missingPrimaries } from './missing-primaries.ts';
import { missingSemicolon } from './missing-semicolon.ts';
import { missingZoneFile } from './missing-zone-file.ts';
import { misspeltReverseZone } from './misspelt-reverse-zone.ts';
import { mixedService } from './mixed-service.ts';
import { nestedTooDeep } from './nested-too-deep.ts';
import { noQuerySource } from './no-query-source.ts';
import { noRateLimit } from './no-rate-limit.ts';
import { notOnThisMachine } from './not-on-this-machine.ts';
import { notifyOffWithList } from './notify-off-with-list.ts';
import { oldTerm } from './old-term.ts';
import { openRecursion } from './open-recursion.ts';
import { openTransfer } from './open-transfer.ts';
import { policyConflict } from './policy-conflict.ts';
import { policyNeedsInlineSigning } from './policy-needs-inline-signing.ts';
import { privateZoneValidated } from './private-zone-validated.ts';
import { rateLimitTables } from './rate-limit-tables.ts';
import { recursionOffWithList } from './recursion-off-with-list.ts';
import { redirectZoneName } from './redirect-zone-name.ts';
import { removedStatement } from './removed-statement.ts';
import { requiresInlineSigning } from './requires-inline-signing.ts';
import { responsePolicyWithoutRecursion } from './response-policy-without-recursion.ts';
import { reverseZoneFile } from './reverse-zone-file.ts';
import { sameFileInViews } from './same-file-in-views.ts';
import { fixOfAll, onceKey, toldOnce } from './sayOnce.ts';
import { secretNotBase64 } from './secret-not-base64.ts';
import { serversOfOneZone } from './servers-of-one-zone.ts';
import { sharedKeyDirectory } from './shared-key-directory.ts';
import { sharedZoneFile } from './shared-zone-file.ts';
import { shortSecret } from './short-secret.ts';
import { shown } from './shown.ts';
import { sourceAddressOneFamily } from './source-address-one-family.ts';
import { sourcePort } from './source-port.ts';
import { staleRootAnchor } from './stale-root-anchor.ts';
import { staticStubServers } from './static-stub-servers.ts';
import { strayBrace } from './stray-brace.ts';
import { straySemicolon } from './stray-semicolon.ts';
import { template } from './template.ts';
import { transferWithoutKey } from './transfer-without-key.ts';
import { unclosedComment } from './unclosed-comment.ts';
import { unclosedQuote } from './unclosed-quote.ts';
import { undefinedAcl } from './undefined-acl.ts';
import { undefinedKey } from './undefined-key.ts';
import { undefinedReference } from './undefined-reference.ts';
import { unixControl } from './unix-control.ts';
import { unknownAlgorithm } from './unknown-algorithm.ts';
import { unknownLogCategory } from './unknown-log-category.ts';
import { unknownStatement } from './unknown-statement.ts';
import { unlimitedCache } from './unlimited-cache.ts';
import { unreachableView } from './unreachable-view.ts';
import { unreachedElement } from './unreached-element.ts';
import { blamedOnCharacters, hasUnreadable, unreadableCharacter } from './unreadable-character.ts';
import { unusedDefinition } from './unused-definition.ts';
import { updateByAddress } from './update-by-address.ts';
import { uselessIgnore } from './useless-ignore.ts';
import { validationOff } from './validation-off.ts';
import { validationWithoutAnchors } from './validation-without-anchors.ts';
import { valueOutOfRange } from './value-out-of-range.ts';
import { versionDisclosed } from './version-disclosed.ts';
import { weakAlgorithm } from './weak-algorithm.ts';
import { wrongValue } from './wrong-value.ts';
import { wrongZoneType } from './wrong-zone-type.ts';
import { zoneMissingInView } from './zone-missing-in-view.ts';
import { zoneNotChecked } from './zone-not-checked.ts';
import { zoneOutsideViews } from './zone-outside-views.ts';
import { zoneWithoutType } from './zone-without-type.ts';

/** Every rule about configurations. */
export const CONF_RULES: readonly ConfRule[] = [
  missingSemicolon,
  missingBrace,
  missingOpenBrace,
  reverseZoneFile,
  strayBrace,
  straySemicolon,
  unclosedComment,
  unclosedQuote,
  unknownStatement,
  misplacedStatement,
  removedStatement,
  deprecatedStatement,
  oldTerm,
  wrongValue,
  valueOutOfRange,
  duplicateStatement,
  duplicateDefinition,
  undefinedAcl,
  undefinedKey,
  undefinedReference,
  includeMissing,
  includeCycle,
  includeDepth,
  zoneWithoutType,
  zoneOutsideViews,
  duplicateZone,
  wrongZoneType,
  missingZoneFile,
  zoneNotChecked,
  missingPrimaries,
  policyNeedsInlineSigning,
  badKey,
  secretNotBase64,
  weakAlgorithm,
  conflictingTrustAnchors,
  validationWithoutAnchors,
  misspeltReverseZone,
  malformedReverseZone,
  listenOnV6Absent,
  listenOnIncomplete,
  listenOnV6None,
  listenOnV6Incomplete,
  listenOnRestricted,
  openRecursion,
  openTransfer,
  aclLoop,
  unixControl,
  badUpdatePolicy,
  conflictingOptions,
  policyConflict,
  conflictingCheckNames,
  badPolicyKey,
  badPolicyTiming,
  badNotifyType,
  badNsec3param,
  autoDnssecCannotSign,
  requiresInlineSigning,
  inlineSigningDefault,
  sharedZoneFile,
  serversOfOneZone,
  sharedKeyDirectory,
  inViewUndefined,
  badCatalogZones,
  badResponsePolicy,
  badTls,
  badHttpEndpoint,
  badTransport,
  sourcePort,
  nestedTooDeep,
  noQuerySource,
  rateLimitTables,
  mirrorZone,
  redirectZoneName,
  staticStubServers,
  classMismatch,
  badName,
  emptyParentalAgents,
  keyOnServerList,
  badTrustAnchor,
  staleRootAnchor,
  template,
  unknownAlgorithm,
  badRrsetOrder,
  badDns64,
  badForwarding,
  badChannel,
  unknownLogCategory,
  badServerClause,
  recursionOffWithList,
  notifyOffWithList,
  badCookieSecret,
  badDnstap,
  badReportChannel,
  sourceAddressOneFamily,
  encryptedListenerOneFamily,
  listWithoutIpv6,
  mixedService,
  updateByAddress,
  transferWithoutKey,
  shortSecret,
  exposedSecret,
  unusedDefinition,
  uselessIgnore,
  unreachableView,
  sameFileInViews,
  zoneMissingInView,
  inlineSigningWithoutPolicy,
  dns64PrivateAddresses,
  exposedControl,
  exposedStatistics,
  versionDisclosed,
  validationOff,
  asksItself,
  emptyZonesOff,
  ednsSize,
  unlimitedCache,
  fixedQueryPort,
  noRateLimit,
  goneInNextRelease,
  responsePolicyWithoutRecursion,
  discardedLog,
  hintZoneIgnored,
  mirrorWithoutValidation,
  notOnThisMachine,
  listensOnNoAddress,
  cacheForNobody,
  unreachedElement,
  privateZoneValidated,
  disabledEmptyZone,
  journalNotWritable,
  unreadableCharacter,
];

const byId = new Map(CONF_RULES.map((rule) => [rule.id, rule]));

/** What the rules find in a configuration. */
export interface ConfFindings {
  /** In what was read. Problems come file by file, from top to bottom. */
  readonly problems: Problem[];
  /** In the zones that were passed over, each of its own. */
  readonly ofAlike: GroupFindings;
  /** Shapes of whose zones it has to be read which have what. */
  readonly unlike: ReadonlySet<AlikeShape>;
}

/** Runs every rule over a configuration that was read as a whole. */
export function checkConf(context: ConfContext): Problem[] {
  return finish(checkConfInSteps(context)).problems;
}

/** Runs every rule over a configuration, a rule at a time, or a part of what a rule looks at. */
export function* checkConfInSteps(context: ConfContext): Steps<ConfFindings> {
  const problems: Problem[] = [];
  const others = otherReleases(context, CONF_RULES);
  const alike = new AlikeGathering(context.model);
  for (const rule of CONF_RULES) {
    const found = yield* findingsOf(rule, context, others);
    alike.take(rule, found, (problem) => onceKey(rule, problem));
    for (const problem of toldOnce(rule, found, alike)) problems.push(problem);
    yield;
  }
  const order = new Map(context.model.files.map((file, i) => [file.uri, i]));
  const blamed = blamedOnCharacters(problems, context);
  blamed.sort((a, b) => (order.get(a.uri) ?? 0) - (order.get(b.uri) ?? 0) || a.start - b.start || a.end - b.end);
  // What a character that is not seen explains is not the same for each.
  const unlike = hasUnreadable(problems) ? new Set([...alike.unlike, ...alike.shapes]) : alike.unlike;
  return { problems: blamed, ofAlike: alike.found, unlike };
}

/** The ways to mend a problem that `checkConf` found. */
export function confFixes(problem: Problem, context: ConfContext): Fix[] {
  const rule = byId.get(problem.rule);
  // The context has what is written, marks and all.
  const file = context.model.files.find(({ uri }) => uri === problem.uri);
  if (file && markIn(file.tree.text, 'named-conf')) return [];
  if (!rule?.fixes) return [];
  const ofAll = fixOfAll(rule, problem, context, () =>
    finish(findingsOf(rule, context, otherReleases(context, CONF_RULES))),
  );
  const fixes = [...rule.fixes(problem, context), ...ofAll];
  return fixes.map((fix) => ({ ...fix, title: shown(fix.title, context) }));
}
