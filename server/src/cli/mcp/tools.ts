/** The tools of `bailiwick mcp`: ONE table. They speak in names and paths, never in offsets. */
import { checkProposed } from './checkTool.ts';
import { whereNamed } from './nameTool.ts';
import { planned } from './planTool.ts';
import { queried } from './queryTool.ts';
import { ruleDocumented } from './ruleTool.ts';
import type { Tool } from './tool.ts';
import { valueInForce } from './valueTool.ts';

const READS = { readOnlyHint: true, openWorldHint: false } as const;
const TEXT = { type: 'string' } as const;
const PATHS = {
  type: 'array',
  items: TEXT,
  description: 'Files and folders, relative; the whole folder where absent.',
};

function schema(properties: object, required: readonly string[] = []): object {
  return { type: 'object', properties, required, additionalProperties: false };
}

export const TOOLS: readonly Tool[] = [
  {
    name: 'check',
    title: 'Check zones and configurations',
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
      min_severity: { enum: ['error', 'warning', 'information', 'hint'] },
    }),
    annotations: READS,
    run: checkProposed,
  },
  {
    name: 'name',
    title: 'Where a name is',
    description:
      'All records that a domain name owns, all that point to it, and the zone that holds it, with files and lines.',
    inputSchema: schema({ name: { ...TEXT, description: 'Such as www.example.com.' }, paths: PATHS }, ['name']),
    annotations: READS,
    run: whereNamed,
  },
  {
    name: 'value',
    title: 'The value in force',
    description: 'What a statement of named.conf is for a zone, a view or the server, and where it comes from.',
    inputSchema: schema(
      {
        option: { ...TEXT, description: 'Such as allow-transfer.' },
        zone: TEXT,
        view: TEXT,
        paths: PATHS,
      },
      ['option'],
    ),
    annotations: READS,
    run: valueInForce,
  },
  {
    name: 'rule',
    title: 'What a rule means',
    description: 'What a rule finds, why that hurts, an example, its sources.',
    inputSchema: schema({ rule: { ...TEXT, description: 'An id such as zone/lost-dot, or a pattern.' } }, ['rule']),
    annotations: READS,
    run: ruleDocumented,
  },
  {
    name: 'plan',
    title: 'Plan a change',
    description:
      'A change of many files as a diff, which is not made: missing, wrong or left-over PTR records, a renumbering of a prefix, a migration to a release of BIND, fixes, formatting.',
    inputSchema: schema(
      {
        kind: { enum: ['create-ptr', 'correct-ptr', 'remove-ptr', 'renumber', 'migrate', 'fix', 'format'] },
        paths: PATHS,
        from: { ...TEXT, description: 'renumber: the prefix, such as 192.0.2.0/24.' },
        to: { ...TEXT, description: 'renumber: the new prefix; migrate: 9.18, 9.20 or 9.21.' },
        mode: { enum: ['add', 'replace'], description: 'renumber: beside the old addresses, or in their place.' },
      },
      ['kind'],
    ),
    annotations: READS,
    run: planned,
  },
  {
    name: 'query',
    title: 'Ask a name server',
    description: 'A DNS query in the words of dig. The user is asked each time.',
    inputSchema: schema({ words: { ...TEXT, description: 'Such as @192.0.2.53 www.example.com AAAA +dnssec.' } }, [
      'words',
    ]),
    annotations: { readOnlyHint: true, openWorldHint: true },
    run: queried,
  },
];
