/** `bailiwick.checkDelegation`: the way from the root to a zone and its name servers, as a picture, a view, and problems on the lines of the file. */
import * as vscode from 'vscode';
import { parseName } from '../../../server/src/dns/nameText.ts';
import { ROOT_HINTS } from '../../../server/src/dns/rootHints.ts';
import type { FileZone } from '../../../server/src/live/compare/fileZone.ts';
import type { Conversation } from '../../../server/src/live/conversation.ts';
import { type About, shownDelegation } from '../../../server/src/live/delegation/chain.ts';
import { type IntendedDelegation, intendedOf } from '../../../server/src/live/delegation/intended.ts';
import { delegationProblems, placeIn } from '../../../server/src/live/delegation/places.ts';
import { nameKey, shownName } from '../../../server/src/live/delegation/records.ts';
import { delegationJson, delegationText } from '../../../server/src/live/delegation/report.ts';
import { checkDelegation } from '../../../server/src/live/delegation/run.ts';
import { World } from '../../../server/src/live/delegation/world.ts';
import { pictureSvg } from '../../../server/src/live/picture/svg.ts';
import type { TreeItem } from '../../../server/src/lsp/protocol.ts';
import { systemRuntime } from '../../../server/src/node/transports/runtime.ts';
import { cursorPlace, mayAsk, type QueryHost } from '../queries/host.ts';
import { problemsFor } from '../queries/served/commands.ts';
import { watchEdits } from '../queries/served/servedProblems.ts';
import { root, withProgress } from './asking.ts';
import { showPicture } from './panel.ts';
import type { CheckedDelegation } from './result.ts';
import { DelegationTree } from './tree.ts';

let last: CheckedDelegation | undefined;
const tree = new DelegationTree();

/** Checks the delegation of a zone that is given or typed, and shows what was found. Returns it as JSON, for callers that give the zone. */
export async function checkDelegationCommand(host: QueryHost, given?: unknown): Promise<string | undefined> {
  if (!mayAsk()) return undefined;
  const item = zoneItem(given);
  const wanted = typeof given === 'string' ? given : await askForZone(host, item?.label);
  if (wanted === undefined) return undefined;
  const zone = nameKey(wanted);
  return checkAndTell(host, zone, () => fileOfZone(host, zone, item?.id));
}

/**
 * `bailiwick.checkIntendedDelegation`: the same for the zone of the file at hand as if the zone above had what the file says, before it is asked for that. Returns it as JSON.
 */
export async function checkIntendedDelegationCommand(host: QueryHost, given?: unknown): Promise<string | undefined> {
  if (!mayAsk()) return undefined;
  const item = zoneItem(given);
  const place = cursorPlace();
  if (!item && !place) return undefined;
  const found = await host.fileZones(item ? { item: item.id } : { ...place });
  const file = found?.zones[0]?.file;
  const intended = file && intendedOf(file);
  if (!intended) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no zone here with name servers (NS records), whose delegation could be checked.'),
    );
    return undefined;
  }
  return checkAndTell(host, nameKey(file.apex), async () => file, intended);
}

async function checkAndTell(
  host: QueryHost,
  zone: string,
  fileOf: () => Promise<FileZone | undefined>,
  intended?: IntendedDelegation,
): Promise<string> {
  const edits = watchEdits();
  try {
    const file = await fileOf();
    const checked = await check(zone, file, intended);
    last = checked;
    showPicture(checked);
    tree.show(checked);
    const found = file ? delegationProblems(file, checked.shown.faults) : [];
    problemsFor(host).show(`delegation ${zone}`, found, edits);
    return delegationJson(checked.result);
  } finally {
    edits.dispose();
  }
}

/** The zone in its file: the one of the view's item, or of the file that is edited; undefined where that is another zone. */
async function fileOfZone(host: QueryHost, zone: string, item: string | undefined): Promise<FileZone | undefined> {
  const uri = cursorPlace()?.uri;
  if (item === undefined && uri === undefined) return undefined;
  const found = await host.fileZones(item === undefined ? { uri } : { item });
  return found?.zones.find(({ file }) => file.apex === zone)?.file;
}

async function check(
  zone: string,
  file: FileZone | undefined,
  intended: IntendedDelegation | undefined,
): Promise<CheckedDelegation> {
  const { servers, port } = root();
  const { clock, verifier } = systemRuntime;
  const isPrivate = servers !== ROOT_HINTS;
  const world = new World(
    {
      zone,
      start: { zone: '.', servers },
      now: clock.now(),
      ...(verifier && { verifier }),
      ...(isPrivate && { isPrivate }),
      ...(intended && { undelegated: intended.servers }),
      ...(intended && intended.ds.length > 0 && { ds: intended.ds }),
    },
    port === undefined ? {} : { port },
  );
  const title = intended
    ? vscode.l10n.t('The delegation that {0} is to have', shownName(zone))
    : vscode.l10n.t('The delegation of {0}', shownName(zone));
  return withProgress(title, checkAndShow(world, title, file));
}

/** `bailiwick.saveDelegationPicture`: the last picture as a file. */
export async function savePictureCommand(): Promise<void> {
  if (!last) return tellNone();
  const target = await vscode.window.showSaveDialog({ filters: { SVG: ['svg'] }, title: last.title });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(pictureSvg(last.shown.chain, last.title)));
}

/** `bailiwick.delegationReport`: what was found last, as a document to be sent to somebody. */
export async function delegationReportCommand(host: QueryHost): Promise<void> {
  if (!last) return tellNone();
  await host.answers.show(last.title, delegationText(last.result), { language: 'plaintext', beside: true, anew: true });
}

function tellNone(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t('No delegation was checked yet. Use "Check a Delegation…" first.'),
  );
}

/** A zone in the view DNS. */
function zoneItem(given: unknown): Pick<TreeItem, 'id' | 'label'> | undefined {
  const item = given as Partial<TreeItem> | undefined;
  return item?.kind === 'zone' && item.id !== undefined && item.label !== undefined
    ? { id: item.id, label: item.label }
    : undefined;
}

function* checkAndShow(world: World, title: string, file: FileZone | undefined): Conversation<CheckedDelegation> {
  const result = yield* checkDelegation(world);
  const linkTo = (about: About): string | undefined => {
    const place = file && placeIn(file, about);
    if (!place) return undefined;
    const given = [place.uri, { line: place.line, character: place.start }];
    return `command:bailiwick.openPlace?${encodeURIComponent(JSON.stringify(given))}`;
  };
  return { title, result, shown: yield* shownDelegation(world, result, linkTo) };
}

/** Asks which zone, with the one of the file at hand, and says before anything leaves where the questions go. */
async function askForZone(host: QueryHost, suggested: string | undefined): Promise<string | undefined> {
  const place = suggested === undefined ? cursorPlace() : undefined;
  const found = place ? await host.findRecord(place, false) : undefined;
  const zone = await vscode.window.showInputBox({
    title: vscode.l10n.t('Check a Delegation'),
    prompt: vscode.l10n.t(
      'The zone. The servers of the root, of the zones above, and all of its own are asked for it from this machine.',
    ),
    value: suggested ?? found?.zone ?? '',
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === '' || parseName(text.trim()).error === undefined
        ? undefined
        : vscode.l10n.t('{0} is not a domain name.', text.trim()),
  });
  return zone?.trim() || undefined;
}
