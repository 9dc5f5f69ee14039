import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import readWorkbook from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import report from '../../src/commands/report.ts';
import { EXIT } from '../../src/exit.ts';
import { openHome } from '../../src/home.ts';
import { dismissed } from '../../src/judge/case-actions.ts';
import { judgeNight } from '../../src/judge/night.ts';
import type { Observation } from '../../src/model/observation.ts';
import { CaseStore } from '../../src/store/cases.ts';
import { openDatabase } from '../../src/store/database.ts';
import { homeWith } from '../home-folder.ts';
import { look, post } from '../judge/accounts.ts';
import { workbookOf } from '../report/workbook.ts';
import { called } from './called.ts';
import { exampleHome, store } from './example-home.ts';

const PROOF = {
  hash: 'sha256:proof',
  url: 'https://weibo.example/1',
  fetchedAt: '2020-09-17T08:59:58Z',
  httpStatus: 200,
  excerpt: '8月19日 示例微博',
};

/** one account stopped on 19 August; one was silent until 10 August and publishes again; one always publishes */
const LOOKS: readonly Observation[] = [
  look('2020-08-05T17:00:00+08:00', { accountId: 'mended', platform: 'weibo', lastPost: post('2020-07-01') }),
  look('2020-08-11T17:00:00+08:00', { accountId: 'mended', platform: 'weibo', lastPost: post('2020-08-10') }),
  look('2020-09-17T17:00:00+08:00', { accountId: 'mended', platform: 'weibo', lastPost: post('2020-09-16') }),
  look('2020-09-17T17:00:00+08:00', {
    accountId: 'stale',
    platform: 'weibo',
    lastPost: post('2020-08-19'),
    sources: [{ source: 'weibo.mobile', outcome: 'ok', evidence: PROOF.hash, proofs: [PROOF] }],
  }),
  look('2020-09-17T17:00:00+08:00', { accountId: 'fine', platform: 'weibo', lastPost: post('2020-09-15') }),
];

/** rows of a sheet below its header, by the names of their columns */
async function rowsOf(out: string, sheet: string): Promise<Record<string, unknown>[]> {
  const found = (await readWorkbook(join(out, '附件.xlsx'))).find((one) => one.sheet === sheet);
  const rows = (found?.data ?? []) as readonly (readonly unknown[])[];
  const head = rows.findIndex((row) => row[0] === '序号');
  return rows.slice(head + 1).map((row) => Object.fromEntries(row.map((cell, at) => [String(rows[head]?.[at]), cell])));
}

function fileOf(home: string, looks: readonly Observation[]): string {
  const file = join(home, 'seen.jsonl');
  writeFileSync(file, looks.map((one) => JSON.stringify(one)).join('\n'));
  return file;
}

/** Lets a night find everything and a person dismiss it as wrong. */
async function dismissAll(home: string, time: string): Promise<void> {
  const opened = await openHome({ home, at: time });
  const db = openDatabase(join(home, 'data', 'xuncha.db'));
  const { before, cases } = judgeNight(db, opened, opened.now());
  const actor = { at: opened.now(), zone: opened.zone, by: '示例人员' };
  new CaseStore(db).save(
    before,
    cases.map((one) => dismissed(one, actor, '示例：误报')),
  );
  db.close();
}

async function drafted(more: Readonly<Record<string, unknown>> = {}) {
  const home = exampleHome();
  const out = join(home, 'out');
  const options = { home, from: '2020-07-07', to: '2020-09-17', out, observations: fileOf(home, LOOKS), ...more };
  return { ...(await called(report, options)), out, home };
}

