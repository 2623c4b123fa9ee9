import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NameId, NameTable, NO_NAME, ROOT } from '../../../server/src/dns/names.ts';
import { TYPE } from '../../../server/src/dns/types.ts';
import { TextBuffer } from '../../../server/src/text/buffer.ts';
import { EntryKind, NO_RECORD } from '../../../server/src/zone/chunk.ts';
import { ZoneDocument } from '../../../server/src/zone/document.ts';
import { initialState } from '../../../server/src/zone/lineState.ts';
import { ZoneModel, type ZoneRecord } from '../../../server/src/zone/model.ts';
import { randomNumbers, seeds } from '../fuzz/edits.ts';
import { TestZone } from '../rules/zone/harness.ts';
import { entryText, environmentOf } from './harness.ts';

const SOA = '$TTL 3600\n@ SOA ns1 host 1 3600 900 1209600 300\n@ NS ns.example.net.\n';

for (const cuts of [3, 1000]) {
  test(`zone cuts are those of the text, before and after edits (${cuts} of them)`, () => {
    const lines = Array.from({ length: cuts }, (_, i) => `sub${i} NS ns.example.net.\nhost.sub${i} A 192.0.2.1\n`);
    const zone = new TestZone(`${SOA}${lines.join('')}`);
    const name = (text: string): NameId => zone.names.fromText(`${text}.example.com.`);
    const hidden = (): number => zone.of('zone/occluded-record').length;
    for (const i of [0, 1, cuts - 1]) assert.equal(zone.model.cutAbove(name(`host.sub${i}`)), name(`sub${i}`));
    assert.equal(zone.model.cutAbove(name('www')), NO_NAME);
    assert.equal(hidden(), cuts);
    const at = zone.text.indexOf('sub1 NS');
    zone.edit(at, at + 'sub1 NS ns.example.net.\n'.length, '');
    assert.equal(zone.model.cutAbove(name('host.sub1')), NO_NAME);
    assert.equal(hidden(), cuts - 1);
    zone.edit(at, at, 'new NS ns.example.net.\nbelow.new TXT x\n');
    assert.equal(zone.model.cutAbove(name('below.new')), name('new'));
    assert.equal(hidden(), cuts);
    const owners = ({ model, names }: TestZone): string[] =>
      [...model.owners()].map((owner) => names.text(owner)).sort();
    assert.deepEqual(owners(zone), owners(new TestZone(zone.text)));
  });
}

/** A model over a document in small chunks, and the same told from all entries, the slow way. */
class Compared {
  readonly names = new NameTable();
  readonly apex = this.names.fromText('example.com.');
  readonly model = new ZoneModel(this.names, this.apex, true);
  readonly document: ZoneDocument;
  readonly #environment = environmentOf(this.names);

  constructor(text: string, chunk = 40) {
    this.document = new ZoneDocument('file:///zone', new TextBuffer(text, chunk));
    this.update();
  }

