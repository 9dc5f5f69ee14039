import { existsSync } from 'node:fs';
import { z } from 'zod';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, type ExitStatus, Stop } from '../exit.ts';
import { type Home, openHome } from '../home.ts';
import { BadObservations } from '../judge/observations-file.ts';
import { type QuarterRequest, quarter } from '../quarterly.ts';
import { UnreadableWorkbook } from '../report/unreadable-workbook.ts';
import { DatabaseUnusable } from '../store/database.ts';
import { endOfDay, isoIn } from '../time/calendar.ts';

interface Options extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
  readonly out?: string;
  readonly observations?: string;
  readonly sample?: string;
  readonly seed?: string;
  readonly previous?: string;
  readonly verify?: string;
  readonly json?: boolean;
}

export default defineCommand<Options>({
  name: 'report',
  summary: '起草季度通报（通报.docx）及附件（附件.xlsx），或核对一份附件的数字；不联网，不发信',
  summaryEn: 'drafts the quarterly notice and its annex, or checks the numbers of an annex; no network, no mail',
  configure(command, wording) {
    command
      .option('--from <date>', wording('检查期第一天，例如 2020-07-07', 'first day of the window, such as 2020-07-07'))
      .option(
        '--to <date>',
        wording(
          '检查期最后一天；没有 --at 时，监测时间点为这一天结束之时',
          'last day of the window; without --at its end is the monitoring point',
        ),
      )
      .option(
        '--out <dir>',
        wording(
          '通报和附件写入的目录；没有则新建，已有的同名文件会被替换',
          'folder for the notice and its annex; made where it is missing, an earlier draft is replaced',
        ),
      )
      .option(
        '--observations <file>',
        wording(
          '依据这个文件中的所见（check --json 的输出，每行一个），而不是已保存的',
          'observations of this file (lines of check --json) instead of the stored ones',
        ),
      )
      .option(
        '--sample <share>',
        wording(
          '抽查：每个单位抽取这一比例的账号，例如 30%',
          'check a sample: this share of the accounts of each unit, such as 30%',
        ),
      )
      .option(
        '--seed <seed>',
        wording(
          '抽样的随机种子，写入通报；相同种子抽到相同账号（默认：检查期最后一天）',
          'seed of the sample, written into the notice; the same seed draws the same accounts (default: the last day)',
        ),
      )
      .option(
        '--previous <file>',
        wording(
          '上季度的附件.xlsx，用于环比和认定上季度通报后未整改的账号',
          'annex of the quarter before, for the comparison and for repeat offenders',
        ),
      )
      .option(
        '--verify <file>',
        wording(
          '不起草，只核对这份 .xlsx 中的每个合计和百分比；有不符时以 3 结束',
          'draft nothing, recompute every sum and percentage of this .xlsx; ends with 3 where one is wrong',
        ),
      )
      .option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run(_, options) {
    if (options.verify !== undefined) return verify(options.verify, await openHome(options), options.json);
    const request = requestOf(options);
    const home = await openHome(options);
    // writers of documents are large, and every command waits for what is imported above
    const [{ readPrevious }, { writeReport }] = await Promise.all([
      import('../report/previous.ts'),
      import('../report/write.ts'),
    ]);
    const { previous, out } = options;
    const before = previous === undefined ? undefined : await orStop(() => readPrevious(previous));
    const at = monitoringPoint(home, request.window.to, options);
    const view = await orStop(() => quarter(home, { ...request, at, previous: before }));
    const { files } = await orStop(() => writeReport({ view, outDir: out ?? '' }));
    const { total, passRate, failing, mended } = view;
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ at: view.at, ...total, passRate, listed: failing.length, mended: mended.length, files })}\n`
        : `监测时间点 ${view.at}：运行 ${total.running} 个，检查 ${total.checked} 个，突出问题 ${total.failed} 个，合格率 ${passRate}\n${files.join('\n')}\n`,
    );
    return EXIT.done;
  },
});

/** @throws Stop naming every option that is missing or wrong */
function requestOf(options: Options): Omit<QuarterRequest, 'at' | 'previous'> {
  const { from = '', to = '', out = '', sample } = options;
  const missing = Object.entries({ from, to, out }).flatMap(([name, value]) => (value === '' ? [`--${name}`] : []));
  const faults = missing.length === 0 ? [] : [`缺少 ${missing.join('、')}：须指明检查期的起止日期和写入的目录。`];
  for (const [name, value] of Object.entries({ from, to })) {
    if (value !== '' && !z.iso.date().safeParse(value).success) {
      faults.push(`--${name} 须是日期，例如 2020-09-17；得到的是“${value}”。`);
    }
  }
  if (faults.length === 0 && from > to) faults.push(`--from ${from} 在 --to ${to} 之后，检查期为空。`);
  const sharePercent = sample === undefined ? undefined : shareOf(sample);
  if (sharePercent === null) faults.push(`--sample 须是大于 0 且不超过 100 的百分比，例如 30%；得到的是“${sample}”。`);
  for (const [name, file] of [
    ['--observations', options.observations],
    ['--previous', options.previous],
  ]) {
    if (file !== undefined && !existsSync(file)) faults.push(`${name} 指的文件不存在：${file}`);
  }
  if (faults.length > 0) throw new Stop(EXIT.usage, faults.join('\n'));
  return {
    window: { from, to },
    observationsFile: options.observations,
    sample: sharePercent == null ? undefined : { sharePercent, seed: options.seed ?? to },
  };
}

function shareOf(text: string): number | null {
  const share = /^(\d+(?:\.\d+)?)\s*[%％]?$/.exec(text.trim())?.[1];
  return share !== undefined && Number(share) > 0 && Number(share) <= 100 ? Number(share) : null;
}

/**
 * The end of the window's last day, unless `--at` names another moment. Where that day is not over, stored observations
 * are judged now: an account may still publish today.
 */
function monitoringPoint(home: Home, to: string, { at, observations }: Options): Temporal.Instant {
  if (at !== undefined) return home.now();
  const end = endOfDay(home.zone, to).subtract({ milliseconds: 1 });
  const now = home.now();
  if (observations !== undefined || Temporal.Instant.compare(end, now) <= 0) return end;
  process.stderr.write(`${to} 还没有结束，监测时间点取现在：${isoIn(home.zone, now)}。\n`);
  return now;
}

/** What a user can mend is said in a sentence, without a stack; what a file says of itself stands in the message. */
async function orStop<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const known =
      error instanceof BadObservations || error instanceof DatabaseUnusable || error instanceof UnreadableWorkbook;
    if (known) throw new Stop(EXIT.usage, error.message);
    if (error instanceof Error && 'syscall' in error) throw new Stop(EXIT.usage, `不能读写：${error.message}`);
    throw error;
  }
}

async function verify(file: string, home: Home, json: boolean | undefined): Promise<ExitStatus> {
  const { verifyWorkbook } = await import('../report/arithmetic.ts');
  const faults = await orStop(() => verifyWorkbook(file, home.settings.report.rounding));
  const lines = faults.map(
    ({ sheet, row, column, printed, expected, message }) =>
      `${sheet} 第 ${row} 行“${column}”：写作 ${printed}，应为 ${expected}（${message}）`,
  );
  const words = faults.length === 0 ? ['数字全部相符。'] : [...lines, `共 ${faults.length} 处不符。`];
  process.stdout.write(json ? `${JSON.stringify({ file, faults })}\n` : `${words.join('\n')}\n`);
  return faults.length === 0 ? EXIT.done : EXIT.incomplete;
}
