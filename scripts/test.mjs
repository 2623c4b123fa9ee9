/** `npm test`: runs every suite, installing and building what is missing. */
import { bootstrap } from './lib/bootstrap.mjs';

bootstrap('scripts/testAll.ts');
