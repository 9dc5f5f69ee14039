import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import type { Case } from '../model/case.ts';
import type { NightView } from '../model/night.ts';
import { fontsInSchemaOrder } from '../registry/font-order.ts';
import type { Annex } from '../store/outbox.ts';
import { instantOf } from '../time/calendar.ts';
import { lineOf, type Said } from './digest/account-line.ts';
import { warningRemarks } from './digest/breach.ts';
import type { AccountLine } from './digest/content.ts';
import { continuingViolations, freshViolations, saidOfCase, suspicions, unconfirmedCases } from './digest/standing.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const FINDING_COLUMNS = [
  ['序号', 6],
  ['状态', 10],
  ['单位', 16],
  ['账号名称', 26],
  ['账号平台', 14],
  ['主办单位', 26],
  ['问题', 36],
  ['最后更新时间', 20],
  ['距今天数', 10],
  ['说明', 36],
  ['查看页面', 40],
  ['证据', 68],
  ['账号编号', 20],
] as const;
const UNDETERMINED_COLUMNS = [
  ['序号', 6],
  ['单位', 16],
  ['账号名称', 26],
  ['账号平台', 14],
  ['主办单位', 26],
  ['原因', 60],
  ['查看页面', 40],
  ['账号编号', 20],
] as const;

/** Everything that the night says about accounts, one row a case; nothing is left out. */
export async function annexOf(view: NightView): Promise<Annex> {
  const findings = [
    ...rowsOf(view, '新增', freshViolations(view), (one) => saidOfCase(view, one)),
    ...rowsOf(view, '持续', continuingViolations(view), (one) => saidOfCase(view, one)),
    ...rowsOf(view, '疑似', casesOf(suspicions(view)), (one) => saidOfCase(view, one)),
    ...rowsOf(view, '预警', view.changes.warnings, (one) => ({
      accountId: one.accountId,
      problems: ['临近超期'],
      remarks: warningRemarks(view.zone, one, instantOf(view.at)),
      evidence: one.evidence,
    })),
    ...rowsOf(view, '解除', view.changes.resolved, (one) => ({ ...saidOfCase(view, one), evidence: one.evidence })),
  ];
  const undetermined = [
    ...rowsOf(view, '', view.judgement.undetermined, (one) => ({
      accountId: one.accountId,
      remarks: [one.question ? `${one.question}：${one.reason}` : one.reason],
      withoutUpdate: true,
    })),
    ...rowsOf(view, '', unconfirmedCases(view), (one) => ({
      accountId: one.accountId,
      remarks: ['此前的问题今夜未能复核，暂不作结论'],
      withoutUpdate: true,
    })),
  ];
  const sheets = [
    sheet(
      '发现',
      FINDING_COLUMNS,
      findings.map(({ state, line, evidence }) => [
        state,
        ...identity(line),
        line.problems.join('；'),
        line.updated ?? '',
        line.days,
        line.remarks.join('；'),
        line.link ?? '',
        evidence.join(' '),
        line.accountId,
      ]),
    ),
    sheet(
      '未判定',
      UNDETERMINED_COLUMNS,
      undetermined.map(({ line }) => [...identity(line), line.remarks.join('；'), line.link ?? '', line.accountId]),
    ),
  ];
  const bytes = await writeExcelFile(sheets, { features: [fontsInSchemaOrder] }).toBuffer();
  return { name: `巡查明细-${view.date}.xlsx`, type: XLSX, bytes };
}

interface Row {
  readonly state: string;
  readonly line: AccountLine;
  readonly evidence: readonly string[];
}

function rowsOf<T extends { readonly accountId: string }>(
  view: NightView,
  state: string,
  ones: readonly T[],
  say: (one: T) => Said,
): Row[] {
  return ones.map((one) => {
    const said = say(one);
    return { state, line: lineOf(view, one.accountId, [said]), evidence: said.evidence ?? [] };
  });
}

function casesOf(ones: readonly { readonly one: Case }[]): Case[] {
  return ones.map(({ one }) => one);
}

function identity(line: AccountLine): string[] {
  const [platform = '', unit = '', owner = ''] = line.about;
  return [unit, line.name, platform, owner];
}

function sheet(
  name: string,
  columns: readonly (readonly [string, number])[],
  rows: readonly (readonly (string | number | null)[])[],
) {
  const head = columns.map(([title]) => ({ value: title, fontWeight: 'bold' as const }));
  const body = rows.map((cells, index) => [{ value: index + 1, type: Number }, ...cells.map(cell)]);
  const data: SheetData = [head, ...body];
  return { sheet: name, data, columns: columns.map(([, width]) => ({ width })), stickyRowsCount: 1 };
}

/** The type is said outright: a name that begins with `=` stays text. */
function cell(value: string | number | null) {
  if (value === null) return null;
  return typeof value === 'number' ? { value, type: Number } : { value, type: String, wrap: true };
}
