/** `npm start`: opens VS Code with the extension on examples/, installing and building what is missing. */
import { bootstrap } from './lib/bootstrap.mjs';

bootstrap('scripts/openVscode.ts');
