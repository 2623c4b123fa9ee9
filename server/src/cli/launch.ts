/** The command line's start: dist/cli.js is this, and dist/cli-main.js is what it does. */
import { join } from 'node:path';
import { runBundle } from './compiledCode.ts';

const [command = '', ...words] = process.argv.slice(2);
// What a configuration needs and what a zone needs is not the same code; a wrong guess costs time once, and nothing else.
const kind = `${command}:${words.some((word) => /conf/.test(word)) ? 'conf' : 'zone'}`;
const isCommand = ['check', 'fmt', 'migrate'].includes(command);
runBundle(join(__dirname, 'cli-main.js'), isCommand ? kind : 'other', require);
