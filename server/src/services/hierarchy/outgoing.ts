/** What a file loads, to which zones a zone delegates, where a name points. */

import { normalName } from '../../conf/model.ts';
import { NO_NAME } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import type { Steps } from '../../steps.ts';
import { type FileMention, fileMentions } from '../files/mentions.ts';
import { recordPlace } from '../shared/places.ts';
import { nameWordIndexes } from '../zone/names.ts';
import { Calls } from './calls.ts';
import {
  fileItem,
  type HierarchyKey,
  type HierarchySurroundings,
  nameItem,
  rangeOf,
  zoneItem,
  zoneOfKey,
} from './items.ts';

/** The calls from what a key says. */
export function* outgoingCalls(key: HierarchyKey, around: HierarchySurroundings): Steps<Calls> {
  const calls = new Calls();
  if (key.kind === 'file') yield* addLoaded(calls, key.uri, around);
  else if (key.kind === 'name') yield* addTargets(calls, key.name, around);
  else yield* addChildren(calls, key, around);
  return calls;
}

function* addLoaded(calls: Calls, uri: string, around: HierarchySurroundings): Steps<void> {
  for (const mention of fileMentions(around)) {
    if (!mention) yield;
    else if (mention.uri === uri && mention.target !== '') {
      const zone = zoneOf(mention, around);
      const key = zone ? `${mention.target} ${zone.options.view} ${zone.options.apex}` : mention.target;
      calls.add(key, rangeOf(mention, around), () => (zone ? zoneItem(zone, around) : fileItem(mention.target)));
    }
  }
}

function zoneOf({ zone, target }: FileMention, { zones }: HierarchySurroundings) {
  if (!zone) return undefined;
  return zones.find(
    ({ options, model }) =>
      options.uri === target &&
      options.view === (zone.view?.name ?? '') &&
      normalName(model.names.text(model.apex)) === zone.origin,
  );
}

function* addChildren(calls: Calls, key: HierarchyKey, around: HierarchySurroundings): Steps<void> {
  const zone = zoneOfKey(key, around);
  if (!zone) return;
  const { model } = zone;
  let count = 0;
  for (const cut of model.cuts.keys()) {
    if (++count % 256 === 0) yield;
    if (cut === model.apex) continue;
    const [delegation] = model.rrset(cut, TYPE.NS);
    if (!delegation) continue;
    const place = recordPlace(zone, delegation.ref);
    const child = around.zoneHolding(cut, zone);
    const isHere = child !== undefined && child !== zone && child.model.apex === cut;
    calls.add(`${cut}`, rangeOf(place, around), () =>
      isHere ? zoneItem(child, around) : nameItem(cut, zone, around, place),
    );
  }
}

function* addTargets(calls: Calls, text: string, around: HierarchySurroundings): Steps<void> {
  const { names, zones } = around;
  const name = names.fromText(text);
  if (name === NO_NAME) return;
  // Several zones may read one file.
  const seen = new Set<string>();
  for (const zone of zones) {
    for (const { chunk, entry, document, ref } of zone.model.owned(name)) {
      if (zone.model.generatedBy(ref) !== undefined) continue;
      const first = chunk.wordFirsts[entry];
      for (const { index } of nameWordIndexes(chunk, entry)) {
        const [start, end] = [chunk.wordStarts[first + index], chunk.wordEnds[first + index]];
        const target = names.read(chunk.text, start, end, chunk.origins[entry]);
        const place = { uri: document.uri, start: chunk.offset + start, end: chunk.offset + end };
        const once = `${place.uri} ${place.start} ${target}`;
        if (target <= 0 || seen.has(once)) continue;
        seen.add(once);
        calls.add(`${target}`, rangeOf(place, around), () => nameItem(target, zone, around, place));
      }
    }
    yield;
  }
}
