/** Listings of `nft list ruleset`, as far as they are about what comes to this host. */
import type { FilterChain, FilterRule, Filters } from './firewall.ts';
import { newDraft, protocolName, type RuleDraft, rulesOf, takePorts, takeStates } from './ruleWords.ts';

// linear: what is in quotes has none; the other words have no character of these.
const WORDS = /"[^"\n]*"|[{};,]|[^\s{};,"]+/g;
const FAMILIES: Readonly<Record<string, readonly (4 | 6)[]>> = { ip: [4], ip6: [6], inet: [4, 6] };

/** The rules of a listing for one family of addresses; undefined where the text is none. */
export function readNft(text: string, family: 4 | 6): Filters | undefined {
  const chains = new Map<string, FilterChain>();
  const input: { readonly name: string; readonly priority: number }[] = [];
  let isListing = false;
  for (const { words, body } of blocksOf(text)) {
    const [word, kind, table] = words;
    if (word !== 'table' || !table) continue;
    isListing = true;
    if (!FAMILIES[kind]?.includes(family)) continue;
    for (const chain of blocksOf(body)) {
      if (chain.words[0] !== 'chain') continue;
      // Chains of two tables may have one name.
      const name = `${kind} ${table} ${chain.words[1]}`;
      const { hook, ...read } = chainIn(name, chain.body, family, `${kind} ${table} `);
      chains.set(name, read);
      if (hook !== undefined) input.push({ name, priority: hook });
    }
  }
  if (!isListing) return undefined;
  input.sort((a, b) => a.priority - b.priority);
  return { input: input.map(({ name }) => name), chains };
}

interface Block {
  /** What stands before its brace. */
  readonly words: readonly string[];
  readonly body: string;
}

/** The blocks of a text, not those within them. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let words: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { index, 0: word } of text.matchAll(WORDS)) {
    if (word === '{') {
      if (depth++ === 0) start = index + 1;
    } else if (word === '}') {
      if (depth === 0) continue;
      if (--depth > 0) continue;
      blocks.push({ words, body: text.slice(start, index) });
      words = [];
    } else if (depth === 0) words.push(word);
  }
  return blocks;
}

/** What a chain that the kernel calls for packets to this host begins with. */
const HOOKS = ['type filter hook input priority ', 'type filter hook prerouting priority '];
/** What nftables calls the numbers that filters are ordered by. */
const PRIORITIES: Readonly<Record<string, number>> = { raw: -300, mangle: -150, filter: 0, security: 50 };

function chainIn(name: string, body: string, family: 4 | 6, table: string): FilterChain & { hook?: number } {
  const lines = body.split('\n').map((line) => line.trim());
  const head = lines.find((line) => HOOKS.some((words) => line.startsWith(words))) ?? '';
  const [priority = '', policy = ''] = head.split(';').map((part) => part.trim());
  const isDropped = policy === 'policy drop';
  const rules = lines.flatMap((text) =>
    text === '' || text === head || text.startsWith('#') || text.startsWith('type ')
      ? []
      : rulesOf(ruleIn(text, family, table), text),
  );
  return {
    name,
    rules,
    ...(head !== '' && {
      policy: isDropped ? 'drop' : 'accept',
      hook: priorityOf(priority.slice(priority.indexOf('priority ') + 'priority '.length)),
    }),
  };
}

function priorityOf(text: string): number {
  const [name, sign, more] = text.split(/\s+/);
  const base = PRIORITIES[name] ?? (Number(name) || 0);
  return base + (more ? Number(`${sign}${more}`) || 0 : 0);
}

/** The words of a rule, of which each takes those that are its own. */
class RuleWords {
  readonly #words: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#words = text.match(WORDS) ?? [];
  }

  get next(): string | undefined {
    return this.#words[this.#at];
  }

  take(): string {
    return this.#words[this.#at++] ?? '';
  }

  /** What stands where a value does: one, `a,b`, or a set in braces; undefined where it is not to be listed (a named set, a negation, a map). */
  takeValues(): readonly string[] | undefined {
    if (this.next === '!=' || this.next === 'vmap' || this.next?.startsWith('@')) return undefined;
    if (this.next === '==') this.take();
    if (this.next !== '{') {
      const values = [this.take()];
      while (this.next === ',') {
        this.take();
        values.push(this.take());
      }
      return values;
    }
    this.take();
    const values: string[] = [];
    for (let word = this.take(); word !== '' && word !== '}'; word = this.take()) {
      if (word !== ',') values.push(word);
    }
    return values;
  }
}

