import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { counted, either, listed, marked, t, translated, useBundle } from '../../../server/src/l10n.ts';
import { DEFAULT_OPTIONS } from '../../../server/src/live/messages.ts';
import { reportText } from '../../../server/src/live/report.ts';
import { CONF_RULES, confFixes } from '../../../server/src/rules/conf/index.ts';
import type { Fix, Problem } from '../../../server/src/rules/rule.ts';
import { ZONE_RULES } from '../../../server/src/rules/zone/index.ts';
import { confHover } from '../../../server/src/services/conf/hover.ts';
import { fixesOf } from '../../../server/src/services/shared/fixesOf.ts';
import { describeType } from '../../../server/src/services/zone/describe/type.ts';
import { memoryFileSystem } from '../../../server/src/workspace/fileSystem.ts';
import { DEFAULT_SETTINGS } from '../../../server/src/workspace/settings.ts';
import { Workspace } from '../../../server/src/workspace/workspace.ts';
import { contextOf, problemsOf } from '../rules/conf/helper.ts';
import { badSetup } from '../rules/conf/setups.ts';
import { needsMore, OF_WORKSPACE, problemsInWorkspace, stageOf } from '../rules/examples.ts';
import { withTop } from '../rules/zone/check.ts';
import { originOf, TestZone } from '../rules/zone/harness.ts';
import { actionsAt, hoverAt, markdown, openAt, openConf } from '../services/zone/harness.ts';
import { QUESTION } from '../transports/fakeServers.ts';
import { pseudo, pseudoBundle, untranslated } from './pseudo.ts';

const PSEUDO = pseudoBundle();
const MISSING_AAAA = 'ns1 A 192.0.2.53\n@ NS ns1\n';
const FORWARD = '$TTL 1d\n@ SOA ns1 host.master 2023102701 3600 900 1209600 3600\n@ NS ns1\nns1 A 192.0.2.53\n';

/** The serials of the versions before, for the rules that compare with them. */
const BEFORE: Readonly<Record<string, number>> = { 'zone/serial-not-raised': 7, 'zone/serial-went-backwards': 8 };

afterEach(() => useBundle(undefined));

function assertTranslated({ message, related = [] }: Problem, fixes: readonly Fix[]): void {
  for (const text of [message, ...related.map((each) => each.message), ...fixes.map(({ title }) => title)]) {
    // Whole sentences may be put side by side.
    assert.equal(untranslated(text).trim(), '', text);
  }
}

describe('the tag', () => {
  test('is the English text without a bundle, and where the bundle lacks it or has nothing for it', () => {
    const text = (): string => t`The zone ${'a.'} has ${2} records { of } {0}.`;
    assert.equal(text(), 'The zone a. has 2 records { of } {0}.');
    useBundle({ other: 'x' });
    assert.equal(text(), 'The zone a. has 2 records { of } {0}.');
    useBundle({ 'The zone {0} has {1} records { of } {0}.': '' });
    assert.equal(text(), 'The zone a. has 2 records { of } {0}.');
  });

  test('puts values where the translation wants them, once, as they are', () => {
    useBundle({
      '{0} of {1}': '{1}: {0} ({2}, {0})',
      "Add '{'": "'{' dazu",
      "The '{' of '{0}' is missing": "'{0}': '{'",
    });
    assert.equal(t`${'{1}'} of ${'$&'}`, '$&: {1} ({2}, {1})');
    assert.equal(t`Add '{'`, "'{' dazu");
    assert.equal(t`The '{' of '${'zone'}' is missing`, "'zone': '{'");
  });

  test('names of object properties are no translations', () => {
    useBundle({ a: 'b' });
    assert.equal(t`constructor`, 'constructor');
    assert.equal(translated('toString'), 'toString');
  });

  test('numbers with nouns, and lists', () => {
    useBundle({ '{0} and {1}': '{0} und {1}', '{0} or {1}': '{0} oder {1}', zone: 'Zone', zones: 'Zonen' });
    assert.equal(counted(1, t`zone`, t`zones`), '1 Zone');
    assert.equal(counted(0, t`zone`, t`zones`), '0 Zonen');
    assert.equal(listed(['a', 'b', 'c']), 'a, b und c');
    assert.equal(either(['a', 'b', 'c']), 'a, b oder c');
    assert.deepEqual([listed([]), listed(['a']), either([]), either(['a'])], ['', 'a', '', 'a']);
    assert.equal(marked('zone'), 'zone');
  });
});

