import { expect, test } from 'vitest';
import { areOtherBodies, namesOwner, sameName } from '../../src/judge/body-name.ts';

test.each([
  ['示例县水利局官方微博', '示例县水利局'],
  ['新浪官方认证：示例县公安局', '示例县公安局'],
  ['示例县卫生健康局', '示例县卫健局'],
  ['示例县人民政府办公室', '示例县人民政府'],
  ['示例县卫生健康委员会', '示例县卫健委'],
  ['示例省示例市示例县教育局', '示例县教育局'],
  ['示例县（区）融媒体中心', '示例县区融媒体中心'],
])('“%s” names the owner “%s”', (label, owner) => {
  expect(namesOwner(label, owner)).toBe(true);
});

test.each([
  ['示例乙县财政局', '示例甲县教育局'],
  ['示例文化传媒有限公司', '示例县教育局'],
  ['示例县财政局', '示例县教育局'],
  ['示例县人民政府', '示例县教育局'],
])('“%s” does not name the owner “%s”', (label, owner) => {
  expect(namesOwner(label, owner)).toBe(false);
});

test('bodies of two places are others; bodies of one place may be one and the same after a reform', () => {
  expect(areOtherBodies('示例乙县财政局', '示例甲县教育局')).toBe(true);
  expect(areOtherBodies('示例县财政局', '示例县教育局')).toBe(false);
  expect(areOtherBodies('示例文化传媒有限公司', '示例县教育局')).toBe(false);
});

test('width, spaces and invisible characters make no other name', () => {
  expect(sameName('示例（发布）', '示例(发布)')).toBe(true);
  expect(sameName('示例\u200B 发布\uFE0F', '示例发布')).toBe(true);
  expect(sameName('示例发布', '示例微发布')).toBe(false);
});
