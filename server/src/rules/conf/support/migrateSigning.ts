/** auto-dnssec and the settings around it as a dnssec-policy. */

import type { ConfModel, Named, Setting, Zone } from '../../../conf/model.ts';
import { settingFor } from '../../../conf/model.ts';
import type { BindVersion } from '../../../conf/statements.ts';
import type { Block } from '../../../conf/tree.ts';
import { argumentsOf, keywordOf } from '../../../conf/tree.ts';
import { DNSSEC_ALGORITHMS } from '../../../dns/algorithms.ts';
import { atLeast } from '../../../dns/versions.ts';
import { listed, t } from '../../../l10n.ts';
import type { FixEdit } from '../../rule.ts';
import { takesUpdates } from './dynamic.ts';
import { insertion, insertionAfter, replacement } from './edits.ts';
import type { KeysOf, MigrationFix, SigningKey } from './migration.ts';
import { removal } from './removal.ts';

/** What named refuses in a zone that has a dnssec-policy. */
const WITHOUT_POLICY = [
  'dnssec-dnskey-kskonly',
  'dnssec-secure-to-insecure',
  'dnssec-update-mode',
  'sig-validity-interval',
  'dnskey-sig-validity',
  'update-check-ksk',
];

const SECONDS_A_DAY = 86400;
const SECONDS_AN_HOUR = 3600;
/** From this validity on the second number of sig-validity-interval counts days, below it hours. */
const DAYS_FROM = 7;
/** named wants signatures to be renewed before this part of their validity has passed. */
const LATEST_REFRESH = 0.9;

const zonesByBlock = new WeakMap<ConfModel, ReadonlyMap<Block, Zone>>();

/** The zone whose own block a statement stands in. */
function zoneAround(model: ConfModel, block: Block): Zone | undefined {
  let zones = zonesByBlock.get(model);
  if (!zones) {
    zones = new Map(model.zones.map((zone) => [zone.scope.block, zone]));
    zonesByBlock.set(model, zones);
  }
  return zones.get(block);
}

/** The policy in force where a statement stands; undefined where there is none, or `none`. */
function policyInForce(setting: Setting, model: ConfModel): string | undefined {
  const zone = zoneAround(model, setting.statement.block);
  const policy = zone
    ? settingFor(model, zone, 'dnssec-policy')?.statement
    : setting.statement.block.statements.find((other) => keywordOf(other) === 'dnssec-policy');
  const name = policy && argumentsOf(policy)[0]?.text;
  return name === undefined || name.toLowerCase() === 'none' ? undefined : name;
}

/** `auto-dnssec` becomes a policy that goes on with the zone's keys and the validity of its signatures, as far as they are known. */
export function autoDnssec(
  setting: Setting,
  model: ConfModel,
  version: BindVersion,
  keysOf: KeysOf | undefined,
): MigrationFix[] {
  const { statement, file } = setting;
  const remove: MigrationFix = { title: t`Delete 'auto-dnssec'`, edits: [removal(file, statement)] };
  const [value] = argumentsOf(statement);
  const isOff = value?.text.toLowerCase() === 'off';
  if (!value || isOff || policyInForce(setting, model) !== undefined) return [{ ...remove, preferred: true }];
  const zone = zoneAround(model, statement.block);
  if (!zone) {
    const note = t`'auto-dnssec' was never taken outside of a zone. Set a dnssec-policy in each zone that is to be signed.`;
    return [{ ...remove, preferred: true, note }];
  }
  const directory = settingFor(model, zone, 'key-directory');
  const keys = keysOf?.(zone.origin, directory && argumentsOf(directory.statement)[0]?.text) ?? [];
  const lines = [...keyLines(keys), ...validityLines(zone, model)];
  const name = lines.length === 0 ? 'default' : policyName(lines);
  const edits: FixEdit[] = [
    replacement(file, statement.values[0], 'dnssec-policy'),
    replacement(file, value, name === 'default' ? name : `"${name}"`),
    ...withPolicy(setting, zone, model, version),
  ];
  if (name !== 'default' && !model.policies.some((policy) => policy.name === name)) {
    edits.push(newPolicy(model, name, keys.length > 0 ? lines : [...DEFAULT_KEYS, ...lines]));
  }
  const note =
    keys.length === 0
      ? t`A dnssec-policy replaces keys that it does not describe. Before named starts, compare the keys of '${zone.name}' with the policy '${name}', which has one ECDSAP256SHA256 key; write a policy of your own where they differ.`
      : t`The policy '${name}' describes the keys that '${zone.name}' has now. Give them a lifetime once it runs.`;
  return [{ title: t`Replace 'auto-dnssec' by 'dnssec-policy ${name}'`, edits, note }, remove];
}

