import { type CommonOptions, defineCommand } from '../../command.ts';
import { fitted } from '../../console/text-width.ts';
import { EXIT, Stop } from '../../exit.ts';
import { type Home, openHome } from '../../home.ts';
import type { Adapter } from '../../model/adapter.ts';
import { registryYamlFiles, writeRegistryFiles } from '../../registry/files.ts';
import { type ImportChange, type ImportPlan, type ImportRow, planImport } from '../../registry/import.ts';
import { readSheets } from '../../registry/sheets.ts';
import { KIND_TITLES, STATE_TITLES } from '../../registry/words.ts';
import { applyImport } from '../../registry/write.ts';

interface Options extends CommonOptions {
  readonly write?: boolean;
  readonly json?: boolean;
}

export default defineCommand<Options>({
  name: 'import',
  summary: '读单位自己的表格（.xlsx、.csv），逐行说明读懂了什么；加 --write 才写入台账',
  summaryEn: 'reads somebody’s own list (.xlsx, .csv) and says row by row what it means; writes only with --write',
  configure(command, wording) {
    command
      .argument(
        '<file>',
        wording('表格文件：.xlsx，或 UTF-8、GB18030 的 .csv', 'a spreadsheet: .xlsx, or .csv in UTF-8 or GB18030'),
      )
      .option('--write', wording('写入 config/registry/', 'write into config/registry/'))
      .option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run([file = ''], options) {
    const home = await openHome(options);
    const read = await readSheets(file);
    if (!read.read) throw new Stop(EXIT.usage, `${file}:${read.line}:1: ${read.message}`);
    const plan = planImport(read.sheets, home.registry, home.adapters);
    const refused = options.write ? await write(plan, home) : [];
    if (options.json)
      process.stdout.write(`${JSON.stringify({ ...plan, refused, written: options.write === true })}\n`);
    else
      process.stdout.write(fitted(words(plan, refused, options.write === true, home.adapters), process.stdout.columns));
    const failed = plan.rows.some(({ verdict }) => verdict === 'failed');
    return failed || refused.length > 0 || plan.headlessSheets.length > 0 ? EXIT.incomplete : EXIT.done;
  },
});

/** @returns changes that were not made, for people */
async function write(plan: ImportPlan, home: Home): Promise<readonly string[]> {
  const { files, refused } = applyImport(plan, registryYamlFiles(home.dir), home.places);
  await writeRegistryFiles(home.dir, files, home.adapters);
  return refused;
}

const MARKS = { understood: '✓', look: '!', failed: '✗', skipped: ' ' } as const;

function words(plan: ImportPlan, refused: readonly string[], isWritten: boolean, adapters: readonly Adapter[]): string {
  const titles = new Map(adapters.map(({ id, title }) => [id, title]));
  const count = (wanted: (row: ImportRow) => boolean) => plan.rows.filter(wanted).length;
  const ofKind = (kind: ImportChange['kind']) => count(({ change }) => change?.kind === kind);
  const changes = `新增 ${ofKind('add')}，更新 ${ofKind('update')}，不变 ${ofKind('same')}`;
  const failed = count(({ verdict }) => verdict === 'failed');
  const changed = ofKind('add') + ofKind('update') + plan.contacts.length > 0;
  const next = !changed
    ? '没有要写入的变化。'
    : isWritten
      ? '已写入 config/registry/。接着可运行 xuncha registry check 和 xuncha doctor。'
      : '还没有写入。核对无误后，请加上 --write 再运行一次。';
  const unread = failed > 0 ? '标 ✗ 的行请按说明改好再导入一次，已登记的不会重复。' : '';
  return [
    ...plan.headers,
    ...plan.rows.map((row) => rowWords(row, titles)),
    ...plan.contacts.map(({ unit, added }) => `单位“${unit}”的收件人增加：${added.join('、')}。`),
    ...plan.unusedColumns.map((columns) => `没有用到的列：${columns}`),
    ...plan.headlessSheets.map((name) =>
      name === '' ? '没有找到表头（要有“账号名称”等列）。' : `工作表“${name}”没有找到表头，没有读。`,
    ),
    ...(plan.notInList.length > 0 ? [`台账中另有 ${plan.notInList.length} 个账号不在这份表里，保持不变。`] : []),
    ...refused,
    '',
    `${changes}；没有读懂 ${failed} 行。${next}${unread}`,
    '',
  ].join('\n');
}

function rowWords(
  { sheet, line, title, verdict, reasons, change }: ImportRow,
  titles: ReadonlyMap<string, string>,
): string {
  const place = `${sheet === '' ? '' : `${sheet} `}第 ${line} 行`;
  const said = [change === null ? '' : changeWords(change, titles), ...reasons].filter((text) => text !== '');
  return `${MARKS[verdict]} ${place} “${title}”：${said.join(' ')}`;
}

function changeWords(change: ImportChange, titles: ReadonlyMap<string, string>): string {
  const { account } = change;
  const keys = Object.entries(account.handle as object).map(([key, value]) => `${key}=${[value].flat().join(' ')}`);
  if (change.kind === 'add') {
    const unit = account.unit === account.owner ? [] : [`归入“${account.unit}”`];
    const unusual = [
      ...(account.state === 'running' ? [] : [STATE_TITLES[account.state]]),
      ...(account.closedOn === null ? [] : [account.closedOn]),
      ...(account.kind === 'publishing' ? [] : [KIND_TITLES[account.kind]]),
    ];
    const platform = titles.get(account.platform) ?? account.platform;
    const said = [platform, account.owner, ...unit, ...unusual, ...(keys.length > 0 ? keys : ['无标识'])];
    return `新增 ${account.id}（${said.join('，')}）。`;
  }
  if (change.kind === 'same') return `与台账中的 ${account.id} 相同。`;
  const fields = change.fields.map(
    (field) => `${FIELD_TITLES[field]} ${shown(change.before[field])} → ${shown(account[field])}`,
  );
  return `更新 ${account.id}：${fields.join('；')}。`;
}

const FIELD_TITLES = {
  name: '账号名称',
  unit: '单位',
  owner: '主办单位',
  state: '状态',
  closedOn: '关停日期',
  kind: '类别',
  handle: '标识',
} as const;

function shown(value: unknown): string {
  if (value === null) return '（无）';
  return typeof value === 'object' ? JSON.stringify(value) : `“${String(value)}”`;
}
