import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { composeDigest, loadSections } from '../../src/mail/digest/compose.ts';
import type { Case, CaseEvent } from '../../src/model/case.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { NightView } from '../../src/model/night.ts';
import { EMPTY, exampleAccount, exampleCase, exampleFinding, exampleNight, STALE } from './example-night.ts';

const sections = await loadSections();
const compose = (view: NightView) => composeDigest(view, sections);

/** One account in each list, in two units. */
function fullNight(): NightView {
  const accounts = [
    exampleAccount('新', '示例甲市', { day: '2020-08-19' }),
    exampleAccount('旧', '示例乙市', { day: '2020-07-11', platform: 'toutiao' }),
    exampleAccount('改', '示例乙市', { day: '2020-09-16' }),
    exampleAccount('疑', '示例甲市', { day: '2020-08-30', platform: 'douyin' }),
    exampleAccount('近', '示例甲市', { day: '2020-09-06' }),
    exampleAccount('阻', '示例乙市', { day: '2020-08-01', platform: 'weibo' }),
  ];
  return exampleNight(accounts, {
    judgement: {
      at: '2020-09-17T18:00:00+08:00',
      findings: [
        exampleFinding('新'),
        exampleFinding('旧'),
        exampleFinding('疑', { verdict: 'suspected', reason: '访客只能看到较早的动态' }),
      ],
      undetermined: [{ accountId: '阻', rule: 'stale', reason: '遇到验证码', question: '更新情况' }],
      summary: { running: 6, checked: 4, failed: 2, undetermined: 2, passRate: '50.00%', units: [] },
    },
    changes: {
      fresh: [exampleCase(1, '新'), exampleCase(4, '疑', { verdict: 'suspected' })],
      continuing: [exampleCase(2, '旧', { dueOn: '2020-09-30' })],
      resolved: [exampleCase(3, '改', { state: 'resolved' })],
      warnings: [exampleFinding('近', { verdict: 'warning', since: '2020-09-20T08:00:00+08:00' })],
    },
    sources: [
      {
        source: 'weibo.mobile',
        platform: 'weibo',
        asked: 1,
        outcomes: { captcha: 1 },
        canary: 'failed',
        trouble: '遇到验证码，今夜不再询问。',
      },
    ],
    remarks: ['9月16日没有运行。'],
  });
}

const headings = (text: string) => [...text.matchAll(/^[一二三四五六七八九]、(.+)$/gm)].map((match) => match[1]);

describe('the daily mail', () => {
  it('names the numbers that matter in its subject', () => {
    expect(compose(fullNight()).subject).toBe(
      '[巡查] 9月17日：新增 1，持续 1，解除 1，待核实 1，未判定 2（合格率 50.00%）',
    );
  });

  it('says first what is new, then what is resolved, continues, is doubtful, is near, and what nobody could judge', () => {
    expect(headings(compose(fullNight()).text)).toEqual([
      '新增问题（1 个账号）',
      '已经解除（1 个账号）',
      '持续问题（1 个账号）',
      '疑似问题，待人工核实（1 个账号）',
      '临近超期（1 个账号）',
      '未判定（1 个账号）',
      '来源状况',
      '说明',
    ]);
  });

  it.each(['html', 'text'] as const)('says of each violation what, who, where and since when, in %s', (part) => {
    const letter = compose(fullNight())[part];
    for (const words of ['示例新号', '微信公众号', '示例甲市示例局', STALE, '2020年8月19日', '29 天', 'ab12cd34']) {
      expect(letter).toContain(words);
    }
    for (const words of ['示例旧号', '头条号', '2020年7月11日', '限9月30日前整改', '9月20日 08:00 超期（还有 3 天）']) {
      expect(letter).toContain(words);
    }
    expect(letter).toContain('https://example.cn/account/%E6%96%B0');
  });

  it('prints 无动态信息 for an account that never published', () => {
    const view = exampleNight([exampleAccount('空', '示例甲市', { day: null })], {
      changes: {
        fresh: [exampleCase(1, '空', { rule: 'never-published', wording: EMPTY })],
        resolved: [],
        continuing: [],
        warnings: [],
      },
    });
    expect(compose(view).text).toContain(`${EMPTY}；最后更新：无动态信息`);
  });

  it('marks a suspicion as one', () => {
    expect(compose(fullNight()).text).toContain(`疑似：${STALE}`);
    expect(compose(fullNight()).text).toContain('访客只能看到较早的动态');
  });

  it('puts two problems of one account in one line and counts the account once', () => {
    const view = exampleNight([exampleAccount('双', '示例甲市')], {
      changes: {
        fresh: [exampleCase(1, '双'), exampleCase(2, '双', { rule: 'no-interaction', wording: '未提供有效互动功能' })],
        resolved: [],
        continuing: [],
        warnings: [],
      },
    });
    expect(headings(compose(view).text)[0]).toBe('新增问题（1 个账号）');
    expect(compose(view).text).toContain(`${STALE}；未提供有效互动功能；`);
    expect(compose(view).subject).toContain('新增 1');
  });

  it('is short and says so when nothing happened', () => {
    const letter = compose(exampleNight([exampleAccount('一', '示例甲市', { day: '2020-09-16' })]));
    expect(letter.subject).toBe('[巡查] 9月17日：无新增，持续 0（合格率 100%）');
    expect(letter.text).toContain('今夜没有发现存在问题的账号。');
    expect(headings(letter.text)).toEqual([]);
  });

  it('says of a supplement that it is one', () => {
    expect(composeDigest(fullNight(), sections, 2).subject).toContain('9月17日补报：');
  });
});

