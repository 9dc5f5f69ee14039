import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WechatHandle } from '../../../adapters/wechat/handle.ts';
import { accountNumber, compareIdentity } from '../../../adapters/wechat/identity.ts';
import { articleLink } from '../../../adapters/wechat/link.ts';
import { statedTime } from '../../../adapters/wechat/stated-time.ts';
import { presentName, stateOfName } from '../../../adapters/wechat/words.ts';
import { BIZ, GH_ID, NUMBER } from './pages.ts';

describe('a stated time', () => {
  const SHANGHAI = 'Asia/Shanghai';
  test.each([
    ['Fri, 20 Nov 2026 00:30:15 GMT', '2026-11-20T00:30:15Z', 'second'],
    ['Fri, 20 Nov 2026 08:30:15 +0800', '2026-11-20T00:30:15Z', 'second'],
    ['Fri, 20 Nov 2026 08:30:15 ', '2026-11-20T00:30:15Z', 'second'],
    ['2026-11-20T08:30:15+08:00', '2026-11-20T00:30:15Z', 'second'],
    ['2026-11-20T00:30:15.000Z', '2026-11-20T00:30:15Z', 'second'],
    ['2026-11-20 08:30', '2026-11-20T00:30:00Z', 'minute'],
    ['2026-11-20', '2026-11-19T16:00:00Z', 'day'],
  ])('%s', (text, at, precision) => {
    const stated = statedTime(text, SHANGHAI);
    expect(stated?.at.toString()).toBe(at);
    expect(stated?.precision).toBe(precision);
  });

  test('without a zone it is read in the zone of the bridge', () => {
    expect(statedTime('2026-11-20T00:30:15', 'UTC')?.at.toString()).toBe('2026-11-20T00:30:15Z');
  });

  test.each([
    '2026年11月20日',
    '1天前',
    '昨天 12:30',
    '2026-13-01',
    '2026-02-30T00:00:00Z',
    '20 Foo 2026 08:30:15',
    '',
  ])('“%s” is not known', (text) => {
    expect(statedTime(text, SHANGHAI)).toBeNull();
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        statedTime(text, SHANGHAI);
      }),
    );
  });
});

describe('a link', () => {
  test.each([
    ['https://mp.weixin.qq.com/s/Ab~Cd_EfGh-JkLmNoPqRsT', 'https://mp.weixin.qq.com/s/Ab_Cd_EfGh-JkLmNoPqRsT'],
    ['http://mp.weixin.qq.com/s/AbCd?scene=1#rd', 'https://mp.weixin.qq.com/s/AbCd'],
    [
      'http://mp.weixin.qq.com/s?__biz=MzA=&amp;mid=22&amp;idx=1&amp;sn=ab&amp;chksm=ff&amp;scene=27#wechat_redirect',
      'https://mp.weixin.qq.com/s?__biz=MzA=&mid=22&idx=1&sn=ab',
    ],
  ])('%s has one lasting form', (given, lasting) => {
    expect(articleLink(given)).toBe(lasting);
  });

  test.each([
    'https://mp.weixin.qq.com/s?src=11&timestamp=1795000000&ver=1&signature=EXAMPLE',
    'https://example.cn/s/AbCd',
    'javascript:alert(1)',
    '示例',
  ])('%s is no lasting link to an article', (given) => {
    expect(articleLink(given)).toBeNull();
  });
});

describe('whose answer it is', () => {
  test('biz, number and MP_WXS_ id name the same account', () => {
    expect(accountNumber(BIZ)).toBe(NUMBER);
    expect(accountNumber(`MP_WXS_${NUMBER}`)).toBe(NUMBER);
    expect(accountNumber(NUMBER)).toBe(NUMBER);
    expect(accountNumber('不是编号')).toBeNull();
  });

  test('one key that differs is enough to be somebody else; no key in common proves nothing', () => {
    const handle = { biz: BIZ, ghId: GH_ID };
    expect(compareIdentity(handle, { biz: NUMBER, ghId: GH_ID })).toBe('same');
    expect(compareIdentity(handle, { biz: BIZ, ghId: 'gh_ffffffffffff' })).toBe('other');
    expect(compareIdentity(handle, {})).toBe('unproven');
    expect(compareIdentity({ ghId: GH_ID }, { biz: BIZ })).toBe('unproven');
  });
});

describe('words in the place of a name', () => {
  test.each([
    ['该帐号已冻结', 'frozen'],
    ['该账号已注销', 'cancelled'],
    ['该帐号已系统注销', 'cancelled'],
    ['该公众号已迁移至新帐号', 'migrated'],
  ])('%s', (name, status) => {
    expect(stateOfName(name)?.status).toBe(status);
  });

  test.each(['防帐号已冻结提醒', '示例区融媒', '注销办理'])('“%s” is a name', (name) => {
    expect(stateOfName(name)).toBeNull();
  });
});

describe('the present name', () => {
  test('is the text, trimmed', () => {
    expect(presentName(' 示例区融媒 ')).toBe('示例区融媒');
  });

  test.each(['', '该帐号已冻结', '示\uFFFD区', '示\u0000例', null])('“%s” is none', (text) => {
    expect(presentName(text)).toBeNull();
  });
});

describe('the handle', () => {
  test('a number is answered with the advice to quote it', () => {
    const parsed = WechatHandle.safeParse({ biz: BIZ, feeds: { main: 3000111222 } });
    expect(parsed.error?.issues[0]?.message).toContain('引号');
  });

  test('unknown keys and a fourth article are refused', () => {
    expect(WechatHandle.safeParse({ biz: BIZ, name: '示例' }).success).toBe(false);
    expect(WechatHandle.safeParse({ articles: ['a', 'b', 'c', 'd'] }).success).toBe(false);
  });
});