describe('in another language', () => {
  test('a diagnostic', () => {
    const message = (): string | undefined =>
      new TestZone(withTop(MISSING_AAAA)).problems().find(({ rule }) => rule === 'zone/ns-missing-aaaa')?.message;
    const english = message();
    assert.match(english ?? '', /^ns1\.example\.com\. has an A record and no AAAA record/);
    useBundle(PSEUDO);
    assert.equal(
      message(),
      pseudo(english!.replaceAll('ns1.example.com.', '{0}')).replaceAll('{0}', 'ns1.example.com.'),
    );
  });

  test('a hover in a zone', () => {
    useBundle(PSEUDO);
    const { value } = hoverAt(
      openAt({ db: `${FORWARD}www A 192.0.2.8$00\n` }, [{ file: 'db', origin: 'example.com.' }]),
    );
    assert.ok(value.includes(pseudo('Reverse name: {0}').replace('{0}', '`80.2.0.192.in-addr.arpa.`')), value);
    assert.ok(value.includes(pseudo('No reverse zone of the workspace holds this address.')), value);
  });

  test('a hover in named.conf', () => {
    useBundle(PSEUDO);
    const { configuration, uri, start } = openConf('options { dnssec-en$0able yes; };');
    const value = markdown(confHover(configuration, uri, start, '9.20'));
    assert.ok(
      value.includes(
        pseudo('**In BIND {0} it is {1}.**').replace('{0}', '9.20').replace('{1}', pseudo('removed: named refuses it')),
      ),
      value,
    );
  });

  test('a code action', () => {
    useBundle(PSEUDO);
    const place = openAt({ db: `${FORWARD}www AAAA 2001:db8::8$00\n` }, [{ file: 'db', origin: 'example.com.' }]);
    const titles = actionsAt(place).map(({ title }) => title);
    assert.ok(titles.includes(pseudo('Expand the address to its full form')), titles.join(' | '));
  });

  test('a live answer', () => {
    useBundle(PSEUDO);
    const failure = { kind: 'timeout', message: 'No answer.', ignored: [] } as const;
    const asked = new Date(Date.UTC(2024, 0, 31));
    const text = reportText({
      kind: 'failure',
      question: QUESTION,
      options: DEFAULT_OPTIONS,
      servers: [],
      asked,
      attempts: [],
      failure,
    });
    assert.match(text, /^; ⟦Qúéstíón: host\.example\. IN A⟧$/m);
    assert.ok(text.includes('⟦Séé whéthér thé sérvér rúns'), text);
    for (const line of text.trimEnd().split('\n')) assert.ok(line.startsWith(';'), line);
  });

  test('the table of types', () => {
    useBundle(PSEUDO);
    const [what, fields] = describeType(15, 1);
    assert.equal(
      what,
      pseudo('**{0}** (type {1}, {2}): {3}')
        .replace('{0}', 'MX')
        .replace('{1}', '15')
        .replace('{2}', 'RFC 1035')
        .replace('{3}', pseudo('A server that takes mail for the owner.')),
    );
    assert.ok(fields.includes(`2. **${pseudo('mail server')}**: `), fields);
  });

  const [stagedRules, rules] = [true, false].map((staged) =>
    ZONE_RULES.filter((rule) => (needsMore(rule) && !BEFORE[rule.id]) === staged),
  );
  for (const rule of rules) {
    test(`nothing that ${rule.id} says stays English`, () => {
      useBundle(PSEUDO);
      const serial = BEFORE[rule.id];
      const settings = serial === undefined ? {} : { previous: { serial, sameContent: false } };
      const zone = new TestZone(withTop(rule.docs.bad), { origin: originOf(rule.docs.bad), settings });
      const problems = zone.problems();
      assert.ok(problems.some((problem) => problem.rule === rule.id));
      for (const problem of problems) assertTranslated(problem, zone.fixes(problem));
    });
  }

  for (const rule of stagedRules) {
    test(`nothing that ${rule.id} says among other files stays English`, async () => {
      useBundle(PSEUDO);
      const { files, example, prefixes } = stageOf(rule);
      const there = Object.entries(files).map(([path, text]) => [`file:///w/${path}`, text]);
      const workspace = new Workspace({ system: memoryFileSystem(Object.fromEntries(there)) });
      if (prefixes) workspace.configure({ ...DEFAULT_SETTINGS, prefixes });
      await workspace.setFolders(['file:///w']);
      workspace.open(`file:///w/${example}`, files[example], 'zone');
      await workspace.settle();
      const problems = [...workspace.problems().values()].flat();
      assert.ok(problems.some((problem) => problem.rule === rule.id));
      for (const problem of problems) assertTranslated(problem, fixesOf(problem, workspace));
    });
  }

  for (const rule of CONF_RULES) {
    test(`nothing that ${rule.id} says stays English`, async () => {
      useBundle(PSEUDO);
      const setup = badSetup(rule.id);
      const context = contextOf(rule.docs.bad, setup);
      const isOfWorkspace = OF_WORKSPACE.has(rule.id);
      const problems = isOfWorkspace ? await problemsInWorkspace(rule.docs.bad) : problemsOf(rule.docs.bad, setup);
      assert.ok(problems.some((problem) => problem.rule === rule.id));
      for (const problem of problems) assertTranslated(problem, confFixes(problem, context));
    });
  }
});
