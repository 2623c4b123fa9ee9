import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { marked } from '../../../../server/src/l10n.ts';
import { found, type Level, type TestCase } from '../../../../server/src/live/delegation/contract.ts';
import { delegationJson, delegationTags, delegationText } from '../../../../server/src/live/delegation/report.ts';
import type { CaseFinding, DelegationResult } from '../../../../server/src/live/delegation/run.ts';
import { toldFindings } from '../../../../server/src/live/delegation/told.ts';

const row = (level: Level) => ({ level, message: marked('{ns} is at fault.'), advice: marked('Mend {ns}.') });

function caseOf(id: string, tags: Record<string, Level>): TestCase {
  return {
    id,
    title: marked('test'),
    link: 'servers',
    tags: Object.fromEntries(Object.entries(tags).map(([tag, level]) => [tag, row(level)])),
    // biome-ignore lint/correctness/useYield: it asks nothing
    *run() {
      return [];
    },
  };
}

function finding(id: string, tag: string, ns: string, level: Level = 'warning'): CaseFinding {
  return { ...found(tag, { ns }), case: caseOf(id, { [tag]: level }), level };
}

function resultOf(findings: readonly CaseFinding[]): DelegationResult {
  return {
    zone: 'zone.example.',
    servers: {
      parent: ['ns.example/192.0.2.1'],
      delegation: ['ns1.zone.example/192.0.2.11', 'ns1.zone.example/2001:db8::11'],
      withoutGlue: ['ns2.zone.example'],
      zone: undefined,
    },
    findings,
    run: [],
    left: ['Something was left out.'],
    questions: 7,
  };
}

describe('what is told of a delegation', () => {
  test('what several servers have in common, and what several tests found, is told once', () => {
    const { told, following } = toldFindings([
      finding('A01', 'SAME', 'a/192.0.2.1'),
      finding('A02', 'SAME', 'a/192.0.2.1'),
      finding('A01', 'SAME', 'b/192.0.2.2'),
      finding('A01', 'FINE', 'b/192.0.2.2', 'info'),
    ]);
    assert.equal(following, 0);
    assert.deepEqual(
      told.map(({ finding: { tag }, cases, others }) => [tag, cases, others]),
      [['SAME', ['A01', 'A02'], ['b/192.0.2.2']]],
    );
  });

  test('what follows from a server that does not have the zone is counted', () => {
    const { told, following } = toldFindings([
      finding('N02', 'NS_ERROR', 'a/192.0.2.1'),
      finding('N02', 'NS_ERROR', 'b/192.0.2.2'),
      finding('C01', 'CN01_UNEXPECTED_RCODE_SOA_QUERY_UDP', 'a/192.0.2.1'),
    ]);
    assert.equal(following, 1);
    assert.deepEqual(
      told.map(({ finding: { tag, arguments: values } }) => [tag, values.ns]),
      [
        ['NS_ERROR', 'b/192.0.2.2'],
        ['CN01_UNEXPECTED_RCODE_SOA_QUERY_UDP', 'a/192.0.2.1'],
      ],
    );
  });

  test('where nobody answers on the way, nothing is claimed of the zone', () => {
    const tags = ['B01_PARENT_NOT_FOUND', 'B01_NO_CHILD', 'B02_NO_DELEGATION'];
    const { told } = toldFindings(tags.map((tag) => ({ ...finding('B01', tag, ''), arguments: {} })));
    assert.deepEqual(
      told.map(({ finding: { tag } }) => tag),
      ['B01_PARENT_NOT_FOUND'],
    );
  });

  test('as text, by the links of the chain, with what to do', () => {
    const text = delegationText(
      resultOf([finding('A01', 'SAME', 'a/192.0.2.1'), finding('A01', 'SAME', 'b/192.0.2.2')]),
    );
    assert.equal(
      text,
      `The parent
  ns.example 192.0.2.1

The delegation
  ns1.zone.example 192.0.2.11 2001:db8::11
  ns2.zone.example (no glue)

The name servers
  warning: a/192.0.2.1 is at fault. [A01 SAME]
    The same is true of b/192.0.2.2.
    Mend a/192.0.2.1.

Something was left out.

zone.example: 1 warning (0 tests, 7 questions).
`,
    );
  });

  test('what servers send does nothing to a terminal', () => {
    const evil = finding('A01', 'SAME', 'a\u001b[2J\n\tb');
    assert.ok(!delegationText(resultOf([evil])).includes('\u001b'));
    assert.equal(delegationTags(resultOf([evil])), 'WARNING\tSAME\tns=a\\x1b[2J  b\n');
  });

  test('as JSON, with everything', () => {
    const json = JSON.parse(delegationJson(resultOf([finding('A01', 'SAME', 'a/192.0.2.1')])));
    assert.deepEqual(json.servers.zone, null);
    assert.deepEqual(json.findings[0], {
      case: 'A01',
      link: 'servers',
      level: 'warning',
      tag: 'SAME',
      arguments: { ns: 'a/192.0.2.1' },
      message: 'a/192.0.2.1 is at fault.',
      advice: 'Mend a/192.0.2.1.',
    });
  });
});