describe('the sections', () => {
  it('are the files of their folder, each with a place of its own', () => {
    const files = readdirSync(new URL('../../src/mail/sections/', import.meta.url));
    expect(sections).toHaveLength(files.length);
    expect(new Set(sections.map((section) => section.order)).size).toBe(files.length);
  });
});

describe('an account that could not be read', () => {
  it('stands under a heading of its own with the reason and without official wording or date', () => {
    const { text, html } = compose(fullNight());
    const block = text.slice(text.indexOf('未判定（'), text.indexOf('来源状况'));
    expect(block).toContain('【遇到验证码】');
    expect(block).toContain('示例阻号');
    expect(block).toContain('未能判定：更新情况');
    expect(block).not.toContain(STALE);
    expect(`${text}${html}`).not.toContain('2020年8月1日');
  });

  it('is not accused again by an open case that tonight nobody could check', () => {
    const view = exampleNight([exampleAccount('阻', '示例甲市')], {
      judgement: {
        ...exampleNight([]).judgement,
        undetermined: [{ accountId: '阻', rule: 'stale', reason: '遇到验证码' }],
      },
      changes: {
        fresh: [],
        resolved: [],
        continuing: [exampleCase(1, '阻', { lastFoundAt: '2020-09-15T18:00:00+08:00' })],
        warnings: [],
      },
    });
    const { subject, text } = compose(view);
    expect(subject).toContain('持续 0');
    expect(text).not.toContain(STALE);
    expect(text).toContain('此前的问题今夜未能复核');
    expect(text).toContain('上次核实：9月15日');
  });
});

