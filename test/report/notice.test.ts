import { load } from 'cheerio';
import { describe, expect, test } from 'vitest';
import type { Registry } from '../../src/model/account.ts';
import { noticeDocument } from '../../src/report/notice.ts';
import { noticeText } from '../../src/report/notice-text.ts';
import { quarterView } from '../../src/report/quarter.ts';
import { drawSample } from '../../src/report/sample.ts';
import { account, hunanQuarter, judgementOf, quarter, violation } from './hunan.ts';
import { partsOf } from './workbook.ts';

const three: Registry = {
  units: [
    { name: '甲市', contacts: [] },
    { name: '乙市', contacts: [] },
  ],
  accounts: [account('a', '甲市'), account('b', '乙市'), account('c', '乙市')],
};
const textOf = (...args: Parameters<typeof quarter>) => noticeText(quarterView(quarter(...args)));
const overviewOf = (...args: Parameters<typeof quarter>) => textOf(...args).sections[0]?.paragraphs[0]?.text;
const problemsOf = (...args: Parameters<typeof quarter>) =>
  textOf(...args).sections[1]?.paragraphs.map(({ lead, text }) => `${lead ?? ''}${text}`);

describe('the text of the Hunan quarter', () => {
  const text = noticeText(quarterView(hunanQuarter()));

  test('number, title and addressees as officials write them', () => {
    expect(text.documentNumber).toBe('湘政务函〔2020〕25号');
    expect(text.title).toBe('关于2020年第三季度全省政务新媒体检查情况的通报');
    expect(text.addressees).toBe('各市州人民政府，省政府各厅委、各直属机构：');
  });

  test('the overview has the numbers of the tables and the faultless units in official order', () => {
    expect(text.sections[0]?.paragraphs[0]?.text).toBe(
      '2020年第三季度，湖南省政务管理服务局组织对全省正常运行的1738家政务新媒体进行普查，发现35家存在问题，总体合格率97.99%，其中省直部门、长沙市、株洲市、湘潭市、邵阳市、常德市、郴州市、怀化市、娄底市政务新媒体检查合格率100%。',
    );
  });

  test('the shares of the conspicuous units are of the failing accounts, and double problems are told', () => {
    const [where] = text.sections[1]?.paragraphs ?? [];
    expect(where?.text).toContain('共有35家存在问题，其中岳阳市、张家界市分别有9家和17家，占比25.71%和48.57%。');
    expect(where?.text).toContain('等4家政务新媒体同时存在更新不及时和未提供有效互动功能两项问题。');
  });

  test('the deadline is that of the settings', () => {
    expect(text.deadline).toContain('整改情况于2020年10月23日前书面反馈湖南省政务管理服务局');
  });

  test('where a person must write stand crosses, and no telephone number', () => {
    expect(text.contact).toBe('联系人：×××，电话：×××。');
    expect(text.date).toBe('××××年×月×日');
  });
});

describe('the overview', () => {
  test('says how many could not be judged', () => {
    const judgement = judgementOf(three, [violation('b')], ['c']);
    expect(overviewOf(three, [violation('b')], { judgement })).toBe(
      '2020年第三季度，×××组织对全省正常运行的3家政务新媒体进行检查，实际检查2家（另有1家因未取得可靠依据未作判定），发现1家存在问题，总体合格率50.00%，其中甲市政务新媒体检查合格率100%。',
    );
  });

  test('says how large the sample was', () => {
    const sample = drawSample(three, 50, 's');
    const judged = { ...three, accounts: three.accounts.filter(({ id }) => sample.accountIds.has(id)) };
    expect(overviewOf(three, [], { sample, judgement: judgementOf(judged, []) })).toBe(
      '2020年第三季度，×××组织对全省正常运行的3家政务新媒体进行抽查，共抽查2家，未发现存在突出问题的账号，总体合格率100%。',
    );
  });

  test('claims nothing where nothing could be judged', () => {
    const judgement = judgementOf(three, [], ['a', 'b', 'c']);
    expect(overviewOf(three, [], { judgement })).toContain('未能对任何账号作出判定');
  });

  test('compares with the last quarter in percentage points', () => {
    const previous = { units: [], total: { checked: 3, failed: 2 }, failing: [] };
    // 1 of 3 is 33.33%, now 2 of 3 is 66.67%
    expect(overviewOf(three, [violation('b')], { previous })).toContain('总体合格率66.67%，较上季度提升33.34个百分点');
  });
});

