import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../adapters/weibo/answer.ts';
import { mobileSighting, readList, readProfile } from '../../../adapters/weibo/mobile-view.ts';
import { statusIn, wordsOf } from '../../../adapters/weibo/sources/profile.ts';
import { readGrant } from '../../../adapters/weibo/visitor.ts';
import { brokenBodies, withOneMemberRenamed } from '../mangle.ts';

const UID = '5990000101';
const now = Temporal.Instant.from('2026-10-09T09:30:00+08:00');
const profile = {
  ok: 1,
  data: {
    userInfo: {
      id: 5990000101,
      screen_name: '示例云溪发布',
      statuses_count: 204,
      verified: true,
      verified_type: 1,
      verified_reason: '示例云溪县人民政府新闻办公室官方微博',
    },
  },
};
/** a number that says the same moment as the post: 2026-10-08 17:10:05 in China */
const MID = String((1_791_450_605n - 515_483_463n) << 22n);
const post = (createdAt: string, more: object = {}) => ({
  card_type: 9,
  mblog: { id: MID, created_at: createdAt, text: '示例', user: { id: 5990000101 }, ...more },
});
const list = {
  ok: 1,
  data: { cards: [post('Thu Oct 08 17:10:05 +0800 2026'), { card_type: 11, card_group: [post('昨天 08:00')] }] },
};
const answered = (text: string, status = 200) => ({
  status,
  text,
  url: 'https://m.weibo.cn/api/container/getIndex',
  proof: () => ({ hash: 'sha256:0', url: '', fetchedAt: '', httpStatus: status, excerpt: null }),
});

function read(profileText: string, listText: string) {
  const first = readAnswer(answered(profileText));
  if (!first.json) return first.trouble;
  const second = readAnswer(answered(listText));
  return mobileSighting({
    user: readProfile(first.body, UID),
    profile: first.answer,
    list: second.json ? { answer: second.answer, posts: readList(second.body, UID, now) } : null,
    trouble: '',
  });
}

test('posts in groups count, deleted and foreign ones do not', () => {
  const cards = [
    post('Thu Oct 08 17:10:05 +0800 2026'),
    post('Fri Oct 09 08:00:00 +0800 2026', { deleted: '1', user: null }),
    post('Fri Oct 09 09:00:00 +0800 2026', { user: { id: 5990000999 } }),
    { card_type: 11, card_group: [post('Fri Oct 09 07:00:00 +0800 2026')] },
  ];
  const found = readList({ ok: 1, data: { cards } }, UID, now);
  expect(found?.ordinary).toBe(2);
});

describe('the platform’s own words for a state', () => {
  test.each([
    ['该用户不存在(20003)', 'not-found'],
    ['该账号因被投诉违反《微博社区公约》的相关规定，现已无法查看。查看帮助', 'banned'],
    ['该账号因用户自行申请关闭，现已无法查看。', 'cancelled'],
    ['该账号行为异常，存在安全风险，用户验证之前暂时不能查看。', 'restricted'],
    ['账号有问题', null],
    ['', null],
    ['系统繁忙，请稍后再试', null],
  ])('%s', (words, status) => {
    expect(statusIn(words)?.status ?? null).toBe(status);
  });

  test('stand in the link to the page that apologises', () => {
    const words = '该账号因用户自行申请关闭，现已无法查看。';
    const url = `https://weibo.com/sorry?usernotexists&msg=${encodeURIComponent(words)}`;
    expect(wordsOf({ ok: 0, url })).toBe(words);
  });
});

test('a grant of a visitor cookie is JSONP; anything else is none', () => {
  const granted = 'window.cb && cb({"retcode":20000000,"msg":"succ","data":{"sub":"_2A","subp":"003"}});';
  expect(readGrant(granted)).toBe('SUB=_2A; SUBP=003');
  for (const text of ['', '<html>', 'cb({"retcode":50000,"data":{}})', 'cb({"retcode":20000000}']) {
    expect(readGrant(text)).toBe('');
  }
});

test('a renamed member or a broken body never throws and never makes up a date, a status or a subject', () => {
  const dates = new Set(['2026-10-08T09:10:05Z', '2026-10-08T00:00:00Z']);
  const bodies = (document: unknown) => fc.oneof(withOneMemberRenamed(document), brokenBodies(document));
  fc.assert(
    fc.property(bodies(profile), bodies(list), (profileText, listText) => {
      const seen = read(profileText, listText);
      for (const { at } of seen.posts) expect(dates).toContain(at.toString());
      expect(['normal', undefined]).toContain(seen.status?.status);
      if (seen.subject && seen.subject.kind !== 'unknown') {
        expect(['government', 'unverified']).toContain(seen.subject.kind);
        expect(seen.subject.kind === 'unverified').toBe(false);
      }
      expect(seen.neverPosted).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
