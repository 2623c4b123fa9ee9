import { placeOf } from '../../conf/model.ts';
import { t } from '../../l10n.ts';
import { markIn } from '../../text/template.ts';
import type { ConfRule } from './context.ts';

/** A configuration that a program fills in. */
export const template: ConfRule = {
  id: 'conf/template',
  title: 'Template of a configuration',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'Marks that a program fills in before named reads the file: `{{ directory }}`, `{% if %}`, `<%= ip %>`, `@@KEY@@`, `@KEY@`, `%KEY%`, `${KEY}`, `__KEY__`. Marks in comments do not count. Of the file only what is wrong whatever is filled in is told, and nothing where marks say which lines there are.',
    why: 'What the file says is known only when it is filled in.',
    bad: 'options { directory "{{ directory }}"; };',
    good: 'options { directory "/var/cache/bind"; };',
    sources: ['Jinja, ERB, m4 and others'],
  },
  check({ model }, report) {
    for (const file of model.files) {
      const mark = markIn(file.tree.text, 'named-conf');
      if (!mark) continue;
      const message = t`This file is a template: ${mark.text} is filled in before a server reads it. What hangs on that is not judged; check the file that is made of it.`;
      report(placeOf(file, { start: mark.start, end: mark.start + mark.text.length }), message);
    }
  },
};
