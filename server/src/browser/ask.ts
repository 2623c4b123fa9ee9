/** dist/ask.browser.js: live queries of the language server in a web worker, loaded when the first is sent. */
import { t, useBundle } from '../l10n.ts';
import { type AskWords, askWordsWith } from '../live/askWords.ts';
import type { LiveRuntime } from '../live/exchange.ts';
import { type LineHelp, lineHelp } from '../live/lineHelp.ts';
import { IN_BROWSER } from '../live/notDone.ts';
import type { Known } from '../live/suggestions.ts';
import { portOf } from '../live/typedQuery.ts';
import { sendByFetch } from './fetching.ts';

export { useBundle };

const runtime: LiveRuntime = {
  transports: { https: sendByFetch((...given) => fetch(...given)) },
  clock: { monotonic: () => performance.now(), now: () => new Date() },
  random: (octets) => crypto.getRandomValues(new Uint8Array(octets)),
  cookies: new Map(),
};

export const askWords: AskWords = askWordsWith(
  () => ({
    runtime,
    // The browser looks the name up by itself.
    findServers: async (query) =>
      query.server === undefined
        ? {
            servers: [],
            missing: [
              t`A browser sends DNS over HTTPS only, to servers that let pages ask them: name one, as in \`@https://dns.example/dns-query\`, or set \`bailiwick.query.server\` to one.`,
            ],
          }
        : { servers: [{ address: query.server, port: portOf(query), name: query.server }], missing: [] },
    // Nothing that needs them is done here.
    readFile: async (path) => ({ problem: t`${path} cannot be read in a browser.` }),
    keyNamed: async () => ({ problem: t`Queries are not signed (TSIG) in a browser.` }),
  }),
  IN_BROWSER,
);

/** Of what a browser can ask. */
export function helpWithLine(line: string, always: string, known: Known): LineHelp {
  return lineHelp(line, always, known, IN_BROWSER);
}
