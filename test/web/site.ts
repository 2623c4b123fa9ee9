/**
 * A site with VS Code for the web, this extension and a helper extension with the tests, as vscode.dev would have them: everything runs in the
 * browser. The server gives out files and nothing else.
 */
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { DIST, ROOT } from '../../scripts/lib/paths.ts';
import type { WebBuild } from '../../scripts/lib/vscodeWeb.ts';
import { DOH, SCHEME } from './host/workspace.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/** The manifest of the extension with the workspace's files and the tests. */
const HELPER = {
  name: 'helper',
  publisher: 'test',
  version: '0.0.1',
  engines: { vscode: '^1.80.0' },
  browser: './files.js',
  activationEvents: ['*', `onFileSystem:${SCHEME}`],
};

export interface Site {
  readonly address: string;
  stop(): void;
}

/** Serves a build at a free port of this machine. The tests are told where DNS over HTTPS is served. */
export async function serveSite(build: WebBuild, dohPort: number | undefined): Promise<Site> {
  const folders: Readonly<Record<string, string>> = {
    static: build.folder,
    bailiwick: ROOT,
    helper: join(DIST, 'test-web'),
  };
  let host = '';
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname);
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (path === '/') return send(response, '.html', page(build, host));
    if (path === '/product.json') return send(response, '.json', JSON.stringify(configuration(host)));
    if (path === DOH) return send(response, '.json', JSON.stringify({ port: dohPort }));
    if (path === '/helper/package.json') return send(response, '.json', JSON.stringify(HELPER));
    const [, place, ...rest] = path.split('/');
    const file = folders[place] && join(folders[place], normalize(`/${rest.join('/')}`));
    if (!file || !existsSync(file) || !statSync(file).isFile()) {
      response.statusCode = 404;
      return void response.end();
    }
    if (build.modules === 'esm' && path.endsWith('/code/browser/workbench/workbench.js')) {
      return send(response, '.js', withoutServer(readFileSync(file, 'utf8')));
    }
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    address: `http://${host}/`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function send(response: ServerResponse, type: string, text: string): void {
  response.setHeader('Content-Type', TYPES[type]);
  response.end(text);
}

/** The workbench that comes with a server asks that server for its files and settings; these two places are where it does. */
function withoutServer(workbench: string): string {
  const changed = workbench
    .replace('remoteAuthority:location.host', 'remoteAuthority:void 0')
    .replace(
      /userRoamingDataHome\(\)\{return (\w+)\((\w+)\.file\(this\.userDataPath\)\.with\(\{scheme:(\w+)\.vscodeRemote\}\),"User"\)\}/,
      'userRoamingDataHome(){return $2.file("/User").with({scheme:$3.vscodeUserData})}',
    );
  if (changed === workbench) throw new Error('This workbench is not the one that is known.');
  return changed;
}

/** The extensions that come with VS Code and run in a browser. */
function ownExtensions(folder: string): unknown[] {
  return readdirSync(join(folder, 'extensions')).flatMap((name) => {
    const manifest = join(folder, 'extensions', name, 'package.json');
    if (!existsSync(manifest)) return [];
    const packageJSON = JSON.parse(readFileSync(manifest, 'utf8'));
    if (packageJSON.main && !packageJSON.browser) return [];
    const texts = join(folder, 'extensions', name, 'package.nls.json');
    const packageNLS = existsSync(texts) ? JSON.parse(readFileSync(texts, 'utf8')) : undefined;
    return [{ extensionPath: name, packageJSON, packageNLS }];
  });
}

/** What the workbench is to be: the folder of the helper's file system, and the tests in its extension host. */
function configuration(host: string): object {
  const uri = (path: string): object => ({ scheme: 'http', authority: host, path });
  const worker = `http://{{uuid}}.${host}/static`;
  return {
    productConfiguration: {
      enableTelemetry: false,
      nameShort: 'VS Code',
      nameLong: 'VS Code',
      webEndpointUrlTemplate: worker,
      webviewContentExternalBaseUrlTemplate: `${worker}/out/vs/workbench/contrib/webview/browser/pre/`,
    },
    folderUri: { scheme: SCHEME, path: '/ws' },
    developmentOptions: {
      extensions: [uri('/bailiwick'), uri('/helper')],
      extensionTestsPath: uri('/helper/tests.js'),
    },
    userDataPath: '/User',
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
    configurationDefaults: {
      'workbench.startupEditor': 'none',
      'chat.disableAIFeatures': true,
      'security.workspace.trust.enabled': false,
    },
  };
}

/** The page that starts it. */
function page(build: WebBuild, host: string): string {
  const attribute = (value: unknown): string =>
    JSON.stringify(value).replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  return `<!doctype html><html><head><meta charset="utf-8">
<meta id="vscode-workbench-web-configuration" data-settings="${attribute(configuration(host))}">
<meta id="vscode-workbench-builtin-extensions" data-settings="${attribute(ownExtensions(build.folder))}">
${build.modules === 'amd' ? AMD : ESM}</body></html>`;
}

const AMD = `<link rel="stylesheet" href="/static/out/vs/workbench/workbench.web.main.css"></head><body>
<script src="/static/out/vs/loader.js"></script>
<script src="/static/out/vs/webPackagePaths.js"></script>
<script>
  const base = location.origin + '/static';
  for (const [name, path] of Object.entries(self.webPackagePaths)) self.webPackagePaths[name] = base + '/node_modules/' + name + '/' + path;
  const policy = window.trustedTypes?.createPolicy('amdLoader', { createScriptURL: (value) => value });
  require.config({ baseUrl: base + '/out', recordStats: true, trustedTypesPolicy: policy, paths: self.webPackagePaths });
</script>
<script src="/static/out/vs/workbench/workbench.web.main.nls.js"></script>
<script src="/static/out/vs/workbench/workbench.web.main.js"></script>
<script src="/static/out/vs/code/browser/workbench/workbench.js"></script>`;

const ESM = `<link rel="stylesheet" href="/static/out/vs/code/browser/workbench/workbench.css"></head><body>
<script>globalThis._VSCODE_FILE_ROOT = location.origin + '/static/out/'; performance.mark('code/didStartRenderer');</script>
<script type="module" src="/static/out/nls.messages.js"></script>
<script type="module" src="/static/out/vs/code/browser/workbench/workbench.js"></script>`;
