/** The languages by the ids that editors send. */
import type { Language } from '../workspace/languages.ts';

/** Ids of VS Code's extensions, file types of Vim, Neovim and Helix, modes of Emacs and Kate, scopes of Sublime Text; in small letters, `-` for `_`, `.` and space. */
const IDS = new Map<string, Language>(
  Object.entries({
    zone: 'zone',
    zonefile: 'zone',
    'zone-file': 'zone',
    bindzone: 'zone',
    'bind-zone': 'zone',
    'bind-zone-file': 'zone',
    dns: 'zone',
    'dns-zone': 'zone',
    dnszone: 'zone',
    'dns-zone-file': 'zone',
    'named-conf': 'named-conf',
    namedconf: 'named-conf',
    named: 'named-conf',
    'named-config': 'named-conf',
    bind: 'named-conf',
    bind9: 'named-conf',
    'bind-conf': 'named-conf',
    bindconf: 'named-conf',
    'bind-config': 'named-conf',
    'isc-bind': 'named-conf',
    rndc: 'named-conf',
    'rndc-conf': 'named-conf',
  }),
);

/** Ids that say nothing of a file: text, and configurations of any program. */
const SILENT = new Set(['', 'text', 'txt', 'plain', 'plaintext', 'plain-text', 'conf', 'config', 'cfg', 'unknown']);

/** The language of an id; `unsaid` where it says nothing, undefined where it is another language. */
export function languageOfId(id: string): Language | 'unsaid' | undefined {
  const key = id.toLowerCase().replace(/[_. ]/g, '-');
  return IDS.get(key) ?? (SILENT.has(key) ? 'unsaid' : undefined);
}
