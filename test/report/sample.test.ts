import { expect, test } from 'vitest';
import type { Registry } from '../../src/model/account.ts';
import { drawSample, sampledRegistry } from '../../src/report/sample.ts';
import { account } from './hunan.ts';

const registry: Registry = {
  units: [
    { name: '甲市', contacts: [] },
    { name: '乙市', contacts: [] },
    { name: '丙市', contacts: [] },
  ],
  accounts: [
    ...Array.from({ length: 100 }, (_, i) => account(`a${i}`, '甲市')),
    ...Array.from({ length: 11 }, (_, i) => account(`b${i}`, '乙市')),
    account('c0', '丙市'),
    account('gone', '丙市', { state: 'closed' }),
  ],
};
const drawn = (unit: string, sample = drawSample(registry, 30, '2020Q3')) =>
  registry.accounts.filter((a) => a.unit === unit && sample.accountIds.has(a.id)).length;

test('each unit gives its share, rounded up, and at least one', () => {
  // 30 % of 100; 3.3 of 11; 0.3 of 1
  expect([drawn('甲市'), drawn('乙市'), drawn('丙市')]).toEqual([30, 4, 1]);
});

test('the same seed draws the same accounts, in whatever order they are filed', () => {
  const turned = { ...registry, accounts: registry.accounts.toReversed() };
  expect(
    drawSample(turned, 30, '2020Q3').accountIds.symmetricDifference(drawSample(registry, 30, '2020Q3').accountIds).size,
  ).toBe(0);
});

test('another seed draws others', () => {
  const other = drawSample(registry, 30, '2020Q4').accountIds;
  expect(other.symmetricDifference(drawSample(registry, 30, '2020Q3').accountIds).size).toBeGreaterThan(0);
});

test('method, share, seed and size can be read in the note', () => {
  const { note } = drawSample(registry, 30, '2020Q3');
  for (const word of ['按单位分层随机抽取', '30%', '“2020Q3”', '35家']) expect(note).toContain(word);
});

test('accounts filed as closed are never drawn and stay in what is judged', () => {
  const sample = drawSample(registry, 100, 's');
  expect(sample.accountIds.has('gone')).toBe(false);
  expect(sampledRegistry(registry, sample).accounts.map(({ id }) => id)).toContain('gone');
  expect(sampledRegistry(registry, drawSample(registry, 30, 's')).accounts).toHaveLength(36);
});

test('a share that is none is refused', () => {
  for (const share of [0, -1, 101, Number.NaN]) expect(() => drawSample(registry, share, 's')).toThrow(RangeError);
});
