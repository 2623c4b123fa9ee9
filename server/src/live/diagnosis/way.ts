/**
 * The way from the root to a name, and look-ups along it without anybody's cache. Bounds: 24 zones, 16 servers of a zone are asked until one is
 * of use, and name servers without glue are looked up 3 deep.
 */
import { RCODE, rcodeName } from '../../dns/codes.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import type { Conversation } from '../conversation.ts';
import type { Outcome, Questions } from '../delegation/questions.ts';
import { isInDomain, nameAbove, nameKey, referralIn, shownName } from '../delegation/records.ts';
import type { LookedUp, LookUp } from '../dnssec/chain.ts';
import { type Question, type ResponseMessage, rdataText } from '../messages.ts';
import { isAtOrBelow, isBelow } from '../names.ts';
import { together } from '../together.ts';
import type { Named, Passed } from './facts.ts';

const MAX_ZONES = 24;
const MAX_SERVERS = 16;
const MAX_DEPTH = 3;

/** Where the way of a question ends. */
export interface WayEnd {
  readonly way: readonly Passed[];
  /** Absent where no server of the last zone is of use. */
  readonly response?: ResponseMessage;
  /** What came of the last server, for words. */
  readonly last?: Outcome;
}

export class Ways {
  readonly questions: Questions;
  /** The zones that were met, by their names. */
  readonly #met = new Map<string, Passed>();

  constructor(questions: Questions, start: Passed) {
    this.questions = questions;
    this.#met.set(start.zone, start);
  }

  /** The zones from the root to the lowest that is known above a name. */
  #known(place: string): Passed[] {
    const all = [...this.#met.values()].filter(({ zone }) => isAtOrBelow(place, zone));
    return all.sort((a, b) => (isBelow(b.zone, a.zone) ? -1 : 1));
  }

  /** Follows referrals to the servers that answer the question. */
  *follow(question: Question, depth = 0): Conversation<WayEnd> {
    // Of DS records the zone above speaks.
    const place = question.type === TYPE.DS ? nameAbove(nameKey(question.name)) : nameKey(question.name);
    const way = this.#known(place);
    for (let steps = 0; steps < MAX_ZONES; steps++) {
      const at = way[way.length - 1];
      const { response, last } = yield* this.#ofUse(at, question, depth);
      if (!response) return { way, ...(last && { last }) };
      const referral = referralIn(response);
      if (referral.length === 0) return { way, response };
      const next = this.#next(response, at);
      this.#met.set(next.zone, next);
      way.push(next);
    }
    return { way };
  }

  #next(response: ResponseMessage, above: Passed): Passed {
    const referral = referralIn(response);
    const zone = nameKey(referral[0].owner);
    const servers = referral.map((record): Named => {
      const name = nameKey(rdataText(record));
      // What another zone says of addresses is none of its business.
      const glue = response.additional.filter(
        ({ owner, type, fault }) =>
          nameKey(owner) === name &&
          (type === TYPE.A || type === TYPE.AAAA) &&
          fault === undefined &&
          isInDomain(name, above.zone),
      );
      return { name, glue: glue.map((one) => rdataText(one)) };
    });
    return { zone, servers, found: new Map(), ttl: referral[0].ttl };
  }

  /** Asks the servers of a zone until one is of use: the first, and then all others at once, since each that is silent takes its time. */
  *#ofUse(
    at: Passed,
    { name, type }: Question,
    depth: number,
  ): Conversation<{ response?: ResponseMessage; last?: Outcome }> {
    const query = { name, type, edns: { do: true } as const };
    const asked = new Set<string>();
    let last: Outcome | undefined;
    const askAll = function* (this: Ways, addresses: readonly string[]): Conversation<ResponseMessage | undefined> {
      for (const address of addresses) asked.add(address);
      const outcomes = yield* together(addresses.map((address) => this.questions.ask(address, query)));
      for (const outcome of outcomes) {
        if (isOfUse(outcome.response, at.zone, name)) return outcome.response;
        if (outcome.response || outcome.failure) last = outcome;
      }
      return undefined;
    }.bind(this);
    const known = this.#inOrder(
      at.servers.flatMap(({ name: server, glue }) => (glue.length > 0 ? glue : (at.found.get(server) ?? []))),
    );
    for (const batch of [known.slice(0, 1), known.slice(1, MAX_SERVERS)]) {
      const response: ResponseMessage | undefined = yield* askAll(batch);
      if (response) return { response };
    }
    for (const server of at.servers.filter(({ glue }) => glue.length === 0)) {
      const addresses = (yield* this.addressesOf(server, at, depth)).filter((address) => !asked.has(address));
      if (asked.size + addresses.length > MAX_SERVERS) break;
      const response: ResponseMessage | undefined = yield* askAll(this.#inOrder(addresses));
      if (response) return { response };
    }
    return last ? { last } : {};
  }

  /** Those that answered something first, and IPv4 before IPv6, which is more often not there. */
  #inOrder(addresses: readonly string[]): string[] {
    const rank = (address: string): number =>
      (this.questions.hasAnswered(address) ? 0 : 2) + (address.includes(':') ? 1 : 0);
    return [...new Set(addresses)].sort((a, b) => rank(a) - rank(b));
  }

  /** The addresses of a server: its glue, or what a look-up finds. */
  *addressesOf({ name, glue }: Named, at: Passed, depth = 0): Conversation<readonly string[]> {
    if (glue.length > 0) return glue;
    const known = at.found.get(name);
    if (known || depth >= MAX_DEPTH || isInDomain(name, at.zone)) return known ?? [];
    const addresses = yield* this.addresses(name, depth + 1);
    (at.found as Map<string, readonly string[]>).set(name, addresses);
    return addresses;
  }

  /** The addresses of a name, both families. */
  *addresses(name: string, depth = 1): Conversation<readonly string[]> {
    const found: string[] = [];
    for (const type of [TYPE.A, TYPE.AAAA]) {
      const { response } = yield* this.follow({ name, type, class: 1 }, depth);
      for (const record of response?.answer ?? []) {
        if (record.type === type && record.fault === undefined) found.push(rdataText(record));
      }
    }
    return found;
  }

  /** For validation: records as the zones' own servers have them. */
  lookUp(): LookUp {
    return (question) => this.#lookedUp(question);
  }

  *#lookedUp(question: Question): Conversation<LookedUp> {
    const { response, last, way } = yield* this.follow(question);
    if (response) return response;
    const zone = shownName(way[way.length - 1].zone);
    if (last?.response?.flags.tc)
      return {
        kind: 'nothing',
        words: t`The servers of ${zone} cut the answer to fit a datagram, and give nothing over TCP.`,
      };
    if (last?.response)
      return {
        kind: 'nothing',
        words: t`The servers of ${zone} answer ${rcodeName(last.response.rcode) ?? last.response.rcode}.`,
      };
    return {
      kind: 'nothing',
      words: last?.failure?.message ?? t`No server of ${zone} has an address that could be found.`,
    };
  }
}

/** Whether a response answers with authority, or refers downward. */
function isOfUse(response: ResponseMessage | undefined, zone: string, name: string): boolean {
  // What is still cut could not be had over TCP.
  if (!response || response.flags.tc) return false;
  if (response.rcode !== RCODE.NOERROR && response.rcode !== RCODE.NXDOMAIN) return false;
  const [referral] = referralIn(response);
  if (referral) return isBelow(nameKey(referral.owner), zone) && isAtOrBelow(name, referral.owner);
  return response.flags.aa;
}
