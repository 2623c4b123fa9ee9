/** The lines of files as they may be shown on screens and in logs. */
import { withoutSecrets } from '../../conf/secrets.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** A secret that strayed into a zone file, such as a key clause that was pasted there. */
const SECRET_WORD = /\b(?:secret|privatekey)\b/i;
const LONGEST_LINE = 2000;

/** Tells a line of a file; undefined where it has something that nobody is to see. */
export function sourcesOf(workspace: Workspace): (uri: string, line: number) => string | undefined {
  const masked = new Map<string, readonly string[]>();
  const confLines = (uri: string): readonly string[] => {
    let lines = masked.get(uri);
    if (!lines) {
      lines = withoutSecrets(workspace.bufferOf(uri)?.text() ?? '').split(/\r\n?|\n/);
      masked.set(uri, lines);
    }
    return lines;
  };
  return (uri, line) => {
    const buffer = workspace.bufferOf(uri);
    if (!buffer || line >= buffer.lineCount) return undefined;
    const start = buffer.lineStart(line);
    const end = buffer.offsetAt({ line, character: LONGEST_LINE });
    const text = buffer.slice(start, end);
    if (workspace.languageOf(uri) === 'named-conf') return confLines(uri)[line] === text ? text : undefined;
    return SECRET_WORD.test(text) ? undefined : text;
  };
}
