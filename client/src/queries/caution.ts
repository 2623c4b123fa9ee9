/** What the user is told, or asked, before a question leaves: where it goes, and that a name is for the inside only. */
import * as vscode from 'vscode';
import { isPublicServer } from '../../../server/src/live/askWords.ts';
import type { DigQuery } from '../../../server/src/live/digWords.ts';
import { questionText } from '../../../server/src/live/messages.ts';
import { type Server, serverText, TRANSPORT_NAME } from '../../../server/src/live/transport.ts';
import type { QuerySource } from '../requests/querySource.ts';

/** Whether it was told in this session where questions go. */
let isTold = false;

/** Says once in a session what is sent where, when it goes to others than the zone's own servers. */
export function tellOnce(query: DigQuery, servers: readonly Server[]): void {
  const [server] = servers;
  if (isTold || !server) return;
  isTold = true;
  const { options, question } = query;
  const over = TRANSPORT_NAME[options.secure ?? (options.tcp ? 'tcp' : 'udp')];
  const what = questionText(question);
  const where = servers.length === 1 ? serverText(server) : servers.map(serverText).join(', ');
  void vscode.window.showInformationMessage(
    options.secure
      ? vscode.l10n.t('The question {0} goes to {1} over {2}. This is told once in a session.', what, where, over)
      : vscode.l10n.t(
          'The question {0} goes to {1} over {2}, readable for everybody on the way. This is told once in a session.',
          what,
          where,
          over,
        ),
  );
}

/** Asks whether a name that only views for the inside have may go to a public server. True where nothing speaks against it. */
export async function mayLeave(query: DigQuery, servers: readonly Server[], source: QuerySource): Promise<boolean> {
  const outside = servers.filter(isPublicServer);
  if (outside.length === 0) return true;
  const names = query.searched.map(({ name }) => name);
  const [found] = (await source.help({ names }))?.inside ?? [];
  if (!found) return true;
  const ask = vscode.l10n.t('Ask All the Same');
  const picked = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      '{0} is a name for the inside. Shall {1} be asked for it?',
      found.name,
      outside.map(serverText).join(', '),
    ),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Of the zones here only {0} in the view {1} has it, whose clients are named one by one. The server, and everybody on the way, would learn the name.',
        found.zone,
        found.view,
      ),
    },
    ask,
  );
  return picked === ask;
}