const VERDICTS: Readonly<Record<string, FilterRule['verdict']>> = {
  accept: 'accept',
  drop: 'drop',
  reject: 'drop',
  return: 'return',
};

function ruleIn(text: string, family: 4 | 6, table: string): RuleDraft {
  const draft = newDraft();
  const words = new RuleWords(text);
  while (words.next !== undefined) {
    const word = words.take();
    const verdict = VERDICTS[word];
    if (verdict) {
      draft.verdict = verdict;
      break;
    }
    if (word === 'jump' || word === 'goto') {
      draft.verdict = 'jump';
      draft.to = `${table}${words.take()}`;
      break;
    }
    takeExpression(draft, words, word, family);
  }
  return draft;
}

function takeExpression(draft: RuleDraft, words: RuleWords, word: string, family: 4 | 6): void {
  if (word === 'tcp' || word === 'udp' || word === 'th') {
    if (word !== 'th') draft.protocols = [word];
    takeField(draft, words, word);
  } else if (word === 'meta' && (words.next === 'l4proto' || words.next === 'nfproto')) {
    takeMeta(draft, words, family);
  } else if (word === 'ct' && words.next === 'state') {
    words.take();
    takeCtState(draft, words);
  } else if (word === 'iif' || word === 'iifname') {
    takeInterface(draft, words);
  } else if (word === 'icmp' || word === 'icmpv6') {
    draft.protocols = ['other'];
    words.take();
    words.takeValues();
  } else if (word === 'ip' || word === 'ip6') {
    if ((word === 'ip') !== (family === 4)) draft.isElsewhere = true;
    takeField(draft, words, word);
  } else if (word === 'counter') {
    while (words.next === 'packets' || words.next === 'bytes') {
      words.take();
      words.take();
    }
  } else if (word === 'log' || word === 'comment') {
    while (words.next !== undefined && !VERDICTS[words.next] && words.next !== 'jump' && words.next !== 'goto')
      words.take();
  } else if (word !== ';') draft.also.push(word);
}

function takeField(draft: RuleDraft, words: RuleWords, of: string): void {
  const field = words.take();
  const values = words.takeValues();
  if (field === 'dport' && values) takePorts(draft, values);
  else if ((field === 'protocol' || field === 'nexthdr') && values) draft.protocols = values.map(protocolName);
  else draft.also.push(`${of} ${field}`);
}

function takeMeta(draft: RuleDraft, words: RuleWords, family: 4 | 6): void {
  const field = words.take();
  const values = words.takeValues();
  if (!values) draft.also.push(`meta ${field}`);
  else if (field === 'l4proto') draft.protocols = values.map(protocolName);
  else if (values[0] !== (family === 4 ? 'ipv4' : 'ipv6')) draft.isElsewhere = true;
}

/** `ct state established,related`; with `vmap` what becomes of new ones may stand in it. */
function takeCtState(draft: RuleDraft, words: RuleWords): void {
  if (words.next !== 'vmap') {
    const values = words.takeValues();
    if (values) takeStates(draft, values);
    else draft.also.push('ct state');
    return;
  }
  words.take();
  const values = words.takeValues() ?? [];
  takeStates(draft, values);
  if (draft.isForOld) return;
  // What becomes of new ones stands in the map.
  draft.verdict = 'accept';
  draft.also.push('ct state vmap');
}

function takeInterface(draft: RuleDraft, words: RuleWords): void {
  const isNot = words.next === '!=';
  if (isNot) words.take();
  const values = words.takeValues();
  const isLoopback = values?.length === 1 && /^"?lo"?$/.test(values[0]);
  if (isLoopback) draft.isElsewhere ||= !isNot;
  else draft.also.push('iif');
}
