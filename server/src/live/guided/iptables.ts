/** Listings of `iptables` and `ip6tables`: `-L` with or without `-n` and `-v`, `-S`, and those of `iptables-save`. */
import type { FilterChain, FilterRule, Filters } from './firewall.ts';
import { newDraft, protocolName, type RuleDraft, rulesOf, takePorts, takeStates, takeTarget } from './ruleWords.ts';

interface Draft {
  policy?: FilterChain['policy'];
  readonly rules: FilterRule[];
}

const CHAIN = /^Chain (\S+) \((?:policy (ACCEPT|DROP)|\d+ references)/;
const EVERYWHERE: ReadonlySet<string> = new Set(['::/0', '0.0.0.0/0', 'anywhere', '::']);
/** Words of rules whose next word is of no interest. */
const PASSED_OVER: ReadonlySet<string> = new Set([
  '-m',
  '--comment',
  '--reject-with',
  '--log-prefix',
  '--log-level',
  '--tcp-flags',
]);

/** The rules of a listing; undefined where the text is none. */
export function readIptables(text: string): Filters | undefined {
  const chains = new Map<string, Draft>();
  const lines = text.split('\n').map((line) => line.trim());
  if (lines.some((line) => CHAIN.test(line))) readListing(lines, chains);
  else if (lines.some((line) => /^-[PNA] \S/.test(line) || /^:INPUT /.test(line))) readCommands(lines, chains);
  if (!chains.has('INPUT')) return undefined;
  const named = [...chains].map(([name, chain]): [string, FilterChain] => [name, { name, ...chain }]);
  return { input: ['INPUT'], chains: new Map(named) };
}

function chainOf(chains: Map<string, Draft>, name: string): Draft {
  const chain = chains.get(name) ?? { rules: [] };
  chains.set(name, chain);
  return chain;
}

function policyOf(word: string | undefined): FilterChain['policy'] {
  if (word === 'DROP') return 'drop';
  return word === 'ACCEPT' ? 'accept' : undefined;
}

function readListing(lines: readonly string[], chains: Map<string, Draft>): void {
  let chain: Draft | undefined;
  let isVerbose = false;
  for (const line of lines) {
    const [, name, policy] = CHAIN.exec(line) ?? [];
    if (name !== undefined) {
      chain = chainOf(chains, name);
      chain.policy = policyOf(policy);
    } else if (/^(?:num\s+)?(?:pkts|target)\s/.test(line)) {
      isVerbose = /\bpkts\b/.test(line);
    } else if (chain && line !== '') {
      const draft = listedRule(line.split(/\s+/), isVerbose);
      if (draft) chain.rules.push(...rulesOf(draft, line));
    }
  }
}

const LISTED_PROTOCOL = /^(?:all|tcp|udp|sctp|dccp|icmp|icmpv6|ipv6-icmp|esp|ah|gre|\d+)$/;

/** `0 0 ACCEPT udp -- * * ::/0 ::/0 udp dpt:53 ctstate NEW`. */
function listedRule(all: readonly string[], isVerbose: boolean): RuleDraft | undefined {
  const words = [...all];
  if (isVerbose) words.splice(0, 2);
  const draft = newDraft();
  // A rule without a target has its protocol there.
  if (!LISTED_PROTOCOL.test(words[0] ?? '')) takeTarget(draft, words.shift() ?? '');
  const protocol = words.shift();
  if (protocol === undefined) return undefined;
  draft.protocols = [protocolName(protocol)];
  if (words[0] === '--' || words[0] === '-f' || words[0] === '!f') words.shift();
  if (isVerbose) {
    takeInterface(draft, words.shift() ?? '*');
    const out = words.shift() ?? '*';
    if (out !== '*' && out !== 'any') draft.isElsewhere = true;
  }
  for (const where of words.splice(0, 2)) if (!EVERYWHERE.has(where)) draft.also.push(where);
  takeMatches(draft, words);
  return draft;
}

function takeInterface(draft: RuleDraft, name: string): void {
  if (name === '*' || name === 'any' || name === '!lo') return;
  if (name === 'lo') draft.isElsewhere = true;
  else draft.also.push(name);
}

/** What stands behind the addresses in a listing. */
function takeMatches(draft: RuleDraft, words: readonly string[]): void {
  let i = 0;
  while (i < words.length) {
    const word = words[i++];
    const port = /^dpts?:(.+)$/.exec(word)?.[1];
    if (port) takePorts(draft, [port]);
    else if (word === 'dports') takePorts(draft, (words[i++] ?? '').split(','));
    else if (word === 'ctstate' || word === 'state') takeStates(draft, (words[i++] ?? '').split(','));
    else if (word === 'reject-with') i++;
    else if (word === '/*') i = Math.max(i, words.indexOf('*/', i) + 1);
    else if (!/^(?:tcp|udp|multiport)$/.test(word)) draft.also.push(word);
  }
}

/** `-A INPUT -p udp -m udp --dport 53 -j ACCEPT`, and the lines of a saved table. */
function readCommands(lines: readonly string[], chains: Map<string, Draft>): void {
  let isFilter = true;
  for (const line of lines) {
    if (line.startsWith('*')) isFilter = line === '*filter';
    if (!isFilter) continue;
    const [, saved, savedPolicy] = /^:(\S+) (\S+)/.exec(line) ?? [];
    if (saved !== undefined) chainOf(chains, saved).policy = policyOf(savedPolicy);
    const words = wordsOf(line.replace(/^\[\d+:\d+\] /, ''));
    if (words[0] === '-P' && words[1]) chainOf(chains, words[1]).policy = policyOf(words[2]);
    else if (words[0] === '-N' && words[1]) chainOf(chains, words[1]);
    else if (words[0] === '-A' && words[1]) {
      chainOf(chains, words[1]).rules.push(...rulesOf(commandRule(words.slice(2)), line));
    }
  }
}

// linear: what is in quotes has none, and words have no spaces.
const WORDS = /"([^"]*)"|(\S+)/g;

function wordsOf(line: string): string[] {
  return [...line.matchAll(WORDS)].map(([, quoted, plain]) => quoted ?? plain);
}

function commandRule(words: readonly string[]): RuleDraft {
  const draft = newDraft();
  let isNot = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const value = words[i + 1] ?? '';
    if (word === '!') {
      isNot = true;
      continue;
    }
    if (PASSED_OVER.has(word)) i++;
    else if (isNot) {
      // `! -i lo` is everything that comes from outside.
      if (!(word === '-i' && value === 'lo')) draft.also.push(`! ${word} ${value}`);
      i++;
    } else i += takeOption(draft, word, value);
    isNot = false;
  }
  return draft;
}

/** Takes an option, and says how many words behind it belong to it. */
function takeOption(draft: RuleDraft, word: string, value: string): number {
  if (word === '-j' || word === '-g') takeTarget(draft, value);
  else if (word === '-p') draft.protocols = [protocolName(value)];
  else if (word === '--dport' || word === '--dports') takePorts(draft, value.split(','));
  else if (word === '--ctstate' || word === '--state') takeStates(draft, value.split(','));
  else if (word === '-i') takeInterface(draft, value);
  else if (word === '-o') draft.isElsewhere = true;
  else {
    draft.also.push(word);
    return 0;
  }
  return 1;
}
