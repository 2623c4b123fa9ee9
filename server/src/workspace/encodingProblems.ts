/** Files that are saved in a way that servers do not read: behind a byte order mark, or as UTF-16. Their texts show neither. */
import { t } from '../l10n.ts';
import type { Problem, Severity } from '../rules/rule.ts';
import type { TextBuffer } from '../text/buffer.ts';
import type { Encoding } from './fileSystem.ts';
import type { Language } from './languages.ts';
import { baseName } from './paths.ts';

/** Of the first line only so much is looked at. */
const FIRST_LINE = 200;

/** The one finding of a file that is saved as UTF-16; undefined for all others. */
export function utf16Problem(
  uri: string,
  buffer: TextBuffer,
  language: Language,
  encoding: Encoding | undefined,
): Problem | undefined {
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return undefined;
  const message = t`${baseName(uri)} is saved as UTF-16, which no name server reads. Save it as UTF-8: in VS Code with "Save with Encoding" behind the encoding in the status bar, in PowerShell with Out-File -Encoding utf8NoBOM.`;
  return atTop(uri, buffer, language, 'error', message);
}

/**
 * What the byte order mark of a file does. named makes it part of the first word. In a file that a zone includes that may be an owner, which is another
 * name then; anywhere else the word is none.
 */
export function markProblem(uri: string, buffer: TextBuffer, role: Language | 'include'): Problem {
  const advice = t`Save the file as UTF-8 without it: in VS Code with "Save with Encoding" behind the encoding in the status bar, then UTF-8.`;
  if (role === 'named-conf') {
    const message = t`The file begins with a byte order mark (U+FEFF), which named takes as part of the first word, so it refuses the configuration. ${advice}`;
    return atTop(uri, buffer, role, 'error', message);
  }
  if (role === 'include' && beginsWithRecord(buffer)) {
    const message = t`The file begins with a byte order mark (U+FEFF), which named takes as part of the first owner, so its records are served under another name. ${advice}`;
    return atTop(uri, buffer, 'zone', 'warning', message);
  }
  const message = t`The file begins with a byte order mark (U+FEFF), which named takes as part of the first word, so it refuses the zone. ${advice}`;
  return atTop(uri, buffer, 'zone', 'error', message);
}

/** True where the first line is a record: no directive, no comment, and not empty. */
function beginsWithRecord(buffer: TextBuffer): boolean {
  const line = buffer.slice(0, Math.min(buffer.length, FIRST_LINE)).split(/[\r\n]/, 1)[0];
  return /^[^$;]/.test(line) && line.trim() !== '';
}

function atTop(uri: string, buffer: TextBuffer, language: Language, severity: Severity, message: string): Problem {
  const rule = language === 'zone' ? 'zone/unreadable-character' : 'conf/unreadable-character';
  return { rule, severity, message, uri, start: 0, end: Math.min(1, buffer.length) };
}
