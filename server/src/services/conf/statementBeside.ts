/** A zone statement beside that of another zone: which one that is, and where the new one goes. */
import type { Zone as ZoneStatement } from '../../conf/model.ts';
import type { FixEdit } from '../../rules/rule.ts';
import type { Zone } from '../../workspace/zone.ts';
import type { BufferOf } from '../shared/ranges.ts';

/** The statement that loads a zone; undefined where no configuration does. */
export function statementOf({ options }: Pick<Zone, 'options'>): ZoneStatement | undefined {
  const { configuration, names, apex, view } = options;
  return configuration?.model?.zones.find(
    (each) => each.fileWord && (each.view?.name ?? '') === view && names.fromText(each.name) === apex,
  );
}

/** A path with another last part. */
export function withBase(path: string, base: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) + base;
}

/** Behind a statement, laid out as it is. */
export function statementEdit({ setting }: ZoneStatement, text: string, bufferOf: BufferOf): FixEdit | undefined {
  const { uri } = setting.file;
  const { start, end } = setting.statement;
  const buffer = bufferOf(uri);
  if (!buffer) return undefined;
  const eol =
    buffer.lineCount > 1 && buffer.slice(buffer.lineStart(1) - 2, buffer.lineStart(1)) === '\r\n' ? '\r\n' : '\n';
  const { line } = buffer.positionAt(start);
  const before = buffer.slice(buffer.lineStart(line), start);
  const indent = before.trim() === '' ? before : '';
  const isOneLine = buffer.positionAt(end).line === line;
  const lines = isOneLine ? [text.replace(/\s+/g, ' ').trim()] : ['', ...text.trimEnd().split('\n')];
  const laidOut = lines.map((each) => (each === '' ? '' : `${indent}${each}`)).join(eol);
  const last = buffer.positionAt(end).line;
  const lineEnd = last + 1 < buffer.lineCount ? buffer.lineStart(last + 1) : buffer.length;
  const rest = buffer.slice(end, lineEnd);
  // Something else on the line: it stays behind.
  if (!/^[ \t]*(?:(?:\/\/|#)[^\r\n]*)?[\r\n]*$/.test(rest)) {
    return { uri, start: end, end, newText: `${eol}${laidOut}` };
  }
  const isOpen = !/[\r\n]$/.test(rest);
  return { uri, start: lineEnd, end: lineEnd, newText: isOpen ? `${eol}${laidOut}${eol}` : `${laidOut}${eol}` };
}
