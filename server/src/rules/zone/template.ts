import type { ZoneRule } from './zoneRule.ts';

export const template: ZoneRule = {
  id: 'zone/template',
  title: 'Template of a zone file',
  severity: 'information',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'Marks that a program fills in before a server reads the file: `{{ serial }}`, `{% for %}`, `<%= ip %>`, `@@KEY@@`, `@KEY@`, `%KEY%`, `${KEY}`, `$KEY`, `__KEY__`, `FIXME`, `CHANGEME`; and files that are kept encrypted (SOPS, Ansible Vault, git-crypt, age, OpenPGP). Marks in comments and in quoted text do not count. Nothing else is said of the file.',
    why: 'What the file says is known only when it is filled in, so it is not judged.',
    bad: 'www A {{ address }}\n',
    good: 'www A 192.0.2.80\n',
    sources: ['Jinja, ERB, m4 and others'],
  },
};
