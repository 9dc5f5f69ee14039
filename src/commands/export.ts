import { join } from 'node:path';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { openHome } from '../home.ts';
import { type JudgedNight, judgeNight } from '../judge/night.ts';
import accounts from '../lists/accounts.ts';
import cases from '../lists/cases.ts';
import findings from '../lists/findings.ts';
import type { List } from '../lists/list.ts';
import observations from '../lists/observations.ts';
import { FORMATS, type Format, TooManyRows, writeList } from '../lists/write.ts';
import { DatabaseUnusable, openDatabase } from '../store/database.ts';

const LISTS: readonly List[] = [accounts, findings, cases, observations];

interface Options extends CommonOptions {
  readonly format?: string;
  readonly out?: string;
}

export default defineCommand<Options>({
  name: 'export',
  summary: '把一份清单导出为 CSV 或 XLSX；其中任何文字都不会成为公式',
  summaryEn: 'writes a list as CSV or XLSX; no text in it can become a formula',
  configure(command, wording) {
    command
      .argument(
        '<list>',
        wording(
          'accounts（账号及其结论）、findings（判定）、cases（问题及其经过）或 observations（所见）',
          'accounts, findings, cases or observations',
        ),
      )
      .option(
        '--format <format>',
        wording(
          'csv 或 xlsx（默认：按 --out 的扩展名，都不是则为 csv）',
          'csv or xlsx (default: by the ending of --out, else csv)',
        ),
      )
      .option('--out <file>', wording('写入的文件；已有的会被替换', 'the file to write; an existing one is replaced'));
  },
  async run([name], options) {
    const list = LISTS.find(({ id }) => id === name);
    const { out = '', format = out.toLowerCase().endsWith('.xlsx') ? 'xlsx' : 'csv' } = options;
    const faults = [
      ...(list ? [] : [`没有“${name}”这份清单；可以导出 ${LISTS.map(({ id }) => id).join('、')}。`]),
      ...(isFormat(format) ? [] : [`--format 须是 ${FORMATS.join(' 或 ')}；得到的是“${format}”。`]),
      ...(out === '' ? ['缺少 --out：须指明写入的文件。'] : []),
    ];
    if (!list || !isFormat(format) || faults.length > 0) throw new Stop(EXIT.usage, faults.join('\n'));
    const home = await openHome(options);
    try {
      const db = openDatabase(join(home.data, 'xuncha.db'));
      try {
        let night: JudgedNight | undefined;
        const judged = () => {
          night ??= judgeNight(db, home, home.now());
          return night;
        };
        const count = await writeList(list, list.rows({ home, db, judged }), format, out);
        process.stdout.write(`${list.title} ${count} 行：${out}\n`);
        return EXIT.done;
      } finally {
        db.close();
      }
    } catch (error) {
      if (error instanceof TooManyRows || error instanceof DatabaseUnusable) throw new Stop(EXIT.usage, error.message);
      if (error instanceof Error && 'syscall' in error) throw new Stop(EXIT.usage, `不能读写：${error.message}`);
      throw error;
    }
  },
});

function isFormat(text: string): text is Format {
  return FORMATS.some((format) => format === text);
}
