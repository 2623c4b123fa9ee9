/** Fails where package.json declares a package that nothing uses, or leaves out one that is used. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dependencyFaults, type Manifest, sourcesOf } from './lib/dependencies.ts';
import { ROOT } from './lib/paths.ts';

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
const faults = dependencyFaults(manifest, sourcesOf(ROOT));
for (const fault of faults) console.log(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