describe('the problems', () => {
  test('none are told where none were found', () => {
    expect(problemsOf(three, [])).toEqual(['本次检查未发现存在突出问题的政务新媒体。']);
    expect(textOf(three, []).annexes).toEqual(['全省政务新媒体检查情况']);
    expect(textOf(three, []).deadline).toBe(null);
  });

  test('repeat offenders come first', () => {
    const previous = {
      units: [],
      total: { checked: 3, failed: 1 },
      failing: [{ unit: '乙市', name: '示例账号b', platform: '微信公众号', problems: ['监测时间点前2周内无更新'] }],
    };
    expect(problemsOf(three, [violation('a'), violation('b')], { previous })?.[0]).toBe(
      '（一）个别单位整改落实不到位。乙市“示例账号b”微信公众号，上季度被通报后未整改到位，本季度仍存在相同问题。',
    );
  });

  test('what makes nobody fail is told in the text', () => {
    const finding = violation('a', { rule: 'personal-subject', severity: 'notice', wording: '账号认证主体为个人' });
    expect(problemsOf(three, [finding])).toEqual([
      '（一）个别账号认证主体不规范。甲市“示例账号a”微信公众号账号认证主体为个人。',
    ]);
  });

  test('a suspicion is not told', () => {
    expect(problemsOf(three, [violation('a', { verdict: 'suspected' })])).toEqual([
      '本次检查未发现存在突出问题的政务新媒体。',
    ]);
  });

  test('an account that never published has one problem under two names, not two', () => {
    const never = violation('a', { rule: 'never-published', wording: '无动态信息（“空壳”账号）' });
    expect(problemsOf(three, [violation('a'), never])?.[0]).not.toContain('同时存在');
    const silent = violation('a', { rule: 'no-interaction', wording: '未提供有效互动功能' });
    expect(problemsOf(three, [violation('a'), never, silent])?.[0]).toContain(
      '同时存在更新不及时和未提供有效互动功能两项问题',
    );
  });

  test('the most frequent kind comes first', () => {
    const app = (id: string) => violation(id, { rule: 'app-not-downloadable', wording: '移动客户端无法下载' });
    expect(problemsOf(three, [violation('a'), app('b'), app('c')])?.[1]).toContain('移动客户端无法下载的有2家');
  });

  test('quotes in a name do not end the name', () => {
    const registry: Registry = { ...three, accounts: [account('a', '甲市', { name: '“指尖”甲市' })] };
    expect(problemsOf(registry, [violation('a')])?.[1]).toContain('甲市“‘指尖’甲市”微信公众号');
  });
});

describe('the document', async () => {
  const parts = await partsOf(await noticeDocument(quarterView(hunanQuarter())));
  const xml = parts.get('word/document.xml') ?? '';
  const $ = load(xml, { xml: true });

  test('the page is A4 with the margins of GB/T 9704-2012', () => {
    const size = $('w\\:pgSz').first();
    const margin = $('w\\:pgMar').first();
    // twentieths of a point: 210 × 297 mm; 37, 28, 26 and 35 mm
    expect([size.attr('w:w'), size.attr('w:h')]).toEqual(['11906', '16838']);
    expect(['top', 'left', 'right', 'bottom'].map((side) => margin.attr(`w:${side}`))).toEqual([
      '2098',
      '1587',
      '1474',
      '1984',
    ]);
  });

  test('each attachment begins a page with its number', () => {
    const heads = $('w\\:p')
      .toArray()
      .map((p) => $(p).text());
    expect(heads).toContain('附件1');
    expect(heads).toContain('附件2');
    expect($('w\\:sectPr')).toHaveLength(3);
    expect(
      $('w\\:sectPr > w\\:type')
        .toArray()
        .map((type) => $(type).attr('w:val')),
    ).toEqual(['nextPage', 'nextPage', 'nextPage']);
  });

  test('the header rows of both tables repeat on every page', () => {
    const repeated = (table: Parameters<typeof $>[0]) =>
      $(table)
        .find('w\\:tblHeader')
        .toArray()
        .filter((mark) => !['false', '0', 'off'].includes($(mark).attr('w:val') ?? 'true')).length;
    expect($('w\\:tbl').toArray().map(repeated)).toEqual([2, 1]);
  });

  test('the table of names has 35 rows, and two problems are two paragraphs', () => {
    const rows = $('w\\:tbl').last().find('w\\:tr').toArray().slice(1);
    expect(rows).toHaveLength(35);
    const cells = (row: number) => $(rows[row]).find('w\\:tc').toArray();
    expect(cells(0).map((cell) => $(cell).text())).toEqual([
      '1',
      '衡阳市',
      '健康祁东',
      '监测时间点前2周内无更新',
      '祁东县卫健局',
      '微信公众号',
      '2020年8月19日',
    ]);
    expect(
      $(cells(3)[3])
        .find('w\\:p')
        .toArray()
        .map((p) => $(p).text()),
    ).toEqual(['监测时间点前2周内无更新', '未提供有效互动功能']);
  });

  test('the typefaces are Chinese ones with a fall-back for each', () => {
    expect(xml).toContain('w:eastAsia="仿宋_GB2312"');
    const fonts = load(parts.get('word/fontTable.xml') ?? '', { xml: true });
    expect(
      Object.fromEntries(
        fonts('w\\:font')
          .toArray()
          .map((f) => [fonts(f).attr('w:name'), fonts(f).find('w\\:altName').attr('w:val')]),
      ),
    ).toEqual({
      仿宋_GB2312: 'FangSong',
      楷体_GB2312: 'KaiTi',
      黑体: 'SimHei',
      方正小标宋简体: 'SimSun',
      宋体: 'SimSun',
    });
  });

  test('names from outside cannot break it', async () => {
    const names = ['<w:p>&amp;', '⟦0⟧⟦3⟧', '\u0000\u001f\udfff', '$&$1'];
    const registry: Registry = {
      units: [{ name: '示例市', contacts: [] }],
      accounts: names.map((name, i) => account(`h${i}`, '示例市', { name })),
    };
    const made = await partsOf(
      await noticeDocument(
        quarterView(
          quarter(
            registry,
            registry.accounts.map(({ id }) => violation(id)),
          ),
        ),
      ),
    );
    const document = load(made.get('word/document.xml') ?? '', { xml: true });
    const rows = document('w\\:tbl').last().find('w\\:tr').toArray().slice(1);
    expect(rows.map((row) => document(row).find('w\\:tc').eq(2).text())).toEqual([
      '<w:p>&amp;',
      '⟦0⟧⟦3⟧',
      '\ufffd',
      '$&$1',
    ]);
  });
});
