import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildModel } from '../../../server/src/conf/buildModel.ts';
import type { ConfModel, Setting } from '../../../server/src/conf/model.ts';
import { settingFor } from '../../../server/src/conf/model.ts';
import { STATEMENTS } from '../../../server/src/conf/statements.ts';
import { effective, globalScopes, servingScopes, viewScopes } from '../../../server/src/rules/conf/support/scopes.ts';

/** What stands in a zone may stand around it too, and holds in it. */
const INHERITED = STATEMENTS.filter(({ clauses }) => clauses.includes('zone') && clauses.includes('options')).map(
  ({ name }) => name,
);

function modelOf(text: string): ConfModel {
  return buildModel({ uri: 'named.conf', text }, () => undefined);
}

/** The last word of a setting, by which the tests tell one from another. */
function wordOf(setting: Setting | undefined): string | undefined {
  const word = setting?.statement.values.at(-1);
  return word?.kind === 'word' ? word.text : undefined;
}

describe('what holds for a zone', () => {
  it('is what stands nearest, for every statement that it inherits', () => {
    assert.ok(INHERITED.length > 60, String(INHERITED.length));
    for (const name of INHERITED) {
      for (let places = 0; places < 16; places++) {
        const at = (place: number, word: string): string => ((places & place) !== 0 ? `${name} ${word};` : '');
        const text = `options { ${at(1, 'options')} };
          view "other" { ${at(8, 'other')} zone "b" { type primary; ${at(8, 'b')} }; };
          view "own" { ${at(2, 'view')} zone "a" { type primary; ${at(4, 'zone')} ${at(4, 'again')} }; };`;
        const model = modelOf(text);
        const zone = model.zones.find(({ origin }) => origin === 'a.');
        assert.ok(zone);
        const expected = [4, 2, 1].find((place) => (places & place) !== 0);
        const words: Readonly<Record<number, string>> = { 4: 'zone', 2: 'view', 1: 'options' };
        assert.equal(wordOf(settingFor(model, zone, name)), expected && words[expected], text);
        const ofView = expected === 4 ? [2, 1].find((place) => (places & place) !== 0) : expected;
        assert.equal(wordOf(effective(model, zone.view?.scope, name)), ofView && words[ofView], text);
      }
    }
  });

  it('is what options say where there are no views', () => {
    const model = modelOf('options { notify no; }; zone "a" { type primary; };');
    assert.equal(wordOf(settingFor(model, model.zones[0], 'notify')), 'no');
    assert.equal(wordOf(effective(model, undefined, 'notify')), 'no');
    assert.equal(settingFor(model, model.zones[0], 'file'), undefined);
  });
});

describe('the scopes of a configuration', () => {
  const views = modelOf('options { }; view "a" { }; view "b" { };');
  const noViews = modelOf('options { };');
  const nothing = modelOf('acl a { any; };');
  const names = (scopes: readonly ({ readonly clause: string } | undefined)[]) => scopes.map((scope) => scope?.clause);

  it('are those that serve: the views, or options', () => {
    assert.deepEqual(names(servingScopes(views)), ['view', 'view']);
    assert.deepEqual(names(servingScopes(noViews)), ['options']);
    assert.deepEqual(names(servingScopes(nothing)), [undefined]);
  });

  it('are those that named-checkconf looks at', () => {
    assert.deepEqual(names(viewScopes(views)), ['view', 'view']);
    assert.deepEqual(names(viewScopes(noViews)), ['options']);
    assert.deepEqual(names(viewScopes(nothing)), []);
    assert.deepEqual(names(globalScopes(views)), ['options', 'view', 'view']);
    assert.deepEqual(names(globalScopes(noViews)), ['options']);
    assert.deepEqual(names(globalScopes(nothing)), []);
  });
});
