/**
 * `node test/conformance/formatConf.ts FOLDER...`: formats every configuration of the folders in memory, and says where a token or a comment
 * changed, or where formatting the result changes it again. The exit status is 1 where that happened.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lex, TokenKind } from '../../server/src/conf/lexer.ts';
import { formatConfText } from '../../server/src/services/conf/format/format.ts';

const CONF_NAME = /(?:\.conf(?:\.in|\.[a-z]+)?|named\.conf.*|rndc\.key)$/;

let files = 0;
let changed = 0;
const failures: string[] = [];

/** The tokens and comments of a text, without the white space between them. */
function tokensOf(text: string): string {
  const { kinds, starts, count } = lex(text);
  const texts: string[] = [];
  for (let i = 0; i < count; i++) if (kinds[i] !== TokenKind.space) texts.push(text.slice(starts[i], starts[i + 1]));
  return JSON.stringify(texts);
}

for (const folder of process.argv.slice(2)) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !CONF_NAME.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, 'latin1');
    files++;
    const once = formatConfText(text);
    if (once !== text) changed++;
    if (tokensOf(once) !== tokensOf(text)) failures.push(`${path}: what named reads has changed`);
    if (formatConfText(once) !== once) failures.push(`${path}: formatting it again changes it`);
  }
}
console.log(`${files} configurations: ${changed} laid out anew, ${failures.length} failures`);
for (const failure of failures) console.log(`  ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;
