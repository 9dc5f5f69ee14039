import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statusByWords } from '../../../adapters/douyin/page.ts';
import { parseProfile } from '../../../adapters/douyin/profile.ts';
import { parseWorks } from '../../../adapters/douyin/works.ts';
import { brokenBodies, withOneMemberRenamed } from '../mangle.ts';

const SEC = 'MS4wLjABAAAAshiliYunxiFabuShiliYunxiFabuShiliYunxi01';
const LABEL = '示例云溪县人民政府官方账号';
const BANNED = '由于违反《抖音社区自律公约》的相关规定，该账号已被封禁';

function fixture(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
}
function profileWith(changes: Record<string, unknown>): string {
  const answer = JSON.parse(fixture('profile.json'));
  return JSON.stringify({ ...answer, user: { ...answer.user, ...changes } });
}
function worksWith(change: (work: Record<string, unknown>) => Record<string, unknown>): string {
  const answer = JSON.parse(fixture('works.json'));
  return JSON.stringify({ ...answer, aweme_list: answer.aweme_list.map(change) });
}
const local = (at: Temporal.Instant) => at.toString({ timeZone: 'Asia/Shanghai' });

describe('the profile', () => {
  test('tells name, certification, state and the count of works', () => {
    expect(parseProfile(200, fixture('profile.json'), SEC)).toEqual({
      read: true,
      displayName: '示例云溪发布',
      signature: '示例云溪县官方发布',
      status: { status: 'normal', text: '主页正常显示“示例云溪发布”' },
      subject: { kind: 'government', label: LABEL, strength: 'strong' },
      workCount: 731,
      chatEntry: true,
    });
  });

  test.each([
    ['profile.banned.json', 'banned', `账号已被封禁：${BANNED}`],
    ['profile.cancelled.json', 'cancelled', '账号已经注销'],
    ['profile.private.json', 'private', '私密账号：关注账号即可查看内容和喜欢'],
  ])('%s is %s by flag and words', (file, status, text) => {
    expect(parseProfile(200, fixture(file), SEC)).toMatchObject({ read: true, status: { status, text } });
  });

  test.each([
    ['a name', { nickname: '账号已注销' }, 'normal'],
    ['a flag without words', { user_deleted: true }, undefined],
    [
      'words without the flag',
      { special_state_info: { special_state: 1, title: '账号已被封禁', content: '' } },
      undefined,
    ],
    [
      'unknown words',
      { user_deleted: true, special_state_info: { special_state: 1, title: '示例', content: '' } },
      undefined,
    ],
    ['an unknown state', { special_state_info: { special_state: 9, title: '示例', content: '' } }, undefined],
    ['a flag that nobody explained', { is_ban: true }, undefined],
  ])('%s alone is no closed account', (_what, changes, status) => {
    const reading = parseProfile(200, profileWith(changes), SEC);
    expect(reading.read && reading.status?.status).toBe(status);
  });

  test.each([
    ['blue V', { account_cert_info: '' }, { kind: 'government', label: LABEL, strength: 'strong' }],
    [
      'the newer certificate',
      { enterprise_verify_reason: '' },
      { kind: 'government', label: LABEL, strength: 'strong' },
    ],
    [
      'the words of a company',
      { enterprise_verify_reason: '示例网络科技有限公司' },
      { kind: 'enterprise', label: '示例网络科技有限公司', strength: 'weak' },
    ],
    [
      'yellow V',
      { enterprise_verify_reason: '', account_cert_info: '{}', custom_verify: '示例生活自媒体' },
      { kind: 'personal', label: '示例生活自媒体', strength: 'strong' },
    ],
    [
      'both texts empty',
      { enterprise_verify_reason: '', account_cert_info: 'not json' },
      { kind: 'unverified', label: null, strength: 'strong' },
    ],
    ['texts that are not told', { enterprise_verify_reason: undefined, account_cert_info: undefined }, undefined],
  ])('the subject by %s', (_what, changes, subject) => {
    const reading = parseProfile(200, profileWith(changes), SEC);
    expect(reading.read && reading.subject).toEqual(subject);
  });

  test.each([
    ['an empty body', 200, '', 'captcha'],
    ['the word blocked', 200, 'blocked', 'captcha'],
    ['a demand to log in', 200, '{"status_code":8,"status_msg":"用户未登录"}', 'captcha'],
    ['another demand to log in', 200, '{"status_code":2483,"status_msg":"请先登录"}', 'captcha'],
    ['a ticket to verify', 200, '{"verify_ticket":"x"}', 'captcha'],
    ['too many questions', 200, '{"status_code":10000}', 'throttled'],
    ['403', 403, '', 'throttled'],
    ['444', 444, '', 'throttled'],
    ['502', 502, '<html>', 'upstream-error'],
    ['an id that is refused', 200, '{"status_code":2,"status_msg":"UserId不合法","user":{}}', 'upstream-error'],
    ['HTML', 200, '<html>', 'layout-changed'],
    ['no user', 200, '{"status_code":0}', 'layout-changed'],
    ['an id that was not resolved', 200, fixture('profile.unresolved.json'), 'wrong-account'],
    ['somebody else', 200, profileWith({ sec_uid: 'MS4wLjABAAAAother' }), 'wrong-account'],
  ])('%s is told as what it is', (_what, status, text, outcome) => {
    expect(parseProfile(status, text, SEC)).toMatchObject({ read: false, outcome });
  });

  test('a renamed member never makes up a state or a subject', () => {
    for (const file of ['profile.json', 'profile.banned.json', 'profile.private.json']) {
      const whole = parseProfile(200, fixture(file), SEC);
      fc.assert(
        fc.property(withOneMemberRenamed(JSON.parse(fixture(file))), (text) => {
          const reading = parseProfile(200, text, SEC);
          if (!reading.read || !whole.read) return;
          expect([undefined, whole.status?.status]).toContain(reading.status?.status);
          expect([undefined, whole.subject?.label]).toContain(reading.subject?.label);
          expect([undefined, whole.subject?.kind]).toContain(reading.subject?.kind);
        }),
      );
    }
  });

  test('a broken body is no profile', () => {
    fc.assert(
      fc.property(brokenBodies(JSON.parse(fixture('profile.json'))), (text) => {
        const reading = parseProfile(200, text, SEC);
        expect(reading.read && [reading.displayName, reading.subject]).toSatisfy(
          (value) => value === false || JSON.stringify(value) === '[null,null]',
        );
      }),
    );
  });
});

