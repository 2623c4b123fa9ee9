/** What BIND's own programs can be asked about files of the workspace: which configuration or zone, by which name, from which folder. */
import { URI } from 'vscode-uri';
import { rootClauseOf } from '../../conf/clauseOf.ts';
import { classCode, classText } from '../../dns/classes.ts';
import type { Configuration } from '../../workspace/configuration.ts';
import { baseName, folderOf } from '../../workspace/paths.ts';
import { isAloneUri } from '../../workspace/standing.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Zone } from '../../workspace/zone.ts';

/** A run of named-checkconf or named-checkzone. */
export interface BindCheck {
  readonly program: 'named-checkconf' | 'named-checkzone';
  /** The file that is checked. */
  readonly uri: string;
  /** The URI of the folder that paths in the file start in. */
  readonly folder: string;
  /** Of named-checkzone: the zone's name and class. */
  readonly zone?: string;
  readonly zoneClass?: string;
}

/** A zone that a running named can be told something about, by rndc. */
export interface ServedZone {
  readonly zone: string;
  readonly zoneClass: string;
  readonly view: string;
  /** True where clients may update it, so that it can be frozen. */
  readonly isDynamic: boolean;
}

export interface BindTools {
  readonly checks: readonly BindCheck[];
  readonly zones: readonly ServedZone[];
}

/** More configurations than these are not offered: a list of them would not be read. */
const MOST_CONFIGURATIONS = 50;

/** What can be asked about a file; without one, about the configurations of the workspace. */
export function bindTools(workspace: Workspace, uri: string | undefined): BindTools {
  if (uri === undefined) {
    const whole = [...workspace.configurations].filter(isWhole).slice(0, MOST_CONFIGURATIONS);
    return { checks: whole.map(confCheck), zones: [] };
  }
  const zones = workspace.zonesOf(uri).filter(({ options }) => !isAloneUri(options.uri));
  const checks = [
    ...workspace.configurationsOf(uri).filter(isWhole).map(confCheck),
    ...zones.filter(isCheckable).map(zoneCheck),
  ];
  const served = zones.filter(({ options }) => options.configuration !== undefined).map(servedZone);
  return { checks: unique(checks), zones: unique(served) };
}

/** named-checkconf takes what is outermost: a part says too little, and rndc.conf is none of its files. */
function isWhole({ model, uri }: Configuration): boolean {
  return (
    rootClauseOf(baseName(uri)) !== 'rndc' &&
    model !== undefined &&
    !model.isPart &&
    (model.options !== undefined || model.zones.length > 0)
  );
}

function confCheck({ uri }: Configuration): BindCheck {
  return { program: 'named-checkconf', uri, folder: folderOf(uri) };
}

/** named-checkzone reads what a primary loads as text, by the name that the zone has. */
function isCheckable({ options, model }: Zone): boolean {
  const { type, format } = options.settings;
  return type === 'primary' && (format ?? 'text') === 'text' && model.originKnown;
}

function zoneCheck(zone: Zone): BindCheck {
  const { uri, zoneClass, names } = zone.options;
  return {
    program: 'named-checkzone',
    uri,
    folder: workingFolder(zone),
    zone: names.text(zone.model.apex),
    zoneClass: classText(zoneClass),
  };
}

function servedZone({ options, model }: Zone): ServedZone {
  const { names, zoneClass, view, settings } = options;
  return {
    zone: names.text(model.apex),
    zoneClass: classText(zoneClass),
    view,
    isDynamic: settings.dynamic === 'updated',
  };
}

/** The folder that is named's working directory: the path by which the configuration calls the file ends the file's own. */
function workingFolder({ options, model }: Zone): string {
  const { configuration, uri, view, zoneClass, names } = options;
  const origin = names.text(model.apex).toLowerCase();
  const statement = configuration?.model?.zones.find(
    (each) =>
      each.origin === origin &&
      (each.view?.name ?? '') === view &&
      (classCode(each.className) ?? zoneClass) === zoneClass,
  );
  const path = statement?.fileWord?.text;
  const file = URI.parse(uri);
  const isBelow = path !== undefined && !path.startsWith('/') && file.path.endsWith(`/${path}`);
  return isBelow ? file.with({ path: file.path.slice(0, -path.length - 1) }).toString() : folderOf(uri);
}

function unique<T>(all: readonly T[]): T[] {
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}
