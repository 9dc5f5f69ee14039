import { type CommonOptions, defineCommand } from '../command.ts';
import { loggedProgress } from '../console/log-file.ts';
import { consoleProgress } from '../console/progress.ts';
import { EXIT, Stop } from '../exit.ts';
import { Heartbeat } from '../heartbeat.ts';
import { openHome, openLog } from '../home.ts';
import { passRateWords } from '../model/percent.ts';
import { duration } from '../night-plan.ts';
import { Interrupted, type NightReport, night } from '../nightly.ts';
import { keepSnapshot } from '../registry/snapshot.ts';
import { DatabaseUnusable } from '../store/database.ts';
import { diskTroubleWords } from '../store/disk-trouble.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
  readonly deadline?: string;
}

export default defineCommand<Options>({
  name: 'run',
  summary: '夜间巡查：采集、判定、更新问题、发信、记录；可随时中断，再次运行会接着做',
  summaryEn:
    'the nightly job: collect, judge, update cases, send mail, keep the record; may be interrupted and goes on when run again',
  configure(command, wording) {
    command
      .option(
        '--deadline <time>',
        wording(
          '到这个钟点（按设置的时区）停止采集，例如 06:00；没轮到的明夜优先',
          'stop collecting at this hour in the zone of the settings, such as 06:00; who is left comes first tomorrow',
        ),
      )
      .option('--json', wording('输出一份 JSON 小结', 'print one JSON summary'));
  },
  async run(_, options) {
    const { deadline } = options;
    if (deadline !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(deadline)) {
      throw new Stop(EXIT.usage, `--deadline 须写作 时:分，例如 06:00；得到的是“${deadline}”。`);
    }
    const home = await openHome(options);
    const stopping = new AbortController();
    process.once('SIGTERM', () => stopping.abort());
    process.once('SIGINT', () => stopping.abort());
    const progress = consoleProgress(process.stderr, new Map(home.adapters.map(({ id, title }) => [id, title])));
    const log = openLog(home);
    const heartbeat = new Heartbeat(home, (detail) => log.write({ level: 'warn', event: 'heartbeat', detail }));
    const begun = () => heartbeat.started();
    const report = await night(home, loggedProgress(progress, log), stopping.signal, { deadline, begun })
      .catch(async (error: unknown) => {
        log.write({ level: 'warn', event: 'stopped', detail: String(error) });
        const stop = stopFor(error);
        await heartbeat.ended(stop instanceof Stop ? stop.message : '程序出错，巡查没有完成；详见服务器上的日志。');
        throw stop;
      })
      .finally(() => progress.end());
    if (report) log.write({ level: 'info', event: 'ended', ...report, summary: undefined, sources: undefined });
    if (!report) throw new Stop(EXIT.locked, '另一次巡查正在进行，本次没有开始。');
    keepSnapshot(home.data, { date: report.date, registry: home.registry });
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : words(report));
    const incomplete = isIncomplete(report);
    await heartbeat.ended(incomplete ? incompleteWords(report) : null);
    return incomplete ? EXIT.incomplete : EXIT.done;
  },
});

/** What ends a night before its time, as a sentence; a bug stays a bug. */
function stopFor(error: unknown): unknown {
  if (error instanceof Interrupted) {
    return new Stop(EXIT.incomplete, '巡查已按要求中断，尚未判定和发信；已采集的都已保存，再次运行会接着做。');
  }
  if (error instanceof DatabaseUnusable) return new Stop(EXIT.incomplete, error.message);
  const words = diskTroubleWords(error);
  return words === null ? error : new Stop(EXIT.incomplete, words);
}

function isIncomplete({ blocked, failed, left, mail }: NightReport): boolean {
  return left > 0 || blocked > 0 || failed > 0 || mail.queued > 0 || mail.dead > 0 || mail.uncertain > 0;
}

/** In numbers alone: this also leaves the house, and names of accounts and recipients stay here. */
function incompleteWords({ date, blocked, failed, left, mail }: NightReport): string {
  const parts = [
    ['没有轮到的账号', left],
    ['被拦住的账号', blocked],
    ['没有读成的账号', failed],
    ['待发的邮件', mail.queued],
    ['放弃的邮件', mail.dead],
    ['不能确定是否送达的邮件', mail.uncertain],
  ] as const;
  const told = parts.flatMap(([title, count]) => (count > 0 ? [`${title} ${count}`] : []));
  return `${date} 的巡查已结束，但有一部分没有做成：${told.join('，')}。`;
}

function words(report: NightReport): string {
  const { date, accounts, visited, left, boundS, tookS, summary, cases, mail } = report;
  const bound = boundS > 0 ? `（下限 ${duration(boundS * 1000)}）` : '';
  return [
    `${date} 巡查：账号 ${accounts} 个，本次采集 ${visited} 个，用时 ${duration(tookS * 1000)}${bound}`,
    ...(left > 0 ? [`时间已到，没轮到的账号 ${left} 个，明夜优先`] : []),
    `判定：检查 ${summary.checked} 个，不合格 ${summary.failed} 个，未判定 ${summary.undetermined} 个，${passRateWords(summary)}`,
    `问题：新增 ${cases.fresh}，解除 ${cases.resolved}，持续 ${cases.continuing}`,
    `邮件：送出 ${mail.sent} 封，待发 ${mail.queued} 封`,
    ...mail.troubles,
    ...(isIncomplete(report)
      ? [incompleteWords(report), '原因见邮件的“未判定”一节，或用 xuncha explain 账号编号 查看。']
      : []),
    '',
  ].join('\n');
}
