/** What live queries run on in the real world: the network, the clock and the system's random source. */
import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { LiveRuntime } from '../../live/exchange.ts';
import { reach } from './connection.ts';
import { networkTransports } from './transports.ts';
import { nodeVerifier } from './verify.ts';

export const systemRuntime: LiveRuntime = {
  transports: networkTransports,
  clock: { monotonic: () => performance.now(), now: () => new Date() },
  random: (octets) => randomBytes(octets),
  hmac: (hash, secret, data) => createHmac(hash, secret).update(data).digest(),
  verifier: nodeVerifier,
  reach,
  cookies: new Map(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, signal && { signal }).catch(() => undefined),
};
