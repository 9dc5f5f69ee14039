import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import type { Body } from '../../src/model/evidence.ts';
import { BodyStore } from '../../src/store/bodies.ts';
import { type Db, openDatabase } from '../../src/store/database.ts';
import { hashOf } from '../../src/world/evidence.ts';

let db: Db;
let store: BodyStore;
beforeEach(() => {
  db = openDatabase(':memory:');
  store = new BodyStore(db);
});

const body = (text: string | Uint8Array): Body => {
  const bytes = Buffer.from(text);
  return { hash: hashOf(bytes), bytes };
};
const texts = (...all: string[]) => all.map((text) => body(text));
const packSizes = () => [...store.packs()].map((pack) => pack.bodies.length);

test('what was stored together is read one by one; what was not is not there', () => {
  const [one, two, three] = texts('一', 'two', '三') as [Body, Body, Body];
  store.add([one, two]);
  expect(store.read(one.hash)?.toString()).toBe('一');
  expect(store.read(two.hash)?.toString()).toBe('two');
  expect([store.has(two.hash), store.has(three.hash)]).toEqual([true, false]);
  expect(store.read(three.hash)).toBeNull();
});

test('whatever the answers are, each comes back as it was, also after others were removed', () => {
  const answers = fc.uniqueArray(fc.uint8Array({ maxLength: 4000 }), { selector: hashOf, maxLength: 20 });
  fc.assert(
    fc.property(answers, fc.infiniteStream(fc.boolean()), (received, coin) => {
      const own = openDatabase(':memory:');
      const bodies = new BodyStore(own);
      const all = received.map(body);
      for (let from = 0; from < all.length; from += 7) bodies.add(all.slice(from, from + 7));
      const staying = new Set(all.flatMap(({ hash }) => (coin.next().value ? [hash] : [])));
      for (const pack of [...bodies.packs()]) bodies.keepOnly(pack, staying);
      for (const { hash, bytes } of all) expect(bodies.read(hash)).toEqual(staying.has(hash) ? bytes : null);
      expect([...bodies.packs()].flatMap((pack) => pack.bodies).length).toBe(staying.size);
      own.close();
    }),
    { numRuns: 50 },
  );
});

test('a pack of which nothing stays is gone', () => {
  store.add(texts('one', 'two'));
  const [pack] = store.packs();
  if (pack === undefined) throw new Error('no pack');
  expect(store.keepOnly(pack, new Set())).toBe(pack.size);
  expect(db.prepare('SELECT count(*) FROM body_pack').pluck().get()).toBe(0);
});

test('large answers do not share a pack, so that reading one unpacks little', () => {
  store.add([...texts('small', 'also small'), body('a'.repeat(3_000_000)), ...texts('another')]);
  expect(packSizes()).toEqual([2, 1, 1]);
});

test('answers that are much alike take little more room together than one of them', () => {
  const page = (n: number) => `${Array.from({ length: 200 }, (_, line) => `第${line}条 示例动态`).join('\n')} ${n}`;
  store.add([body(page(0))]);
  store.add(Array.from({ length: 20 }, (_, n) => body(page(n + 1))));
  const [alone, together] = [...store.packs()];
  expect(together?.size).toBeLessThan(2 * (alone?.size ?? 0));
});

test('a damaged pack is refused, read or written anew', () => {
  const [one, two] = texts('one', 'two') as [Body, Body];
  store.add([one, two]);
  db.prepare("UPDATE body_pack SET packed = x'00112233'").run();
  const [pack] = store.packs();
  if (pack === undefined) throw new Error('no pack');
  expect(() => store.read(one.hash)).toThrow();
  expect(() => store.keepOnly(pack, new Set([one.hash]))).toThrow();
  expect([store.has(one.hash), store.has(two.hash)]).toEqual([true, true]);
});
