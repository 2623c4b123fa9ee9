/** References in configurations: the places at which a named thing is named, across includes. */
import type { Location } from 'vscode-languageserver-types';
import type { Bounded } from '../shared/bounded.ts';
import { locationsOf } from '../shared/places.ts';
import type { Surroundings } from './definition.ts';
import { namePlaceAt, nameRange, samePlaces } from './names.ts';
import type { ConfSource } from './source.ts';

/** Locations of one answer. */
const REFERENCES = 10_000;

/** The places of what is named at `offset` of the file `uri`; without `declarations` those that only use it. */
export function confReferences(
  { model }: ConfSource,
  uri: string,
  offset: number,
  declarations: boolean,
  around: Pick<Surroundings, 'bufferOf'>,
): Bounded<Location> {
  const place = model && namePlaceAt(model, uri, offset);
  if (!place) return { items: [], left: 0 };
  const places = samePlaces(model, place).filter(({ isDefinition }) => declarations || !isDefinition);
  const items = locationsOf(places.slice(0, REFERENCES).map(nameRange), around);
  return { items, left: Math.max(0, places.length - REFERENCES) };
}
