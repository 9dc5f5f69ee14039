import { join } from 'node:path';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { type Home, openHome } from '../home.ts';
import { alarmMail, alarmWords } from '../mail/alarm.ts';
import { type SendReport, sendOutbox } from '../mail/outbox.ts';
import { DatabaseUnusable, type Db, openDatabase } from '../store/database.ts';
import { enqueue } from '../store/outbox.ts';
import { RunStore } from '../store/runs.ts';
import { isoIn } from '../time/calendar.ts';
import { type WatchedNight, watchedNight } from '../watch.ts';

interface Options extends CommonOptions {
  readonly by?: string;
  readonly json?: boolean;
}

/** a second timer is waiting; a night that is sending just now has begun to tell by itself */
const TURN_MS = 30_000;

export default defineCommand<Options>({
  name: 'watch',
  summary: '看守：今夜的巡查到时没有开始或没有结束，就发邮件告知；供另一个定时任务调用',
  summaryEn:
    'tells by mail when tonight’s run did not begin, or did not end, by an hour; to be called by a timer of its own',
  configure(command, wording) {
    command
      .option(
        '--by <time>',
        wording(
          '巡查应在这个钟点（按设置的时区）之前结束',
          'the hour, in the zone of the settings, by which it should have ended',
        ),
        '08:00',
      )
      .option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run(_, options) {
    const { by = '08:00' } = options;
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(by)) {
      throw new Stop(EXIT.usage, `--by 须写作 时:分，例如 08:00；得到的是“${by}”。`);
    }
    const home = await openHome(options);
    const db = open(home);
    try {
      const night = watchedNight(new RunStore(db), home.now(), {
        by,
        begins: home.settings.schedule.at,
        zone: home.zone,
      });
      const mail = await tell(db, home, night);
      process.stdout.write(
        options.json ? `${JSON.stringify(documentOf(night, home, mail))}\n` : words(night, home, mail),
      );
      return night.state === 'ended' ? EXIT.done : EXIT.incomplete;
    } finally {
      db.close();
    }
  },
});

function open(home: Home): Db {
  try {
    return openDatabase(join(home.data, 'xuncha.db'));
  } catch (error) {
    if (!(error instanceof DatabaseUnusable)) throw error;
    throw new Stop(EXIT.incomplete, error.message);
  }
}

/** Stores the mail before it is sent; told again of the same night, it sends only what is still waiting. */
async function tell(db: Db, home: Home, night: WatchedNight): Promise<SendReport | null> {
  const { state } = night;
  if (state === 'ended') return null;
  enqueue(db, alarmMail({ ...night, state }, home.settings.mail), home.now());
  return sendOutbox(db, home, process.env, TURN_MS);
}

function documentOf({ date, by, state, startedAt, finishedAt }: WatchedNight, { zone }: Home, mail: SendReport | null) {
  const shown = (at: string | null) => (at === null ? null : isoIn(zone, Temporal.Instant.from(at)));
  const due = isoIn(zone, by.toInstant());
  return { date, by: due, state, startedAt: shown(startedAt), finishedAt: shown(finishedAt), mail };
}

function words(night: WatchedNight, { settings }: Home, mail: SendReport | null): string {
  if (mail === null) return `${night.date} 夜的巡查已经结束。\n`;
  const told =
    settings.mail.to.length === 0
      ? '没有设置 mail.to，无人可告知。'
      : `邮件：送出 ${mail.sent} 封，待发 ${mail.queued} 封`;
  return `${[alarmWords(night), told, ...mail.troubles].join('\n')}\n`;
}
