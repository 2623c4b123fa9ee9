/** Addresses with a port behind them, as other programs write them. */
import { parseAddress } from '../dns/addresses.ts';

/** The address and the port of `192.0.2.1:53`, `[2001:db8::1]:53` and `192.0.2.1@53`; undefined for other texts. */
export function addressWithPort(text: string): { readonly address: string; readonly port: string } | undefined {
  const match = /^(?:\[([0-9a-fA-F:.]{2,45})\]|([0-9.]{7,15}))[:@](\d{1,5})$/.exec(text);
  const address = match?.[1] ?? match?.[2];
  if (!match || address === undefined || !parseAddress(address)) return undefined;
  return { address, port: match[3] };
}
