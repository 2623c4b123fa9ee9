/** `bailiwick.diagnose`: why a name does not resolve, by its first cause; and what programs on a name server printed, read for the addresses of the last one. */
import * as vscode from 'vscode';
import { CLASS } from '../../../server/src/dns/classes.ts';
import { parseName } from '../../../server/src/dns/nameText.ts';
import { ROOT_HINTS } from '../../../server/src/dns/rootHints.ts';
import { TYPE, typeByMnemonic } from '../../../server/src/dns/types.ts';
import { nameKey } from '../../../server/src/live/delegation/records.ts';
import { type Diagnosis, diagnoseConversation } from '../../../server/src/live/diagnosis/diagnose.ts';
import type { DiagnoseRequest } from '../../../server/src/live/diagnosis/gather.ts';
import { diagnosisProblems } from '../../../server/src/live/diagnosis/places.ts';
import { diagnosisText } from '../../../server/src/live/diagnosis/text.ts';
import { pastedText, readPasted } from '../../../server/src/live/guided/pasted.ts';
import { findTyped } from '../../../server/src/node/transports/findNamed.ts';
import { systemResolvers } from '../../../server/src/node/transports/resolvers.ts';
import { systemRuntime } from '../../../server/src/node/transports/runtime.ts';
import { cursorPlace, mayAsk, type QueryHost, serverSetting } from '../queries/host.ts';
import { problemsFor } from '../queries/served/commands.ts';
import { watchEdits } from '../queries/served/servedProblems.ts';
import { anchors, root, withProgress } from './asking.ts';

/** However many resolvers the system has, so many are asked. */
const MAX_RESOLVERS = 3;

/** The last diagnosis. */
let last: Diagnosis | undefined;

/** Diagnoses a name and type that are given or typed, and shows the text. Returns it. */
export async function diagnoseCommand(host: QueryHost, given?: unknown): Promise<string | undefined> {
  if (!mayAsk()) return undefined;
  const words = typeof given === 'string' ? given : await askForName(host);
  if (words === undefined) return undefined;
  const [name, type = 'AAAA'] = words.trim().split(/\s+/);
  const asked = await resolvers();
  if ('problem' in asked) {
    void vscode.window.showErrorMessage(asked.problem);
    return undefined;
  }
  const { servers, port } = root();
  const { clock, verifier, reach } = systemRuntime;
  const request = {
    question: { name: nameKey(name), type: typeByMnemonic(type)?.code ?? TYPE.AAAA, class: CLASS.IN },
    ...asked,
    start: { zone: '.', servers },
    ownRoot: servers !== ROOT_HINTS,
    anchors: anchors(),
    now: Math.floor(clock.now().getTime() / 1000),
    ...(port !== undefined && { port }),
    ...(verifier && { verifier }),
    ...(reach && { reach }),
  };
  const title = vscode.l10n.t('Why does {0} {1} not resolve?', name, type);
  const edits = watchEdits();
  const uri = cursorPlace()?.uri;
  let diagnosis: Diagnosis;
  try {
    diagnosis = await withProgress(title, diagnoseConversation(request));
    last = diagnosis;
    const files = uri === undefined ? undefined : await host.fileZones({ uri });
    const found = files?.zones.flatMap(({ file }) => diagnosisProblems(file, diagnosis)) ?? [];
    problemsFor(host).show('diagnosis', found, edits);
  } finally {
    edits.dispose();
  }
  const text = diagnosisText(diagnosis);
  await host.answers.show(title, text, { language: 'plaintext', beside: true, anew: true });
  return text;
}

/** `bailiwick.readOutput`: what `ss`, a packet filter or `dig` printed, from the clipboard. Returns what it says. */
export async function readOutputCommand(host: QueryHost): Promise<string | undefined> {
  const addresses = last?.facts.probes.map(({ address }) => address) ?? [];
  if (addresses.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Diagnose a name first: the output is read for the addresses of its name servers.'),
    );
    return undefined;
  }
  const found = readPasted(await vscode.env.clipboard.readText(), addresses, last?.facts.port);
  if (!found) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The clipboard has no output of ss, netstat, ip6tables, iptables, nft or dig.'),
    );
    return undefined;
  }
  const text = pastedText(found);
  const title = vscode.l10n.t('What the output says');
  await host.answers.show(title, text, { language: 'plaintext', beside: true, anew: true });
  return text;
}

/** The server of the setting that queries go to, or those of the system; in a sentence, why there is none. */
async function resolvers(): Promise<Pick<DiagnoseRequest, 'resolvers' | 'transport'> | { readonly problem: string }> {
  const setting = serverSetting();
  if (setting === '') return { resolvers: systemResolvers().slice(0, MAX_RESOLVERS) };
  const found = await findTyped(setting);
  if ('problem' in found) return found;
  const { servers, transport } = found;
  return { resolvers: servers, ...(transport && { transport }) };
}

/** Asks which name and type, with those at the cursor, and says before anything leaves where the questions go. */
async function askForName(host: QueryHost): Promise<string | undefined> {
  const place = cursorPlace();
  const found = place ? await host.findRecord(place, false) : undefined;
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Why Does It Not Resolve?'),
    prompt: vscode.l10n.t(
      'A name and a type. The resolvers of the setting or the system, the servers of the root, of the zones above and of the zone are asked for it from this machine.',
    ),
    placeHolder: 'www.example.com AAAA',
    value: found ? `${found.name} ${found.type}` : '',
    ignoreFocusOut: true,
    validateInput: (text) => problemWith(text.trim()),
  });
  return typed?.trim() || undefined;
}

function problemWith(text: string): string | undefined {
  if (text === '') return undefined;
  const [name, type, ...more] = text.split(/\s+/);
  if (parseName(name).error !== undefined) return vscode.l10n.t('{0} is not a domain name.', name);
  if (type !== undefined && !typeByMnemonic(type)) return vscode.l10n.t('{0} is not a type of records.', type);
  return more.length > 0 ? vscode.l10n.t('A name and a type are enough.') : undefined;
}
