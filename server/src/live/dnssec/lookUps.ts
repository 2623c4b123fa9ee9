/** Where the records of a chain are had: at a resolver, which is told not to validate (CD) and to give DNSSEC's records (DO). */
import { RCODE, rcodeName } from '../../dns/codes.ts';
import { t } from '../../l10n.ts';
import { DEFAULT_OPTIONS, type QueryOptions } from '../messages.ts';
import { queryConversation } from '../query.ts';
import { type Server, serverText } from '../transport.ts';
import type { LookUp } from './chain.ts';

/** How records are asked for that are to be validated here. */
export const UNVALIDATED: QueryOptions = { ...DEFAULT_OPTIONS, do: true, cd: true, ad: false };

/** Asks servers in turn until one answers. */
export function lookUpAt(servers: readonly Server[], options: QueryOptions = UNVALIDATED): LookUp {
  return function* (question) {
    const result = yield* queryConversation({ question, servers, options }, new Date(0));
    if (result.kind === 'failure') return { kind: 'nothing', words: result.failure.message };
    const { response, server } = result;
    const { rcode } = response;
    if (rcode === RCODE.NOERROR || rcode === RCODE.NXDOMAIN) return response;
    return { kind: 'nothing', words: t`${serverText(server)} answers ${rcodeName(rcode) ?? String(rcode)}.` };
  };
}
