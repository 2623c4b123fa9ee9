import { t } from '../../l10n.ts';
import { documentOf, fromChunk, insertion, replacement } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

export const unbalancedParentheses: ZoneRule = {
  id: 'zone/unbalanced-parentheses',
  title: 'Parenthesis without its counterpart',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: 'A parenthesis that is opened and never closed, or closed and never opened.',
    why: 'Parentheses carry a record over several lines. named reads everything after an open one as part of the same record and refuses the zone.',
    bad: 'mail MX ( 10\n mx.example.net.\nwww A 192.0.2.80\n$TTL 600\n',
    good: 'mail MX ( 10\n mx.example.net. )\nwww A 192.0.2.80\n$TTL 600\n',
    sources: ['RFC 1035 section 5.1', 'named: unbalanced parentheses'],
  },
  fixes(problem, context) {
    const close = problem.data?.close;
    if (typeof close !== 'number') return [replacement(problem, t`Delete the parenthesis`, '')];
    const document = documentOf(problem, context);
    if (!document) return [];
    return [insertion(problem, t`Close the parenthesis`, fromChunk(problem, document, close), ' )')];
  },
};
