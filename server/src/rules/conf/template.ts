import { placeOf } from '../../conf/model.ts';
import { markIn } from '../../text/template.ts';
import { templateMessage } from '../templateMessage.ts';
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
      'Marks that a program fills in before named reads the file: `{{ directory }}`, `{% if %}`, `<%= ip %>`, `@@KEY@@`, `@KEY@`, `%KEY%`, `${KEY}`, `$KEY`, `__KEY__`, `FIXME`, `CHANGEME`; and files that are kept encrypted (SOPS, Ansible Vault, git-crypt, age, OpenPGP). Marks in comments do not count. Of the file only what is wrong whatever is filled in is told, and nothing where marks say which lines there are.',
    why: 'What the file says is known only when it is filled in.',
    bad: 'options { directory "{{ directory }}"; };',
    good: 'options { directory "/var/cache/bind"; };',
    sources: ['Jinja, ERB, m4 and others'],
  },
  check({ model }, report) {
    for (const file of model.files) {
      const mark = markIn(file.tree.text, 'named-conf');
      if (!mark) continue;
      report(
        placeOf(file, { start: mark.start, end: mark.start + mark.text.length }),
        templateMessage(mark, 'named-conf'),
      );
    }
  },
};
