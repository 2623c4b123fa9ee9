/** Servers of signed zones in memory, as a conversation reaches them: by address, transport and size, with what can go wrong on the way. */
import { type Ask, failure, type Wire } from '../../../../server/src/live/conversation.ts';
import type { AnswerRecord, ResponseMessage } from '../../../../server/src/live/messages.ts';
import type { FailureKind, SendResult } from '../../../../server/src/live/transport.ts';
import { answered } from './server.ts';
import type { Zone } from './signing.ts';

export interface Station {
  readonly addresses: readonly string[];
  readonly zones: readonly Zone[];
  /** Octets of the largest datagram that comes through; larger ones are lost, whatever the asker offers. */
  readonly largest?: number;
  /** What happens instead of an answer, or to it. */
  readonly conduct?: (asked: Ask, answer: () => ResponseMessage) => FailureKind | ResponseMessage;
}

/** Octets of a record, its names not compressed. */
function sizeOf({ owner, rdata }: AnswerRecord): number {
  return owner.length + 1 + 10 + rdata.length;
}

function sized(response: ResponseMessage): ResponseMessage {
  const { answer, authority, additional, question } = response;
  const records = [...answer, ...authority, ...additional];
  const size = 12 + (question?.name.length ?? 0) + 5 + 11 + records.reduce((sum, one) => sum + sizeOf(one), 0);
  return { ...response, size };
}

function answerOf({ zones, largest = 65535 }: Station, asked: Ask): ResponseMessage | 'timeout' {
  const { options, question, transport } = asked;
  const whole = sized(answered(zones, question, options.do));
  if (transport !== 'udp') return whole;
  const offered = options.ednsVersion === undefined ? 512 : options.udpSize;
  if (whole.size > offered) {
    return { ...whole, answer: [], authority: [], additional: [], size: 50, flags: { ...whole.flags, tc: true } };
  }
  return whole.size > largest ? 'timeout' : whole;
}

/** The way to the servers; nobody answers at other addresses. */
export function network(stations: readonly Station[], asked: Ask[] = []): Wire {
  const at = new Map(stations.flatMap((station) => station.addresses.map((address) => [address, station] as const)));
  const ask = (one: Ask): SendResult => {
    asked.push(one);
    const station = at.get(one.server.address);
    if (!station) return failure('timeout', `${one.server.address} is silent.`);
    let lost = false;
    const answer = (): ResponseMessage => {
      const made = answerOf(station, one);
      if (made !== 'timeout') return made;
      lost = true;
      return sized(answered([], one.question, false));
    };
    const came = station.conduct ? station.conduct(one, answer) : answer();
    if (typeof came === 'string') return failure(came, `${one.server.address}: ${came}.`);
    if (lost) return failure('timeout', `${one.server.address} is silent.`);
    return { kind: 'reply', response: came, ignored: [] };
  };
  return { exchange: async (one) => ask(one) };
}
