/** Whether name servers keep the letters of a question, and answer the same whatever letters it is written in. */
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import type { ResponseMessage } from '../../messages.ts';
import { rdataText } from '../../messages.ts';
import { together } from '../../together.ts';
import { each, found, testCase } from '../contract.ts';
import { nameKey, rcodeText, shownName } from '../records.ts';
import { serverName, uniqueAddresses, type World } from '../world.ts';

/** The name with every other letter a capital, beginning with the first or the second. */
function mixed(name: string, first: 0 | 1): string {
  let count = first;
  return name.replace(/[a-z]/g, (letter) => (count++ % 2 === 0 ? letter.toUpperCase() : letter));
}

function nameBelow({ zone }: World): string {
  return zone === '.' ? 'www.' : `www.${zone}`;
}

export const nameserver08 = testCase({
  id: 'NAMESERVER08',
  title: marked('The letters of a question come back as they were sent'),
  link: 'servers',
  tags: {
    QNAME_CASE_INSENSITIVE: {
      level: 'warning',
      message: marked(
        '{ns} does not repeat the question as it was written, {domain}: resolvers that mix letters against forged answers (0x20) drop what it says.',
      ),
      advice: marked('Update the server, or whatever stands in front of it and changes questions.'),
    },
    QNAME_CASE_SENSITIVE: { level: 'info', message: marked('{ns} repeats the question as it was written, {domain}.') },
  },
  *run(world) {
    const name = mixed(nameBelow(world), 0);
    const servers = uniqueAddresses(yield* world.servers());
    const all = yield* world.askEach(servers, { name, type: TYPE.SOA });
    return each(all, ({ server, response }) => {
      if (!response?.question) return [];
      const values = { ns: serverName(server), domain: shownName(name) };
      const isKept = response.question.name === name;
      return [isKept ? found('QNAME_CASE_SENSITIVE', values) : found('QNAME_CASE_INSENSITIVE', values)];
    });
  },
});

/** The answer as a text in which letters and order make no difference. */
function answerText({ answer }: ResponseMessage): string {
  const lines = answer.map((record) => `${nameKey(record.owner)} ${record.type} ${rdataText(record).toLowerCase()}`);
  return lines.sort().join('\n');
}

export const nameserver09 = testCase({
  id: 'NAMESERVER09',
  title: marked('The letters of a question make no difference'),
  link: 'servers',
  tags: {
    CASE_QUERY_SAME_ANSWER: {
      level: 'debug',
      message: marked('{ns} answers the same to {query1} {type} and {query2} {type}.'),
    },
    CASE_QUERY_DIFFERENT_ANSWER: {
      level: 'warning',
      message: marked(
        '{ns} answers {query1} {type} in another way than {query2} {type}, which is the same name (RFC 4343).',
      ),
      advice: marked('Update the server: case makes no difference in names.'),
    },
    CASE_QUERY_SAME_RC: {
      level: 'debug',
      message: marked('{ns} answers {rcode} to {query1} {type} and to {query2} {type}.'),
    },
    CASE_QUERY_DIFFERENT_RC: {
      level: 'warning',
      message: marked(
        '{ns} answers {rcode1} to {query1} {type} and {rcode2} to {query2} {type}, which is the same name (RFC 4343).',
      ),
      advice: marked('Update the server: case makes no difference in names.'),
    },
    CASE_QUERY_NO_ANSWER: {
      level: 'warning',
      message: marked('{ns} does not answer {domain} {type}, and does answer the same name in other letters.'),
      advice: marked('Update the server, or the firewall in front of it: case makes no difference in names.'),
    },
    CASE_QUERIES_RESULTS_OK: {
      level: 'info',
      message: marked('The letters of {domain} {type} make no difference to any server.'),
    },
    CASE_QUERIES_RESULTS_DIFFER: {
      level: 'error',
      message: marked(
        'The letters of {domain} {type} make a difference: who asks with mixed letters may find nothing.',
      ),
      advice: marked('Update the servers that the other findings name.'),
    },
  },
  *run(world) {
    const servers = uniqueAddresses(yield* world.servers());
    const domain = shownName(nameBelow(world));
    const names = [mixed(nameBelow(world), 0), mixed(nameBelow(world), 1)];
    const type = 'SOA';
    const [first, second] = yield* together(names.map((name) => world.askEach(servers, { name, type: TYPE.SOA })));
    const [query1, query2] = names.map(shownName);
    let isSame = true;
    const findings = each(first, ({ server, response: one }, index) => {
      const { response: other } = second[index];
      const values = { ns: serverName(server), type, query1, query2 };
      if (!one && !other) return [];
      if (!one || !other) {
        isSame = false;
        return [found('CASE_QUERY_NO_ANSWER', { ns: values.ns, type, domain: one ? query2 : query1 })];
      }
      if (one.answer.length > 0 || other.answer.length > 0) {
        if (answerText(one) === answerText(other)) return [found('CASE_QUERY_SAME_ANSWER', values)];
        isSame = false;
        return [found('CASE_QUERY_DIFFERENT_ANSWER', values)];
      }
      const [rcode1, rcode2] = [rcodeText(one.rcode), rcodeText(other.rcode)];
      if (rcode1 === rcode2) return [found('CASE_QUERY_SAME_RC', { ...values, rcode: rcode1 })];
      isSame = false;
      return [found('CASE_QUERY_DIFFERENT_RC', { ...values, rcode1, rcode2 })];
    });
    return [...findings, found(isSame ? 'CASE_QUERIES_RESULTS_OK' : 'CASE_QUERIES_RESULTS_DIFFER', { type, domain })];
  },
});