describe('foreign text', () => {
  it('is text, never markup, a link that runs or a new line', () => {
    const hostile = exampleAccount('x', '示例甲市', { name: '<img src=x onerror="alert(1)">\r\n· 假账号（' });
    const view = exampleNight([{ ...hostile, page: 'javascript:alert(1)' }], {
      changes: { fresh: [exampleCase(1, 'x')], resolved: [], continuing: [], warnings: [] },
    });
    const { html, text } = compose(view);
    expect(html).not.toContain('<img');
    expect(html).not.toContain('javascript:');
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
    expect(text.split('\n').filter((line) => line.startsWith('· 假账号'))).toEqual([]);
  });

  it('loads nothing from anywhere', () => {
    expect(compose(fullNight()).html).not.toMatch(/<(?:img|link|script|iframe|svg)\b|url\(|@import|src=/i);
  });
});

describe('size', () => {
  const many = (count: number) => {
    const accounts = Array.from({ length: count }, (_, index) => exampleAccount(`大${index + 1}`, '示例甲市'));
    return exampleNight(accounts, {
      judgement: { ...exampleNight([]).judgement, findings: accounts.map(({ account }) => exampleFinding(account.id)) },
      changes: {
        fresh: [],
        resolved: [],
        continuing: accounts.map(({ account }, index) => exampleCase(index + 1, account.id)),
        warnings: [],
      },
    });
  };

  it.each([10, 100, 1000])('stays under 100 KB as sent with %i accounts', (count) => {
    const { html, text } = compose(many(count));
    const sent = [html, text].map((part) => Buffer.from(part).toString('base64').length);
    expect((sent[0] ?? 0) + (sent[1] ?? 0)).toBeLessThan(100_000);
  });

  it('says the total and what stands in the annex when not all fit', () => {
    const { html, text } = compose(many(1000));
    const shown = text.match(/^· 示例大\d+号/gm)?.length ?? 0;
    expect(shown).toBeGreaterThanOrEqual(150);
    const words = `本栏共 1000 个账号，此处列出 ${shown} 个，其余 ${1000 - shown} 个见附件表格。`;
    expect(text).toContain(words);
    expect(html).toContain(words);
    expect(text).toContain('账号较多，本邮件从简');
  });
});

describe('the picture of the last weeks', () => {
  it('shows each unit that had failures, oldest night first', () => {
    const units = (failed: number) => [
      { name: '示例甲市', running: 9, checked: 9, failed, share: '' },
      { name: '示例乙市', running: 9, checked: 9, failed: 0, share: '' },
    ];
    const view = exampleNight([exampleAccount('a', '示例甲市'), exampleAccount('b', '示例乙市')]);
    const withWeeks: NightView = {
      ...view,
      earlier: [
        { date: '2020-09-15', units: units(4) },
        { date: '2020-09-16', units: units(2) },
      ],
      judgement: { ...view.judgement, summary: { ...view.judgement.summary, units: units(1) } },
    };
    const { text } = compose(withWeeks);
    expect(text).toContain('· 示例甲市：4 → 2 → 1（今夜 1）');
    expect(text).not.toContain('· 示例乙市：');
  });
});

describe('what units report', () => {
  const told = { at: '2020-08-20T18:00:00+08:00', kind: 'notified', by: 'xuncha', text: '已通知' } as const;
  const reply = {
    at: '2020-09-02T10:00:00+08:00',
    kind: 'replied',
    by: '张三',
    text: '2020-09-02 示例甲市示例局：已恢复更新',
  } as const;
  const night = (events: readonly CaseEvent[], found = true, more: Partial<Case> = {}) =>
    compose(
      exampleNight([exampleAccount('甲', '示例甲市')], {
        judgement: {
          at: '2020-09-17T18:00:00+08:00',
          findings: found ? [exampleFinding('甲')] : [],
          undetermined: [],
          summary: { running: 1, checked: 1, failed: 1, undetermined: 0, passRate: '0', units: [] },
        },
        changes: {
          fresh: [],
          resolved: [],
          warnings: [],
          continuing: [exampleCase(7, '甲', { dueOn: '2020-09-03', events, ...more })],
        },
      }),
    ).text;

  it('lists a finding past its date of which the unit said nothing, and no other', () => {
    expect(night([told])).toContain('问题 7 应于9月3日前反馈');
    expect(night([told, reply])).not.toContain('逾期未反馈整改');
    expect(night([told], true, { dueOn: '2020-09-17' })).not.toContain('逾期未反馈整改');
  });
  it('a reply of before the notice is none to it', () => {
    expect(night([reply, { ...told, at: '2020-09-03T18:00:00+08:00' }])).toContain('问题 7 应于9月3日前反馈');
  });
  it('lists what was reported as mended and was found again, or could not be seen', () => {
    expect(night([told, reply])).toContain('问题 7：今夜复核，问题仍然存在');
    expect(night([told, reply])).toContain('反馈：2020-09-02 示例甲市示例局：已恢复更新');
    expect(night([told, reply], false)).toContain('问题 7：今夜未能复核，暂不作结论');
    expect(night([told])).not.toContain('复核');
  });
  it('asks a person to look again at what a person had found', () => {
    const byHand = { byHand: true, rule: 'by-hand', wording: '强制要求群众点赞' };
    expect(night([told, reply], false, byHand)).toContain('请人工复核，确已整改的用 xuncha case close 办结');
    expect(night([told, reply], false, byHand)).toContain('强制要求群众点赞');
    expect(night([told, reply], false, byHand)).toContain('人工核查');
  });
});

describe('a warning', () => {
  const warned = (more: Partial<Finding>) =>
    compose(
      exampleNight([exampleAccount('近', '示例甲市', { day: '2020-09-06' })], {
        changes: {
          fresh: [],
          resolved: [],
          continuing: [],
          warnings: [exampleFinding('近', { verdict: 'warning', since: null, ...more })],
        },
      }),
    ).text;

  it('names the moment at which the limit passes', () => {
    expect(warned({ facts: { limitAt: '2020-09-20T08:00:00+08:00' } })).toContain('9月20日 08:00 超期（还有 3 天）');
  });
  it('says what its rhythm lets expect beside the moment', () => {
    const text = warned({ facts: { limitAt: '2020-09-20T08:00:00+08:00' }, reason: '照此节奏，将于9月20日超期' });
    expect(text).toContain('9月20日 08:00 超期（还有 3 天）');
    expect(text).toContain('照此节奏，将于9月20日超期');
  });
});
