/** Files that are taken for zones or configurations and are something else, and templates: one finding says so, in place of all others. */
import { t } from '../l10n.ts';
import type { RuleId } from '../rules/ids.ts';
import type { Problem, Severity } from '../rules/rule.ts';
import { templateMessage } from '../rules/templateMessage.ts';
import type { TextBuffer } from '../text/buffer.ts';
import { sealOf, templateMark } from '../text/template.ts';
import type { Language } from './languages.ts';
import { baseName } from './paths.ts';
import { isForeign, isRawZone, looksOf, SNIFFED } from './sniff.ts';

interface Known {
  readonly stamp: number;
  readonly uri: string;
  readonly isDoubtful: boolean;
  /** Its beginning, and what was said of that: most edits are further below. */
  readonly head: string;
  readonly ofHead: Problem | undefined;
  readonly problem: Problem | undefined;
}

const known = new WeakMap<TextBuffer, Known>();

/** What a file in the raw format means to those who read it as text, named with certainty or only we, or who do not. */
export type RawReading = 'refused' | 'not-judged' | 'as-meant';

/** The octets that tell the raw format. */
const RAW_START = 7;

/** True for a file in named's raw format: it holds a whole zone, which is not read here. */
export function isRaw(buffer: TextBuffer): boolean {
  return buffer.length > RAW_START && isRawZone(buffer.slice(0, RAW_START));
}

/** What is said of a file in the raw format, where that is more than nothing. */
export function rawProblem(uri: string, buffer: TextBuffer, reading: RawReading): Problem | undefined {
  if (reading === 'as-meant') return undefined;
  const name = baseName(uri);
  const [firstLine] = buffer.slice(0, Math.min(buffer.length, SNIFFED)).split('\n', 1);
  const message =
    reading === 'refused'
      ? t`${name} is in named's raw format, and is to be read as text, so the zone is refused. Turn it into text with named-compilezone -f raw -F text -o OUTPUT ZONE ${name}, or write masterfile-format raw.`
      : t`${name} is a zone in named's raw format, which is no text, so it is not judged. named-compilezone -f raw -F text -o OUTPUT ZONE ${name} turns it into text.`;
  return at(uri, 'zone/not-a-zone', reading === 'refused' ? 'error' : 'information', 0, firstLine.length, message);
}

/**
 * The one finding of a file that cannot be judged as the zone it is taken for; undefined for all others. One that is not doubtful begins with records: it
 * may be a template, and nothing else.
 */
export function foreignProblem(uri: string, buffer: TextBuffer, isDoubtful: boolean): Problem | undefined {
  const { stamp } = buffer;
  const before = known.get(buffer);
  const isKnown = before?.uri === uri && before.isDoubtful === isDoubtful;
  if (isKnown && before.stamp === stamp) return before.problem;
  const head = isDoubtful ? buffer.slice(0, Math.min(buffer.length, SNIFFED + 1)) : '';
  const isJudged = isDoubtful && !sealOf(head);
  const ofHead = isKnown && before.head === head ? before.ofHead : isJudged ? notAZone(uri, head) : undefined;
  const problem = ofHead ?? templateProblem(uri, buffer, 'zone');
  known.set(buffer, { stamp, uri, isDoubtful, head, ofHead, problem });
  return problem;
}

function notAZone(uri: string, head: string): Problem | undefined {
  const looks = looksOf(head);
  const name = baseName(uri);
  const say = (message: string): Problem => {
    const line = head.search(/\S/);
    const start = Math.max(line, 0);
    const end = head.indexOf('\n', start);
    return at(uri, 'zone/not-a-zone', 'error', start, end < 0 ? head.length : end, message);
  };
  if (looks === 'binary')
    return say(t`${name} is no text, so it cannot be read as a zone file. Check which file was meant.`);
  if (looks === 'named-conf') {
    return say(
      t`${name} holds statements of named.conf and no records, so a server that is told to load it as a zone refuses it. Include it in named.conf, or name another file.`,
    );
  }
  if (looks === 'other' && isForeign(head)) {
    return say(t`Nothing at the top of ${name} is a record, so it is no zone file. Check which file was meant.`);
  }
  return undefined;
}

/** That a file is a template; undefined where it is none. Of a configuration other things may be told as well. */
export function templateProblem(uri: string, buffer: TextBuffer, language: Language): Problem | undefined {
  const mark = templateMark(buffer, language);
  if (!mark) return undefined;
  const { start, text } = mark;
  const rule = language === 'zone' ? 'zone/template' : 'conf/template';
  return at(uri, rule, 'information', start, start + text.length, templateMessage(mark, language));
}

function at(uri: string, rule: RuleId, severity: Severity, start: number, end: number, message: string): Problem {
  return { rule, severity, message, uri, start, end };
}
