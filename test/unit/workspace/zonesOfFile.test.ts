/** What several zones say of the one file that they load. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Severity } from '../../../server/src/rules/rule.ts';
import { type Site, siteOf, TOP, uriOf } from './harness.ts';

const primary = (name: string, more = '') => `zone "${name}" { type primary; file "parked"; ${more} };\n`;

/** What is said of the file, of all files at once and of this one. */
function saidOf(site: Site, rule: RegExp): { severity: Severity; message: string }[] {
  const all = site.problems('parked', rule);
  const sent = site.workspace.problemsOf(uriOf('parked'), 1000).problems.filter(({ rule: id }) => rule.test(id));
  assert.deepEqual(sent, all, 'what is told of all files and of one is the same');
  const at = site.workspace.problemsAt(uriOf('parked'), 0, 1e6).filter(({ rule: id }) => rule.test(id));
  assert.deepEqual(at, all, 'and at a range');
  return all.map(({ severity, message }) => ({ severity, message }));
}

const WITHOUT_NS = '$TTL 1h\n@ SOA ns1.example.edu. host 1 2h 1h 2w 1h\nwww A 192.0.2.1\n';

describe('a file of several zones', () => {
  it('has one finding of what is wrong with each of them, of the first in the configuration', async () => {
    for (const names of [
      ['example.net', 'example.com', 'example.org'],
      ['example.org', 'example.com', 'example.net'],
    ]) {
      const site = await siteOf({ 'named.conf': names.map((name) => primary(name)).join(''), parked: WITHOUT_NS });
      const [found, ...more] = saidOf(site, /ns-missing$/);
      assert.deepEqual(more, []);
      assert.ok(found.message.startsWith(`The zone ${names[0]}. `), found.message);
      assert.match(found.message, / It is so for 2 more zones that read this file\.$/);
      assert.equal(found.severity, 'error');
    }
  });

  it('names the other of two', async () => {
    const site = await siteOf({ 'named.conf': primary('a.example') + primary('b.example'), parked: WITHOUT_NS });
    assert.match(saidOf(site, /ns-missing$/)[0].message, /zone a\.example\. .* for the zone b\.example\. too/);
  });

  it('is not counted where the sentence names no zone', async () => {
    const site = await siteOf({
      'named.conf': primary('example.net') + primary('example.com'),
      parked: `${TOP}x A 1.2.3\n`,
    });
    const [found, ...more] = saidOf(site, /bad-rdata$/);
    assert.deepEqual(more, []);
    assert.doesNotMatch(found.message, /It is so/);
  });

  it('has apart what differs by more than the name', async () => {
    const site = await siteOf(
      {
        'named.conf': primary('2.0.192.in-addr.arpa') + primary('100.51.198.in-addr.arpa') + primary('example.net'),
        parked: `${TOP.replaceAll('ns', 'ns.example.edu.')}9 PTR host.example.com.\n`,
        'db.example.com': `${TOP}host A 192.0.2.1\n`,
      },
      { open: ['db.example.com'] },
    );
    assert.deepEqual(
      saidOf(site, /\/ptr-mismatch$/).map(({ message }) => /of ([\d.]+) names/.exec(message)?.[1]),
      ['192.0.2.9', '198.51.100.9'],
    );
  });

  it('has one finding where it quotes a name of one of the zones', async () => {
    const site = await siteOf({
      'named.conf': primary('example.net') + primary('example.com') + primary('example.org'),
      parked: `${TOP}a CNAME www.example.com\n`,
    });
    const [found, ...more] = saidOf(site, /lost-dot$/);
    assert.deepEqual(more, []);
    assert.match(found.message, /2 more zones/);
  });

  it('has one finding of zones whose names lie in one another, and of one that ends in the other', async () => {
    for (const names of [
      ['example.com', 'sub.example.com', 'subexample.com'],
      ['subexample.com', 'sub.example.com', 'example.com'],
    ]) {
      const site = await siteOf({ 'named.conf': names.map((name) => primary(name)).join(''), parked: WITHOUT_NS });
      const [found, ...more] = saidOf(site, /ns-missing$/);
      assert.deepEqual(more, []);
      assert.match(found.message, /2 more zones/);
    }
  });

  it('has one finding where it quotes a name of the first of the zones', async () => {
    const names = ['example.com', 'example.net', 'example.org'];
    const site = await siteOf({
      'named.conf': names.map((name) => primary(name)).join(''),
      parked: `${TOP}a CNAME www.example.com\nb CNAME www.example.org\n`,
    });
    const found = saidOf(site, /lost-dot$/);
    assert.equal(found.length, 2);
    for (const { message } of found) assert.match(message, /2 more zones/);
  });

  it('has one finding of each of many kinds, with the name of one of 20 zones in each', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `z${i}.com`);
    const site = await siteOf({
      'named.conf': names.map((name) => primary(name)).join(''),
      parked: `${TOP}${names.map((name, i) => `c${i} CNAME www.${name}\n`).join('')}`,
    });
    const found = saidOf(site, /lost-dot$/);
    assert.equal(found.length, 20);
    for (const { message } of found) assert.match(message, /19 more zones/);
  });

  it('weighs as much as in the zone where it is worst', async () => {
    const conf = `zone "a.example" { type secondary; primaries { 192.0.2.1; }; file "parked"; };\n${primary('b.example')}`;
    const site = await siteOf({ 'named.conf': conf, parked: WITHOUT_NS });
    const [found, ...more] = saidOf(site, /ns-missing$/);
    assert.deepEqual(more, []);
    assert.equal(found.severity, 'error');
    assert.match(found.message, /zone b\.example\. .* a\.example\. too/);
  });

  it('is one file for each inclusion in other zones', async () => {
    const conf = 'zone "a.example" { type primary; file "a"; }; zone "b.example" { type primary; file "b"; };';
    const files = {
      'named.conf': conf,
      a: `${TOP}$INCLUDE parked\n`,
      b: `${TOP}$INCLUDE parked\n`,
      parked: 'mail MX 10 nowhere\n',
    };
    const [found, ...more] = saidOf(await siteOf(files), /target-no-address$|cname-dangling$|lost-dot$/);
    assert.deepEqual(more, []);
    assert.match(found.message, /a\.example\..* b\.example\. too/);
  });

  it('tells the same whatever was opened first', async () => {
    const conf = primary('example.net') + primary('example.com');
    const fresh = await siteOf({ 'named.conf': conf, parked: WITHOUT_NS });
    const grown = await siteOf({ 'named.conf': primary('example.com'), parked: WITHOUT_NS });
    await grown.write('named.conf', conf);
    assert.deepEqual(saidOf(grown, /./), saidOf(fresh, /./));
    const [first] = grown.workspace.zonesOf(uriOf('parked'));
    assert.equal(grown.workspace.names.text(first.model.apex), 'example.net.');
  });
});
