/** References in configurations: the places at which a named thing is named, across includes. */
import type { Location } from 'vscode-languageserver-types';
import type { ConfModel } from '../../conf/model.ts';
import type { Bounded } from '../shared/bounded.ts';
import { locations, type Surroundings } from './definition.ts';
import { namePlaceAt, nameRange, samePlaces } from './names.ts';

/** Locations of one answer. */
const REFERENCES = 10_000;

/** The places of what is named at `offset` of the file `uri`; without `declarations` those that only use it. */
export function confReferences(
  { model }: { readonly model: ConfModel | undefined },
  uri: string,
  offset: number,
  declarations: boolean,
  around: Pick<Surroundings, 'bufferOf'>,
): Bounded<Location> {
  const place = model && namePlaceAt(model, uri, offset);
  if (!place) return { items: [], left: 0 };
  const places = samePlaces(model, place).filter(({ isDefinition }) => declarations || !isDefinition);
  const items = locations(places.slice(0, REFERENCES).map(nameRange), around);
  return { items, left: Math.max(0, places.length - REFERENCES) };
}
