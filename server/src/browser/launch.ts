/** The start of dist/server.browser.js: a web worker, which is told first where the engine is, and then goes on as main.ts. */
const worker = self as unknown as DedicatedWorkerGlobalScope;

worker.onmessage = ({ data }: MessageEvent<{ readonly core: string }>) => {
  worker.onmessage = null;
  importScripts(data.core);
  void import('./main.ts');
};
