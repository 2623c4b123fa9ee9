/** `bailiwick.checkDelegation`: the way from the root to a zone and its name servers, as a picture, a view, and problems on the lines of the file. */
import * as vscode from 'vscode';
import { parseName } from '../../../server/src/dns/nameText.ts';
import { ROOT_HINTS } from '../../../server/src/dns/rootHints.ts';
import type { Conversation } from '../../../server/src/live/conversation.ts';
import { shownDelegation } from '../../../server/src/live/delegation/chain.ts';
import { nameKey, shownName } from '../../../server/src/live/delegation/records.ts';
import { delegationJson, delegationText } from '../../../server/src/live/delegation/report.ts';
import { checkDelegation } from '../../../server/src/live/delegation/run.ts';
import { World } from '../../../server/src/live/delegation/world.ts';
import { pictureSvg } from '../../../server/src/live/picture/svg.ts';
import { systemRuntime } from '../../../server/src/node/transports/runtime.ts';
import { cursorPlace, mayAsk, type QueryHost } from '../queries/host.ts';
import { root, withProgress } from './asking.ts';
import { showPicture } from './panel.ts';
import type { CheckedDelegation } from './result.ts';
import { DelegationTree } from './tree.ts';

let last: CheckedDelegation | undefined;
const tree = new DelegationTree();

/** Checks the delegation of a zone that is given or typed, and shows what was found. Returns it as JSON, for callers that give the zone. */
export async function checkDelegationCommand(host: QueryHost, given?: unknown): Promise<string | undefined> {
  if (!mayAsk()) return undefined;
  const wanted = typeof given === 'string' ? given : await askForZone(host, zoneOfItem(given));
  if (wanted === undefined) return undefined;
  const zone = nameKey(wanted);
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
    },
    port === undefined ? {} : { port },
  );
  const title = vscode.l10n.t('The delegation of {0}', shownName(zone));
  const checked = await withProgress(title, checkAndShow(world, title));
  last = checked;
  showPicture(checked);
  tree.show(checked);
  return delegationJson(checked.result);
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

/** The name of a zone in the view DNS. */
function zoneOfItem(given: unknown): string | undefined {
  const item = given as { readonly kind?: unknown; readonly label?: unknown } | undefined;
  return item?.kind === 'zone' && typeof item.label === 'string' ? item.label : undefined;
}

function* checkAndShow(world: World, title: string): Conversation<CheckedDelegation> {
  const result = yield* checkDelegation(world);
  return { title, result, shown: yield* shownDelegation(world, result) };
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
