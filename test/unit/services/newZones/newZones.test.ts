/** New zones and pairs of views: where their statements and files go, and what named would refuse. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TOP, uriOf } from '../../workspace/harness.ts';
import { written } from './harness.ts';

const zone = (name: string, file: string): string => `zone "${name}" { type primary; file "${file}"; };\n`;
const PRIMARY = { name: 'new.example', type: 'primary', nameServers: ['ns1.new.example.'] } as const;
const STATEMENT = (file: string, indent = ''): string =>
  `${indent}zone "new.example" {\n${indent}\ttype primary;\n${indent}\tfile "${file}";\n${indent}};\n`;

describe('a new zone', () => {
  it('stands at the end of the file, its own beside those of other zones', async () => {
    const conf = `options { directory "zones"; };\n${zone('example.com', 'primary/db.example.com')}`;
    const { answer, after } = await written(
      { 'named.conf': conf, 'zones/primary/db.example.com': TOP },
      { zone: PRIMARY },
    );
    assert.equal(after['named.conf'], `${conf}\n${STATEMENT('primary/db.new.example')}`);
    assert.match(after['zones/primary/db.new.example'], /^\$ORIGIN new\.example\.\n/);
    assert.deepEqual('open' in answer && answer.open, uriOf('zones/primary/db.new.example'));
  });

  it('without others its file lies in the working directory', async () => {
    const { after } = await written(
      { 'named.conf': 'options { directory "zones"; };\n', 'zones/x': '' },
      { zone: PRIMARY },
    );
    assert.ok(after['zones/db.new.example']);
    assert.ok(after['named.conf'].endsWith(STATEMENT('db.new.example')));
  });

  it('stands in the view that is named, laid out as the view is', async () => {
    const conf = `view "in" {\n\tmatch-clients { 10/8; };\n\t${zone('example.com', 'in/db.example.com')}};\nview "out" {\n};\n`;
    const files = { 'named.conf': conf, 'in/db.example.com': TOP };
    const inside = await written(files, { zone: PRIMARY, view: 'in' });
    assert.equal(
      inside.after['named.conf'],
      conf.replace('};\nview "out"', `\n${STATEMENT('in/db.new.example', '\t')}};\nview "out"`),
    );
    assert.ok(inside.after['in/db.new.example']);
    const outside = await written(files, { zone: PRIMARY, view: 'out' });
    assert.equal(
      outside.after['named.conf'],
      conf.replace('view "out" {\n', `view "out" {\n${STATEMENT('in/db.new.example', '\t')}`),
    );
  });

  it('of several views the user has to choose one; of one, that is it', async () => {
    const { answer } = await written({ 'named.conf': 'view a { };\nview b { };\n' }, { zone: PRIMARY });
    assert.deepEqual('choices' in answer && [answer.edit, answer.choices], [null, ['a', 'b']]);
    const one = await written({ 'named.conf': 'view a { };\n' }, { zone: PRIMARY });
    assert.match(one.after['named.conf'], /^view a { \n\tzone "new\.example" {[\s\S]*\n\t};\n};\n$/);
  });

  it('takes a file of its own where another view has the zone', async () => {
    const conf = `view "in" {\n\t${zone('new.example', 'db.new.example')}};\nview "out" {\n};\n`;
    const { after } = await written({ 'named.conf': conf, 'db.new.example': TOP }, { zone: PRIMARY, view: 'out' });
    assert.match(after['named.conf'], /file "db\.new\.example\.out";/);
    assert.ok(after['db.new.example.out']);
  });

  it('loads a file that is there as it is, and says so', async () => {
    const { answer, after } = await written({ 'named.conf': '', 'db.new.example': TOP }, { zone: PRIMARY });
    assert.equal(after['db.new.example'], TOP);
    assert.match('notes' in answer ? answer.notes.join() : '', /is there already, and is loaded as it is/);
  });

  it('without a file of records opens the configuration', async () => {
    const secondary = { name: 'new.example', type: 'secondary', servers: ['192.0.2.1'] } as const;
    const { answer } = await written({ 'named.conf': '' }, { zone: secondary });
    assert.deepEqual('open' in answer && answer.open, uriOf('named.conf'));
  });

  for (const [what, conf, view, reason] of [
    ['is there already', zone('New.Example.', 'x'), undefined, /`new\.example` is there already/],
    ['of a view that is not there', 'view a { };\n', 'b', /no view `b`/],
  ] as const) {
    it(`that ${what} is refused`, async () => {
      const { answer } = await written({ 'named.conf': conf }, { zone: PRIMARY, ...(view ? { view } : {}) });
      assert.match('reason' in answer ? answer.reason : '', reason);
    });
  }
});

describe('a new pair of views', () => {
  const VIEWS = { zone: 'new.example', networks: ['10.0.0.0/8'] };

  it('stands at the end of the outermost file, its files in the working directory', async () => {
    const files = {
      'named.conf': 'options { directory "zones"; };\ninclude "more.conf";\n',
      'zones/more.conf': '',
      'zones/x': '',
    };
    const { after } = await written(files, { views: VIEWS, in: 'zones/more.conf' });
    assert.match(
      after['named.conf'],
      /view "internal" {[\s\S]*file "internal\/db\.new\.example";[\s\S]*view "external" {/,
    );
    assert.ok(after['zones/internal/db.new.example'] && after['zones/external/db.new.example']);
  });

  it('takes other names where these are taken, and says which views come first', async () => {
    const { answer, after } = await written({ 'named.conf': 'view "internal" { };\n' }, { views: VIEWS });
    assert.match(after['named.conf'], /view "internal-2" {[\s\S]*view "external" {/);
    assert.match('notes' in answer ? answer.notes.join() : '', /tried in their order/);
  });

  it('is refused beside zones that stand outside of views', async () => {
    const { answer } = await written({ 'named.conf': zone('example.com', 'x') }, { views: VIEWS });
    assert.match('reason' in answer ? answer.reason : '', /`example\.com` stands outside of views/);
  });
});
