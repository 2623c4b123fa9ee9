/** Hovers in named.conf, rndc.conf and what they include. No part of a secret is ever shown. */

import type { Hover } from 'vscode-languageserver-types';
import { parseDuration } from '../../conf/duration.ts';
import { speltGrammar } from '../../conf/grammar.ts';
import { clauseOpenedBy, findStatement, rowsNamed, type Status, statusIn, textIn } from '../../conf/lookup.ts';
import { readMatchWord } from '../../conf/matchWord.ts';
import { aclNamed, type ConfModel, type Setting } from '../../conf/model.ts';
import { holdsSecret } from '../../conf/secrets.ts';
import type { BindVersion, Clause, StatementInfo } from '../../conf/statements.ts';
import {
  argumentsOf,
  blockOf,
  type ConfPosition,
  keywordOf,
  type Statement,
  statementAt,
  type Word,
} from '../../conf/tree.ts';
import { addressText, ipv6Full, parseAddress, reverseName } from '../../dns/addresses.ts';
import { DNSSEC_ALGORITHM_ROWS, DS_DIGEST_ROWS, valueByNumber } from '../../dns/algorithms.ts';
import { labelToText, parseName } from '../../dns/nameText.ts';
import { type Prefix, prefixText } from '../../dns/prefixes.ts';
import { specialRange } from '../../dns/specialRanges.ts';
import { counted, listed, type Marked, marked, t, translated } from '../../l10n.ts';
import { TextBuffer } from '../../text/buffer.ts';
import { baseName } from '../../workspace/paths.ts';
import { addressForms } from '../shared/describeAddress.ts';
import { describeReverse } from '../shared/describeReverse.ts';
import { capitalized, code, codeBlock, link, secondsText } from '../shared/markdown.ts';
import { toRange } from '../shared/ranges.ts';
import { inheritedSettings, type Level, levelsOf, valueText } from './inherited.ts';
import { BUILT_IN_NAMES, KIND_TEXT, type NamePlace, nameIndex, samePlaces } from './names.ts';
import type { ConfSource } from './source.ts';

/** Elements of an acl that are listed. */
const ELEMENTS_SHOWN = 8;

const STATUS: Readonly<Record<Exclude<Status, 'ok'>, Marked>> = {
  deprecated: marked('deprecated: it works, with a warning'),
  obsolete: marked('obsolete: it is ignored'),
  removed: marked('removed: named refuses it'),
  'not-yet': marked('not there yet: named refuses it'),
};

const ZONE_TYPES: Readonly<Record<string, Marked>> = {
  primary: marked('The server has the original of the zone, in a file.'),
  master: marked('The old word for **primary**: the server has the original of the zone, in a file.'),
  secondary: marked('The server fetches the zone from its primaries.'),
  slave: marked('The old word for **secondary**: the server fetches the zone from its primaries.'),
  mirror: marked('The server fetches the zone, checks its signatures, and answers from it as from a cache.'),
  hint: marked('The root servers that a resolver asks first.'),
  stub: marked('The server fetches only the name servers of the zone.'),
  'static-stub': marked('Queries for the zone go to the servers named here.'),
  forward: marked('Queries for the zone are forwarded.'),
  redirect: marked('What is answered in place of NXDOMAIN.'),
  'delegation-only': marked('Only delegations are taken from the zone’s servers.'),
};

/**
 * What stands at `offset` of the file `uri` of a configuration, in Markdown; undefined where there is nothing to say.
 * `version` is the BIND release that the configuration is for.
 */
export function confHover({ model }: ConfSource, uri: string, offset: number, version: BindVersion): Hover | undefined {
  const file = model?.files.find((candidate) => candidate.uri === uri);
  if (!model || !file) return undefined;
  const position = statementAt(file.tree, offset);
  const { word, statement } = position;
  if (!word || !statement) return undefined;
  const isSafe = (text: string): boolean => !model.files.some(({ tree }) => holdsSecret(text, tree));
  const place = nameIndex(model).byFile.get(uri)?.get(word.start);
  const paragraphs = [
    ...(place ? describeName(place, model) : []),
    ...describe(word, statement, position, model, version),
  ].filter(isSafe);
  if (paragraphs.length === 0) return undefined;
  return {
    contents: { kind: 'markdown', value: paragraphs.join('\n\n') },
    range: toRange(new TextBuffer(file.tree.text), word.start, word.end),
  };
}

