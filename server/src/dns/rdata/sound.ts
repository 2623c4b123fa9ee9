/** Whether RDATA of any type are right beyond doubt, from their octets alone. */
import { TYPE } from '../types.ts';
import { isPlainRdata, mayBePlain, type PlainWords } from './plain.ts';
import { isUsualService } from './usualService.ts';

/** True for types whose data are usual services where they are sound beyond doubt. */
function isService(type: number): boolean {
  return type === TYPE.HTTPS || type === TYPE.SVCB;
}

/** False for types of which `isSoundRdata` never says that they are sound. */
export function mayBeSound(type: number): boolean {
  return mayBePlain(type) || isService(type);
}

/** As `isPlainRdata`, whose words these are, and for services too. */
export function isSoundRdata(type: number, words: PlainWords, first: number, last: number, labels: number): boolean {
  return isService(type)
    ? labels >= 0 && isUsualService(words, first, last)
    : isPlainRdata(type, words, first, last, labels);
}
