import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountsOf, BIZ, carriedOut, planOf, SEC_UID } from './import-plan.ts';

describe('links give the permanent id', () => {
  const one = (platform: string, link: string) =>
    planOf(`单位,主办单位,账号名称,平台,链接\n示例市,示例局,示例,${platform},${link}\n`).rows[0];

  test.each([
    ['微博', 'https://weibo.com/u/5990004001', { uid: '5990004001' }],
    ['新浪微博', 'https://m.weibo.cn/u/5990004001', { uid: '5990004001' }],
    ['政务微博', 'weibo.com/5990004001/RjBCVnOdH', { uid: '5990004001' }],
    ['公众号', `https://mp.weixin.qq.com/s?__biz=${BIZ}&mid=1`, { biz: BIZ }],
    [
      '服务号',
      'https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv',
      { articles: ['https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv'] },
    ],
    ['抖音', `https://www.douyin.com/user/${SEC_UID}?from=x`, { secUid: SEC_UID }],
    ['今日头条', `https://www.toutiao.com/c/user/token/${SEC_UID}/`, { token: SEC_UID }],
    ['APP', 'https://apps.apple.com/cn/app/example/id1500000001', { appleId: '1500000001' }],
    ['客户端', 'https://sj.qq.com/appdetail/cn.example.gov', { package: 'cn.example.gov' }],
    ['移动客户端', 'https://appgallery.huawei.com/app/C100000001', { huaweiId: 'C100000001' }],
    ['', 'https://weibo.com/u/5990004001', { uid: '5990004001' }],
  ])('%s %s', (platform, link, handle) => {
    expect(one(platform, link)).toMatchObject({ verdict: 'understood', change: { kind: 'add', account: { handle } } });
  });

  test('a short link carries none, and the row says what to do', () => {
    const row = one('抖音', 'https://v.douyin.com/abc123/');
    expect(row).toMatchObject({ verdict: 'failed', change: null });
    expect(row?.reasons.join()).toContain('短链接请先在浏览器里打开');
  });

  test('a link of another platform is not taken', () => {
    const row = one('抖音', 'https://weibo.com/u/5990004001');
    expect(row?.verdict).toBe('failed');
    expect(row?.reasons.join()).toContain('链接却属于新浪微博');
  });

  test('an address in a column of another name counts, and one in the text that an app shares', () => {
    const plan = planOf(`主办单位,账号名称,平台,链接,备注
示例局,甲,微博,,见 https://weibo.com/u/5990004001 主页
示例局,乙,抖音,长按复制此条消息，打开抖音：https://www.douyin.com/user/${SEC_UID}，直接观看,
`);
    expect(plan.rows.map((row) => row.reasons)).toEqual([[], []]);
    expect(accountsOf(plan)).toMatchObject([{ handle: { uid: '5990004001' } }, { handle: { secUid: SEC_UID } }]);
  });

  test('a name in the column for ids is no id, even where a platform takes any text', () => {
    const row = one('微信', '示例发布');
    expect(row).toMatchObject({ verdict: 'look', change: { account: { handle: {} } } });
    expect(row?.reasons.join()).toContain('“示例发布”不像微信公众号的永久标识');
  });
});

describe('whatever stands in a list', () => {
  const words = fc.constantFrom(
    ...[
      '单位',
      '主办单位',
      '账号名称',
      '平台',
      '链接',
      '状态',
      '关停时间',
      '类型',
      '合计',
      '微博',
      '微信',
      '运行',
      '示例',
    ],
    ...[
      '5990004001',
      'gh_0123456789ab',
      'https://weibo.com/u/5990004002',
      'http://%',
      'https://mp.weixin.qq.com/s?__biz=%E0%A4',
    ],
    ...['2022年2月30日', '＝1', '', '无', '\n', '"'],
  );
  const lists = fc.array(fc.array(fc.oneof(words, fc.string()), { maxLength: 8 }), { maxLength: 12 });
  const csvOf = (rows: readonly (readonly string[])[]) =>
    `单位,主办单位,账号名称,平台,链接\n${rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')}`;

  test('every row is answered, and no two accounts get one id', () => {
    fc.assert(
      fc.property(lists, (rows) => {
        const plan = planOf(csvOf(rows));
        const ids = accountsOf(plan).map((account) => account.id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const row of plan.rows) expect(row.verdict === 'understood' || row.reasons.length > 0).toBe(true);
      }),
    );
  });

  test('importing what was imported adds nothing', () => {
    fc.assert(
      fc.property(lists, (rows) => {
        const csv = csvOf(rows);
        const again = planOf(csv, carriedOut(planOf(csv)));
        expect(again.rows.filter((row) => row.change?.kind === 'add')).toEqual([]);
      }),
    );
  });
});
