/** The command line's start: dist/cli.js is this. dist/commands.js is what it does, with the engine in dist/core.js; dist/live.js comes with the first command that asks servers; `lsp` is dist/server.js. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runBundles } from './compiledCode.ts';

const [command = '', ...words] = process.argv.slice(2);
const require = createRequire(import.meta.filename);
/** How a client is connected to; what else is said is for the commands to answer. */
const CONNECTION = /^--(?:stdio|node-ipc|(?:socket|pipe|clientProcessId)=\S+)$/;
if (command === 'lsp' && words.every((word) => CONNECTION.test(word))) {
  if (!words.some((word) => /^--(?:stdio|node-ipc|socket|pipe)/.test(word))) process.argv.push('--stdio');
  require(join(import.meta.dirname, 'server.js'));
} else {
  // What a configuration needs and what a zone needs is not the same code; a wrong guess costs time once, and nothing else.
  const kind = `${command}:${words.some((word) => /conf/.test(word)) ? 'conf' : 'zone'}`;
  const isCommand = ['check', 'fmt', 'migrate'].includes(command);
  const bundles = ['core.js', 'commands.js'].map((name) => join(import.meta.dirname, name));
  runBundles(bundles, isCommand ? kind : 'other', require);
}
