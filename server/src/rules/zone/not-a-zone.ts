import type { ZoneRule } from './zoneRule.ts';

export const notAZone: ZoneRule = {
  id: 'zone/not-a-zone',
  title: 'File that is no zone file',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: {
    finds:
      'A file that is taken for a zone, by its name or because it is loaded as one, and holds something else: statements of named.conf, another language, octets that are no text, or a zone in the raw format of named. Nothing else is said of it. A raw file is an error where it is to be read as text, an information where nothing is known to load it, and as it should be for a secondary, whose files named writes so, and with `masterfile-format raw`.',
    why: 'A server that is told to load the file refuses the zone.',
    bad: '; no records\nzone "example.org" { type primary; file "db.example.org"; };\n',
    good: 'www A 192.0.2.80\n',
    sources: ['RFC 1035 section 5.1', 'named-compilezone(1), options -f and -F'],
  },
};
