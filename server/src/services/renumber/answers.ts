/** What an editor is told of a renumbering: the hosts to pick from, and the edit with its document. */
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { addressText } from '../../dns/addresses.ts';
import { prefixText } from '../../dns/prefixes.ts';
import { listed, t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Refusal } from '../service.ts';
import { zoneLookup } from '../shared/lookup.ts';
import { renumberDocument } from './document.ts';
import { renumberEdit } from './edit.ts';
import { moveText } from './moves.ts';
import { type RenumberWish, renumber, renumberedHosts } from './renumber.ts';

/** A host that can be picked. */
export interface RenumberHost {
  readonly name: string;
  /** Its addresses, with where they go. */
  readonly moves: string;
  /** Why some of them stay; undefined where none does. */
  readonly stays: string | undefined;
}

export interface RenumberAnswer {
  /** The edit in groups; null where all that there is to do is by hand. */
  readonly edit: WorkspaceEdit | null;
  readonly title: string;
  /** What is to be known before and after: a text to read. */
  readonly document: string;
}

/** The hosts with addresses of the old prefix. */
export function* renumberHosts(workspace: Workspace, from: string, to: string): Steps<RenumberHost[] | Refusal> {
  const hosts = yield* renumberedHosts(from, to, workspace);
  if ('reason' in hosts) return hosts;
  return hosts.map(({ host, moves }) => {
    const texts = moves.map(({ octets, moved }) => (moved ? moveText(octets, moved) : addressText(octets)));
    const stays = moves.flatMap(({ octets, moved, taken }) => {
      if (!moved) return t`no room for ${addressText(octets)}`;
      return taken.length > 0 ? t`${addressText(moved)} is taken by ${workspace.names.text(taken[0])}` : [];
    });
    return {
      name: workspace.names.text(host),
      moves: texts.join(', '),
      stays: stays.length > 0 ? listed(stays) : undefined,
    };
  });
}

/** A renumbering to be shown and made; undefined where the old prefix is nowhere. */
export function* renumberAnswer(
  workspace: Workspace,
  wish: RenumberWish,
  now: () => Date,
): Steps<RenumberAnswer | Refusal | undefined> {
  const plan = yield* renumber(wish, workspace, zoneLookup(workspace, now));
  if ('reason' in plan) return plan;
  if (plan.edits.size + plan.left.length + plan.staying.length === 0) return undefined;
  const edit = yield* renumberEdit(plan, (uri) => workspace.bufferOf(uri));
  return {
    edit: edit ?? null,
    title: t`Renumbering of ${prefixText(plan.pair.from)}`,
    document: renumberDocument(plan, workspace.names, workspace.folders),
  };
}
