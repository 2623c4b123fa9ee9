import type { ConfModel, Scope, Setting } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import { isNo, isYes } from '../../conf/valueKinds.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { argument } from './support/words.ts';

/** `disable-empty-zone yes`: the statement takes a name. */
export const disabledEmptyZone: ConfRule = {
  id: 'conf/disabled-empty-zone',
  title: 'Empty zone that is called yes or no',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds: '`disable-empty-zone yes`, and the like with another word for yes or no.',
    why: 'The statement takes the name of one empty zone. There is none called `yes`, so named accepts the line and goes on answering for all of them: names of private addresses that other servers know are not found.',
    bad: 'options {\n\trecursion yes;\n\tdisable-empty-zone yes;\n};',
    good: 'options {\n\trecursion yes;\n\tdisable-empty-zone "10.in-addr.arpa";\n};',
    sources: ['disable-empty-zone in the BIND 9 Administrator Reference Manual', 'RFC 6303'],
  },
  check({ model }, report) {
    for (const setting of settingsOf(model)) {
      const word = setting.name === 'disable-empty-zone' ? argument(setting) : undefined;
      if (!word || word.text === '1' || word.text === '0' || !(isYes(word.text) || isNo(word.text))) continue;
      const message = isYes(word.text)
        ? t`'disable-empty-zone' takes the name of a zone, and there is no empty zone '${word.text}', so this does nothing. Name the zone, such as "10.in-addr.arpa", or write 'empty-zones-enable no' for all of them.`
        : t`'disable-empty-zone' takes the name of a zone, and there is no empty zone '${word.text}', so this does nothing. Delete it.`;
      report(placeOf(setting.file, word), message, { data: { all: isYes(word.text) } });
    }
  },
  fixes({ uri, start, end, data }, { model }) {
    const setting = settingsOf(model).find((each) => each.file.uri === uri && argument(each)?.start === start);
    if (!setting || data?.all !== true) return [];
    // named refuses a second 'empty-zones-enable': there is none to be written where one is, and one for several lines.
    const byName = scopeOf(model, setting)?.byName;
    const first = byName?.get(setting.name)?.find((each) => isYes(argument(each)?.text ?? ''));
    if (byName?.has('empty-zones-enable') || first?.statement !== setting.statement) return [];
    const newText = 'empty-zones-enable no';
    return [
      { title: t`Write 'empty-zones-enable no'`, edits: [{ uri, start: setting.statement.start, end, newText }] },
    ];
  },
};

function scopeOf(model: ConfModel, { statement }: Setting): Scope | undefined {
  return model.scopes.find(({ settings }) => settings.some((setting) => setting.statement === statement));
}
