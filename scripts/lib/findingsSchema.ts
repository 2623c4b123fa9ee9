/** The schema of `check --format json`, version 1: members are added to it, none is taken away or becomes another. */
import { SEVERITIES } from '../../server/src/rules/rule.ts';

const POSITION = {
  type: 'object',
  required: ['line', 'character'],
  additionalProperties: false,
  properties: {
    line: { type: 'integer', minimum: 0, description: 'From zero.' },
    character: { type: 'integer', minimum: 0, description: 'UTF-16 units from the start of the line.' },
  },
} as const;

const RANGE = {
  type: 'object',
  required: ['start', 'end'],
  additionalProperties: false,
  properties: { start: POSITION, end: POSITION },
} as const;

const EDIT = {
  type: 'object',
  required: ['file', 'range', 'newText'],
  additionalProperties: false,
  properties: { file: { type: 'string' }, range: RANGE, newText: { type: 'string' } },
} as const;

const FIX = {
  type: 'object',
  required: ['title', 'safe', 'edits'],
  additionalProperties: false,
  properties: {
    title: { type: 'string' },
    safe: { type: 'boolean', description: 'Whether it may be made without a look at it.' },
    edits: { type: 'array', items: EDIT },
  },
} as const;

export const FINDINGS_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'https://github.com/bailiwick-dns/bailiwick/blob/main/docs/findings.v1.schema.json',
  title: 'bailiwick check --format json',
  type: 'array',
  items: {
    type: 'object',
    required: ['file', 'rule', 'severity', 'message', 'range'],
    additionalProperties: false,
    properties: {
      file: { type: 'string', description: 'As it was named, or relative to the folder in which the check ran.' },
      rule: { type: 'string', pattern: '^(?:zone|conf)/[a-z0-9-]+$' },
      severity: { enum: SEVERITIES },
      message: { type: 'string' },
      range: RANGE,
      fixes: { type: 'array', items: FIX },
      fingerprint: {
        type: 'string',
        description: 'What the finding is known by in a later run, wherever its line is then.',
      },
    },
  },
} as const;
