import { t } from '../../l10n.ts';
import { documentOf, problemText, replacement } from './support/edits.ts';
import type { ZoneRule } from './zoneRule.ts';

export const badGenerate: ZoneRule = {
  id: 'zone/bad-generate',
  title: '$GENERATE that cannot be expanded',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'A $GENERATE with a range, a template or a type that cannot be read, or with data of several words outside quotes.',
    why: 'named refuses the zone.',
    bad: '$GENERATE 1-10 mail-$ MX 10 mail.example.net.\n',
    good: '$GENERATE 1-10 mail-$ MX "10 mail.example.net."\n',
    sources: ['BIND 9 Administrator Reference Manual, $GENERATE', 'named: $GENERATE errors'],
  },
  fixes(problem, context) {
    if (problem.data?.code === 'quoted') {
      const bare = problemText(problem, context).slice(1, -1);
      return /^[^\s"();]+$/.test(bare) ? [replacement(problem, t`Remove the quotes`, bare)] : [];
    }
    // Data of several words: the range goes from the second word to the last one; the first one stands before it.
    if (problem.data?.quote !== true) return [];
    const buffer = documentOf(problem, context)?.buffer;
    if (!buffer) return [];
    const line = buffer.lineStart(buffer.positionAt(problem.start).line);
    const head = buffer.slice(line, problem.start);
    const first = head.trimEnd();
    const start = line + Math.max(first.lastIndexOf(' '), first.lastIndexOf('\t')) + 1;
    if (first === '' || first.length === head.length) return [];
    const text = buffer.slice(start, problem.end);
    if (text.includes('"')) return [];
    return [replacement({ ...problem, start }, t`Put the data in quotes`, `"${text}"`)];
  },
};
