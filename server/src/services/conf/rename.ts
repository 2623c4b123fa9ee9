/** Rename of the things that a configuration names: the definition and every use, across includes. */
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { ConfModel } from '../../conf/model.ts';
import { t, translated } from '../../l10n.ts';
import type { Refusal, RenameSubject } from '../service.ts';
import { code } from '../shared/markdown.ts';
import { toRange } from '../shared/ranges.ts';
import type { Surroundings } from './definition.ts';
import {
  comparable,
  isBuiltIn,
  KIND_TEXT,
  type NamePlace,
  nameIndex,
  namePlaceAt,
  nameRange,
  samePlaces,
} from './names.ts';
import type { ConfSource } from './source.ts';

/** What a word may be without quotes, and mean nothing else. */
const BARE = /^[A-Za-z0-9_.:-]+$/;

/** Whether what is named at `offset` can be renamed, a reason where not; undefined where no name stands there. */
export function confPrepareRename(
  { model }: ConfSource,
  uri: string,
  offset: number,
  around: Pick<Surroundings, 'bufferOf'>,
): RenameSubject | Refusal | undefined {
  const place = model && namePlaceAt(model, uri, offset);
  const buffer = around.bufferOf(uri);
  if (!model || !place || !buffer) return undefined;
  const refusal = refusePlace(place, model);
  if (refusal) return refusal;
  const { start, end } = nameRange(place);
  return { range: toRange(buffer, start, end), placeholder: place.word.text };
}

/** The edits that give the thing named at `offset` another name, in all files of the configuration; a reason where that cannot be. */
export function confRename(
  { model }: ConfSource,
  uri: string,
  offset: number,
  newName: string,
  around: Pick<Surroundings, 'bufferOf'>,
): WorkspaceEdit | Refusal | undefined {
  const place = model && namePlaceAt(model, uri, offset);
  if (!model || !place) return undefined;
  const name = newName.trim().replace(/^"(.*)"$/, '$1');
  const refusal = refusePlace(place, model) ?? refuseNew(place, name, model);
  if (refusal) return refusal;
  const changes: Record<string, TextEdit[]> = {};
  for (const each of samePlaces(model, place)) {
    const buffer = around.bufferOf(each.file.uri);
    if (!buffer) return { reason: t`The file ${code(each.file.uri)} has not been read, so nothing is renamed.` };
    const { start, end } = nameRange(each);
    const newText = each.word.quoted || isPlain(each, name) ? name : `"${name}"`;
    changes[each.file.uri] ??= [];
    changes[each.file.uri].push({ range: toRange(buffer, start, end), newText });
  }
  return { changes };
}

/** Whether a name can stand without quotes at a place. */
function isPlain({ kind }: NamePlace, name: string): boolean {
  if (!BARE.test(name)) return false;
  // An address or keyword in the place of an acl or of a list of servers needs its quotes to be a name.
  return (kind !== 'acl' && kind !== 'servers') || /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name);
}

function refusePlace(place: NamePlace, model: ConfModel): Refusal | undefined {
  const { kind, word } = place;
  const places = samePlaces(model, place);
  const isDefined = places.some(({ isDefinition }) => isDefinition);
  const what = translated(KIND_TEXT[kind]);
  if (isBuiltIn(kind, word.text) && !isDefined) {
    return { reason: t`${code(word.text)} is a name that named brings along: it cannot be renamed.` };
  }
  if (kind === 'zone') {
    return {
      reason: t`A zone is not renamed by its statement alone: its file and every name in it would have to follow. Add a zone statement for the new name.`,
    };
  }
  if (!isDefined) {
    return {
      reason: t`No ${what} ${code(word.text)} is defined in the files that were read, so not all of its places are known.`,
    };
  }
  return undefined;
}

function refuseNew(place: NamePlace, name: string, model: ConfModel): Refusal | undefined {
  const { kind } = place;
  const what = translated(KIND_TEXT[kind]);
  if (name === '') return { reason: t`A name cannot be empty.` };
  if (/["\\\r\n;{}]/.test(name))
    return { reason: t`A name cannot have quotes, braces, semicolons or backslashes in it.` };
  if (kind === 'key' && !/^[A-Za-z0-9._-]+$/.test(name)) {
    return { reason: t`The name of a key is a domain name: letters, digits, hyphens and dots.` };
  }
  if (isBuiltIn(kind, name)) return { reason: t`${code(name)} is a name that named brings along: choose another one.` };
  if (kind === 'acl' && /^(?:key|geoip|ecs)$/i.test(name)) {
    return { reason: t`${code(name)} is a word of address lists: choose another name.` };
  }
  if (/^[\d.]+$|:|\//.test(name) && (kind === 'acl' || kind === 'servers')) {
    return { reason: t`${code(name)} reads as an address: choose another name.` };
  }
  const wanted = comparable(kind, name);
  if (wanted === comparable(kind, place.word.text)) return undefined;
  for (const places of nameIndex(model).byKey.values()) {
    if (places[0].kind !== kind) continue;
    if (places.some((other) => other.isDefinition && comparable(kind, other.word.text) === wanted)) {
      return { reason: t`There is another ${what} with the name ${code(name)}: choose another name.` };
    }
  }
  return undefined;
}
