/** Where mail for the zone's name goes. */
import { RCODE } from '../../../dns/codes.ts';
import { TYPE } from '../../../dns/types.ts';
import { marked } from '../../../l10n.ts';
import type { Conversation } from '../../conversation.ts';
import { type AnswerRecord, rdataText } from '../../messages.ts';
import { type Finding, found, type TagRow, testCase } from '../contract.ts';
import { answersOf, rcodeText, shownName, targetOfMx } from '../records.ts';
import { addressesOf, type OfServer, uniqueAddresses, type World } from '../world.ts';
import { groupedBy, hasAuthoritativeSoa, isNoMailDomain, isTopLevel } from './common.ts';

const SAME = marked('See that all servers have the same version of the zone: compare their serials.');
const AUTHORITY = marked('See that the server has loaded the zone: its log says why not.');

/** A null MX record says that the name takes no mail (RFC 7505). */
const isNull = (record: AnswerRecord): boolean => targetOfMx(record) === '.';

/** The records as one text, in which their order makes no difference. */
function rrsetText(records: readonly AnswerRecord[]): string {
  return records
    .map((record) => rdataText(record).toLowerCase())
    .sort()
    .join('\n');
}

function ips(rows: readonly OfServer[]): string[] {
  return addressesOf(rows.map(({ server }) => server)).sort();
}

const tags = {
  Z09_INCONSISTENT_MX: {
    level: 'warning',
    message: marked(
      'Some servers have MX records and others have none, so that where mail goes depends on who is asked.',
    ),
    advice: SAME,
  },
  Z09_INCONSISTENT_MX_DATA: {
    level: 'warning',
    message: marked('The servers have different MX records, so that where mail goes depends on who is asked.'),
    advice: SAME,
  },
  Z09_MISSING_MAIL_TARGET: {
    level: 'notice',
    message: marked('There is no MX record: mail for the name goes to its address, if it has one.'),
    advice: marked(
      'Name the mail servers; where the name takes no mail, a null MX record says so: `MX 0 .` (RFC 7505).',
    ),
  },
  Z09_MX_DATA: { level: 'info', message: marked('Mail goes to {mailtarget_list}, as {ns_ip_list} have it.') },
  Z09_MX_FOUND: { level: 'info', message: marked('{ns_ip_list} have MX records.') },
  Z09_NON_AUTH_MX_RESPONSE: {
    level: 'warning',
    message: marked('{ns_ip_list} answer the question for the MX records without authority.'),
    advice: AUTHORITY,
  },
  Z09_NO_MX_FOUND: { level: 'info', message: marked('{ns_ip_list} have no MX records.') },
  Z09_NO_RESPONSE_MX_QUERY: {
    level: 'warning',
    message: marked('{ns_ip_list} do not answer the question for the MX records.'),
    advice: marked('Look at the log of the server, and at the firewall in front of it: other questions are answered.'),
  },
  Z09_NULL_MX_NON_ZERO_PREF: {
    level: 'notice',
    message: marked('The null MX record has another preference than 0 (RFC 7505 section 3).'),
    advice: marked('Write `MX 0 .`.'),
  },
  Z09_NULL_MX_WITH_OTHER_MX: {
    level: 'warning',
    message: marked(
      'A null MX record, which says that there is no mail, stands beside others (RFC 7505 section 3): {mailtarget_list}.',
    ),
    advice: marked('Keep the null MX record alone, or take it out.'),
  },
  Z09_ROOT_EMAIL_DOMAIN: {
    level: 'notice',
    message: marked('The root has MX records: nobody can write to an address without a domain.'),
    advice: marked('Take them out.'),
  },
  Z09_TLD_EMAIL_DOMAIN: {
    level: 'warning',
    message: marked('A top-level domain has MX records: many programs refuse addresses in it.'),
    advice: marked('Take them out.'),
  },
  Z09_UNEXPECTED_RCODE_MX: {
    level: 'warning',
    message: marked('{ns_ip_list} answer {rcode} to the question for the MX records.'),
    advice: AUTHORITY,
  },
} as const satisfies Readonly<Record<string, TagRow>>;
type Tag = keyof typeof tags;

