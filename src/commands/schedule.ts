import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { type Home, openHome } from '../home.ts';
import { runDaemon } from '../schedule/daemon.ts';
import { isMissed } from '../schedule/due.ts';
import { cronLines, type Job, systemdUnits } from '../schedule/units.ts';
import { openDatabase } from '../store/database.ts';
import { takeLock } from '../store/lock.ts';
import { RunStore } from '../store/runs.ts';

interface Options extends CommonOptions {
  readonly systemd?: boolean;
  readonly cron?: boolean;
}

export default defineCommand<Options>({
  name: 'schedule',
  summary: '每夜定时巡查：留在前台运行；或打印 systemd、cron 的配置',
  summaryEn: 'runs every night, in the foreground; or prints what systemd or cron needs',
  configure(command, wording) {
    command
      .option('--systemd', wording('打印 systemd 的 service 与 timer', 'print service and timer of systemd'))
      .option('--cron', wording('打印 crontab 的一行（含时区）', 'print the line of crontab (with the zone)'));
  },
  async run(_, options) {
    const home = await openHome(options);
    const { settings, zone } = home;
    const job: Job = {
      program: launcher(),
      home: resolve(home.dir),
      at: settings.schedule.at,
      zone,
      mostHours: settings.night.hours,
    };
    if (options.systemd) process.stdout.write(systemdUnits(job));
    if (options.cron) process.stdout.write(cronLines(job));
    if (options.systemd || options.cron) return EXIT.done;
    const lock = takeLock(join(home.data, 'schedule.lock'));
    if (!lock) throw new Stop(EXIT.locked, '另一个 xuncha schedule 正在运行。');
    try {
      await stayInForeground(home, job);
    } finally {
      lock.release();
    }
    return EXIT.done;
  },
});

async function stayInForeground(home: Home, job: Job): Promise<void> {
  const ending = new AbortController();
  process.once('SIGTERM', () => ending.abort());
  process.once('SIGINT', () => ending.abort());
  await runDaemon(job, {
    isMissed: () => isMissed(home.now(), job.at, job.zone, (date) => isFinished(home, date)),
    say: (line) =>
      process.stderr.write(`${home.now().toZonedDateTimeISO(job.zone).toPlainDateTime().round('second')} ${line}\n`),
    signal: ending.signal,
  });
}

function isFinished(home: Home, date: string): boolean {
  const db = openDatabase(join(home.data, 'xuncha.db'));
  try {
    return new RunStore(db).nights(7).some((run) => run.businessDate === date && run.finishedAt !== null);
  } finally {
    db.close();
  }
}

/** The program as the system starts it: the file `xuncha` of this checkout or package. */
function launcher(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'xuncha');
    if (existsSync(file) && existsSync(join(folder, 'package.json'))) return file;
  }
  throw new Error('the launcher is missing');
}