describe('the list of works', () => {
  test('counts own and co-created works, pinned ones too; not advertisements, hidden works or those of others', () => {
    const reading = parseWorks(200, fixture('works.json'), SEC);
    if (!reading.read) throw new Error(reading.detail);
    expect(reading.posts.map(({ at, url, pinned }) => [local(at), url, pinned])).toEqual([
      ['2025-03-01T09:00:00+08:00', 'https://www.douyin.com/video/7476639537997811713', true],
      ['2026-10-08T08:15:30+08:00', 'https://www.douyin.com/video/7694083982618529794', false],
      ['2026-10-07T20:00:00+08:00', 'https://www.douyin.com/video/7693894445711757315', false],
      ['2026-10-06T10:00:00+08:00', 'https://www.douyin.com/note/7693368741714726916', false],
    ]);
    expect(reading).toMatchObject({ listed: 10, hasMore: true, unread: 0, asksToLogIn: false, commented: 1 });
  });

  test('a list that is withheld is not an empty one', () => {
    const withheld = parseWorks(200, '{"status_code":0,"aweme_list":null,"has_more":0}', SEC);
    const empty = parseWorks(200, '{"status_code":0,"aweme_list":[],"has_more":1}', SEC);
    expect(withheld).toMatchObject({ read: true, listed: null, posts: [] });
    expect(empty).toMatchObject({ read: true, listed: 0, hasMore: true, posts: [] });
  });

  test('a work that claims to be older than its own id is dated by the id', () => {
    const text = worksWith((work) => ({ ...work, create_time: Number(work.create_time) - 86_400 }));
    const reading = parseWorks(200, text, SEC);
    // the id of this work was made four seconds before its publication
    expect(reading.read && reading.posts[1] && local(reading.posts[1].at)).toBe('2026-10-08T08:15:26+08:00');
  });

  test('a work of unknown shape is left out and told, a list of them is a changed layout', () => {
    const one = parseWorks(
      200,
      worksWith((work) => (work.is_top === 1 ? { ...work, status: undefined } : work)),
      SEC,
    );
    const all = parseWorks(
      200,
      worksWith((work) => ({ ...work, status: undefined })),
      SEC,
    );
    expect(one).toMatchObject({ read: true, unread: 1 });
    expect(all).toMatchObject({ read: false, outcome: 'layout-changed' });
  });

  test('a renamed member or a broken body never makes up a work', () => {
    const document = JSON.parse(fixture('works.json'));
    const whole = parseWorks(200, fixture('works.json'), SEC);
    const idsOf = (reading: typeof whole) =>
      reading.read ? reading.posts.map(({ url }) => url?.split('/').at(-1)) : [];
    const known = new Set(idsOf(whole));
    fc.assert(
      fc.property(fc.oneof(withOneMemberRenamed(document), brokenBodies(document)), (text) => {
        for (const id of idsOf(parseWorks(200, text, SEC))) expect(known).toContain(id);
      }),
      { numRuns: 300 },
    );
  });
});

test('words on the page tell a state only in two whole lines that are not the account’s own', () => {
  expect(statusByWords(`示例\n账号已被封禁\n${BANNED}`, ['示例'])).toEqual({ status: 'banned', text: BANNED });
  expect(statusByWords('私密账号\n关注账号即可查看内容和喜欢', [])).toMatchObject({ status: 'private' });
  expect(statusByWords('账号已被封禁', [])).toBeUndefined();
  expect(statusByWords(`账号已被封禁\n${BANNED}`, [`账号已被封禁\n${BANNED}`])).toBeUndefined();
  expect(statusByWords('账号已注销', [])).toBeUndefined();
});