function list(tag: Tag, rows: readonly OfServer[]): readonly Finding<Tag>[] {
  return rows.length === 0 ? [] : [found(tag, { ns_ip_list: ips(rows) })];
}

/** What is told of MX records that all servers have alike. */
function judged(zone: string, records: readonly AnswerRecord[], rows: readonly OfServer[]): readonly Finding<Tag>[] {
  const mailtarget_list = records.map((record) => shownName(targetOfMx(record))).sort();
  const nulls = records.filter(isNull);
  if (nulls.length > 0) {
    return [
      ...(records.length > 1 ? [found('Z09_NULL_MX_WITH_OTHER_MX', { mailtarget_list })] : []),
      ...(nulls.some((record) => !rdataText(record).startsWith('0 ')) ? [found('Z09_NULL_MX_NON_ZERO_PREF')] : []),
    ];
  }
  if (isTopLevel(zone)) return [found('Z09_TLD_EMAIL_DOMAIN')];
  if (zone === '.') return [found('Z09_ROOT_EMAIL_DOMAIN')];
  return [found('Z09_MX_DATA', { mailtarget_list, ns_ip_list: ips(rows) })];
}

function* mxFindings(world: World): Conversation<readonly Finding<Tag>[]> {
  const { zone } = world;
  const soa = yield* world.askEach(uniqueAddresses(yield* world.servers()), { name: zone, type: TYPE.SOA });
  const servers = soa.filter(({ response }) => hasAuthoritativeSoa(response, zone)).map(({ server }) => server);
  const all = yield* world.askEach(servers, { name: zone, type: TYPE.MX });
  const kindOf = ({ response }: OfServer): 'none' | 'rcode' | 'aa' | 'empty' | 'mx' => {
    if (!response) return 'none';
    if (response.rcode !== RCODE.NOERROR) return 'rcode';
    if (!response.flags.aa) return 'aa';
    return answersOf(response, zone, TYPE.MX).length === 0 ? 'empty' : 'mx';
  };
  const groups = groupedBy(all, kindOf);
  const those = (kind: ReturnType<typeof kindOf>): readonly OfServer[] => groups.get(kind) ?? [];
  const recordsOf = ({ response }: OfServer): readonly AnswerRecord[] => answersOf(response!, zone, TYPE.MX);
  const having = those('mx');
  const without = those('empty');
  const sets = [...groupedBy(having, (row) => rrsetText(recordsOf(row))).values()];
  const data = sets.map((rows) =>
    found('Z09_MX_DATA', {
      mailtarget_list: recordsOf(rows[0])
        .map((record) => shownName(targetOfMx(record)))
        .sort(),
      ns_ip_list: ips(rows),
    }),
  );
  return [
    ...list('Z09_NO_RESPONSE_MX_QUERY', those('none')),
    ...[...groupedBy(those('rcode'), ({ response }) => response!.rcode)].map(([rcode, rows]) =>
      found('Z09_UNEXPECTED_RCODE_MX', { ns_ip_list: ips(rows), rcode: rcodeText(rcode) }),
    ),
    ...list('Z09_NON_AUTH_MX_RESPONSE', those('aa')),
    ...(having.length > 0 && without.length > 0
      ? [found('Z09_INCONSISTENT_MX'), ...list('Z09_NO_MX_FOUND', without), ...list('Z09_MX_FOUND', having)]
      : []),
    ...(sets.length > 1 ? [found('Z09_INCONSISTENT_MX_DATA'), ...data] : []),
    ...(sets.length === 1 ? judged(zone, recordsOf(having[0]), having) : []),
    ...(without.length > 0 && having.length === 0 && !isNoMailDomain(zone) ? [found('Z09_MISSING_MAIL_TARGET')] : []),
  ];
}

export const zone09 = testCase({ id: 'ZONE09', title: marked('Where mail goes'), link: 'zone', tags, run: mxFindings });