function describe(
  word: Word,
  statement: Statement,
  position: ConfPosition,
  model: ConfModel,
  version: BindVersion,
): string[] {
  if (position.block.clause === undefined) return describeElement(word, statement, position, model);
  const keyword = keywordOf(statement);
  const row = findStatement(keyword, position.clause);
  if (word === statement.values[0]) {
    return [
      ...describeStatement(keyword, row, position.clause, version),
      ...describeInForce(statement, position, model, version),
    ];
  }
  // Whatever is wrong around it, what follows the word secret is one.
  if (keyword === 'secret') return row ? [t`**secret**: ${translated(row.doc)} It is not shown.`] : [];
  return describeArgument(word, statement, row, position.clause, model, version);
}

function describeStatement(
  keyword: string,
  found: StatementInfo | undefined,
  clause: Clause,
  version: BindVersion,
): string[] {
  const row = found ?? rowsNamed(keyword)[0];
  if (!row) return [];
  const out = [...statementText(row, version)];
  const clauses = [...new Set(rowsNamed(row.name).flatMap((each) => each.clauses))].map(clauseText);
  out.push(t`Stands in: ${listed(clauses)}.`);
  if (!found) out.push(t`Not ${clause === 'top' ? t`at the top of the file` : t`in ${clauseText(clause)}`}.`);
  if (row.zoneTypes && clause === 'zone') out.push(t`Zone types: ${listed([...row.zoneTypes])}.`);
  return out;
}

/** What a statement does, its grammar and default, and what becomes of it: for hovers and completion. */
export function statementText(row: StatementInfo, version: BindVersion): string[] {
  const grammar = speltGrammar(textIn(row.grammar, version) ?? '');
  const out = [
    `**${row.name}**: ${translated(row.doc)}`,
    codeBlock('named-conf', [`${`${row.name} ${grammar}`.trim()};`]),
  ];
  const fallback = textIn(row.default, version);
  if (fallback !== undefined) out.push(t`Default: ${code(fallback)}`);
  out.push(history(row));
  const status = statusIn(row, version);
  if (status !== 'ok') out.push(t`**In BIND ${version} it is ${translated(STATUS[status])}.**`);
  if (row.experimental) out.push(t`Experimental.`);
  if (row.migration) out.push(translated(row.migration.text));
  return out;
}

/** Where the value in force comes from: the zone, its view, options, or named itself. */
function describeInForce(
  statement: Statement,
  { clause }: ConfPosition,
  model: ConfModel,
  version: BindVersion,
): string[] {
  const name = keywordOf(statement);
  const holds = ({ byName }: { byName: ReadonlyMap<string, readonly Setting[]> }): boolean =>
    byName.get(name)?.some((setting) => setting.statement === statement) === true;
  if (clause === 'options') return describeOverrides(name, model);
  const zone = clause === 'zone' ? model.zones.find(({ scope }) => holds(scope)) : undefined;
  const view = clause === 'view' ? model.views.find(({ scope }) => holds(scope)) : zone?.view;
  const isInherited =
    findStatement(name, 'options') !== undefined && (clause === 'view' || findStatement(name, 'zone'));
  if ((!zone && !view) || !isInherited) return [];
  const levels = levelsOf(model, name, { zone, view }, version);
  if (levels.length < 2) return [];
  return [
    t`In force here, then what would hold without it:`,
    levels.map((level) => `- ${levelText(level)}`).join('\n'),
  ];
}

