import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findStatement, statusIn } from '../../../../server/src/conf/lookup.ts';
import { STATEMENTS } from '../../../../server/src/conf/statements.ts';
import { LATEST_BIND_VERSION } from '../../../../server/src/dns/versions.ts';
import { removal } from '../../../../server/src/rules/conf/support/removal.ts';
import { contextOf, fixed, fixesOf } from './helper.ts';

const GONE = 'conf/removed-statement';
const LATEST = { version: LATEST_BIND_VERSION };

describe('statements that are gone', () => {
  it('have a new name that is read where the old one stood', () => {
    for (const { name, clauses, migration } of STATEMENTS) {
      if (migration?.action !== 'rename') {
        assert.equal(migration?.to, undefined, name);
        continue;
      }
      const { to } = migration;
      assert.ok(to, name);
      for (const clause of clauses) {
        const row = findStatement(to, clause);
        assert.ok(row, `${clause}/${name} becomes ${to}`);
        assert.notEqual(statusIn(row, LATEST_BIND_VERSION), 'removed', `${clause}/${to}`);
      }
    }
  });

  it('become that, unless it is there', () => {
    for (const { name, clauses, migration, multi } of STATEMENTS) {
      if (migration?.action !== 'rename' || multi || name === 'tkey-gssapi-credential') continue;
      const clause = clauses.includes('options') ? 'options' : clauses[0];
      if (statusIn(findStatement(name, clause) ?? assert.fail(name), LATEST_BIND_VERSION) !== 'removed') continue;
      const text = `${name} x;\nport 53;\n`;
      const setup = { ...LATEST, clause };
      assert.equal(fixed(GONE, text, setup), `${migration.to} x;\nport 53;\n`, name);
      if (findStatement(migration.to ?? '', clause)?.multi) continue;
      assert.equal(fixed(GONE, `${text}${migration.to} y;\n`, setup), `port 53;\n${migration.to} y;\n`, name);
    }
  });

  it('are deleted where nothing takes their place', () => {
    assert.equal(
      fixed(GONE, 'options {\n\tglue-cache no;\n\trecursion no;\n};\n', LATEST),
      'options {\n\trecursion no;\n};\n',
    );
  });
});

describe('the credential of GSS-TSIG', () => {
  it('becomes the keytab that it was read from', () => {
    const text = 'options {\n\ttkey-gssapi-credential "DNS/ns1.example.com";\n};\n';
    assert.equal(fixed(GONE, text, LATEST), 'options {\n\ttkey-gssapi-keytab "/etc/krb5.keytab";\n};\n');
    const [fix] = fixesOf(GONE, text, LATEST);
    assert.equal(fix.preferred, true);
    assert.match(fix.title, /tkey-gssapi-keytab/);
  });

  it('goes where the keytab is named, or where it has no value', () => {
    const both = 'options {\n\ttkey-gssapi-credential "DNS/a";\n\ttkey-gssapi-keytab "/etc/dns.keytab";\n};\n';
    assert.equal(fixed(GONE, both, LATEST), 'options {\n\ttkey-gssapi-keytab "/etc/dns.keytab";\n};\n');
    assert.equal(fixed(GONE, 'options {\n\ttkey-gssapi-credential;\n};\n', LATEST), 'options {\n};\n');
  });
});

describe('a file of keys', () => {
  const text = (path: string): string => `options {\n\tbindkeys-file "${path}";\n};\n`;

  it('is included where it is the user’s own', () => {
    assert.equal(fixed(GONE, text('/etc/bind/own.keys'), LATEST), 'options {\n};\ninclude "/etc/bind/own.keys";\n');
  });

  it('goes where BIND brings it along', () => {
    for (const path of ['/etc/bind/bind.keys', 'bind.keys', '/usr/share/dns/root.key']) {
      assert.equal(fixed(GONE, text(path), LATEST), 'options {\n};\n', path);
    }
    assert.notEqual(fixed(GONE, text('/etc/bind/my-bind.keys'), LATEST), 'options {\n};\n');
  });
});

describe('what is taken out', () => {
  const without = (text: string): string => {
    const { model } = contextOf(text, { clause: 'options' });
    const setting = model.top.byName.get('version')?.[0];
    assert.ok(setting);
    const { start, end, newText } = removal(setting.file, setting.statement);
    return text.slice(0, start) + newText + text.slice(end);
  };

  it('leaves its comments', () => {
    assert.equal(without('a 1;\n\tversion /* x */ none;\nb 2;'), 'a 1;\n\t/* x */\nb 2;');
    assert.equal(without('a 1;\n\tversion // x\n\tnone;\nb 2;'), 'a 1;\n\t// x\nb 2;');
    assert.equal(without('a 1; version none; b 2;'), 'a 1; b 2;');
    assert.equal(without('version none; b 2;'), 'b 2;');
    assert.equal(without('version /* x */ none; b 2;'), '/* x */ b 2;');
    assert.equal(without('a 1; version /* x */ none; b 2;'), 'a 1; /* x */  b 2;');
    assert.equal(without('a 1; version # x\nnone; b 2;'), 'a 1; # x\n b 2;');
    assert.equal(without('version none;'), '');
    assert.equal(without('version none; // why'), '// why');
  });
});
