/** A diagnosis in words, and as JSON. */
import { rcodeName } from '../../dns/codes.ts';
import { typeText } from '../../dns/types.ts';
import { type Marked, marked, t, translated, visible } from '../../l10n.ts';
import { EXTENDED_ERRORS } from '../codes.ts';
import { familyOf } from '../delegation/questions.ts';
import { shownName } from '../delegation/records.ts';
import { reasonText } from '../dnssec/reasons.ts';
import type { PastedFinding } from '../guided/pasted.ts';
import { questionText } from '../messages.ts';
import { serverText, TRANSPORT_NAME } from '../transport.ts';
import type { Step, Where } from './cause.ts';
import type { Diagnosis, FoundCause } from './diagnose.ts';
import { conductOf, extendedErrors, isFine, type Symptom, type Tried } from './facts.ts';

const WHERE: Readonly<Record<Where, Marked>> = {
  zone: marked('In the zone'),
  registrar: marked('At the registrar'),
  server: marked('On the name server'),
  network: marked('In the network'),
  resolver: marked('At the resolver'),
};

const SYMPTOMS: Readonly<Record<Symptom, Marked>> = {
  works: marked('The resolver has an answer.'),
  servfail: marked('The resolver fails (SERVFAIL).'),
  refused: marked('The resolver refuses to answer (REFUSED).'),
  silent: marked('The resolver does not answer.'),
  nxdomain: marked('The resolver says that the name does not exist.'),
  nodata: marked('The resolver says that the name has no such records.'),
  other: marked('The resolver answers with an error.'),
  'not-asked': marked('No resolver was asked.'),
};

function duration(seconds: number): string {
  if (seconds >= 7200) return t`${Math.ceil(seconds / 3600)} hours`;
  return seconds >= 120 ? t`${Math.ceil(seconds / 60)} minutes` : t`${seconds} seconds`;
}

function stepLines(steps: readonly Step[]): string[] {
  return steps.flatMap(({ where, text, command, wait = 0 }, i) => [
    `  ${i + 1}. ${translated(WHERE[where])}: ${text}`,
    ...(command === undefined ? [] : [`       ${command}`]),
    ...(wait > 0 ? [`     ${t`Then it takes up to ${duration(wait)} (the TTL) until everybody sees it.`}`] : []),
  ]);
}

/** The resolvers by family: what a host was given by hand, by DHCP, or over IPv6 by its router (RDNSS) or DHCPv6. */
function familiesLine(tried: readonly Tried[]): string {
  const addresses = [...new Set(tried.map(({ server }) => server.address))];
  const over = (family: 4 | 6): string =>
    addresses.filter((address) => familyOf(address) === family).join(', ') || t`none`;
  return `  ${t`Over IPv4: ${over(4)}; over IPv6: ${over(6)}.`}`;
}

function triedLine({ server, transport, type, cd, outcome }: Tried): string {
  const what = `${typeText(type)} ${TRANSPORT_NAME[transport]}${cd ? ' +cd' : ''}`;
  const { response, failure, time } = outcome;
  if (!response) return `  ${serverText(server)} ${what}: ${failure?.message ?? t`not asked`}`;
  const errors = extendedErrors(response).map(
    ({ code, text }) => ` EDE ${code} (${EXTENDED_ERRORS[code] ?? '?'})${text === '' ? '' : `: ${text}`}`,
  );
  const records = response.answer.filter((record) => record.type === type).length;
  const ad = response.flags.ad ? ' ad' : '';
  return `  ${serverText(server)} ${what}: ${rcodeName(response.rcode) ?? response.rcode}${ad}, ${t`${records} records`}, ${Math.round(time)} ms${errors.join('')}`;
}

function causeLines({ cause, evidence }: FoundCause, { facts }: Diagnosis): string[] {
  const steps = cause.steps(facts);
  return [
    ...evidence.map((sentence) => `  ${sentence}`),
    ...(steps.length > 0 ? ['', t`What to do:`, ...stepLines(steps)] : []),
  ];
}