function levelText({ from, value, setting }: Level): string {
  const shown = value === undefined || value === '' ? '' : `: ${code(value)}`;
  const file = setting ? t` in ${code(baseName(setting.file.uri))}` : '';
  switch (from) {
    case 'zone':
      return t`this zone${file}${shown}`;
    case 'template':
      return t`its template${file}${shown}`;
    case 'view':
      return t`the view${file}${shown}`;
    case 'options':
      return t`options${file}${shown}`;
    case 'default':
      return t`built in${shown}`;
  }
}

/** Which views and zones have a value of their own for a statement of options. */
function describeOverrides(name: string, model: ConfModel): string[] {
  const views = model.views.filter(({ scope }) => scope.byName.has(name));
  const zones = model.zones.filter(({ scope }) => scope.byName.has(name));
  const isZones = findStatement(name, 'zone') !== undefined && zones.length > 0;
  if (views.length === 0 && !isZones) return [];
  const parts = [];
  if (views.length > 0)
    parts.push(t`the views ${listed(views.slice(0, ELEMENTS_SHOWN).map((view) => code(view.name)))}`);
  if (isZones) parts.push(counted(zones.length, t`zone`, t`zones`));
  return [t`Set otherwise in ${listed(parts)}.`];
}

/** What a zone takes over from its view and from options. */
function describeInheritance(zone: ConfModel['zones'][number], model: ConfModel): string[] {
  const inherited = inheritedSettings(model, zone);
  if (inherited.length === 0) return [];
  const lines = inherited.slice(0, ELEMENTS_SHOWN).map(({ from, setting }) => {
    const value = valueText(setting);
    const shown = value ? ` ${code(value)}` : '';
    return `- ${setting.name}${shown} (${from === 'view' ? t`from the view` : t`from options`})`;
  });
  const left = inherited.length - lines.length;
  if (left > 0) lines.push(`- ${t`and ${left} more`}`);
  return [t`Inherited:`, lines.join('\n')];
}

function clauseText(clause: Clause): string {
  if (clause === 'top') return t`the top of the file`;
  return clause === 'rndc' ? t`the top of rndc.conf` : code(clause.replace(/^rndc-/, ''));
}

/** `Since BIND 9.2.0, deprecated since 9.15.0, removed in 9.17.0.` */
function history({ introduced, deprecated, obsolete, removed }: StatementInfo): string {
  const parts = [t`since BIND ${introduced}`];
  if (deprecated) parts.push(t`deprecated since ${deprecated}`);
  if (obsolete) parts.push(t`ignored since ${obsolete}`);
  if (removed) parts.push(t`removed in ${removed}`);
  return `${capitalized(parts.join(', '))}.`;
}

function describeArgument(
  word: Word,
  statement: Statement,
  row: StatementInfo | undefined,
  clause: Clause,
  model: ConfModel,
  version: BindVersion,
): string[] {
  if (keywordOf(statement) === 'include') return describeInclude(word, model);
  if (!row) return [];
  const isFirst = argumentsOf(statement)[0] === word;
  const opens = clauseOpenedBy(row, clause);
  if (opens === 'zone' && isFirst) return describeZone(word, model);
  if (opens === 'key' && isFirst) return describeKey(word.text, model);
  if (row.name === 'acl' && isFirst) return describeAcl(word.text, model);
  if (row.name === 'type' && clause === 'zone') {
    const type = ZONE_TYPES[word.text.toLowerCase()];
    if (type) return [translated(type)];
  }
  const address = describeAddressWord(word);
  if (address.length > 0) return address;
  const keyName = statement.values[statement.values.indexOf(word) - 1];
  if (keyName?.kind === 'word' && keyName.text.toLowerCase() === 'key') return describeKey(word.text, model);
  const seconds = textIn(row.grammar, version)?.includes('<duration>') ? parseDuration(word.text) : undefined;
  if (seconds !== undefined) return [`${secondsText(seconds)}`, `**${row.name}**: ${translated(row.doc)}`];
  return [`**${row.name}**: ${translated(row.doc)}`];
}

