import type { Setting } from '../../conf/model.ts';
import { placeOf } from '../../conf/model.ts';
import type { Word } from '../../conf/tree.ts';
import { t } from '../../l10n.ts';
import type { ConfRule } from './context.ts';
import { settingsOf } from './context.ts';
import { servingScopes } from './support/scopes.ts';
import { isRecursive } from './support/serving.ts';

/** A resolver that sends its queries from one port. */
export const fixedQueryPort: ConfRule = {
  id: 'conf/fixed-query-port',
  title: 'Queries from one port',
  severity: 'warning',
  since: '0.1.0',
  fix: 'safe',
  docs: {
    finds: '`query-source` or `query-source-v6` with a port, on a server that resolves.',
    why: 'Whoever wants to put a forged answer into the cache has to guess the port and a number of 16 bits. With one port the number alone is left, which takes seconds.',
    bad: 'options {\n\trecursion yes;\n\tquery-source address * port 5353;\n};',
    good: 'options {\n\trecursion yes;\n\tquery-source address *;\n};',
    sources: [
      'RFC 5452 section 9.2',
      'US-CERT VU#800113 (CVE-2008-1447)',
      'named: `using specific query-source port suppresses port randomization and can be insecure`',
    ],
  },
  check({ model }, report) {
    if (!servingScopes(model).some((scope) => isRecursive(model, scope))) return;
    for (const setting of settingsOf(model)) {
      const pair = portOf(setting);
      if (!pair) continue;
      const message = t`All queries leave from port ${pair.port.text}, so a forged answer only has to guess 16 bits. Leave the port out, and named takes another one for each query.`;
      report(placeOf(setting.file, { start: pair.keyword.start, end: pair.port.end }), message);
    }
  },
  fixes({ uri, start, end }, { model }) {
    const text = model.files.find((file) => file.uri === uri)?.tree.text ?? '';
    let from = start;
    while (text[from - 1] === ' ' || text[from - 1] === '\t') from--;
    return [{ title: t`Delete the port`, edits: [{ uri, start: from, end, newText: '' }], preferred: true }];
  },
};

function portOf({ name, clause, statement }: Setting): { keyword: Word; port: Word } | undefined {
  if (!name.startsWith('query-source') || clause === 'server') return undefined;
  const words = statement.values.filter((value): value is Word => value.kind === 'word');
  const at = words.findIndex((word) => word.text.toLowerCase() === 'port');
  const port = words[at + 1];
  return at > 0 && port && port.text !== '*' ? { keyword: words[at], port } : undefined;
}
