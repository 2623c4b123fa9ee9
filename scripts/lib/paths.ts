/** Where things are in the project. */
import { join } from 'node:path';

/** The project's root folder. */
export const ROOT = join(import.meta.dirname, '..', '..');

/** What `npm run build` makes. */
export const DIST = join(ROOT, 'dist');

/** What is downloaded or made on the way, and may be deleted at any time. */
export const CACHE = join(ROOT, '.cache');

/** The small workspace to try things in. */
export const EXAMPLES = join(ROOT, 'examples');
