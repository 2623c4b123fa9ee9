/** After `npm install` of a repository: builds the command, so that an install from Git has it. Where it was built already, nothing is to be done. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bootstrap } from './lib/bootstrap.mjs';

const built = join(fileURLToPath(new URL('..', import.meta.url)), 'dist', 'cli.js');
// In a checkout in which people work the build is asked for by name.
if (!existsSync(built) && process.env.npm_config_global !== 'true') bootstrap('scripts/build.ts');
