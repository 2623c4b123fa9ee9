/** Names and addresses in the one way in which they are compared and shown: all that the command line needs of live/ before it asks anybody. */
import { addressText, parseAddress } from '../../dns/addresses.ts';

/** The name in lower case, with its final dot. */
export function nameKey(text: string): string {
  return text === '.' ? text : `${text.replace(/(?<!\\)\.$/, '').toLowerCase()}.`;
}

/** The name as it is shown in arguments: without the final dot. */
export function shownName(name: string): string {
  return name === '.' ? name : name.replace(/(?<!\\)\.$/, '');
}

/** An address in the one way in which it is compared; undefined for what is none. */
export function addressKey(text: string): string | undefined {
  const octets = parseAddress(text);
  return octets && addressText(octets);
}
