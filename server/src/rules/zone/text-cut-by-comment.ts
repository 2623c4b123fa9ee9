import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { withoutEnd } from '../../text/ends.ts';
import { isInvalid } from '../../zone/record.ts';
import { documentOf, fromChunk, replacement } from './support/edits.ts';
import { quoted } from './support/text.ts';
import { isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Characters of a comment that are shown. */
const SHOWN = 40;

function isService(type: number): boolean {
  return type === TYPE.SVCB || type === TYPE.HTTPS;
}

/**
 * Whether a semicolon that stands directly behind a parameter of SVCB or HTTPS was meant to be part of the record: a list goes on behind it, or another
 * parameter does. `newText` is what to write in place of the comment, where that is clear.
 */
function serviceFault(word: string, comment: string, isTag: boolean): { newText: string | undefined } | undefined {
  if (!word.includes('=')) return undefined;
  const rest = comment.slice(1).trim();
  if (isTag) return { newText: /^[a-z\d-]+=[\w.:,/-]+$/.test(rest) ? ` ${rest}` : undefined };
  if (!/^;[\w./:-]+$/.test(comment)) return undefined;
  return { newText: /^(?:alpn|ipv4hint|ipv6hint|mandatory)=[^"]+$/.test(word) ? `,${rest}` : undefined };
}

export const textCutByComment: ZoneRule = {
  id: 'zone/text-cut-by-comment',
  title: 'Text that ends at a semicolon',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  types: [TYPE.TXT, TYPE.SPF, TYPE.CAA, TYPE.SVCB, TYPE.HTTPS],
  skipUnless: { hasNewData: true },
  docs: {
    finds:
      'A TXT, CAA, SVCB or HTTPS record whose text, not in quotes, runs straight into a semicolon, with tag=value before or behind it.',
    why: 'Outside of quotes a semicolon begins a comment, so the rest of the line is not part of the record: a DKIM key is lost, a DMARC policy has no p=, a CAA record lets more be issued than it was meant to.',
    bad: 'x TXT v=test1; id=rsa\n',
    good: 'x TXT "v=test1; id=rsa"\n',
    sources: ['RFC 1035 section 5.1', 'octoDNS: chunked-value-rfc'],
  },
  checkRecord(record, _context, report) {
    if (isInvalid(record) || isGeneric(record)) return;
    const { document, chunk, entry } = record;
    const { text } = chunk;
    for (let at = chunk.wordFirsts[entry]; at < chunk.wordFirsts[entry + 1]; at++) {
      const end = chunk.wordEnds[at] + (chunk.wordQuoted[at] === 1 ? 1 : 0);
      if (text.charCodeAt(end) !== 0x3b) continue;
      const word = text.slice(chunk.wordStarts[at], chunk.wordEnds[at]);
      const comment = /^;[^\r\n]*/.exec(text.slice(end, end + 2000))![0].trimEnd();
      const isTag = /^;\s*[A-Za-z][\w-]*\s*=\s*\S/.test(comment);
      if (isService(record.type)) {
        const fault = serviceFault(word, comment, isTag);
        if (!fault) continue;
        const { newText } = fault;
        report(
          { document, chunk, start: end, end: end + comment.length },
          t`The semicolon begins a comment here, so \`${comment.slice(0, SHOWN)}\` is not part of the record. Separate values with commas, and parameters with spaces.`,
          { data: newText === undefined ? {} : { newText } },
        );
        continue;
      }
      if (!isTag && !(chunk.wordQuoted[at] === 0 && /^[A-Za-z]\w*=./.test(word) && comment.length < 2)) continue;
      const start = chunk.wordStarts[at] - (chunk.wordQuoted[at] === 1 ? 1 : 0);
      const shown = comment.length > SHOWN ? `${comment.slice(0, SHOWN)}...` : comment;
      report(
        { document, chunk, start: end, end: end + comment.length },
        comment.length < 2
          ? t`This semicolon begins a comment and is not part of the text. Put the text in quotes.`
          : t`The semicolon begins a comment here, so \`${shown}\` is not part of the text. Put the whole text in quotes.`,
        {
          // Quotes and backslashes in the comment may mean anything.
          data: /["\\]/.test(comment + withoutEnd(word, '\\'))
            ? {}
            : { start, text: `${withoutEnd(word, '\\')}${comment}` },
          severity: isTag ? 'warning' : 'information',
        },
      );
    }
  },
  fixes(problem, context) {
    const { start, text, newText } = problem.data ?? {};
    if (typeof newText === 'string') return [replacement(problem, t`Write ${newText}`, newText)];
    const document = documentOf(problem, context);
    if (typeof start !== 'number' || typeof text !== 'string' || !document) return [];
    const edit = {
      uri: problem.uri,
      start: fromChunk(problem, document, start),
      end: problem.end,
      newText: quoted(text),
    };
    return [{ title: t`Put the text in quotes`, preferred: true, edits: [edit] }];
  },
};
