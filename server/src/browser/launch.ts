/** The start of dist/server.browser.js: a web worker, which is told first where the engine and the rest of the server are, and then goes on as main.ts. */
const worker = self as unknown as DedicatedWorkerGlobalScope & { bailiwickAskAt?: string };

worker.onmessage = ({ data }: MessageEvent<{ readonly core: string; readonly lsp: string; readonly ask?: string }>) => {
  worker.onmessage = null;
  if (data.ask !== undefined) worker.bailiwickAskAt = data.ask;
  importScripts(data.core, data.lsp);
  void import('./main.ts');
};
