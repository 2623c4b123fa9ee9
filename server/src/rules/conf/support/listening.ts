/** Where named listens, and which addresses its zones publish for it. */

import type { ConfModel, Setting } from '../../../conf/model.ts';
import { normalName } from '../../../conf/model.ts';
import type { Block, Statement } from '../../../conf/tree.ts';
import { blockOf, keywordOf } from '../../../conf/tree.ts';
import { parseAddress } from '../../../dns/addresses.ts';
import { isLoopback, isPrivate } from '../../../dns/specialRanges.ts';
import type { FixEdit } from '../../rule.ts';
import type { ConfContext, PublishedAddress } from '../context.ts';
import { insertion, insertionAfter, replacement } from './edits.ts';
import { isLocalZone } from './localZones.ts';
import { isNone, isOpen, listOf, matches, prefixesOf } from './matchLists.ts';
import { wordsOf } from './words.ts';

const DNS_PORT = '53';

/** The `listen-on` or `listen-on-v6` statements of options. */
export function listeners(model: ConfModel, family: 4 | 6): readonly Setting[] {
  return model.options?.byName.get(family === 6 ? 'listen-on-v6' : 'listen-on') ?? [];
}

/** The port that a listener takes, and whether it is for TLS or HTTP. */
export function transportOf({ statement }: Setting): { port: string; isEncrypted: boolean; isHttp: boolean } {
  const words = wordsOf(statement.values).map(({ text }) => text.toLowerCase());
  const after = (keyword: string) => words[words.indexOf(keyword) + 1 || words.length];
  const isHttp = after('http') !== undefined;
  const isTls = (after('tls') ?? 'none') !== 'none';
  const usual = isHttp ? (isTls ? '443' : '80') : isTls ? '853' : DNS_PORT;
  return { port: after('port') ?? usual, isEncrypted: isHttp || isTls, isHttp };
}

/** Whether a listener takes something. */
export function isOn(setting: Setting): boolean {
  const list = listOf(setting);
  return list !== undefined && !isNone(list);
}

/** The statements that are for plain DNS on port 53; resolvers ask nowhere else. */
export function dnsListeners(model: ConfModel, family: 4 | 6): readonly Setting[] {
  return listeners(model, family).filter((setting) => {
    const { port, isEncrypted } = transportOf(setting);
    return !isEncrypted && port === DNS_PORT;
  });
}

/** The lists of statements. */
export function listsOf(settings: readonly Setting[]): readonly Block[] {
  return settings.flatMap(({ statement }) => blockOf(statement) ?? []);
}

/** True where the lists take queries on every address; without a list, named takes them on all. */
export function listensEverywhere(model: ConfModel, lists: readonly Block[]): boolean {
  return lists.length === 0 || lists.some((list) => isOpen(model, list));
}

/** True where no list lets anything in. */
export function listensNowhere(lists: readonly Block[]): boolean {
  return lists.length > 0 && lists.every(isNone);
}

/** Whether an address is listened on; undefined where that depends on the machine. */
export function isListenedOn(model: ConfModel, lists: readonly Block[], address: string): boolean | undefined {
  if (lists.length === 0) return true;
  const answers = lists.map((list) => matches(model, list, address));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/**
 * The published IPv6 addresses that this server ought to listen on. A name server whose addresses are in the lists is this one;
 * where no list names an address of any of them, it may be each of them.
 */
export function ownIpv6(context: ConfContext): readonly PublishedAddress[] {
  const { all, named } = publishedHere(context);
  return all.filter(({ family, host }) => family === 6 && (named.size === 0 || named.has(host)));
}

/**
 * The published IPv4 addresses of name servers of which the lists have another address: those are this server. What is private is another address of
 * what is public where a router translates.
 */
export function ownIpv4(context: ConfContext): readonly PublishedAddress[] {
  const { model } = context;
  const { all, named } = publishedHere(context);
  const isTranslated = listsOf(listeners(model, 4)).some((list) =>
    prefixesOf(model, list).some(({ octets }) => isPrivate(octets)),
  );
  return all.filter(({ family, host, address }) => {
    if (family !== 4 || !named.has(host)) return false;
    const octets = parseAddress(address);
    return octets !== undefined && !(isTranslated && !isPrivate(octets));
  });
}

/**
 * What is published for others, and the name servers that have an address which a list names. Where everyone is told of servers, what only some are told
 * is no address that everyone asks at.
 */
function publishedHere(context: ConfContext): {
  readonly all: readonly PublishedAddress[];
  readonly named: ReadonlySet<string>;
} {
  const { model } = context;
  const published = context.published().filter(isForOthers);
  const lists: Readonly<Record<4 | 6, readonly Block[]>> = {
    4: listsOf(listeners(model, 4)),
    6: listsOf(listeners(model, 6)),
  };
  const named = new Set<string>();
  for (const { host, address, family } of published) {
    const namesAddresses = lists[family].some((list) => prefixesOf(model, list).length > 0);
    if (!namesAddresses || listensEverywhere(model, lists[family])) continue;
    if (isListenedOn(model, lists[family], address)) named.add(host);
  }
  const outside = published.filter(({ isInside }) => !isInside);
  return { all: outside.length > 0 ? outside : published, named };
}

/** False for the addresses that each machine has for itself, and for what zones such as localhost publish. */
function isForOthers({ zone, address }: PublishedAddress): boolean {
  const octets = parseAddress(address);
  return octets !== undefined && !isLoopback(octets) && !isLocalZone(normalName(zone));
}

/** Those of the published addresses that no list of the family lets in, each once. */
export function leftOut(
  context: ConfContext,
  family: 4 | 6,
  own: (context: ConfContext) => readonly PublishedAddress[],
): readonly PublishedAddress[] {
  const lists = listsOf(dnsListeners(context.model, family));
  // What zones publish is not asked for, and no zone file read, where every address is let in.
  if (lists.some((list) => isAny(list.statements[0]))) return [];
  const seen = new Set<string>();
  return own(context).filter(({ host, address }) => {
    const id = `${host} ${address}`;
    if (seen.has(id) || isListenedOn(context.model, lists, address) !== false) return false;
    seen.add(id);
    return true;
  });
}

function isAny(element: Statement | undefined): boolean {
  const [first] = element?.values ?? [];
  return first?.kind === 'word' && first.text.toLowerCase() === 'any';
}

/** Puts addresses at the front of the list of a family, where no negated element can shadow them. */
export function listenAlso(model: ConfModel, family: 4 | 6, addresses: readonly string[]): readonly FixEdit[] {
  const [setting] = dnsListeners(model, family);
  const block = setting && blockOf(setting.statement);
  if (!setting || !block) return [];
  const at = block.start + 1;
  return [{ uri: setting.file.uri, start: at, end: at, newText: addresses.map((address) => ` ${address};`).join('') }];
}

/** Writes a listen-on-v6 list into options: in the place of the one that is there, or as a new statement. */
export function writeListenOnV6(model: ConfModel, elements: readonly string[]): readonly FixEdit[] {
  const list = `{ ${elements.map((element) => `${element};`).join(' ')} }`;
  const [current] = dnsListeners(model, 6);
  const block = current && blockOf(current.statement);
  if (current && block) return [replacement(current.file, block, list)];
  const { options } = model;
  if (!options) return [];
  const statement = `listen-on-v6 ${list};`;
  const before = options.block.statements.findLast((candidate) => keywordOf(candidate) === 'listen-on');
  return [before ? insertionAfter(options.file, before, statement) : insertion(options.file, options.block, statement)];
}