/** What has to change in a zone that gets a policy, beside the policy. */
function withPolicy(setting: Setting, zone: Zone, model: ConfModel, version: BindVersion): FixEdit[] {
  const edits: FixEdit[] = [];
  for (const name of WITHOUT_POLICY) {
    for (const other of zone.scope.byName.get(name) ?? []) edits.push(removal(other.file, other.statement));
  }
  if (zone.scope.byName.has('inline-signing')) return edits;
  const dynamic = zone.type === 'primary' && takesUpdates(model, zone);
  // 9.18 wants to be told to sign in line; from 9.20 on a policy does so by itself, which a zone that takes updates did not do.
  if (!dynamic) edits.push(behind(setting, 'inline-signing yes;'));
  else if (atLeast(version, '9.20')) edits.push(behind(setting, 'inline-signing no;'));
  return edits;
}

/** Puts a statement behind another: on a line of its own, or on the same where that one stands among others. */
function behind({ file, statement }: Setting, text: string): FixEdit {
  const line = file.tree.text.lastIndexOf('\n', statement.start - 1) + 1;
  if (file.tree.text.slice(line, statement.start).trim() === '') return insertionAfter(file, statement, text);
  return { uri: file.uri, start: statement.end, end: statement.end, newText: ` ${text}` };
}

const DEFAULT_KEYS = ['keys {', '\tcsk lifetime unlimited algorithm ecdsap256sha256;', '};'];

/** A `keys` statement for the keys that there are. */
function keyLines(keys: readonly SigningKey[]): string[] {
  const lines = new Set<string>();
  for (const { algorithm, isKsk, bits } of keys) {
    const name = DNSSEC_ALGORITHMS.rows.find((row) => row.number === algorithm)?.mnemonic.toLowerCase();
    if (name === undefined) continue;
    const isAlone = isKsk && !keys.some((other) => other.algorithm === algorithm && !other.isKsk);
    const role = isAlone ? 'csk' : isKsk ? 'ksk' : 'zsk';
    lines.add(`\t${role} lifetime unlimited algorithm ${name}${bits === undefined ? '' : ` ${bits}`};`);
  }
  return lines.size === 0 ? [] : ['keys {', ...[...lines].sort(), '};'];
}

/** The validity of signatures that is in force for a zone, in a policy's words. */
function validityLines(zone: Zone, model: ConfModel): string[] {
  const numbersOf = (name: string): number[] => {
    const setting = settingFor(model, zone, name);
    const words = setting ? argumentsOf(setting.statement).map((word) => Number(word.text)) : [];
    return words.every(Number.isInteger) ? words : [];
  };
  const lines: string[] = [];
  const [days, refresh] = numbersOf('sig-validity-interval');
  if (days) {
    const validity = days * SECONDS_A_DAY;
    const unit = days > DAYS_FROM ? SECONDS_A_DAY : SECONDS_AN_HOUR;
    const seconds = Math.min(refresh ? refresh * unit : validity / 4, validity * LATEST_REFRESH);
    lines.push(`signatures-refresh PT${Math.floor(seconds / SECONDS_AN_HOUR)}H;`, `signatures-validity P${days}D;`);
  }
  const [forKeys] = numbersOf('dnskey-sig-validity');
  const keyDays = forKeys || days;
  if (keyDays) lines.push(`signatures-validity-dnskey P${keyDays}D;`);
  return lines;
}

/** A name that says what is in the policy, so that zones of the same kind share one. */
function policyName(lines: readonly string[]): string {
  const parts: string[] = [];
  for (const line of lines) {
    const key = /^(csk|ksk|zsk) lifetime [^ ;]+ algorithm ([^ ;]+)(?: (\d+))?;/.exec(line.trimStart());
    const days = /^signatures-validity P(\d+)D/.exec(line);
    const keyDays = /^signatures-validity-dnskey P(\d+)D/.exec(line);
    const refresh = /^signatures-refresh PT(\d+)H/.exec(line);
    if (key) parts.push([key[1], key[2], key[3]].filter(Boolean).join('-'));
    else if (refresh) parts.push(`refresh-${refresh[1]}h`);
    else if (days) parts.push(`valid-${days[1]}d`);
    else if (keyDays && !parts.includes(`valid-${keyDays[1]}d`)) parts.push(`keys-${keyDays[1]}d`);
  }
  return parts.join('-');
}

