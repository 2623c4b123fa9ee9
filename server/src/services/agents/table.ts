/**
 * The tools for agents: ONE table of what they say of themselves and what they are given, for `bailiwick mcp` and for the manifest of the extension. They speak in names
 * and paths, never in offsets, and write nothing.
 */

import { PLAN_KINDS, TOOL_TITLES, type ToolName } from './titles.ts';

export interface ToolRow {
  readonly name: ToolName;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: object;
}

const TEXT = { type: 'string' } as const;
const PATHS = {
  type: 'array',
  items: TEXT,
  description: 'Files and folders, relative; the whole folder where absent.',
};

function schema(properties: object, required: readonly string[] = []): object {
  return { type: 'object', properties, required, additionalProperties: false };
}

function choice(values: readonly string[], description: string): object {
  return { type: 'string', enum: values, description };
}

export const TOOL_ROWS: readonly ToolRow[] = [
  {
    name: 'check',
    title: TOOL_TITLES.check,
    description:
      'Problems of DNS zone files and named.conf files. With "proposed", files are judged as if they had that content, nothing is written, and it is said which problems are new: ask before you write.',
    inputSchema: schema({
      paths: PATHS,
      proposed: {
        type: 'object',
        additionalProperties: TEXT,
        description: 'Whole contents by path, in the place of what is on disk.',
      },
      origin: { ...TEXT, description: 'The name of the zone, where the file does not say it.' },
      min_severity: choice(['error', 'warning', 'information', 'hint'], 'The least severity that is told.'),
    }),
  },
  {
    name: 'name',
    title: TOOL_TITLES.name,
    description:
      'All records that a domain name owns, all that point to it, and the zone that holds it, with files and lines.',
    inputSchema: schema({ name: { ...TEXT, description: 'Such as www.example.com.' }, paths: PATHS }, ['name']),
  },
  {
    name: 'value',
    title: TOOL_TITLES.value,
    description: 'What a statement of named.conf is for a zone, a view or the server, and where it comes from.',
    inputSchema: schema(
      {
        option: { ...TEXT, description: 'Such as allow-transfer.' },
        zone: { ...TEXT, description: 'The name of a zone.' },
        view: { ...TEXT, description: 'The name of a view.' },
        paths: PATHS,
      },
      ['option'],
    ),
  },
  {
    name: 'rule',
    title: TOOL_TITLES.rule,
    description: 'What a rule finds, why that hurts, an example, its sources.',
    inputSchema: schema({ rule: { ...TEXT, description: 'An id such as zone/lost-dot, or a pattern.' } }, ['rule']),
  },
  {
    name: 'plan',
    title: TOOL_TITLES.plan,
    description:
      'A change of many files as a diff, which is not made: missing, wrong or left-over PTR records, a renumbering of a prefix, a migration to a release of BIND, fixes, formatting.',
    inputSchema: schema(
      {
        kind: choice(PLAN_KINDS, 'What is to change.'),
        paths: PATHS,
        from: { ...TEXT, description: 'renumber: the prefix, such as 192.0.2.0/24.' },
        to: { ...TEXT, description: 'renumber: the new prefix; migrate: 9.18, 9.20 or 9.21.' },
        mode: choice(['add', 'replace'], 'renumber: beside the old addresses, or in their place.'),
      },
      ['kind'],
    ),
  },
  {
    name: 'query',
    title: TOOL_TITLES.query,
    description: 'A DNS query in the words of dig. The user is asked each time.',
    inputSchema: schema({ words: { ...TEXT, description: 'Such as @192.0.2.53 www.example.com AAAA +dnssec.' } }, [
      'words',
    ]),
  },
];