/** An element of a list: of addresses, of servers, of trust anchors. */
function describeElement(word: Word, element: Statement, { path }: ConfPosition, model: ConfModel): string[] {
  const anchor = model.trustAnchors.find((candidate) => candidate.element === element);
  if (anchor) {
    if (word === anchor.name) return describeZoneName(word.text);
    const index = anchor.numbers.indexOf(word);
    return index < 0 ? [] : describeAnchorNumber(index, Number(word.text), anchor.anchor.endsWith('-ds'));
  }
  const index = element.values.indexOf(word);
  const before = element.values[index - 1];
  if (before?.kind === 'word' && before.text.toLowerCase() === 'key') return describeKey(word.text, model);
  const address = describeAddressWord(word);
  if (address.length > 0) return address;
  const owner = path.findLast(({ block }) => block.clause !== undefined);
  if (!owner || keywordOf(owner) === 'secret') return [];
  const builtIn = word.quoted ? undefined : BUILT_IN_NAMES.acl?.[word.text.toLowerCase()];
  if (builtIn) return [`**${word.text.toLowerCase()}**: ${translated(builtIn)}`];
  return describeAcl(word.text, model);
}

function describeAnchorNumber(index: number, value: number, isDigest: boolean): string[] {
  if (index === 0)
    return [isDigest ? t`**Key tag** of the DNSKEY that is meant.` : t`**Flags**: 257 for a key-signing key.`];
  if (index === 1 && !isDigest) return [t`**Protocol**: always 3.`];
  const isAlgorithm = isDigest ? index === 1 : index === 2;
  const row = valueByNumber(isAlgorithm ? DNSSEC_ALGORITHM_ROWS : DS_DIGEST_ROWS, value);
  const what = isAlgorithm ? t`**Algorithm**` : t`**Digest type**`;
  return [row ? `${what}: ${row.mnemonic === '' ? '' : `${row.mnemonic}. `}${translated(row.doc)}` : `${what}.`];
}

function describeAddressWord(word: Word): string[] {
  const octets = parseAddress(word.text);
  if (octets) return addressForms(octets);
  if (word.quoted || !word.text.includes('/')) return [];
  const read = readMatchWord(word);
  return read.kind === 'prefix' ? describePrefix(read.prefix) : [];
}

function describePrefix(prefix: Prefix): string[] {
  const { octets, bits } = prefix;
  const out = [`**${code(prefixText(prefix))}**`];
  if (octets.length === 16) out.push(t`Full form: ${code(`${ipv6Full(octets)}/${bits}`)}`);
  const last = octets.map((octet, i) => octet | (0xff >> Math.min(8, Math.max(0, bits - i * 8))));
  out.push(t`From ${code(addressText(octets))} to ${code(addressText(last))}`);
  const range = specialRange(octets);
  if (range && Number(range.prefix.slice(range.prefix.indexOf('/') + 1)) <= bits) {
    out.push(`${capitalized(translated(range.name))}: ${code(range.prefix)} (${range.rfc}).`);
  }
  const step = octets.length === 16 ? 4 : 8;
  if (bits > 0 && bits % step === 0) {
    const labels = reverseName(octets).split('.');
    out.push(t`Reverse zone: ${code(labels.slice((octets.length * 8 - bits) / step).join('.'))}`);
  }
  return out;
}

function describeZone(word: Word, model: ConfModel): string[] {
  const zone = model.zones.find((candidate) => candidate.word === word);
  const out = describeZoneName(word.text);
  if (!zone) return out;
  const parts = [t`Class ${zone.className}`];
  if (zone.type) parts.push(t`type ${zone.type}`);
  if (zone.view) parts.push(t`view ${code(zone.view.name)}`);
  if (zone.fileWord) parts.push(t`file ${code(zone.fileWord.text)}`);
  out.push(`${parts.join(', ')}.`);
  return [...out, ...describeInheritance(zone, model)];
}