  update(): void {
    const { added, removed } = this.document.update(initialState(this.apex, 1), this.#environment);
    for (const chunk of removed) this.model.remove(chunk);
    for (const chunk of added) this.model.add(this.document, chunk);
  }

  /** Every record in the order of the file: what a `$GENERATE` makes stands where it does. */
  records(): { owner: NameId; type: number; target: NameId; maker: number; text: string }[] {
    return this.document.chunks.flatMap((chunk) =>
      Array.from({ length: chunk.count }, (_, entry) => entry).flatMap((entry) => {
        const made = chunk.generated.find((generated) => generated.entry === entry)?.parsed;
        const maker = made ? chunk.offset + chunk.starts[entry] : -1;
        return [chunk, made].flatMap((from) =>
          !from
            ? []
            : Array.from({ length: from.count }, (_, i) => i)
                .filter((i) => (from === made || i === entry) && from.kinds[i] === EntryKind.Record)
                .map((i) => {
                  const [owner, type, target] = [from.owners[i], from.types[i], from.targets[i]];
                  return { owner, type, target, maker, text: entryText(from, i, this.names) };
                }),
        );
      }),
    );
  }

  assertSame(): void {
    const { model, names } = this;
    const records = this.records();
    const text = ({ chunk, entry }: ZoneRecord): string => entryText(chunk, entry, names);
    assert.equal(model.recordCount, records.length);
    assert.equal(
      model.hasWildcards,
      records.some(({ owner }) => owner >= 0 && names.text(owner).includes('*')),
    );
    const owners = new Set(records.map(({ owner }) => owner).filter((owner) => owner >= 0));
    assert.deepEqual([...model.owners()].toSorted(), [...owners].toSorted());
    for (let name: NameId = ROOT; name < names.size; name++) {
      const owned = records.filter(({ owner }) => owner === name);
      const mentions = records.filter(({ target }) => target === name);
      assert.deepEqual(
        model.owned(name).map(text),
        owned.map((record) => record.text),
      );
      assert.deepEqual(
        model.mentions(name).map(text),
        mentions.map((record) => record.text),
      );
      assert.deepEqual(
        model.owned(name).map(({ ref }) => {
          const maker = model.generatedBy(ref);
          if (maker === undefined) return -1;
          const { chunk, entry } = model.record(maker);
          return chunk.offset + chunk.starts[entry];
        }),
        owned.map(({ maker }) => maker),
      );
      assert.equal(model.hasOwner(name), owned.length > 0);
      assert.equal(model.isMentioned(name), mentions.length > 0);
      const seen: [NameId, number][] = [];
      model.eachMention(name, (owner, type) => seen.push([owner, type]));
      assert.deepEqual(seen.toSorted(), mentions.map(({ owner, type }) => [owner, type]).toSorted());
      for (const type of [TYPE.A, TYPE.NS, TYPE.MX, TYPE.DNAME, TYPE.CNAME]) {
        const set = owned.filter((record) => record.type === type).map((record) => record.text);
        assert.deepEqual(model.rrset(name, type).map(text), set);
        assert.equal(model.has(name, type), set.length > 0);
        const first = model.first(name, type);
        if (first === NO_RECORD) assert.deepEqual(set, []);
        else assert.ok(set.includes(text(model.record(first))));
        assert.equal(
          model.isMentioned(name, type),
          mentions.some((record) => record.type === type),
        );
      }
      assert.equal(model.cutAbove(name), this.#cutAbove(name, records));
      assert.equal(model.wildcardFor(name), this.#wildcardFor(name, owners));
    }
  }

  #cutAbove(name: NameId, records: readonly { owner: NameId; type: number }[]): NameId {
    const { names, apex } = this;
    const has = (owner: NameId, type: number): boolean => records.some((r) => r.owner === owner && r.type === type);
    let cut: NameId = NO_NAME;
    for (let at = name; names.isWithin(at, apex); at = names.parent(at)) {
      if (at !== apex && has(at, TYPE.NS)) cut = at;
      if (at !== name && has(at, TYPE.DNAME)) cut = at;
    }
    return cut;
  }

  /** RFC 4592: the asterisk at the closest encloser, the name above that exists. */
  #wildcardFor(name: NameId, owners: ReadonlySet<NameId>): NameId {
    const { names } = this;
    for (let at = names.parent(name); at !== NO_NAME; at = names.parent(at)) {
      const wildcard = names.find(at, Uint8Array.of(0x2a));
      if (wildcard !== NO_NAME && owners.has(wildcard)) return wildcard;
      if (owners.has(at) || at === this.apex) return NO_NAME;
    }
    return NO_NAME;
  }
}

const PIECES = [
  'a A 192.0.2.1',
  'a NS b',
  'a.b A 192.0.2.2',
  'b NS c.a',
  'b MX 10 a',
  '@ NS a',
  '@ A 192.0.2.3',
  'c.a DNAME b',
  'x.c.a A 192.0.2.4',
  '* MX 10 b',
  '*.b CNAME a',
  '$GENERATE 1-2 b CNAME a',
  '$GENERATE 1-2 g$ NS b',
  '@ DNAME example.net.',
  'bad..name MX 10 b',
  '$ORIGIN b',
  '$ORIGIN example.com.',
  '; nothing',
];

for (const seed of seeds()) {
  test(`the model is what the entries say, edit after edit (seed ${seed})`, () => {
    const random = randomNumbers(seed);
    const line = (): string => `${PIECES[random(PIECES.length)]}\n`;
    const compared = new Compared(`$TTL 1\n${Array.from({ length: 30 }, line).join('')}`);
    compared.assertSame();
    for (let step = 0; step < 40; step++) {
      const { buffer } = compared.document;
      const at = buffer.lineStart(1 + random(buffer.lineCount - 1));
      const end = random(2) === 0 ? at : buffer.lineStart(buffer.positionAt(at).line + random(3)) || buffer.length;
      buffer.replace(at, Math.max(at, end), random(3) === 0 ? '' : line());
      compared.update();
      compared.assertSame();
    }
  });
}

test('a name has only those records that follow one another, the first of them given', () => {
  const { model, document, apex, names } = new Compared(
    '$TTL 1\na TXT 1\na TXT 2\nb TXT 3\na TXT 4\nc TXT 5\nc TXT 6\n',
    1000,
  );
  const at = (text: string): NameId => names.fromText(text, apex);
  const [a, , , ...more] = model.owned(at('a')).map(({ ref }) => ref);
  assert.deepEqual(more, []);
  assert.equal(model.hasOnly(at('a'), a, 2), false);
  assert.equal(model.hasOnly(at('a'), a, 3), false);
  const [c] = model.owned(at('c')).map(({ ref }) => ref);
  assert.equal(model.hasOnly(at('c'), c, 2), true);
  assert.equal(model.hasOnly(at('c'), c, 1), false);
  assert.equal(model.hasOnly(at('c'), c, 3), false);
  assert.equal(model.hasOnly(at('b'), c, 2), false);
  assert.equal(model.hasOnly(at('d'), c, 0), true);
  assert.equal(model.generatorOf(document.chunks[0]), undefined);
});
