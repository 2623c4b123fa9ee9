/** Words that listings of packet filters have in common. */
import type { FilterRule } from './firewall.ts';

/** A rule while its words are read. */
export interface RuleDraft {
  protocols?: readonly string[];
  ports?: readonly (readonly [number, number])[];
  isForOld: boolean;
  isElsewhere: boolean;
  also: string[];
  verdict: FilterRule['verdict'];
  to?: string;
}

export function newDraft(): RuleDraft {
  return { isForOld: false, isElsewhere: false, also: [], verdict: 'none' };
}

const PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ['6', 'tcp'],
  ['17', 'udp'],
  ['0', 'all'],
  ['all', 'all'],
]);
const SERVICES: ReadonlyMap<string, number> = new Map([
  ['domain', 53],
  ['domain-s', 853],
  ['ssh', 22],
  ['http', 80],
  ['https', 443],
]);

/** `udp`, `17`: the name of a protocol, `all` where it is any. */
export function protocolName(word: string): string {
  return PROTOCOLS.get(word) ?? word;
}

/** `53`, `domain`, `50:60`, `50-60`; undefined for what is none. */
export function portRange(word: string): readonly [number, number] | undefined {
  const [from, to = from, ...more] = word.split(/[:-](?=\d|$)/);
  const numbers = [from, to].map((text, i) => (text === '' ? [0, 65_535][i] : (SERVICES.get(text) ?? Number(text))));
  if (more.length > 0 || numbers.some((one) => !Number.isInteger(one))) {
    const service = SERVICES.get(word);
    return service === undefined ? undefined : [service, service];
  }
  return [numbers[0], numbers[1]];
}

/** Takes ports into a rule; a word that is none is something that is not known. */
export function takePorts(draft: RuleDraft, words: readonly string[]): void {
  const ranges = words.map(portRange);
  if (ranges.some((range) => range === undefined)) draft.also.push(words.join(','));
  else draft.ports = ranges as (readonly [number, number])[];
}

/** Takes the states of connections: without `new` (or `untracked`) the rule is for those that are there already. */
export function takeStates(draft: RuleDraft, words: readonly string[]): void {
  const states = words.map((word) => word.toLowerCase());
  if (!states.includes('new') && !states.includes('untracked')) draft.isForOld = true;
}

/** The rules that a draft stands for: one for each protocol. */
export function rulesOf({ protocols = ['all'], ports, to, ...draft }: RuleDraft, text: string): FilterRule[] {
  return protocols.map((name): FilterRule => {
    const protocol = name === 'udp' || name === 'tcp' ? name : 'other';
    return {
      ...draft,
      ...(name !== 'all' && { protocol }),
      ...(ports && { ports }),
      ...(to !== undefined && { to }),
      text,
    };
  });
}

const VERDICTS: ReadonlyMap<string, FilterRule['verdict']> = new Map([
  ['ACCEPT', 'accept'],
  ['DROP', 'drop'],
  ['REJECT', 'drop'],
  ['RETURN', 'return'],
]);
/** Targets that do something with a packet and let it go on. */
const GOES_ON: ReadonlySet<string> = new Set([
  'LOG',
  'NFLOG',
  'ULOG',
  'MARK',
  'CONNMARK',
  'CT',
  'TRACE',
  'AUDIT',
  'SET',
]);

/** Takes what becomes of the packets of a rule, in iptables' words. */
export function takeTarget(draft: RuleDraft, target: string): void {
  if (GOES_ON.has(target)) return;
  const verdict = VERDICTS.get(target);
  draft.verdict = verdict ?? 'jump';
  if (!verdict) draft.to = target;
}
