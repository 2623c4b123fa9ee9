/** What an editor is told when it asks for an nsupdate script. */
import { classText } from '../../dns/classes.ts';
import { t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { compareZones } from '../compare/compare.ts';
import { zoneTexts } from '../compare/rrsets.ts';
import { versionOf } from '../zone/version.ts';
import { updateScript } from './script.ts';

export interface NsupdateParams {
  /** A file of the zone, and the view that is meant where it is one of several. */
  readonly uri: string;
  readonly view?: string;
  /** The texts of the zone's files that the server is taken to have, null for those that were not there, and what that version is called. */
  readonly before: { readonly texts: Readonly<Record<string, string | null>>; readonly label: string };
}

export interface NsupdateAnswer {
  readonly title: string;
  readonly script: string;
  readonly changes: number;
}

/** The script that brings a server from another version of a zone to what the editor has; undefined where the file is part of no zone with a known name. */
export function* nsupdateAnswer(
  workspace: Workspace,
  { uri, view, before }: NsupdateParams,
): Steps<NsupdateAnswer | undefined> {
  const zone = workspace
    .zonesOf(uri)
    .find(({ model, options }) => model.originKnown && (view === undefined || options.view === view));
  if (!zone) return undefined;
  const texts = new Map(Object.entries(before.texts).map(([file, text]) => [file, text ?? undefined]));
  const left = yield* zoneTexts(yield* versionOf(zone, texts));
  const right = yield* zoneTexts(zone);
  const { text, changes } = updateScript(compareZones(left, right), {
    before: before.label,
    zoneClass: classText(zone.options.zoneClass),
    view: zone.options.view,
  });
  return { title: t`nsupdate for ${right.apex}`, script: text, changes };
}
