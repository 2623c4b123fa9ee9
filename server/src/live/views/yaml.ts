/** Answers as YAML, in the form of `dig +yaml`. */
import { classText } from '../../dns/classes.ts';
import { rcodeName } from '../../dns/codes.ts';
import { typeText } from '../../dns/types.ts';
import { type AnswerRecord, type HeaderFlags, type Question, type ResponseMessage, rdataText } from '../messages.ts';
import type { LiveResult } from '../query.ts';
import { hexText, oneLine } from '../report/words.ts';

/** A scalar that means itself whatever is in it. */
function scalar(text: string): string {
  return `'${oneLine(text).replaceAll("'", "''")}'`;
}

function recordScalar(record: AnswerRecord): string {
  return scalar(
    [record.owner, record.ttl, classText(record.class), typeText(record.type), rdataText(record)].join(' '),
  );
}

function questionScalar({ name, class: code, type }: Question): string {
  return scalar(`${name} ${classText(code)} ${typeText(type)}`);
}

function sectionLines(name: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`      ${name}:`, ...lines.map((line) => `        - ${line}`)];
}

function messageLines(response: ResponseMessage): string[] {
  const { flags, edns } = response;
  const set = (Object.keys(flags) as (keyof HeaderFlags)[]).filter((flag) => flags[flag]);
  const lines = [
    '    response_message_data:',
    '      opcode: QUERY',
    `      status: ${rcodeName(response.rcode) ?? `RCODE${response.rcode}`}`,
    `      id: ${response.id}`,
    `      flags: ${['qr', ...set].join(' ')}`,
    `      QUESTION: ${response.question ? 1 : 0}`,
    `      ANSWER: ${response.answer.length}`,
    `      AUTHORITY: ${response.authority.length}`,
    `      ADDITIONAL: ${response.additional.length + (edns ? 1 : 0)}`,
  ];
  if (edns) {
    lines.push('      OPT_PSEUDOSECTION:', '        EDNS:', `          version: ${edns.version}`);
    lines.push(`          flags: ${edns.do ? 'do' : "''"}`, `          udp: ${edns.udpSize}`);
    for (const { code, data } of edns.options) lines.push(`          OPT${code}: ${scalar(hexText(data))}`);
  }
  return [
    ...lines,
    ...sectionLines('QUESTION_SECTION', response.question ? [questionScalar(response.question)] : []),
    ...sectionLines('ANSWER_SECTION', response.answer.map(recordScalar)),
    ...sectionLines('AUTHORITY_SECTION', response.authority.map(recordScalar)),
    ...sectionLines('ADDITIONAL_SECTION', response.additional.map(recordScalar)),
  ];
}

function resultLines(result: LiveResult): string[] {
  if (result.kind === 'failure') {
    const { failure, question } = result;
    return ['- type: DIG_ERROR', `  question: ${questionScalar(question)}`, `  message: ${scalar(failure.message)}`];
  }
  const { server, transport, size, asked, time, options, response } = result;
  return [
    '- type: MESSAGE',
    '  message:',
    `    type: ${options.rd && response.flags.ra ? 'RECURSIVE_RESPONSE' : 'AUTH_RESPONSE'}`,
    `    query_time: !!timestamp ${asked.toISOString()}`,
    `    response_time: !!timestamp ${new Date(asked.getTime() + time).toISOString()}`,
    `    message_size: ${size}b`,
    `    socket_family: ${server.address.includes(':') ? 'INET6' : 'INET'}`,
    `    socket_protocol: ${transport.toUpperCase()}`,
    `    response_address: ${scalar(server.address)}`,
    `    response_port: ${server.port}`,
    ...messageLines(response),
  ];
}

/** A list with an entry for each question. */
export function yamlView(results: readonly LiveResult[]): string {
  return `${results.flatMap(resultLines).join('\n')}\n`;
}
