/** RRSIG records of an answer whose time is over or has not come (RFC 4034 section 3.1.5). */
import { TYPE, typeText } from '../dns/types.ts';
import type { AnswerRecord, ResponseMessage } from './messages.ts';

/** A signature that does not hold at a moment. */
export interface UntimelySignature {
  readonly owner: string;
  readonly covers: string;
  readonly keyTag: number;
  readonly is: 'expired' | 'early';
  /** When it expired or will begin. */
  readonly at: Date;
}

const EXPIRATION = 8;
const INCEPTION = 12;
const KEY_TAG = 16;
/** Octets of an RRSIG before its signer's name. */
const FIXED = 18;

/** The moment of a 32-bit time nearest to `now`: the times go round in 136 years (RFC 4034 section 3.1.5, RFC 1982). */
function momentOf(seconds: number, now: Date): Date {
  const current = Math.floor(now.getTime() / 1000);
  return new Date((current + ((seconds - current) | 0)) * 1000);
}

function untimely(record: AnswerRecord, now: Date): UntimelySignature | undefined {
  const { rdata, owner } = record;
  if (record.type !== TYPE.RRSIG || rdata.length < FIXED) return undefined;
  const view = new DataView(rdata.buffer, rdata.byteOffset, rdata.length);
  const expiration = momentOf(view.getUint32(EXPIRATION), now);
  const inception = momentOf(view.getUint32(INCEPTION), now);
  const common = { owner, covers: typeText(view.getUint16(0)), keyTag: view.getUint16(KEY_TAG) };
  if (expiration < now) return { ...common, is: 'expired', at: expiration };
  return inception > now ? { ...common, is: 'early', at: inception } : undefined;
}

/** Those of all sections, in their order. */
export function untimelySignatures(response: ResponseMessage, now: Date): UntimelySignature[] {
  const records = [...response.answer, ...response.authority, ...response.additional];
  return records.flatMap((record) => untimely(record, now) ?? []);
}
