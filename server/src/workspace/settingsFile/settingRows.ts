/**
 * What may be set in bailiwick.toml: ONE table, by the names that the settings have in editors. The schema in docs/bailiwick.schema.json is made of it.
 */
import { parsePrefix } from '../../dns/prefixes.ts';
import { BIND_VERSIONS } from '../../dns/versions.ts';
import { ALL_RULES } from '../../rules/index.ts';
import { SEVERITIES } from '../../rules/rule.ts';
import { LIMITS, type LimitRow } from '../../rules/zone/limits.ts';
import { PTR_WEIGHTS } from '../../rules/zone/support/networks.ts';

/** What a value is. */
export type SettingRow =
  | { readonly kind: 'text'; readonly doc: string }
  | { readonly kind: 'flag'; readonly doc: string }
  | {
      readonly kind: 'one of';
      readonly values: readonly string[];
      /** What holds where nothing is set. */
      readonly default?: string;
      readonly doc: string;
    }
  | { readonly kind: 'number'; readonly minimum: number; readonly maximum?: number; readonly doc: string }
  | { readonly kind: 'list'; readonly of: 'text' | 'prefix'; readonly doc: string }
  /** With these members and no others. */
  | { readonly kind: 'table'; readonly members: Readonly<Record<string, SettingRow>>; readonly doc: string }
  /** With members of any name, or of those that are networks. */
  | { readonly kind: 'map'; readonly keys: 'any' | 'prefix'; readonly value: SettingRow; readonly doc: string };

const WEIGHTS = ['off', ...SEVERITIES];
const limitRows: readonly LimitRow[] = LIMITS;

export const SETTINGS: Extract<SettingRow, { kind: 'table' }> = {
  kind: 'table',
  doc: 'The settings of Bailiwick for editors, the command line and CI.',
  members: {
    bind: {
      kind: 'table',
      doc: 'The server.',
      members: {
        version: {
          kind: 'one of',
          values: ['any', ...BIND_VERSIONS],
          default: 'any',
          doc: 'The release that is judged for.',
        },
      },
    },
    origins: {
      kind: 'map',
      keys: 'any',
      doc: 'Zone files, by paths from this file or patterns of them, and the names of their zones.',
      value: { kind: 'text', doc: 'The name of the zone.' },
    },
    configurations: {
      kind: 'map',
      keys: 'any',
      doc: 'The configurations with which servers begin, by paths from this file or patterns of them.',
      value: {
        kind: 'table',
        doc: 'Where the paths of a configuration start.',
        members: {
          root: { kind: 'text', doc: 'The folder that is / for the server.' },
          directory: { kind: 'text', doc: "The server's working directory." },
        },
      },
    },
    prefixes: { kind: 'list', of: 'prefix', doc: 'Your networks: addresses outside of them are told.' },
    exclude: {
      kind: 'list',
      of: 'text',
      doc: 'Files and folders that are left out: names, paths from this file or patterns.',
    },
    rules: {
      kind: 'table',
      doc: 'What each rule weighs.',
      members: Object.fromEntries(
        ALL_RULES.map(({ id, title }) => [id, { kind: 'one of', values: WEIGHTS, doc: title }]),
      ),
    },
    limits: {
      kind: 'table',
      doc: 'Thresholds of the rules about zones.',
      members: Object.fromEntries(
        limitRows.map(({ key, minimum, maximum, doc }) => [
          key,
          { kind: 'number', minimum, ...(maximum === undefined ? {} : { maximum }), doc },
        ]),
      ),
    },
    ptr: {
      kind: 'table',
      doc: 'PTR records.',
      members: {
        networks: {
          kind: 'map',
          keys: 'prefix',
          doc: 'How much an address without a PTR record weighs, by networks.',
          value: { kind: 'one of', values: PTR_WEIGHTS, doc: 'Of those that hold an address the longest counts.' },
        },
        ttl: { kind: 'text', doc: 'The TTL on PTR records that are made: a time, or inherited for none.' },
      },
    },
    serial: {
      kind: 'table',
      doc: 'Serials.',
      members: {
        external: { kind: 'list', of: 'text', doc: 'Zone files whose serial a program sets.' },
      },
    },
    folders: {
      kind: 'table',
      doc: 'Files in folders.',
      members: {
        zones: {
          kind: 'one of',
          values: ['all', 'open'],
          default: 'all',
          doc: 'Whether closed zone files that no configuration loads are zones.',
        },
      },
    },
  },
};

/** True for what is a network, such as 192.0.2.0/24. */
export function isPrefix(text: string): boolean {
  return parsePrefix(text.trim()) !== undefined;
}

/** A row as JSON schema (draft 7, as editors of TOML read it). */
export function schemaOf(row: SettingRow): object {
  const described = { description: row.doc };
  switch (row.kind) {
    case 'text':
      return { type: 'string', ...described };
    case 'flag':
      return { type: 'boolean', ...described };
    case 'one of':
      return { enum: row.values, ...described };
    case 'number':
      return {
        type: 'integer',
        minimum: row.minimum,
        ...(row.maximum === undefined ? {} : { maximum: row.maximum }),
        ...described,
      };
    case 'list':
      return { type: 'array', items: { type: 'string' }, ...described };
    case 'map':
      return { type: 'object', additionalProperties: schemaOf(row.value), ...described };
    case 'table':
      return {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(Object.entries(row.members).map(([name, member]) => [name, schemaOf(member)])),
        ...described,
      };
  }
}
