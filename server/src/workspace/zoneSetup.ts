/**
 * How a zone is set up, apart from its file and its name: what its records mean and what they are judged by. One object holds all of it and is
 * the key as well, so that nothing can tell zones apart that the key leaves out.
 */

import { type ConfModel, normalName, settingFor, type View, type Zone as ZoneStatement } from '../conf/model.ts';
import { argumentsOf, blockOf } from '../conf/tree.ts';
import { CLASS, classCode } from '../dns/classes.ts';
import { type BindVersion, releaseOf } from '../dns/versions.ts';
import { dynamicOf, isSignedByNamed } from '../rules/conf/support/dynamic.ts';
import { clientsOf, isForAnyone } from '../rules/conf/support/views.ts';
import type { ViewOfZone, ZoneSettings } from '../rules/zone/context.ts';
import type { Limits } from '../rules/zone/limits.ts';
import type { PtrNetworks } from '../rules/zone/support/networks.ts';
import { checkModesOf, maxTtlOf } from './checkModes.ts';
import type { OriginSource } from './origin.ts';
import type { Served, ServerName } from './otherServers/otherServers.ts';
import type { Settings } from './settings.ts';

export interface ZoneSetup {
  /** What its name was taken from. */
  readonly source: OriginSource;
  readonly zoneClass: number;
  /** The server other than named whose configuration loads it, where one does. */
  readonly server?: ServerName;
  /** The view it stands in; empty where there is none. */
  readonly view: string;
  /** What rules judge by. What the zone was before is no part of it. */
  readonly settings: Omit<ZoneSettings, 'previous'>;
}

/** What the user sets that zones are judged by. */
export interface SetupInput {
  readonly version: BindVersion | undefined;
  readonly limits: Limits;
  readonly prefixes?: readonly string[] | undefined;
  readonly ptrNetworks?: PtrNetworks | undefined;
}

/** What the user's settings say of every zone. */
export function inputOf({ bindVersion, limits, prefixes, ptrNetworks }: Settings): SetupInput {
  return { version: bindVersion, limits, prefixes, ptrNetworks };
}

/** A setup that stands for all that are alike, and the short text that tells it from others. */
interface KnownSetup {
  readonly key: string;
  readonly setup: ZoneSetup;
}

/** By the setups that were asked about, and by all that is in them. Thousands of zones have a few. */
const KNOWN = new WeakMap<ZoneSetup, KnownSetup>();
const BY_CONTENT = new Map<string, KnownSetup>();
/** Where so many came, by edits, those that are in use are found again. */
const MOST_KNOWN = 1000;
let lastKey = 0;

/** The same text for two setups that are alike in every member, and for no others. */
export function keyOfSetup(setup: ZoneSetup): string {
  return knownSetup(setup).key;
}

/** The same object for setups that are alike in every member. */
export function sharedSetup(setup: ZoneSetup): ZoneSetup {
  return knownSetup(setup).setup;
}

function knownSetup(setup: ZoneSetup): KnownSetup {
  let known = KNOWN.get(setup);
  if (known) return known;
  const content = JSON.stringify(sorted(setup));
  known = BY_CONTENT.get(content);
  if (!known) {
    if (BY_CONTENT.size >= MOST_KNOWN) BY_CONTENT.clear();
    known = { key: String(++lastKey), setup };
    BY_CONTENT.set(content, known);
  }
  KNOWN.set(setup, known);
  return known;
}

/** The same value with the members of objects in one order. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}

/** The setup of a zone that a configuration loads. */
export function configuredSetup(
  model: ConfModel,
  zone: ZoneStatement,
  { version, limits, prefixes, ptrNetworks }: SetupInput,
): ZoneSetup {
  const maxTtl = maxTtlOf(model, zone);
  const format = formatOf(model, zone);
  const release = releaseOf(version);
  const dynamic = dynamicOf(model, zone, release.version);
  const { view } = zone;
  return {
    source: 'configuration',
    zoneClass: classCode(zone.className) ?? CLASS.IN,
    view: view?.name ?? '',
    settings: {
      ...release,
      limits,
      ...(prefixes && prefixes.length > 0 ? { prefixes } : {}),
      ...(view ? { view: viewOf(model, zone, view) } : {}),
      ...(isSignedByNamed(model, zone) ? { signed: true } : {}),
      ...(ptrNetworks ? { ptrNetworks } : {}),
      type: typeOf(zone),
      loaded: true,
      ...(format ? { format } : {}),
      checks: checkModesOf(model, zone),
      responsePolicy: isNamedBy('response-policy', model, zone),
      catalog: isNamedBy('catalog-zones', model, zone),
      ...(dynamic ? { dynamic } : {}),
      ...(maxTtl === undefined ? {} : { maxTtl }),
    },
  };
}

