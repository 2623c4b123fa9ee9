/** The rules about named.conf and rndc.conf, and the function that runs them. */
import type { Fix, Problem } from '../rule.ts';
import { badKey } from './bad-key.ts';
import { conflictingTrustAnchors } from './conflicting-trust-anchors.ts';
import type { ConfContext, ConfReport, ConfRule } from './context.ts';
import { deprecatedStatement } from './deprecated-statement.ts';
import { duplicateDefinition } from './duplicate-definition.ts';
import { duplicateStatement } from './duplicate-statement.ts';
import { duplicateZone } from './duplicate-zone.ts';
import { includeCycle } from './include-cycle.ts';
import { includeMissing } from './include-missing.ts';
import { listenOnRestricted } from './listen-on-restricted.ts';
import { listenOnV6Absent } from './listen-on-v6-absent.ts';
import { listenOnV6Incomplete } from './listen-on-v6-incomplete.ts';
import { listenOnV6None } from './listen-on-v6-none.ts';
import { malformedReverseZone } from './malformed-reverse-zone.ts';
import { misplacedStatement } from './misplaced-statement.ts';
import { missingBrace } from './missing-brace.ts';
import { missingOpenBrace } from './missing-open-brace.ts';
import { missingPrimaries } from './missing-primaries.ts';
import { missingSemicolon } from './missing-semicolon.ts';
import { missingZoneFile } from './missing-zone-file.ts';
import { misspeltReverseZone } from './misspelt-reverse-zone.ts';
import { oldTerm } from './old-term.ts';
import { openRecursion } from './open-recursion.ts';
import { openTransfer } from './open-transfer.ts';
import { policyNeedsInlineSigning } from './policy-needs-inline-signing.ts';
import { removedStatement } from './removed-statement.ts';
import { secretNotBase64 } from './secret-not-base64.ts';
import { strayBrace } from './stray-brace.ts';
import { straySemicolon } from './stray-semicolon.ts';
import { unclosedComment } from './unclosed-comment.ts';
import { unclosedQuote } from './unclosed-quote.ts';
import { undefinedAcl } from './undefined-acl.ts';
import { undefinedKey } from './undefined-key.ts';
import { undefinedReference } from './undefined-reference.ts';
import { unknownStatement } from './unknown-statement.ts';
import { validationWithoutAnchors } from './validation-without-anchors.ts';
import { valueOutOfRange } from './value-out-of-range.ts';
import { weakAlgorithm } from './weak-algorithm.ts';
import { wrongValue } from './wrong-value.ts';
import { wrongZoneType } from './wrong-zone-type.ts';
import { zoneOutsideViews } from './zone-outside-views.ts';
import { zoneWithoutType } from './zone-without-type.ts';

/** Every rule about configurations. */
export const CONF_RULES: readonly ConfRule[] = [
  missingSemicolon,
  missingBrace,
  missingOpenBrace,
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
  zoneWithoutType,
  zoneOutsideViews,
  duplicateZone,
  wrongZoneType,
  missingZoneFile,
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
  listenOnV6None,
  listenOnV6Incomplete,
  listenOnRestricted,
  openRecursion,
  openTransfer,
];

const byId = new Map(CONF_RULES.map((rule) => [rule.id, rule]));

/** Runs every rule over a configuration. Problems come file by file, from top to bottom. */
export function checkConf(context: ConfContext): Problem[] {
  const problems: Problem[] = [];
  for (const rule of CONF_RULES) {
    const report: ConfReport = (place, message, extra) => {
      problems.push({ rule: rule.id, severity: rule.severity, message, ...place, ...extra });
    };
    rule.check(context, report);
  }
  const order = new Map(context.model.files.map((file, i) => [file.uri, i]));
  return problems.sort(
    (a, b) => (order.get(a.uri) ?? 0) - (order.get(b.uri) ?? 0) || a.start - b.start || a.end - b.end,
  );
}

/** The ways to mend a problem that `checkConf` found. */
export function confFixes(problem: Problem, context: ConfContext): Fix[] {
  return byId.get(problem.rule)?.fixes?.(problem, context) ?? [];
}