/** For people. */
export function diagnosisText(diagnosis: Diagnosis): string {
  const { facts, symptom, first, others, ruledOut, open } = diagnosis;
  const { validation, way, probes } = facts;
  const isSound = isFine(symptom, facts);
  const head = first
    ? [t`Cause: ${first.cause.says(facts)} [${first.cause.id}]`, ...causeLines(first, diagnosis)]
    : isSound
      ? [
          others.length > 0
            ? t`It resolves here. Elsewhere, or later, it may fail:`
            : t`Nothing is wrong: ${translated(SYMPTOMS[symptom])}`,
          ...others.flatMap((one) => [
            '',
            t`${one.cause.says(facts)} [${one.cause.id}]`,
            ...causeLines(one, diagnosis),
          ]),
        ]
      : [t`The cause is not certain.`, ...open.map((sentence) => `  ${sentence}`)];
  const conducts = probes.map(
    (probe) => `  ${probe.names.map(shownName).join(', ')} ${probe.address}: ${conductOf(probe)}`,
  );
  const sections = [
    [t`Question: ${questionText(facts.question)}`, ...(facts.tried.length > 0 ? [translated(SYMPTOMS[symptom])] : [])],
    head,
    ...(others.length > 0 && !(isSound && !first)
      ? [[t`Also seen:`, ...others.map(({ cause }) => `  ${cause.says(facts)} [${cause.id}]`)]]
      : []),
    ...(ruledOut.length > 0 ? [[t`Ruled out:`, ...ruledOut.map((sentence) => `  ${sentence}`)]] : []),
    ...(facts.tried.length > 0 ? [[t`The resolver:`, familiesLine(facts.tried), ...facts.tried.map(triedLine)]] : []),
    [t`The way: ${way.map((passed) => shownName(passed.zone)).join(' → ')}`, ...conducts],
    ...(validation
      ? [[t`Validation: ${validation.status}`, ...(validation.reason ? [`  ${reasonText(validation.reason)}`] : [])]]
      : []),
    ...(facts.without.length > 0
      ? [[t`This machine has no way over IPv${facts.without.join(', IPv')}: servers were not asked over it.`]]
      : []),
  ];
  return visible(`${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

/** For programs; with what the output of others says. */
export function diagnosisJson(diagnosis: Diagnosis, output: readonly PastedFinding[] = []): string {
  const { facts, symptom, first, others, ruledOut, open } = diagnosis;
  const one = ({ cause, evidence }: FoundCause): object => ({
    id: cause.id,
    cause: cause.says(facts),
    evidence,
    steps: cause.steps(facts),
    ...(cause.repair && { repair: cause.repair }),
  });
  const { question, zone, validation, way, probes, tried } = facts;
  const value = {
    question: { name: question.name, type: typeText(question.type) },
    symptom,
    cause: first ? one(first) : null,
    others: others.map(one),
    ruledOut,
    open,
    zone,
    way: way.map((passed) => passed.zone),
    servers: probes.map((probe) => ({ names: probe.names, address: probe.address, state: conductOf(probe) })),
    validation: validation
      ? {
          status: validation.status,
          ...(validation.reason && { reason: validation.reason.code, text: reasonText(validation.reason) }),
        }
      : null,
    hosts: facts.hosts,
    announced: facts.announced
      ? {
          endpoints: facts.announced.endpoints.map(({ transport, name, server, state, failure }) => ({
            transport,
            name,
            server: serverText(server),
            state,
            ...(failure && { failure: failure.message }),
          })),
          faulty: facts.announced.faulty,
        }
      : null,
    ...(output.length > 0 && { output }),
    resolver: tried.map(({ server, transport, type, cd, outcome }) => ({
      server: serverText(server),
      transport,
      type: typeText(type),
      cd,
      status: outcome.response ? (rcodeName(outcome.response.rcode) ?? outcome.response.rcode) : null,
      ...(outcome.failure && { failure: outcome.failure.kind }),
      extendedErrors: extendedErrors(outcome.response),
      milliseconds: Math.round(outcome.time),
    })),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