function describeZoneName(text: string): string[] {
  const shown = text === '.' ? t`The root zone` : t`Zone **${code(text.endsWith('.') ? text : `${text}.`)}**`;
  return [shown, ...describeReverse(parseName(text).labels.map(labelToText), false)];
}

/** A key: its name and algorithm, never its secret. */
function describeKey(name: string, model: ConfModel): string[] {
  const key = model.keys.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (!key) return [t`No key ${code(name)} is defined here.`];
  const setting = key.scope?.byName.get('algorithm')?.[0];
  const algorithm = setting && argumentsOf(setting.statement)[0];
  const what = algorithm && /^hmac-[a-z0-9-]+$/i.test(algorithm.text) ? `, ${code(algorithm.text)}` : '';
  return [t`Key **${code(key.name)}**${what}, in ${code(baseName(key.setting.file.uri))}. Its secret is not shown.`];
}

/** What is defined under a name, and how often it is used. Acls, keys and zones are described by what is in them. */
function describeName(place: NamePlace, model: ConfModel): string[] {
  const { kind, word } = place;
  if (kind === 'acl' || kind === 'key' || kind === 'zone') return [];
  const places = samePlaces(model, place);
  const definition = places.find(({ isDefinition }) => isDefinition);
  const what = capitalized(translated(KIND_TEXT[kind]));
  const builtIn = definition ? undefined : BUILT_IN_NAMES[kind]?.[word.text.toLowerCase()];
  if (builtIn) return [`${what} **${code(word.text)}**: ${translated(builtIn)}`];
  if (!definition) return [t`${what} **${code(word.text)}** is not defined in the files that were read.`];
  const uses = places.filter(({ isDefinition }) => !isDefinition).length;
  const used = uses === 0 ? t`It is not used.` : t`Used in ${counted(uses, t`place`, t`places`)}.`;
  return [t`${what} **${code(definition.word.text)}**, in ${code(baseName(definition.file.uri))}. ${used}`];
}

/** An acl, with the elements of it that are addresses, prefixes, built-in words or other acls. */
function describeAcl(name: string, model: ConfModel): string[] {
  const acl = aclNamed(model, name);
  if (!acl) return [];
  const elements = blockOf(acl.setting.statement)?.statements ?? [];
  const shown = elements.map((element) => elementText(element, model)).filter((text) => text !== undefined);
  const out = [
    t`Acl **${code(name)}**, in ${code(baseName(acl.setting.file.uri))}: ${counted(elements.length, t`element`, t`elements`)}.`,
  ];
  if (shown.length > 0) {
    const more = shown.length > ELEMENTS_SHOWN ? [t`// ${shown.length - ELEMENTS_SHOWN} more`] : [];
    out.push(codeBlock('named-conf', [...shown.slice(0, ELEMENTS_SHOWN), ...more]));
  }
  return out;
}

/** An element as written; undefined where it could be anything but part of an address list, as behind a brace that was lost. */
function elementText({ values }: Statement, model: ConfModel): string | undefined {
  const [first] = values;
  const word = first?.kind === 'not' ? values[1] : first;
  if (word?.kind !== 'word' || values.length > (first?.kind === 'not' ? 2 : 1)) return undefined;
  const isKnown =
    readMatchWord(word).kind === 'prefix' ||
    BUILT_IN_NAMES.acl?.[word.text.toLowerCase()] !== undefined ||
    aclNamed(model, word.text) !== undefined;
  return isKnown ? `${first?.kind === 'not' ? '!' : ''}${word.text};` : undefined;
}

function describeInclude(word: Word, model: ConfModel): string[] {
  const include = model.includes.find((candidate) => candidate.word === word);
  if (!include) return [];
  if (include.isCycle) return [t`${code(word.text)} includes this file again.`];
  if (include.targets.length === 0) return [t`The file ${code(word.text)} has not been read.`];
  return include.targets.map(({ uri, tree }) => {
    const statements = counted(tree.root.statements.length, t`statement`, t`statements`);
    return `${link(baseName(uri), uri)}: ${statements}.`;
  });
}
