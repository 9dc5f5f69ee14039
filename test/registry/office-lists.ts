import { Buffer } from 'node:buffer';
import writeXlsxFile from 'write-excel-file/node';

/** Lists as seven invented offices keep them, each untidy in its own way. Built here so that they can be read. */
export const BIZ = 'MzAxMjM0NTY3OA==';
export const SEC_UID = 'MS4wLjABAAAAexample_key-0001';
const SECOND_SEC_UID = 'MS4wLjABAAAAexample_key-0002';

type Cell =
  | string
  | number
  | null
  | {
      readonly value: string | number | Date;
      readonly format?: string;
      readonly columnSpan?: number;
      readonly rowSpan?: number;
    };
type Data = readonly (readonly Cell[])[];

async function workbook(sheets: readonly { readonly sheet: string; readonly data: Data }[]): Promise<Buffer> {
  return writeXlsxFile(sheets as never).toBuffer();
}

const over = (value: string, columnSpan: number) => ({ value, columnSpan });
const down = (value: string, rowSpan: number) => ({ value, rowSpan });

/** one row a unit, two header rows with merged titles, persons above and below, a platform that nobody watches */
export function countyTable(): Promise<Buffer> {
  const data: Data = [
    [over('示例县政务新媒体账号统计表', 12)],
    ['填报单位（盖章）：示例县政府办', null, null, null, null, '联系人：张某某', null, null, '联系电话：07300000000'],
    [
      ...[down('序号', 2), down('单位名称', 2), over('政务微信', 2), null, over('政务微博', 2), null],
      ...[over('抖音', 2), null, over('视频号', 1), over('今日头条', 1), down('联系人', 2), down('联系电话', 2)],
    ],
    [null, null, '名称', 'ID', '名称', 'UID', '名称', '主页链接', '名称', '名称', null, null],
    [
      ...[
        1,
        '示例县政府办',
        '示例县发布\n示例县政务服务',
        'gh_0123456789ab、gh_0123456789ac',
        '示例县发布',
        5990004001,
      ],
      ...['无', null, '示例县发布', '—', '李某某', '07300000001'],
    ],
    [
      2,
      '示例县教育局',
      '示例县教育',
      '',
      '示例教育',
      '５９９０００４００２',
      '示例县教育',
      `https://www.douyin.com/user/${SEC_UID}`,
    ],
    [3, '示例县档案馆', '无', '无', '无', '无', '无', '无', '无', '无', '王某某', '07300000003'],
    [
      4,
      '示例县公安局',
      '平安示例（已注销）',
      'shilipolice',
      '平安示例',
      'https://weibo.com/u/5990004003',
      null,
      null,
      null,
      '示例公安',
    ],
    [over('合计', 2), null, 5, null, 3, null, 1, null, 1, 1],
    ['注：1.“无”表示没有开设。2.请于每季度末更新。'],
    ['填表人：赵某某', null, null, null, null, null, '联系电话：07300000004'],
  ];
  return workbook([{ sheet: 'Sheet1', data }]);
}

/** CSV, to be had in GB18030: names with ids in the same cell, several in one cell */
export const CITY_COLUMNS = `示例市政务新媒体一览表,,,,,
序号,部门,微信公众号,新浪微博,抖音号,客户端（APP）
1,市政府办,示例发布（gh_0123456789ab）、示例政务（gh_0123456789ac）,示例发布（5990004001）,示例发布 ${SEC_UID},示例办 cn.example.banshi
2,市教育局,“示例教育”（微信号：shilijiaoyu）,示例教育：5990004002；示例招考：5990004003,暂无,--
3,市文旅局,"示例文旅
https://mp.weixin.qq.com/s?__biz=${encodeURIComponent(BIZ)}&mid=1",5990004004,建设中,2个
,合计,4,4,1,1
填报人：张某某,,,联系电话：07300000000,,
`;

/** CSV with a mark, opened and saved by a spreadsheet: long numbers are ruined, ids are full-width */
export const SAVED_AGAIN = `\ufeff单位,账号名称,平台,账号ID,状态,关停时间,联系人,手机号码
示例县,示例甲,微博,5.99E+09,正常,,张某某,13000000000
示例县,示例乙,微信,ｇｈ＿０１２３４５６７８９ａｂ,2022年2月1日注销,,李某某,13000000001
示例县,示例丙,抖音,ＭＳ４wLjABAAAAexample_key-0001,已关停,2022.2.1,王某某,13000000002
示例县,示例丁,微博,https：／／weibo.com／u／5990004004,关停,2022年2月,赵某某,13000000003
示例县小计,4,,,,,,
`;

