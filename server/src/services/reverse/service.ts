/** What can be asked of the forward and the reverse zones of a workspace together. */
import type { Range, WorkspaceEdit } from 'vscode-languageserver-types';
import { parsePrefix } from '../../dns/prefixes.ts';
import { t } from '../../l10n.ts';
import type { FixEdit } from '../../rules/rule.ts';
import type { Steps } from '../../steps.ts';
import { baseName, normalUri } from '../../workspace/paths.ts';
import { EntryKind, type RecordRef, refOf } from '../../zone/chunk.ts';
import type { Refusal, ServiceContext } from '../service.ts';
import { zoneLookup } from '../shared/lookup.ts';
import { rangeToOffsets } from '../shared/ranges.ts';
import { reviewedEdit } from '../shared/reviewedEdit.ts';
import { entriesBetween } from '../zone/cursor.ts';
import { type Agreement, agreementOf } from './agreement.ts';
import { agreementText, commonFolder } from './agreementText.ts';
import { delegateRange } from './delegation.ts';
import { type MadeZone, type MissingNetwork, missingNetworks, newReverseZone } from './newReverseZone.ts';
import type { PtrNames, PtrPolicy } from './policy.ts';
import { OPTIONAL_PTR_GROUPS, type PtrAction, ptrGroups, ptrPlan } from './ptrChange.ts';
import { ptrStepEdits } from './ptrEdits.ts';
import { EVERYTHING, ofRecords, ofZones, type Scope } from './scope.ts';

/** A text to be shown, and the name of its tab. */
export interface DocumentAnswer {
  readonly title: string;
  readonly text: string;
  /** The URI of the folder, with its slash, that the places in the text are relative to. */
  readonly folder: string;
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
  /** The edit, which is shown before it is made; null where nothing has to change. */
  readonly edit: WorkspaceEdit | null;
  /** How many PTR records it is about. */
  readonly count: number;
  /** Addresses with several names of which it takes one, since nobody said what they get. */
  readonly shared: number;
  /** What the user has to know or do beside it. */
  readonly notes: readonly string[];
}

/** Networks without a reverse zone, of the addresses of a file. */
export interface MissingNetworksAnswer {
  readonly networks: readonly MissingNetwork[];
}

/** A reverse zone to be made: for the zone of a file, or out of the reverse zone of a file, which delegates it. */
export interface NewReverseZoneParams {
  readonly uri: string;
  /** Such as `192.0.2.0/24`. */
  readonly network: string;
  /** Where the reverse zone of the file hands the range on: the names of the servers that get it, and whether its zone lies here. */
  readonly delegation?: { readonly nameServers: readonly string[]; readonly isHere: boolean };
}

export interface NewReverseZoneAnswer {
  readonly edit: WorkspaceEdit | null;
  readonly notes: readonly string[];
}

export interface ReverseFeatures {
  /** The networks of a file's addresses that have no reverse zone; undefined where the file is part of no zone. */
  missingNetworks(uri: string): Steps<MissingNetworksAnswer | undefined>;
  /** A reverse zone with its file and its statement, as an edit that is shown before it is made. */
  newZone(params: NewReverseZoneParams): Steps<NewReverseZoneAnswer | Refusal | undefined>;
  /** The agreement as a document, of the zones of a file or of all; undefined where the file is part of no zone. */
  agreement(uri?: string): Steps<DocumentAnswer | undefined>;
  /** One of the changes that bring forward and reverse zones to agree; undefined where the file is part of no zone. */
  change(params: PtrChangeParams): Steps<PtrChangeAnswer | undefined>;
}

interface PtrSettings {
  readonly ptrPolicy: PtrPolicy;
}

const NEW_ZONE = 'new-zone';
const DELEGATE = 'delegate';

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
      const folder = commonFolder(agreement.zones);
      return { title: uri === undefined ? title : `${title} (${baseName(normalUri(uri))})`, text, folder };
    },

    *missingNetworks(uri) {
      const agreement = yield* compared();
      const [zone] = workspace.zonesOf(uri);
      return zone && { networks: missingNetworks(agreement, zone) };
    },

    *newZone({ uri, network, delegation }) {
      const agreement = yield* compared();
      const [zone] = workspace.zonesOf(uri);
      if (!zone) return undefined;
      const prefix = parsePrefix(network);
      if (!prefix) return { reason: t`${network} is not a network: it is written as 192.0.2.0/24 or 2001:db8::/48.` };
      const ttl = workspace.settings.ptrTtl;
      const options = { agreement, prefix, policy: settings().ptrPolicy, now: now(), bufferOf, ttl };
      if (!delegation) {
        const answer = newReverseZone({ ...options, asker: zone });
        return 'reason' in answer ? answer : made(answer, [], answer.notes);
      }
      const answer = delegateRange({ ...options, ...delegation, parent: zone });
      return 'reason' in answer ? answer : made(answer.zone, answer.edits, answer.notes);
    },

    *change(params) {
      const { action, uri, range, names } = params;
      const agreement = yield* compared();
      if (uri !== undefined && workspace.zonesOf(uri).length === 0) return undefined;
      const scope = uri === undefined ? EVERYTHING : scopeOf(agreement, normalUri(uri), range);
      const policy = settings().ptrPolicy;
      const lookup = zoneLookup(workspace, now);
      const plan = yield* ptrPlan(agreement, { action, scope, policy, lookup, ...(names ? { names } : {}) });
      const { edits, kept } = yield* ptrStepEdits(plan.steps, now(), {
        optional: OPTIONAL_PTR_GROUPS,
        ttl: workspace.settings.ptrTtl,
      });
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

  function made(zone: MadeZone | undefined, edits: readonly FixEdit[], notes: readonly string[]): NewReverseZoneAnswer {
    const grouped = edits.map((edit) => ({ ...edit, group: DELEGATE }));
    if (zone?.statement) grouped.push({ ...zone.statement, group: NEW_ZONE });
    const files = zone ? [{ ...zone.file, group: NEW_ZONE }] : [];
    const groups = {
      [NEW_ZONE]: { label: t`Create the reverse zone` },
      [DELEGATE]: { label: t`Hand the range on` },
    };
    return { edit: reviewedEdit(grouped, groups, bufferOf, files) ?? null, notes };
  }

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
