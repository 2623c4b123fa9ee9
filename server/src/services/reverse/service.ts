/** What can be asked of the forward and the reverse zones of a workspace together. */
import type { Range, WorkspaceEdit } from 'vscode-languageserver-types';
import { t } from '../../l10n.ts';
import type { Steps } from '../../steps.ts';
import { baseName, normalUri } from '../../workspace/paths.ts';
import { EntryKind, type RecordRef, refOf } from '../../zone/chunk.ts';
import type { ServiceContext } from '../service.ts';
import { zoneLookup } from '../shared/lookup.ts';
import { rangeToOffsets } from '../shared/ranges.ts';
import { reviewedEdit } from '../shared/reviewedEdit.ts';
import { entriesBetween } from '../zone/cursor.ts';
import { type Agreement, agreementOf } from './agreement.ts';
import { agreementText } from './agreementText.ts';
import type { PtrNames, PtrPolicy } from './policy.ts';
import { type PtrAction, ptrGroups, ptrPlan } from './ptrChange.ts';
import { ptrStepEdits } from './ptrEdits.ts';
import { EVERYTHING, ofRecords, ofZones, type Scope } from './scope.ts';

/** A text to be shown, and the name of its tab. */
export interface DocumentAnswer {
  readonly title: string;
  readonly text: string;
}

/** Which change, and of what: the records at a range of a file, the zones of a file, or without one the workspace. */
export interface PtrChangeParams {
  readonly action: PtrAction;
  readonly uri?: string;
  readonly range?: Range;
  /** What addresses with several names get, where the user was asked. */
  readonly names?: PtrNames;
}

export interface PtrChangeAnswer {
  /** The edit, whose changes want to be confirmed; null where nothing has to change. */
  readonly edit: WorkspaceEdit | null;
  /** How many PTR records it is about. */
  readonly count: number;
  /** Addresses with several names of which it takes one, since nobody said what they get. */
  readonly shared: number;
  /** What the user has to know or do beside it. */
  readonly notes: readonly string[];
}

export interface ReverseFeatures {
  /** The agreement as a document, of the zones of a file or of all; undefined where the file is part of no zone. */
  agreement(uri?: string): Steps<DocumentAnswer | undefined>;
  /** One of the changes that bring forward and reverse zones to agree; undefined where the file is part of no zone. */
  change(params: PtrChangeParams): Steps<PtrChangeAnswer | undefined>;
}

interface PtrSettings {
  readonly ptrPolicy: PtrPolicy;
}

/** Records of a file that are kept, for which what follows would be others: so many are named. */
const NAMED = 3;

/** The features; `upToDate` brings the workspace up to date. */
export function reverseFeatures(
  { workspace, now, settings }: ServiceContext<PtrSettings>,
  upToDate: () => Steps<void>,
): ReverseFeatures {
  const bufferOf = (uri: string) => workspace.bufferOf(uri);
  const compared = function* (): Steps<Agreement> {
    yield* upToDate();
    return yield* agreementOf(workspace.zones, zoneLookup(workspace, now), workspace.names, settings().ptrPolicy);
  };

  return {
    *agreement(uri) {
      const agreement = yield* compared();
      if (uri !== undefined && workspace.zonesOf(uri).length === 0) return undefined;
      const scope = uri === undefined ? EVERYTHING : ofZones(agreement, workspace.zonesOf(uri));
      const text = yield* agreementText(agreement, { scope, bufferOf });
      const title = t`Forward and Reverse`;
      return { title: uri === undefined ? title : `${title} (${baseName(normalUri(uri))})`, text };
    },

    *change(params) {
      const { action, uri, range, names } = params;
      const agreement = yield* compared();
      if (uri !== undefined && workspace.zonesOf(uri).length === 0) return undefined;
      const scope = uri === undefined ? EVERYTHING : scopeOf(agreement, normalUri(uri), range);
      const policy = settings().ptrPolicy;
      const plan = yield* ptrPlan(agreement, { action, scope, policy, ...(names ? { names } : {}) });
      const { edits, kept } = yield* ptrStepEdits(plan.steps, now());
      const notes = [...plan.notes];
      for (const { document, chunk, entry } of kept.slice(0, NAMED)) {
        const line = document.buffer.positionAt(chunk.offset + chunk.starts[entry]).line + 1;
        notes.push(
          t`Line ${line} of ${baseName(document.uri)} is left: the records behind it take their owner from it.`,
        );
      }
      const edit = reviewedEdit(edits, ptrGroups(), bufferOf) ?? null;
      return { edit, count: plan.steps.length - kept.length, shared: plan.shared, notes };
    },
  };

  function scopeOf(agreement: Agreement, uri: string, range: Range | undefined): Scope {
    const zones = workspace.zonesOf(uri);
    const buffer = bufferOf(uri);
    if (!range || !buffer) return ofZones(agreement, zones);
    const scopes = zones.map((zone) => {
      const refs = new Set<RecordRef>();
      const { start, end } = rangeToOffsets(buffer, range);
      for (const document of zone.documents) {
        if (document.uri !== uri) continue;
        for (const { chunk, entry } of entriesBetween(document, start, end)) {
          if (chunk.kinds[entry] === EntryKind.Record) refs.add(refOf(chunk, entry));
        }
      }
      return ofRecords(agreement, zone, refs);
    });
    return {
      hasHost: (row) => scopes.some((scope) => scope.hasHost(row)),
      hasPtr: (ptr) => scopes.some((scope) => scope.hasPtr(ptr)),
    };
  }
}