describe('the draft', () => {
  test('consists of the notice and its annex', async () => {
    const { status, out } = await drafted();
    expect(status).toBe(EXIT.done);
    expect(readdirSync(out).sort()).toEqual(['通报.docx', '附件.xlsx'].sort());
  });

  test('lists who fails at the monitoring point, and nobody who mended it', async () => {
    const { out } = await drafted();
    expect(await rowsOf(out, '突出问题名单')).toMatchObject([
      { 新媒体账号名称: '=示例停更', 账号平台: '新浪微博', 最后更新时间: '2020年8月19日' },
    ]);
  });

  test('shows on the evidence sheet what was found and mended within the window', async () => {
    const { out } = await drafted();
    const mended = (await rowsOf(out, '证据')).filter((row) => row.账号编号 === 'mended');
    expect(mended).toMatchObject([
      { 结论: '已整改：2020-08-05T23:59:59+08:00发现，2020-08-11T23:59:59+08:00复查时已解决', 规则: 'stale' },
    ]);
  });

  test('says of each piece of evidence where it came from, when, and what it said', async () => {
    const { out } = await drafted();
    const stale = (await rowsOf(out, '证据')).filter((row) => row.账号编号 === 'stale' && row.规则 === 'stale');
    expect(stale).toMatchObject([
      {
        来源: 'weibo.mobile',
        取证时间: '2020-09-17T16:59:58+08:00',
        摘录: '8月19日 示例微博',
        证据哈希: 'sha256:proof',
      },
    ]);
  });

  test('is the same from stored observations', async () => {
    const home = exampleHome();
    store(home, LOOKS);
    const out = join(home, 'out');
    const { status } = await called(report, { home, from: '2020-07-07', to: '2020-09-17', out });
    expect(status).toBe(EXIT.done);
    const fromFile = await drafted();
    for (const sheet of ['政务新媒体检查情况', '突出问题名单']) {
      expect(await rowsOf(out, sheet)).toEqual(await rowsOf(fromFile.out, sheet));
    }
  });

  test('leaves out what a person has dismissed', async () => {
    const home = exampleHome();
    store(home, LOOKS);
    await dismissAll(home, '2020-09-17T18:00:00+08:00');
    const { printed } = await called(report, {
      home,
      from: '2020-07-07',
      to: '2020-09-17',
      out: join(home, 'out'),
      json: true,
    });
    expect(JSON.parse(printed)).toMatchObject({ checked: 3, failed: 0, listed: 0 });
  });

  test('without --at is judged at the end of the last day', async () => {
    const { printed } = await drafted({ json: true });
    expect(JSON.parse(printed)).toMatchObject({ at: '2020-09-17T23:59:59+08:00', running: 3, checked: 3, failed: 1 });
  });

  test('with --at is judged then: what was observed later is not known yet', async () => {
    const { printed } = await drafted({ json: true, at: '2020-08-05T18:00:00+08:00', to: '2020-08-05' });
    expect(JSON.parse(printed)).toMatchObject({ at: '2020-08-05T18:00:00+08:00', checked: 1, failed: 1, mended: 0 });
  });

  test('of a day that is not over is judged now, never at a moment that has not come', async () => {
    const home = exampleHome();
    const to = Temporal.Now.plainDateISO('Asia/Shanghai').add({ days: 30 }).toString();
    const { printed } = await called(report, { home, from: '2020-07-07', to, out: join(home, 'out'), json: true });
    expect(Temporal.Instant.compare(JSON.parse(printed).at, Temporal.Now.instant())).toBeLessThanOrEqual(0);
  });

  test('of a sample counts the sampled accounts only, and the same seed draws the same', async () => {
    const sampled = async () => {
      const { printed } = await drafted({ json: true, sample: '50%', seed: '7' });
      const { files: _, ...figures } = JSON.parse(printed);
      return figures;
    };
    const figures = await sampled();
    expect(figures).toMatchObject({ running: 3, checked: 2 });
    expect(await sampled()).toEqual(figures);
  });

  test('is compared with the quarter before', async () => {
    const { out } = await drafted();
    const second = await drafted({ previous: join(out, '附件.xlsx') });
    const rows = await rowsOf(second.out, '环比');
    expect(rows.at(-1)).toMatchObject({ 单位: '总体', 上季度合格率: '66.67%', 本季度合格率: '66.67%', 变化: '持平' });
  });
});

describe('wrong usage', () => {
  test('names every option that is missing', async () => {
    const { status, stopped } = await called(report, {});
    expect(status).toBe(EXIT.usage);
    expect(stopped).toContain('--from、--to、--out');
  });

  test.each([
    [{ from: '2020-02-30' }, '--from'],
    [{ to: '9月17日' }, '--to'],
    [{ from: '2020-09-18' }, '--from 2020-09-18 在 --to 2020-09-17 之后'],
    [{ sample: '0%' }, '--sample'],
    [{ sample: '101' }, '--sample'],
    [{ observations: '/nowhere.jsonl' }, '--observations'],
    [{ previous: '/nowhere.xlsx' }, '--previous'],
  ])('%j is said in a sentence', async (options, words) => {
    const { status, stopped } = await drafted(options);
    expect(status).toBe(EXIT.usage);
    expect(stopped).toContain(words);
  });

  test('a line that is no observation is named with its number', async () => {
    const home = homeWith({ 'seen.jsonl': '\n{"accountId":1}\n' });
    const { status, stopped } = await drafted({ observations: join(home, 'seen.jsonl') });
    expect(status).toBe(EXIT.usage);
    expect(stopped).toContain('seen.jsonl:2：accountId');
  });

  test('an annex of the quarter before that is none is refused', async () => {
    const home = homeWith({ '附件.xlsx': 'no workbook' });
    const { status, stopped } = await drafted({ previous: join(home, '附件.xlsx') });
    expect(status).toBe(EXIT.usage);
    expect(stopped).toContain('无法作为 .xlsx 读取');
  });
});

describe('--verify', () => {
  test('bears out what the program wrote', async () => {
    const { out, home } = await drafted();
    const { status, printed } = await called(report, { home, verify: join(out, '附件.xlsx') });
    expect({ status, printed }).toEqual({ status: EXIT.done, printed: '数字全部相符。\n' });
  });

  test('finds a percentage that does not follow from its numbers', async () => {
    const rows = [
      ['序号', '单位', '检查数', '不合格数', '合格率'],
      [1, '示例市', 461, 24, '95.0%'],
    ];
    const home = homeWith({ 'wrong.xlsx': await workbookOf(rows) });
    const { status, printed } = await called(report, { home, verify: join(home, 'wrong.xlsx') });
    expect(status).toBe(EXIT.incomplete);
    expect(printed).toContain('第 2 行“合格率”：写作 95.0%，应为 94.8%');
  });
});
