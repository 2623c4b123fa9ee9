/** Builds the minified extension and packs it into bailiwick-VERSION.vsix in the project's root. */
import { packageExtension } from './lib/vsix.ts';

const vsix = await packageExtension();
if (!vsix) process.exit(1);
console.log(`${vsix.path}: ${(vsix.octets / 1000).toFixed(1)} kB`);
