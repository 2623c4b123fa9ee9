/**
 * Why a name does not resolve: the facts are gathered, and the table of causes is gone through from the top of the chain down. The first cause that is there and explains
 * what is seen is the one; others that are there are told beside it, unless it brings them about. Where none explains it, it is said between what the evidence leaves open.
 */
import { t } from '../../l10n.ts';
import type { Conversation } from '../conversation.ts';
import { shownName } from '../delegation/records.ts';
import { serverText } from '../transport.ts';
import type { Cause } from './cause.ts';
import { DELEGATION_CAUSES } from './causes/delegation.ts';
import { DNSSEC_CAUSES } from './causes/dnssec.ts';
import { RECORD_CAUSES, RESOLVER_CAUSES } from './causes/records.ts';
import { SERVER_CAUSES } from './causes/servers.ts';
import { type Facts, isFine, plainTry, resolverErrors, type Symptom, symptomOf, working } from './facts.ts';
import { type DiagnoseRequest, gather } from './gather.ts';

/** From the top of the chain down. */
export const CAUSES: readonly Cause[] = [
  ...DELEGATION_CAUSES,
  ...SERVER_CAUSES,
  ...DNSSEC_CAUSES,
  ...RECORD_CAUSES,
  ...RESOLVER_CAUSES,
];

export interface FoundCause {
  readonly cause: Cause;
  readonly evidence: readonly string[];
}

export interface Diagnosis {
  readonly facts: Facts;
  readonly symptom: Symptom;
  /** Absent where nothing is wrong, or the evidence does not decide. */
  readonly first: FoundCause | undefined;
  /** What is there beside it and does not explain what is seen. */
  readonly others: readonly FoundCause[];
  readonly ruledOut: readonly string[];
  /** Where the evidence does not decide: between what. */
  readonly open: readonly string[];
}

export function* diagnoseConversation(request: DiagnoseRequest): Conversation<Diagnosis> {
  return judged(yield* gather(request));
}

/** What the facts show. */
export function judged(facts: Facts): Diagnosis {
  const symptom = seen(facts);
  const there = CAUSES.flatMap((cause): FoundCause[] => {
    const evidence = cause.evidence(facts);
    return evidence ? [{ cause, evidence }] : [];
  });
  const first = there.find(({ cause }) => cause.explains(symptom, facts));
  const brought = new Set(first?.cause.brings);
  // What the resolver does is no matter of its own where something in front of it explains it.
  const isOwn = ({ cause }: FoundCause): boolean => first === undefined || !RESOLVER_CAUSES.includes(cause);
  const others = there.filter(
    (one) => one !== first && isOwn(one) && !brought.has(one.cause.id) && !isSameLine(one, first),
  );
  const ruledOut = CAUSES.flatMap((cause) =>
    there.some((one) => one.cause === cause) ? [] : (cause.ruledOut?.(facts) ?? []),
  );
  const open = first || isFine(symptom, facts) ? [] : undecided(facts, symptom);
  return { facts, symptom, first, others, ruledOut, open };
}

/** Without a resolver it counts what one would see that asks the servers of the delegation and validates. */
function seen(facts: Facts): Symptom {
  const symptom = symptomOf(facts);
  if (symptom !== 'not-asked') return symptom;
  if (!facts.authority || facts.validation?.status === 'bogus') return 'servfail';
  return symptomOf({
    ...facts,
    tried: [
      {
        server: { address: '', port: 53 },
        transport: 'udp',
        type: facts.question.type,
        cd: false,
        outcome: { response: facts.authority, time: 0 },
      },
    ],
  });
}

/** One thing is not told twice: of causes in DNSSEC one reason shows one. */
function isSameLine(one: FoundCause, first: FoundCause | undefined): boolean {
  return first !== undefined && one.cause.repair !== undefined && one.evidence[0] === first.evidence[0];
}

/** What is left where no row of the table explains it. */
function undecided(facts: Facts, symptom: Symptom): string[] {
  const errors = resolverErrors(facts).map(({ code, text }) => t`Extended error ${code} ${text}`.trimEnd());
  const plain = plainTry(facts);
  const resolver = plain ? serverText(plain.server) : '';
  if (facts.probes.length === 0 && facts.servers.length === 0) {
    return [
      t`The servers of ${shownName(facts.way[facts.way.length - 1].zone)} do not answer from here: this machine may have no way to them but its resolver, or they are down.`,
      ...errors,
    ];
  }
  if (symptom === 'servfail' && working(facts).length > 0 && facts.validation?.status !== 'bogus') {
    return [
      t`From here every server answers, and the answer holds. So it is at the resolver ${resolver}, or on its way to the servers:`,
      t`- it keeps an old failure: ask again in a minute, or \`rndc flushname ${shownName(facts.question.name)}\``,
      t`- its trust anchors are old, or its clock is wrong: \`rndc managed-keys status\`, \`timedatectl\``,
      t`- it does not reach the servers that this machine reaches: ask them from there, over IPv4 and IPv6`,
      ...errors,
    ];
  }
  return [t`The evidence does not decide.`, ...errors];
}
