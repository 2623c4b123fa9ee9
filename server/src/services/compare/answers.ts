/** What an editor is told when zones are compared. */
import { t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import { baseName } from '../../workspace/paths.ts';
import { isAnswerUri } from '../../workspace/standing.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Zone } from '../../workspace/zone.ts';
import { versionOf } from '../zone/version.ts';
import { compareZones } from './compare.ts';
import { zoneTexts } from './rrsets.ts';
import { canonicalText, comparisonText } from './text.ts';

/** A zone of the workspace, as it is asked for. */
export interface ZoneReference {
  readonly uri: string;
  /** Absolute. */
  readonly name: string;
  readonly view: string;
}

/** A zone that can be compared. */
export interface ComparableZone extends ZoneReference {
  /** Its files: those that another version of it has, too. */
  readonly files: readonly string[];
}

export interface CompareParams {
  readonly left: ZoneReference;
  /** Another zone; where `texts` are given, the same one as it was. */
  readonly right: ZoneReference;
  /** The texts of the files on the right side, null for those that were not there, and what that version is called. */
  readonly version?: { readonly texts: Readonly<Record<string, string | null>>; readonly label: string };
}

export interface CompareAnswer {
  readonly title: string;
  readonly document: string;
  /** Both sides in one form, for a diff. */
  readonly left: string;
  readonly right: string;
  readonly isSame: boolean;
}

/** The zones of the workspace, those of `uri` first. */
export function comparableZones({ zones, names }: Workspace, uri: string | undefined): ComparableZone[] {
  return [...zones]
    .filter(({ options }) => !isAnswerUri(options.uri))
    .map((zone) => ({ ...referenceOf(zone), files: [...new Set(zone.documents.map((document) => document.uri))] }))
    .sort((a, b) => Number(b.files.includes(uri ?? '')) - Number(a.files.includes(uri ?? '')));

  function referenceOf({ options, model }: Zone): ZoneReference {
    return { uri: options.uri, name: names.text(model.apex), view: options.view };
  }
}

/** Compares two zones, or a zone with another version of it; undefined where one of them is no longer there. */
export function* compareAnswer(
  workspace: Workspace,
  { left, right, version }: CompareParams,
): Steps<CompareAnswer | undefined> {
  const [first, second] = [zoneOf(workspace, left), zoneOf(workspace, right)];
  if (!first || !second) return undefined;
  const texts = version && new Map(Object.entries(version.texts).map(([uri, text]) => [uri, text ?? undefined]));
  const other = texts ? yield* versionOf(second, texts) : second;
  // The older version comes first.
  const sides = texts ? [other, first] : [first, other];
  const [before, after] = [yield* zoneTexts(sides[0]), yield* zoneTexts(sides[1])];
  const comparison = compareZones(before, after);
  const now = sideText(left);
  const names = version
    ? { left: `${now}, ${version.label}`, right: t`${now}, now` }
    : { left: now, right: sideText(right) };
  return {
    title: t`Comparison of ${left.name}`,
    document: comparisonText(comparison, names),
    left: canonicalText(before),
    right: canonicalText(after),
    isSame: comparison.changed.length === 0,
  };
}

function zoneOf({ zones, names }: Workspace, { uri, name, view }: ZoneReference): Zone | undefined {
  return zones.find(
    ({ options, model }) => options.uri === uri && options.view === view && names.text(model.apex) === name,
  );
}

function sideText({ name, view, uri }: ZoneReference): string {
  const file = decodeURIComponent(baseName(uri));
  return view === '' ? t`${name} in ${file}` : t`${name} of the view ${view} in ${file}`;
}
