/** Builds the npm package and packs it into bailiwick-VERSION.tgz in the project's root. */
import { packNpm } from './lib/npmPackage.ts';

const packed = await packNpm();
if (!packed) process.exit(1);
console.log(`${packed.path}: ${(packed.octets / 1000).toFixed(1)} kB`);
