import { parseIpv4 } from '../../dns/addresses.ts';
import { type NameId, ROOT } from '../../dns/names.ts';
import { TYPE } from '../../dns/types.ts';
import { t } from '../../l10n.ts';
import { inheritsOwner, rdataWord } from '../../zone/record.ts';
import type { ZoneContext } from './context.ts';
import { ownerPlace, targetPlace } from './places.ts';
import { replacement } from './support/edits.ts';
import { nearest } from './support/nearest.ts';
import { labelTexts } from './support/reverse.ts';
import { isAbsolute, isGeneric } from './support/words.ts';
import type { ZoneRule } from './zoneRule.ts';

/** Triggers by address: the labels before them are a prefix length and an address, backwards. */
const ADDRESS_TRIGGERS = new Set(['rpz-ip', 'rpz-client-ip', 'rpz-nsip']);
const ACTIONS = new Set(['rpz-passthru', 'rpz-drop', 'rpz-tcp-only']);
const GROUP = /^(?:0|[1-9a-f][0-9a-f]{0,3})$/;

/** What is wrong with the labels of an address trigger; undefined where nothing is. */
function faultOf(labels: readonly string[]): string | undefined {
  const [length, ...address] = labels;
  if (length === undefined || !/^[1-9]\d{0,2}$/.test(length))
    return t`the first label has to be the prefix length, from 1 to 128`;
  const bits = Number(length);
  const isV6 = address.length > 4 || address.includes('zz') || !address.every((label) => /^\d+$/.test(label));
  if (!isV6) {
    const octets = address.length === 4 ? parseIpv4([...address].reverse().join('.')) : undefined;
    if (!octets) return t`four octets have to follow the prefix length, the last one first`;
    if (bits > 32) return t`the prefix length of an IPv4 address is 1 to 32`;
    return hasHostBits(octets, bits) ? t`bits of the address beyond the prefix are set` : undefined;
  }
  const compressed = address.filter((label) => label === 'zz').length;
  const groups = address.filter((label) => label !== 'zz');
  const fits = compressed === 0 ? groups.length === 8 : compressed === 1 && groups.length < 8;
  if (!fits || !groups.every((label) => GROUP.test(label))) {
    return t`eight groups of hexadecimal digits have to follow the prefix length, the last one first, with zz for :: and without leading zeros`;
  }
  return bits > 128 ? t`the prefix length is 1 to 128` : undefined;
}

function hasHostBits(octets: Uint8Array, bits: number): boolean {
  return octets.some((octet, i) => (octet & (0xff >> Math.min(8, Math.max(0, bits - i * 8)))) !== 0);
}

/** The labels before the trigger's own label, and that one; undefined for names that are triggers by name. */
function triggerOf(owner: NameId, { names, apex }: ZoneContext): { kind: string; labels: string[] } | undefined {
  const depth = names.depth(owner) - names.depth(apex);
  const labels = labelTexts(names, owner).slice(0, Math.max(0, depth));
  const kind = labels[labels.length - 1];
  return kind !== undefined && ADDRESS_TRIGGERS.has(kind) ? { kind, labels: labels.slice(0, -1) } : undefined;
}

export const rpzOwner: ZoneRule = {
  id: 'zone/rpz-owner',
  title: 'Response policy that named passes over',
  severity: 'warning',
  since: '0.1.0',
  fix: 'unsafe',
  docs: {
    finds:
      'In a zone of a `response-policy` statement: an owner below rpz-ip, rpz-client-ip or rpz-nsip that is no prefix length with an address backwards, and an action such as rpz-passthru that is misspelt or without its final dot.',
    why: 'named passes over such a record with a line in its log, so the policy does not hold. An action without its dot becomes a name below the zone, and its answer an alias to nowhere; so does one that named does not know.',
    bad: '; in a zone of response-policy\n24.1.2.0.192.rpz-ip CNAME .\n',
    good: '24.0.2.0.192.rpz-ip CNAME .\n',
    sources: ['draft-vixie-dnsop-dns-rpz section 4', 'named: invalid rpz IP address', 'named-checkzone -P'],
  },
  applies: ({ settings }) => settings.responsePolicy === true,
  checkRecord(record, context, report) {
    const { model, names } = context;
    if (record.owner <= ROOT || !model.isInZone(record.owner)) return;
    const trigger = inheritsOwner(record) ? undefined : triggerOf(record.owner, context);
    const fault = trigger && faultOf(trigger.labels);
    if (trigger && fault !== undefined) {
      report(
        ownerPlace(record),
        t`${names.text(record.owner)} is no address below ${trigger.kind}, so named passes over this policy: ${fault}.`,
      );
    }
    if (record.type !== TYPE.CNAME || isGeneric(record)) return;
    const text = rdataWord(record, 0);
    const meant = actionMeant(text);
    if (meant === undefined || (!isAbsolute(text) && model.hasOwner(record.target))) return;
    report(
      targetPlace(record),
      isAbsolute(text)
        ? t`${text} is none of the actions, so answers are rewritten to a name that does not exist. Is ${meant} meant?`
        : t`${text} is an action only with its final dot; so it is a name of this zone that does not exist. Write ${meant} with the dot.`,
      { data: { meant } },
    );
  },
  fixes(problem) {
    const { meant } = problem.data ?? {};
    return typeof meant === 'string' ? [replacement(problem, t`Change to ${meant}`, meant)] : [];
  },
};

/** What else people write for an action. */
const OTHER_WORDS = new Map([
  ['passthru', 'rpz-passthru.'],
  ['rpz-passthrough', 'rpz-passthru.'],
  ['passthrough', 'rpz-passthru.'],
  ['drop', 'rpz-drop.'],
  ['tcp-only', 'rpz-tcp-only.'],
  ['rpz-nxdomain', '.'],
  ['nxdomain', '.'],
  ['rpz-nodata', '*.'],
  ['nodata', '*.'],
]);

/** The action that a target is near to; undefined where it is one, or the name of something else. */
function actionMeant(text: string): string | undefined {
  const word = (isAbsolute(text) ? text.slice(0, -1) : text).toLowerCase();
  if (ACTIONS.has(word)) return isAbsolute(text) ? undefined : `${word}.`;
  const other = OTHER_WORDS.get(word);
  if (other !== undefined) return other;
  const [near] = word.startsWith('rpz') && !word.includes('.') ? nearest(word, [...ACTIONS]) : [];
  return near === undefined ? undefined : `${near}.`;
}
