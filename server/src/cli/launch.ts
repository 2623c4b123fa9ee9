/** The start of dist/cli.js: loads the engine with the code that was compiled for it in a run before, and then goes on as main.ts. */
import { createRequire, Module } from 'node:module';
import { join } from 'node:path';
import { runBundle } from './compiledCode.ts';

const [command = '', ...words] = process.argv.slice(2);
// What a configuration needs and what a zone needs is not the same code; a wrong guess costs time once, and nothing else.
const kind = `${command}:${words.some((word) => /conf/.test(word)) ? 'conf' : 'zone'}`;
const isCommand = ['check', 'fmt', 'migrate'].includes(command);
const core = new Module(join(import.meta.dirname, 'core.js'));
core.exports = runBundle(core.id, isCommand ? kind : 'other');
core.loaded = true;
createRequire(core.id).cache[core.id] = core;
void import('./main.ts');
