/**
 * Names outside of the workspace that records of a zone point to, asked of a resolver: those that do not exist, and those that have no address
 * where one is needed. Bounds: 500 names, 16 at a time.
 */

import { CLASS } from '../../dns/classes.ts';
import { RCODE, rcodeName } from '../../dns/codes.ts';
import { TYPE, typeText } from '../../dns/types.ts';
import { counted, t } from '../../l10n.ts';
import { type Answer, askAll, type Conversation, pause, tell } from '../conversation.ts';
import { DEFAULT_OPTIONS } from '../messages.ts';
import type { Server } from '../transport.ts';
import { DEFAULT_RATE } from './comparing.ts';
import type { FileTarget, FileZone } from './fileZone.ts';

const MOST = 500;
const AT_ONCE = 16;

/** Types whose target has to have an address (RFC 2181 section 10.3, RFC 2782); an alias may lead to anything. */
const WANT_ADDRESS: ReadonlySet<number> = new Set([TYPE.NS, TYPE.MX, TYPE.SRV]);

export interface DanglingTarget {
  readonly target: FileTarget;
  readonly state: 'missing' | 'no-address';
}

export interface Targets {
  readonly dangling: readonly DanglingTarget[];
  /** Names that exist. */
  readonly good: number;
  /** Names that nobody could tell of, and the first reason. */
  readonly unknown: number;
  readonly problem?: string;
  /** Names that were not asked for. */
  readonly notAsked: number;
}

type State = DanglingTarget['state'] | 'exists' | 'silent' | 'unknown';

/** Asks for each target. A name whose answer does not come is asked again of the next resolver. */
export function* targetsConversation({ targets }: FileZone, resolvers: readonly Server[]): Conversation<Targets> {
  const asked = resolvers.length === 0 ? [] : targets.slice(0, MOST);
  const dangling: DanglingTarget[] = [];
  let good = 0;
  let unknown = 0;
  let problem: string | undefined =
    resolvers.length === 0 && targets.length > 0 ? t`There is no resolver to ask.` : undefined;
  for (let from = 0; from < asked.length; from += AT_ONCE) {
    if (from > 0) yield* pause(DEFAULT_RATE.pauseMs);
    yield* tell(t`names that records point to`, from, asked.length);
    const part = asked.slice(from, from + AT_ONCE);
    for (const [i, { state, why }] of (yield* statesOf(part, resolvers)).entries()) {
      if (state === 'exists') good++;
      else if (state === 'missing' || state === 'no-address') dangling.push({ target: part[i], state });
      else {
        unknown++;
        problem ??= t`It cannot be told whether ${part[i].name} exists: ${why ?? ''}`;
      }
    }
  }
  const notAsked = targets.length - asked.length;
  return { dangling, good, unknown, notAsked, ...(problem !== undefined && { problem }) };
}

interface Known {
  readonly state: State;
  readonly why?: string;
}

function* statesOf(targets: readonly FileTarget[], resolvers: readonly Server[]): Conversation<Known[]> {
  const states = yield* ask(targets, TYPE.A, resolvers[0]);
  for (const resolver of [resolvers[0], ...resolvers.slice(1, 2)]) {
    const silent = indicesOf(states, 'silent');
    const again = yield* ask(
      silent.map((i) => targets[i]),
      TYPE.A,
      resolver,
    );
    for (const [at, i] of silent.entries()) states[i] = again[at];
  }
  // No IPv4 address: an IPv6 one is as good.
  const bare = indicesOf(states, 'no-address');
  const others = yield* ask(
    bare.map((i) => targets[i]),
    TYPE.AAAA,
    resolvers[0],
  );
  for (const [at, i] of bare.entries()) {
    const wants = targets[i].from.some(({ type }) => WANT_ADDRESS.has(type));
    states[i] = !wants && others[at].state === 'no-address' ? { state: 'exists' } : others[at];
  }
  return states;
}

function indicesOf(states: readonly Known[], wanted: State): number[] {
  return states.flatMap(({ state }, i) => (state === wanted ? [i] : []));
}

function* ask(targets: readonly FileTarget[], type: number, server: Server): Conversation<Known[]> {
  const answers = yield* askAll(
    targets.map(({ name }) => ({
      question: { name, type, class: CLASS.IN },
      options: DEFAULT_OPTIONS,
      server,
      transport: 'udp' as const,
    })),
  );
  return answers.map((answer) => stateOf(answer, type));
}

function stateOf({ result }: Answer, type: number): Known {
  if (result.kind !== 'reply') return { state: 'silent', why: result.message };
  const { rcode, answer, flags } = result.response;
  if (rcode === RCODE.NXDOMAIN) return { state: 'missing' };
  if (rcode !== RCODE.NOERROR)
    return { state: 'unknown', why: t`the resolver answered ${rcodeName(rcode) ?? `RCODE ${rcode}`}.` };
  return { state: flags.tc || answer.some((record) => record.type === type) ? 'exists' : 'no-address' };
}

/** What is said of a target, for a type of the records that point to it. */
export function targetText({ target: { name }, state }: DanglingTarget, type: number): string {
  if (state === 'no-address') return t`${name} has no address, which this ${typeText(type)} record needs.`;
  return type === TYPE.CNAME || type === TYPE.DNAME
    ? t`${name} does not exist (NXDOMAIN): this ${typeText(type)} record leads nowhere, and whoever gets that name answers for this one.`
    : t`${name} does not exist (NXDOMAIN): this ${typeText(type)} record leads nowhere.`;
}

/** What came of all targets, as a line. */
export function targetsText({ good, dangling, unknown, notAsked, problem }: Targets): string {
  const names = counted(good, t`name that records point to exists`, t`names that records point to exist`);
  const bad = dangling.length > 0 ? t`, ${dangling.length} not or without an address` : '';
  const rest = unknown + notAsked > 0 ? t`, ${unknown + notAsked} are not known` : '';
  return `${names}${bad}${rest}.${problem === undefined ? '' : ` ${problem}`}`;
}

/** What came of all targets, and then each that is not as it should be. */
export function targetsLines(file: FileZone, targets: Targets): string[] {
  const lines = targets.dangling.flatMap((each) =>
    each.target.from.map(({ type, set }) => `${file.sets[set].owner} ${typeText(type)}: ${targetText(each, type)}`),
  );
  return [targetsText(targets), ...lines];
}

/** The same for programs. */
export function targetsJson(file: FileZone, { dangling, ...counts }: Targets): unknown {
  return {
    ...counts,
    dangling: dangling.map(({ target: { name, from }, state }) => ({
      name,
      state,
      from: from.map(({ type, set }) => ({ owner: file.sets[set].owner, type: typeText(type) })),
    })),
  };
}
