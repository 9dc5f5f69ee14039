import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitted, textWidth, wrapped } from '../../src/console/text-width.ts';

test.each([
  ['abc', 3],
  ['巡查', 4],
  ['（a）', 5],
  ['“巡查”', 6],
])('%s takes %i columns', (text, columns) => {
  expect(textWidth(text)).toBe(columns);
});

test('Chinese breaks where the line is full, but not before what closes nor inside a Latin word', () => {
  // 巡查只读，= 10 columns; the comma may not begin a line
  expect(wrapped('巡查只读，不写 registry', 9)).toBe('巡查只\n读，不写\nregistry');
  expect(wrapped('一\n二三四', 4)).toBe('一\n二三\n四');
});

test('what goes on in the next line is set in below its beginning; without a terminal nothing is broken', () => {
  const text = `${'一'.repeat(20)}\n  ${'二'.repeat(18)}`;
  // 40 columns less the 4 that the rest is set in: 18 characters, and 17 below two spaces
  expect(fitted(text, 40)).toBe(
    `${'一'.repeat(18)}\n    ${'一'.repeat(2)}\n  ${'二'.repeat(17)}\n      ${'二'.repeat(1)}`,
  );
  expect(fitted(text, undefined)).toBe(text);
});

test('nothing is lost but white space where lines break', () => {
  const bare = (text: string) => text.replaceAll(/\s/g, '');
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (text, columns) => {
      expect(bare(wrapped(text, columns))).toBe(bare(text));
    }),
  );
});
