/**
 * Fails where an import of the sources does not run downward (scripts/lib/floors.ts), where files import one another in a circle,
 * where one is that nothing imports, or where one that runs in browsers imports what is for Node alone.
 * Options: --map prints the sources in numbers instead, --root DIR those of another checkout.
 */
import { parseArgs } from 'node:util';
import { arrowText, circlesOf, importsOf, nodeImports, readSources, unusedFiles, wrongArrows } from './lib/arrows.ts';
import { mapText } from './lib/codeMap.ts';
import { ROOT } from './lib/paths.ts';

const { values: options } = parseArgs({
  options: { map: { type: 'boolean', default: false }, root: { type: 'string', default: ROOT } },
});
const sources = readSources(options.root);
if (options.map) console.log(mapText(sources));
else {
  const imports = importsOf(sources);
  const wrong = [
    ...wrongArrows(imports).map(arrowText),
    ...unusedFiles(imports).map((file) => `${file}: nothing imports it`),
    ...nodeImports(sources),
    ...circlesOf(imports).map((circle) => `a circle: ${circle.join(', ')}`),
  ];
  for (const each of wrong) console.log(each);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
