/** The zones that a configuration names a file for. Zones that are alike are many: they share what one of them is read for. */
import type { AlikeZone } from '../conf/alike.ts';
import { type ConfModel, type ConfPlace, filePlace, type Zone as ZoneStatement } from '../conf/model.ts';
import { isAlike } from '../conf/reading.ts';
import type { Word } from '../conf/tree.ts';
import { zonePath } from '../conf/zonePath.ts';
import { type NameId, type NameTable, NO_NAME } from '../dns/names.ts';
import type { NotLoaded } from '../rules/conf/context.ts';
import { NO_ORIGINS, type Origins, OriginsAgain } from './originsAgain.ts';
import { configuredSetup, type SetupInput, sharedSetup, type ZoneSetup } from './zoneSetup.ts';

/** A zone statement that names a file. */
export interface ConfiguredZone {
  readonly origin: NameId;
  readonly setup: ZoneSetup;
  /** The value of `file`. */
  readonly path: string;
  /** The word that it is, or the zone where it was passed over. */
  readonly fileWord: Word | AlikeZone;
  /** The file of the configuration that names the file: a template may stand in another one than the zone. */
  readonly uri: string;
  /** The file of the configuration that the zone stands in. */
  readonly declaredIn: string;
}

/** The zones of a configuration that name a file. */
export interface ZonesToLoad {
  readonly zones: readonly ConfiguredZone[];
  /** Those above the number that was asked for. */
  readonly above: NotLoaded | undefined;
  /** The names of those that name no file, and of those above the number: what they hold is not known here. */
  readonly notRead: readonly NameId[];
}

/** In the name of a zone: a quote was left open, and what follows is no part of it. */
const UNCLOSED = /[\s{};]/;

/** Makes the zones of one configuration; the names of zones that were passed over are kept, most being the same after an edit. */
export class ConfiguredZones {
  readonly #names: NameTable;
  readonly #input: () => SetupInput;
  /** The zones that were passed over, as they stood when this was asked last, and their names. */
  #known: Origins = NO_ORIGINS;

  constructor(names: NameTable, input: () => SetupInput) {
    this.#names = names;
    this.#input = input;
  }

  /** The first zones that name a file, up to a number, and what there is above it. */
  read(model: ConfModel, most: number): ZonesToLoad {
    const origins = new OriginsAgain(this.#known, this.#names);
    const zones: ConfiguredZone[] = [];
    const notRead: NameId[] = [];
    let above: (NotLoaded & { count: number }) | undefined;
    const read = new Map(model.zones.map((zone) => [`${zone.setting.file.uri} ${zone.setting.statement.start}`, zone]));
    const shaped = new Map<AlikeZone['group'], { same: ZoneStatement; setup: ZoneSetup } | undefined>();
    for (const zone of model.allZones) {
      const fileWord = isAlike(zone) ? (zone.pathStart < 0 ? undefined : zone) : zone.fileWord;
      if (!fileWord) {
        notRead.push(isAlike(zone) ? origins.of(zone) : this.#names.fromText(zone.name));
        continue;
      }
      if (zones.length >= most) {
        if (!isAlike(zone) && this.#names.fromText(zone.name) === NO_NAME) continue;
        notRead.push(isAlike(zone) ? origins.of(zone) : this.#names.fromText(zone.name));
        if (above) above.count++;
        else above = { place: isAlike(zone) ? placeOfFile(zone.uri, zone) : filePlace(zone), count: 1 };
        continue;
      }
      if (!isAlike(zone)) {
        const configured = zone.fileWord && this.#configured(model, zone, zone.fileWord);
        if (configured) zones.push(configured);
        continue;
      }
      const { group, uri, path } = zone;
      if (!shaped.has(group)) {
        const same = read.get(`${uri} ${group.read[0].start}`);
        const setup = same?.fileWord && this.#configured(model, same, same.fileWord)?.setup;
        shaped.set(group, same && setup ? { same, setup } : undefined);
      }
      const known = shaped.get(group);
      if (!known) continue;
      const { same, setup } = known;
      const whole = zonePath(path, { ...same, name: zone.name }, this.#input().version);
      zones.push({ origin: origins.of(zone), setup, path: whole, fileWord: zone, uri, declaredIn: uri });
    }
    this.#known = origins.all;
    return { zones, above, notRead };
  }

  #configured(model: ConfModel, zone: ZoneStatement, fileWord: Word): ConfiguredZone | undefined {
    const origin = this.#names.fromText(zone.name);
    if (origin === NO_NAME || UNCLOSED.test(zone.name)) return undefined;
    const input = this.#input();
    const setup = sharedSetup(configuredSetup(model, zone, input));
    const path = zonePath(fileWord.text, zone, input.version);
    return { origin, setup, path, fileWord, uri: filePlace(zone).uri, declaredIn: zone.setting.file.uri };
  }
}

/** Where a zone names its file; `uri` is the file of the configuration that it stands in. */
export function placeOfFile(uri: string, fileWord: Word | AlikeZone): ConfPlace {
  if (!('group' in fileWord)) return { uri, start: fileWord.start, end: fileWord.end };
  // With the quotes.
  return { uri, start: fileWord.pathStart - 1, end: fileWord.pathStart + fileWord.path.length + 1 };
}
