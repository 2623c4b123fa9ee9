import type { ConfModel, Setting } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import type { Block } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import { inParts } from '../../steps.ts';
import type { Fix, FixEdit } from '../rule.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { type Unreached, unreachedIn } from './support/listOrder.ts';

/** Lists whose order says something else. */
const OTHER_ORDER = new Set(['sortlist', 'topology']);
/** Lists of those who are let in: an exception that is put in front lets in fewer. */
const LETS_IN = /^(?:acl|allow-[a-z-]+|match-clients|match-destinations)$/;
/** Lists of those who are shut out. */
const SHUTS_OUT = ['blackhole', 'deny-answer-addresses'];

/** An element of an address match list that comes too late. */
export const unreachedElement: ConfRule = {
  id: 'conf/unreached-element',
  title: 'Element of a list that never matters',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'An exception (`!`) in an address match list behind a network that holds all of it, and a network behind an exception that holds all of it; acls are looked into.',
    why: 'The first element that matches an address decides, so this one is never asked: who was to be shut out is let in, or the other way round.',
    bad: 'options {\n\tallow-recursion { 10.0.0.0/8; !10.0.0.5; };\n};',
    good: 'options {\n\tallow-recursion { !10.0.0.5; 10.0.0.0/8; };\n};',
    sources: ['Address match lists in the BIND 9 Administrator Reference Manual: the first match decides'],
  },
  *check({ model }, report) {
    for (const part of inParts(settingsOf(model))) {
      yield;
      for (const setting of part) {
        if (OTHER_ORDER.has(setting.name)) continue;
        const { file } = setting;
        for (const block of listsIn(setting)) {
          for (const { element, decides } of unreachedIn(model, block)) {
            const [late, early] = [element, decides].map(({ statement }) => {
              const last = statement.values.at(-1);
              return { start: statement.start, end: last?.end ?? statement.end };
            });
            const shown = (part: typeof late) => file.tree.text.slice(part.start, part.end);
            const [lateText, earlyText] = [shown(late), shown(early)].map((text) => text.replace(/^!\s*/, ''));
            const message = element.isNegated
              ? t`The exception of '${lateText}' never matters: '${earlyText}' stands before it, and the first element that matches decides. Put the exception first.`
              : t`'${lateText}' never matters: '${earlyText}' is excepted before it, and the first element that matches decides. Put the narrower one first.`;
            report(placeOf(file, late), message, {
              related: [{ ...placeOf(file, early), message: t`This element decides.` }],
              data: { decides: early.start },
            });
          }
        }
      }
    }
  },
  once: ({ data }) => `${data?.decides}`,
  fixes(problem, { model }) {
    for (const setting of settingsOf(model)) {
      if (setting.file.uri !== problem.uri || !mayMove(model, setting)) continue;
      for (const block of listsIn(setting)) {
        const unreached = unreachedIn(model, block).find(({ element }) => element.statement.start === problem.start);
        if (unreached?.element.isNegated) return moveInFront(setting, unreached);
      }
    }
    return [];
  },
};

/** The address match lists of a statement, with those in them. */
function listsIn({ statement }: Setting): readonly Block[] {
  const lists = statement.values.filter(
    (value): value is Block =>
      value.kind === 'block' && value.element?.kind === 'value' && value.element.type === 'match-list',
  );
  // The list grows while it is walked.
  for (const list of lists) {
    for (const { values } of list.statements) for (const value of values) if (value.kind === 'block') lists.push(value);
  }
  return lists;
}

/** Whether an exception that moves to the front of a list shuts somebody out, and lets nobody in. */
function mayMove(model: ConfModel, { name }: Setting): boolean {
  if (!LETS_IN.test(name)) return false;
  return name !== 'acl' || !model.scopes.some(({ byName }) => SHUTS_OUT.some((list) => byName.has(list)));
}

function moveInFront({ file }: Setting, { element, decides }: Unreached): Fix[] {
  const { uri, tree } = file;
  const { start, end, block } = element.statement;
  const before = block.statements[block.statements.indexOf(element.statement) - 1];
  const text = tree.text.slice(start, end);
  const edits: FixEdit[] = [
    { uri, start: before?.end ?? start, end, newText: '' },
    { uri, start: decides.statement.start, end: decides.statement.start, newText: `${text} ` },
  ];
  return [{ title: t`Move '${text}' in front`, edits }];
}
