/** Answers as JSON (RFC 8427), for programs. */
import { classText } from '../../dns/classes.ts';
import { OPCODE, rcodeName } from '../../dns/codes.ts';
import { typeText } from '../../dns/types.ts';
import type { AnswerRecord, ResponseMessage } from '../messages.ts';
import { rdataText } from '../messages.ts';
import type { LiveResult } from '../query.ts';
import { hexText } from '../report/words.ts';
import { serverText } from '../transport.ts';

/** A resource record (RFC 8427 section 2.2), its data as octets and in presentation format. */
function recordObject(record: AnswerRecord): object {
  const type = typeText(record.type);
  return {
    NAME: record.owner,
    TYPE: record.type,
    TYPEname: type,
    CLASS: record.class,
    CLASSname: classText(record.class),
    TTL: record.ttl,
    RDLENGTH: record.rdata.length,
    RDATAHEX: hexText(record.rdata).toUpperCase(),
    ...(record.fault === undefined && { [`rdata${type}`]: rdataText(record) }),
  };
}

/** A message (RFC 8427 section 2.1). Members of EDNS have no names there: they stand in `EDNS`. */
export function messageObject(response: ResponseMessage): object {
  const { flags, question, edns } = response;
  const bit = (set: boolean): 0 | 1 => (set ? 1 : 0);
  return {
    ID: response.id,
    QR: 1,
    Opcode: OPCODE.QUERY,
    AA: bit(flags.aa),
    TC: bit(flags.tc),
    RD: bit(flags.rd),
    RA: bit(flags.ra),
    AD: bit(flags.ad),
    CD: bit(flags.cd),
    RCODE: response.rcode,
    RCODEname: rcodeName(response.rcode),
    QDCOUNT: question ? 1 : 0,
    ANCOUNT: response.answer.length,
    NSCOUNT: response.authority.length,
    ARCOUNT: response.additional.length + (edns ? 1 : 0),
    ...(question && {
      QNAME: question.name,
      QTYPE: question.type,
      QTYPEname: typeText(question.type),
      QCLASS: question.class,
      QCLASSname: classText(question.class),
    }),
    answerRRs: response.answer.map(recordObject),
    authorityRRs: response.authority.map(recordObject),
    additionalRRs: response.additional.map(recordObject),
    ...(edns && {
      EDNS: {
        version: edns.version,
        udpSize: edns.udpSize,
        DO: bit(edns.do),
        options: edns.options.map(({ code, data }) => ({ code, dataHEX: hexText(data).toUpperCase() })),
      },
    }),
  };
}

/** What came of one question. */
function resultObject(result: LiveResult): object {
  const { name, type, class: code } = result.question;
  const common = {
    dateString: result.asked.toISOString(),
    QNAME: name,
    QTYPEname: typeText(type),
    QCLASSname: classText(code),
  };
  if (result.kind === 'failure') return { ...common, failure: result.failure.kind, comment: result.failure.message };
  const { server, transport, time, size } = result;
  return {
    ...messageObject(result.response),
    dateString: common.dateString,
    server: serverText(server),
    transport,
    milliseconds: Math.round(time),
    octets: size,
  };
}

/** One question's answer as an object, several as an array. */
export function jsonView(results: readonly LiveResult[]): string {
  const objects = results.map(resultObject);
  return `${JSON.stringify(objects.length === 1 ? objects[0] : objects, undefined, 2)}\n`;
}
