/** What helps to type a query: names of the workspace, servers that its files name, whose names are for the inside only, and where keys stand. */
import type { Named } from '../../conf/model.ts';
import { argumentsOf, blockOf, keywordOf } from '../../conf/tree.ts';
import { parseIpv4, parseIpv6 } from '../../dns/addresses.ts';
import { t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import { baseName, normalUri } from '../../workspace/paths.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Zone } from '../../workspace/zone.ts';
import { zoneLookup } from '../shared/lookup.ts';
import { zoneServers } from '../zone/servers.ts';
import { zoneWorkspaceSymbols } from '../zone/workspaceSymbols.ts';

export interface QueryHelpParams {
  /** The file whose zone's servers come first. */
  readonly uri?: string;
  /** Names that begin so are wanted. */
  readonly prefix?: string;
  /** Absolute names that are about to be asked for. */
  readonly names?: readonly string[];
  /** The key that is wanted, by its name. */
  readonly key?: string;
}

export interface QueryHelp {
  readonly names: readonly string[];
  readonly servers: readonly NamedServer[];
  /** Those of the names that only views for some have, with the zone and its view. */
  readonly inside: readonly { readonly name: string; readonly zone: string; readonly view: string }[];
  /** The files that hold the key. */
  readonly keyFiles: readonly string[];
}

/** A server that a file names, by its address or name, and where it is named. */
export interface NamedServer {
  readonly server: string;
  readonly from: string;
}

/** Names that are offered. */
const MOST_NAMES = 50;
/** Servers that are offered. */
const MOST_SERVERS = 50;

/** Statements whose lists hold other servers. */
const SERVER_LISTS = /^(?:forwarders|primaries|masters|parental-agents|remote-servers|also-notify)$/;

export function* queryHelp(workspace: Workspace, params: QueryHelpParams, now: () => Date): Steps<QueryHelp> {
  const { prefix = '', names = [], key, uri } = params;
  const symbols = prefix === '' ? undefined : yield* zoneWorkspaceSymbols(prefix, workspace);
  const found = new Set(symbols?.items.map(({ name }) => name));
  return {
    names: [...found].slice(0, MOST_NAMES),
    servers: serversOf(workspace, uri, now).slice(0, MOST_SERVERS),
    inside: names.flatMap((name) => insideOf(name, workspace) ?? []),
    keyFiles: key === undefined ? [] : keyFiles(workspace, key),
  };
}

function serversOf(workspace: Workspace, uri: string | undefined, now: () => Date): NamedServer[] {
  const found = new Map<string, string>();
  const add = (server: string, from: string): void => {
    if (!found.has(server)) found.set(server, from);
  };
  const lookup = zoneLookup(workspace, now);
  for (const zone of uri === undefined ? [] : workspace.zonesOf(normalUri(uri))) {
    if (!zone.model.originKnown) continue;
    const of = zone.model.names.text(zone.model.apex);
    for (const { name, addresses } of zoneServers(zone, lookup)) {
      for (const address of addresses) add(address, t`${name}, of ${of}`);
      add(name, t`name server of ${of}`);
    }
  }
  for (const configuration of workspace.configurations)
    for (const { server, from } of inConfiguration(configuration)) add(server, from);
  return [...found].map(([server, from]) => ({ server, from }));
}

function* inConfiguration({ model, uri }: Configuration): Iterable<NamedServer> {
  for (const scope of model?.scopes ?? []) {
    for (const { name, statement } of scope.settings) {
      if (name === 'server') {
        const [word] = argumentsOf(statement);
        if (word && isAddress(word.text)) yield { server: word.text, from: t`server in ${baseName(uri)}` };
      }
      if (!SERVER_LISTS.test(name)) continue;
      for (const element of blockOf(statement)?.statements ?? []) {
        const address = keywordOf(element);
        if (address !== undefined && isAddress(address))
          yield { server: address, from: t`${name} in ${baseName(uri)}` };
      }
    }
  }
}

function isAddress(text: string): boolean {
  return parseIpv4(text) !== undefined || parseIpv6(text) !== undefined;
}

/** The zone with the longest name that holds `name`, where only views for some have it. */
export function insideOf(name: string, workspace: Workspace): QueryHelp['inside'][number] | undefined {
  let depth = -1;
  let zones: Zone[] = [];
  for (const zone of workspace.zones) {
    const { names, apex, originKnown } = zone.model;
    if (!originKnown || !names.isWithin(names.fromText(name), apex)) continue;
    const own = names.depth(apex);
    if (own > depth) zones = [];
    if (own >= depth) zones.push(zone);
    depth = Math.max(depth, own);
  }
  const views = zones.map(({ options }) => options.settings.view);
  const [first] = views;
  if (!first || views.some((view) => view?.clients !== 'some')) return undefined;
  const { names, apex } = zones[0].model;
  return { name, zone: names.text(apex), view: first.name };
}

function* keysNamed(workspace: Workspace, wanted: string): Iterable<Named> {
  const plain = (text: string): string => text.toLowerCase().replace(/(?<=.)\.$/, '');
  for (const { model } of workspace.configurations)
    for (const key of model?.keys ?? []) if (plain(key.name) === plain(wanted)) yield key;
}

function keyFiles(workspace: Workspace, wanted: string): string[] {
  return [...new Set(Array.from(keysNamed(workspace, wanted), ({ setting }) => setting.file.uri))];
}

/** The text of the file that has a key. */
export function keyTextOf(workspace: Workspace, wanted: string): string | undefined {
  const [key] = keysNamed(workspace, wanted);
  return key?.setting.file.tree.text;
}