/** What a file says of itself that no configuration loads, and what lies beside it. */
export interface StandaloneKind {
  readonly zoneClass: number;
  readonly isCatalog: boolean;
  readonly isHints: boolean;
  /** The configuration that loads the other zones of its folder. */
  readonly besides?: string | undefined;
}

/** The setup of a zone that no configuration loads. */
export function standaloneSetup(
  source: OriginSource,
  { zoneClass, isCatalog, isHints, besides }: StandaloneKind,
  { version, limits, prefixes, ptrNetworks }: SetupInput,
  served?: Served,
): ZoneSetup {
  return {
    source,
    zoneClass,
    ...(served ? { server: served.server } : {}),
    view: '',
    settings: {
      ...releaseOf(version),
      limits,
      ...(prefixes && prefixes.length > 0 ? { prefixes } : {}),
      ...(ptrNetworks ? { ptrNetworks } : {}),
      type: served?.type ?? (isHints ? 'hint' : 'primary'),
      loaded: false,
      ...(besides === undefined || isHints ? {} : { notLoadedBy: besides }),
      format: 'text',
      ...(served?.responsePolicy ? { responsePolicy: true } : {}),
      ...(isCatalog ? { catalog: true } : {}),
    },
  };
}

function viewOf(model: ConfModel, zone: ZoneStatement, view: View): ViewOfZone {
  const takenBy = zone.origin.endsWith('.arpa.') ? takenOver(model).get(`${zone.origin} ${view.name}`) : undefined;
  const clients = audienceOf(model, zone, view);
  return { name: view.name, index: model.views.indexOf(view), clients, ...(takenBy ? { takenBy } : {}) };
}

/** By configuration: `origin view` of the zones that are taken over, with the views that do it. */
const TAKEN = new WeakMap<ConfModel, ReadonlyMap<string, readonly string[]>>();

function takenOver(model: ConfModel): ReadonlyMap<string, readonly string[]> {
  let taken = TAKEN.get(model);
  if (!taken) {
    const views = new Map<string, string[]>();
    for (const { origin, inView, view } of model.zones) {
      if (!inView || !view) continue;
      const key = `${origin} ${inView.text}`;
      const same = views.get(key);
      if (same) same.push(view.name);
      else views.set(key, [view.name]);
    }
    taken = views;
    TAKEN.set(model, taken);
  }
  return taken;
}

/** Whom a view is for, as far as the zone lets them ask. */
function audienceOf(model: ConfModel, zone: ZoneStatement, view: View): ViewOfZone['clients'] {
  const clients = clientsOf(model, view);
  if (clients !== 'anyone') return clients;
  const query = settingFor(model, zone, 'allow-query');
  const list = query && blockOf(query.statement);
  return !query || (list && isForAnyone(model, list)) ? clients : 'unknown';
}

function typeOf({ type }: ZoneStatement): ZoneSettings['type'] {
  if (type === 'primary' || type === 'hint') return type;
  return type === 'secondary' || type === 'mirror' || type === 'stub' ? 'secondary' : 'other';
}

/** `masterfile-format`; without it named keeps the zones that it copies in its raw format (from BIND 9.9 on), and others in text. */
function formatOf(model: ConfModel, zone: ZoneStatement): ZoneSettings['format'] {
  const setting = settingFor(model, zone, 'masterfile-format');
  const said = setting && argumentsOf(setting.statement)[0]?.text.toLowerCase();
  if (said !== undefined) return said === 'raw' || said === 'text' ? said : undefined;
  return typeOf(zone) === 'secondary' ? 'raw' : 'text';
}

/** `response-policy { zone "rpz.example"; ... }` and the like of the zone's view, else of the options. */
function isNamedBy(statement: string, model: ConfModel, zone: ZoneStatement): boolean {
  const setting = zone.view?.scope.byName.get(statement)?.[0] ?? model.options?.byName.get(statement)?.[0];
  const elements = setting ? (blockOf(setting.statement)?.statements ?? []) : [];
  return elements.some(({ values }) => {
    const name = values[1];
    return name?.kind === 'word' && normalName(name.text) === zone.origin;
  });
}
