import { Readable } from 'node:stream';
import readExcelFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { annexOf } from '../../src/mail/annex.ts';
import { planMails } from '../../src/mail/plan.ts';
import type { NightView } from '../../src/model/night.ts';
import { settingsSchema } from '../../src/settings/schema.ts';
import { exampleAccount, exampleCase, exampleFinding, exampleNight, STALE } from './example-night.ts';

const settings = (mail: Record<string, unknown>) =>
  settingsSchema([]).parse({ mail: { from: '巡查 <xuncha@example.cn>', ...mail } });

/** 示例甲市 has a new finding and an account that is near; 示例乙市 has one resolved; 示例丙市 only what continues. */
function threeUnits(): NightView {
  const accounts = [
    exampleAccount('甲一', '示例甲市'),
    exampleAccount('甲二', '示例甲市', { day: '2020-09-07' }),
    exampleAccount('乙一', '示例乙市', { day: '2020-09-16' }),
    exampleAccount('丙一', '示例丙市'),
  ];
  const view = exampleNight(accounts, {
    changes: {
      fresh: [exampleCase(1, '甲一', { dueOn: '2020-09-30' })],
      resolved: [exampleCase(2, '乙一', { state: 'resolved' })],
      continuing: [exampleCase(3, '丙一', { dueOn: '2020-09-28' })],
      warnings: [exampleFinding('甲二', { verdict: 'warning', since: '2020-09-21T08:00:00+08:00' })],
    },
    judgement: { ...exampleNight([]).judgement, findings: [exampleFinding('甲一'), exampleFinding('丙一')] },
  });
  const units = view.registry.units.map((unit, index) => ({ ...unit, contacts: [`unit${index + 1}@example.cn`] }));
  return { ...view, registry: { ...view.registry, units } };
}

const kinds = async (mail: Record<string, unknown>) =>
  (await planMails(threeUnits(), settings(mail))).map((one) => `${one.kind} → ${one.to.join()}`);

describe('who gets a mail', () => {
  it('supervisors only, unless the settings name the units', async () => {
    expect(await kinds({ to: ['a@example.cn', 'b@example.cn'] })).toEqual(['supervisors → a@example.cn,b@example.cn']);
  });

  it('nobody, where nobody is named', async () => {
    expect(await kinds({})).toEqual([]);
  });

  it('units in which something changed, and their own contacts', async () => {
    expect(await kinds({ routes: { units: 'findings' } })).toEqual([
      'unit:示例甲市 → unit1@example.cn',
      'unit:示例乙市 → unit2@example.cn',
    ]);
  });

  it('a unit again on the day before a deadline', async () => {
    const view = threeUnits();
    const due = view.changes.continuing.map((one) => ({ ...one, dueOn: '2020-09-18' }));
    const mails = await planMails(
      { ...view, changes: { ...view.changes, continuing: due } },
      settings({ routes: { units: 'findings' } }),
    );
    expect(mails.map((one) => one.kind)).toContain('unit:示例丙市');
  });
});

describe('the mail to a unit', () => {
  const mailOf = async (unit: string, routes: string) =>
    (await planMails(threeUnits(), settings({ routes: { units: routes } }))).find((one) => one.kind === `unit:${unit}`);

  it('names its own accounts and nobody else’s', async () => {
    const mail = await mailOf('示例甲市', 'all');
    expect(mail?.text).toContain('示例甲一号');
    expect(`${mail?.text}${mail?.html}`).not.toMatch(/示例乙|示例丙/);
  });

  it('names the finding with its deadline', async () => {
    const mail = await mailOf('示例甲市', 'findings');
    expect(mail?.subject).toBe('[巡查] 1 个账号发现问题，请整改');
    expect(mail?.text).toContain(STALE);
    expect(mail?.text).toContain('限9月30日前整改');
    expect(mail?.text).not.toContain('示例甲二号');
  });

  it('adds warnings with the days left where the settings say all', async () => {
    const mail = await mailOf('示例甲市', 'all');
    expect(mail?.text).toContain('示例甲二号');
    expect(mail?.text).toContain('9月21日 08:00 超期（还有 4 天）');
  });

  it('thanks for what was mended', async () => {
    const mail = await mailOf('示例乙市', 'findings');
    expect(mail?.subject).toBe('[巡查] 1 个账号的问题已经解除，谢谢');
    expect(mail?.text).toContain('整改有效，谢谢。');
  });

  it.each([
    [7, true],
    [8, false],
    [10, true],
    [13, true],
  ])('warns at the ages that the settings name: at %i days %s', async (days, expected) => {
    const day = Temporal.PlainDate.from('2020-09-17').subtract({ days }).toString();
    const view = exampleNight([exampleAccount('近', '示例甲市', { day })], {
      changes: {
        fresh: [],
        resolved: [],
        continuing: [],
        warnings: [exampleFinding('近', { verdict: 'warning', since: '2020-09-21T08:00:00+08:00' })],
      },
    });
    const units = view.registry.units.map((unit) => ({ ...unit, contacts: ['unit@example.cn'] }));
    const routed = { ...view, registry: { ...view.registry, units } };
    const mails = await planMails(routed, settings({ routes: { units: 'all' } }));
    expect(mails.map((mail) => mail.subject)).toEqual(expected ? ['[预警] 1 个账号临近超期（最近的还有 4 天）'] : []);
  });
});

describe('the annex', () => {
  const read = async (view: NightView) => {
    const sheets = await readExcelFile(Readable.from([(await annexOf(view)).bytes]));
    return Object.fromEntries(sheets.map(({ sheet, data }) => [sheet, data]));
  };

  it('lists every case and every account that could not be judged', async () => {
    const view = threeUnits();
    const judged = {
      ...view,
      judgement: {
        ...view.judgement,
        undetermined: [{ accountId: '乙一', rule: 'stale', reason: '遇到验证码', question: '更新情况' }],
      },
    };
    const sheets = await read(judged);
    expect(sheets.发现?.slice(1).map((row) => [row[1], row[3], row[6], row[7]])).toEqual([
      ['新增', '示例甲一号', STALE, '2020年8月19日'],
      ['持续', '示例丙一号', STALE, '2020年8月19日'],
      ['预警', '示例甲二号', '临近超期', '2020年9月7日'],
      ['解除', '示例乙一号', STALE, '2020年9月16日'],
    ]);
    expect(sheets.未判定?.slice(1).map((row) => [row[2], row[5]])).toEqual([['示例乙一号', '更新情况：遇到验证码']]);
  });

  it('keeps a name that looks like a formula or markup as text', async () => {
    const names = ['=HYPERLINK("http://x.test","点击")', '@SUM(1)', '<b>&amp;', '00123'];
    const accounts = names.map((name, index) => exampleAccount(`f${index}`, '示例甲市', { name }));
    const view = exampleNight(accounts, {
      changes: {
        fresh: accounts.map(({ account }, index) => exampleCase(index, account.id)),
        resolved: [],
        continuing: [],
        warnings: [],
      },
    });
    const sheets = await read(view);
    expect(sheets.发现?.slice(1).map((row) => row[3])).toEqual(names);
  });
});