/** one sheet a county, the sheet's name is the county; 单位 is who runs the account */
export function sheetPerCounty(): Promise<Buffer> {
  const head = ['序号', '单位', '账号名称', '账号类型', '账号ID', '备注'];
  return workbook([
    { sheet: '填表说明', data: [['一、请按实际情况填写。'], ['二、联系人：张某某，电话：07300000000。']] },
    {
      sheet: '示例甲县',
      data: [
        head,
        [1, '教育局', '甲县教育', '微博', 5990004001],
        [2, '卫健局', '健康甲县', '公众号', 'jiankangjia', '电话：07300000005'],
      ],
    },
    {
      sheet: '示例乙县',
      data: [
        ['示例乙县政务新媒体'],
        head,
        ['例', '某某局', '某某发布', '微博', 1234567890],
        [1, '教育局', '乙县教育', '微博', 5990004002],
        ['小计', null, 1],
      ],
    },
  ]);
}

/** one sheet a platform, no column for it; ids of another platform's sheet among them */
export function sheetPerPlatform(): Promise<Buffer> {
  return workbook([
    {
      sheet: '微信公众号',
      data: [
        ['单位', '主办单位', '账号名称', '微信号'],
        ['示例市', '示例市教育局', '示例教育', 'shilijiaoyu'],
      ],
    },
    {
      sheet: '微博',
      data: [
        ['单位', '主办单位', '账号名称', 'UID'],
        ['示例市', '示例市教育局', '示例教育', 5990004001],
        ['示例市', '示例市体育局', '示例体育', 1234567890123456],
      ],
    },
    {
      sheet: 'Sheet3',
      data: [
        ['全市抖音账号登记表'],
        ['单位', '主办单位', '账号名称', '链接'],
        ['示例市', '示例市教育局', '示例教育', `https://www.douyin.com/user/${SECOND_SEC_UID}?from=x`],
      ],
    },
  ]);
}

/** one row an account below a header of two rows, sections, subtotals, a row of column numbers, dates as dates */
export function twoRowsOfTitles(): Promise<Buffer> {
  const data: Data = [
    [over('2026年政务新媒体台账', 8)],
    [
      down('序号', 2),
      down('主办单位', 2),
      over('账号信息', 3),
      null,
      null,
      over('运行情况', 2),
      null,
      down('联系邮箱', 2),
    ],
    [null, null, '名称', '平台', '账号ID', '状态', '关停时间', null],
    ['1', '2', '3', '4', '5', '6', '7', '8'],
    [over('一、县直部门', 8)],
    [1, '示例县教育局', '示例教育', '微博', 5990004001, '正常', null, 'jiaoyu@example.cn'],
    [
      2,
      '示例县体育局',
      '示例体育',
      '微博',
      5990004002,
      '关停',
      { value: new Date(Date.UTC(2022, 1, 1)), format: 'yyyy/m/d' },
      'tiyu@example.cn',
    ],
    ['小计', null, 2],
    [over('二、乡镇', 8)],
    [3, '示例镇政府', '示例镇发布', '微信', 'gh_0123456789ab', '正常', null, 'zhen@example.cn'],
    ['合计', null, 3],
  ];
  return workbook([{ sheet: '台账', data }]);
}

/** one name for all platforms, ticks and ids below them */
export const TICKED = `单位名称,账号名称,微信公众号,微博,头条号
示例县气象局,示例气象,√,5990004001,
示例县水利局,,√,,
`;

/** The bytes of a text in GB18030, as far as two bytes reach: what Windows in China saves a CSV file in. */
export function inGb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const pairs = Array.from({ length: 0x7e * 0xbf }, (_, at) =>
    Buffer.of(0x81 + Math.floor(at / 0xbf), 0x40 + (at % 0xbf)),
  );
  const bytes = new Map(pairs.map((pair) => [decoder.decode(pair), pair]));
  return Buffer.concat([...text].map((sign) => bytes.get(sign) ?? Buffer.from(sign)));
}