/** A policy beside options; at the start of the file where there are no options. */
function newPolicy(model: ConfModel, name: string, lines: readonly string[]): FixEdit {
  const text = `dnssec-policy "${name}" {\n${lines.map((line) => `\t${line}\n`).join('')}};`;
  const { options, root } = model;
  if (options?.block.owner) return insertionAfter(options.file, options.block.owner, text);
  return { uri: root.uri, start: 0, end: 0, newText: `${text}\n` };
}

/** The policies that the zones below a statement use; `every` is false where one of those zones has no policy of this configuration. */
function policiesBelow(setting: Setting, model: ConfModel): { policies: readonly Named[]; every: boolean } {
  const own = zoneAround(model, setting.statement.block);
  const zones = (own ? [own] : model.zones).filter(
    (zone) => settingFor(model, zone, setting.name)?.statement === setting.statement,
  );
  const policies = new Set<Named>();
  let every = zones.length > 0;
  for (const zone of zones) {
    const word = settingFor(model, zone, 'dnssec-policy');
    const name = word && argumentsOf(word.statement)[0]?.text;
    const policy = model.policies.find((candidate) => candidate.name === name);
    if (policy) policies.add(policy);
    else if (zone.type === 'primary' || zone.type === 'secondary') every &&= name !== undefined;
  }
  return { policies: [...policies], every };
}

/**
 * `sig-validity-interval` and `dnskey-sig-validity` have no effect beside a policy, and from 9.20 on none at all. Where a zone's policy is
 * defined here and says nothing of it, the value goes there; `auto-dnssec` takes it along itself.
 */
export function signatureValidity(setting: Setting, model: ConfModel): MigrationFix[] {
  const { statement, file, name } = setting;
  const remove: MigrationFix = { title: t`Delete '${name}'`, edits: [removal(file, statement)], preferred: true };
  const [days] = argumentsOf(statement).map((word) => Number(word.text));
  const { policies } = policiesBelow(setting, model);
  const term = name === 'dnskey-sig-validity' ? 'signatures-validity-dnskey' : 'signatures-validity';
  const names = policies.filter(({ scope }) => !scope?.byName.has(term)).map((policy) => policy.name);
  if (names.length === 0 || !days) return [remove];
  const note = t`'${name} ${days}' had no effect beside a policy. Set '${term} P${days}D' in ${listed(names)} where you want it.`;
  return [{ ...remove, note }];
}

/** `max-zone-ttl` has no effect beside a policy, which has a limit of its own. Without a policy it still works. */
export function maxZoneTtl(setting: Setting, model: ConfModel): MigrationFix[] {
  const { statement, file, name } = setting;
  const { policies, every } = policiesBelow(setting, model);
  if (!every) return [];
  const value = argumentsOf(statement)[0]?.text ?? '';
  const remove: MigrationFix = { title: t`Delete '${name}'`, edits: [removal(file, statement)], preferred: true };
  const open = policies.filter(({ scope }) => !scope?.byName.has(name));
  if (open.length === 0 || value.toLowerCase() === 'unlimited') return [remove];
  if (!open.every((policy) => isSameForAll(policy, setting, model, value))) {
    const note = t`'${name} ${value}' had no effect beside a policy, and the policy serves zones with another limit. Set it in a policy of its own where you want it.`;
    return [{ ...remove, note }];
  }
  const edits = open.flatMap(({ scope }) =>
    scope ? [insertion(scope.file, scope.block, `max-zone-ttl ${value};`)] : [],
  );
  const note = t`'${name} ${value}' had no effect beside a policy; in the policy it has. Records with a longer TTL have to go.`;
  const title = t`Move 'max-zone-ttl' into the dnssec-policy`;
  return [{ title, edits: [removal(file, statement), ...edits], preferred: true, note }];
}

const valuesOfPolicies = new WeakMap<Named, ReadonlySet<string | undefined>>();

/** Whether all zones of a policy have the same value for `max-zone-ttl`. */
function isSameForAll(policy: Named, { name }: Setting, model: ConfModel, value: string): boolean {
  let values = valuesOfPolicies.get(policy);
  if (!values) {
    const firstOf = (zone: Zone, what: string) => {
      const found = settingFor(model, zone, what);
      return found && argumentsOf(found.statement)[0]?.text;
    };
    const zones = model.zones.filter((zone) => firstOf(zone, 'dnssec-policy') === policy.name);
    values = new Set(zones.map((zone) => firstOf(zone, name)));
    valuesOfPolicies.set(policy, values);
  }
  return values.size === 1 && values.has(value);
}
