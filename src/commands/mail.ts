import { join } from 'node:path';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { type Home, openHome } from '../home.ts';
import { judgeNight } from '../judge/night.ts';
import { planMails, SUPERVISORS } from '../mail/plan.ts';
import { viewOf } from '../nightly.ts';
import { type Db, openDatabase } from '../store/database.ts';
import { type OutboxRow, type OutboxState, OutboxStore, type OutgoingMail } from '../store/outbox.ts';
import { RunStore } from '../store/runs.ts';
import { dateIn, isoIn } from '../time/calendar.ts';

interface Options extends CommonOptions {
  readonly dryRun?: boolean;
  readonly status?: boolean;
  readonly json?: boolean;
}

export default defineCommand<Options>({
  name: 'mail',
  summary: '查看邮件：今夜谁会收到什么（--dry-run），或发件箱的情形（--status）；不保存，不发信',
  summaryEn:
    'who would get which mail tonight (--dry-run), or what the outbox holds (--status); stores and sends nothing',
  configure(command, wording) {
    command
      .option(
        '--dry-run',
        wording(
          '按已保存的所见，列出现在运行会给谁发什么',
          'whom a run would tell what now, from the stored observations',
        ),
      )
      .option(
        '--status',
        wording(
          '列出发件箱：已送出的、待发的、放弃的、不能确定是否送达的',
          'list the outbox: sent, waiting, given up, uncertain',
        ),
      )
      .option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run(_, options) {
    if (Boolean(options.dryRun) === Boolean(options.status)) {
      throw new Stop(EXIT.usage, '请指明 --dry-run（谁会收到什么）或 --status（发件箱的情形）之一。');
    }
    const home = await openHome(options);
    const db = openDatabase(join(home.data, 'xuncha.db'));
    try {
      process.stdout.write(options.status ? status(db, home, options.json) : await dryRun(db, home, options.json));
      return EXIT.done;
    } finally {
      db.close();
    }
  },
});

/** What a run that ended now would write; the same questions as `run` asks, with nothing kept. */
async function dryRun(db: Db, home: Home, json: boolean | undefined): Promise<string> {
  const date = dateIn(home.zone, home.now()).toString();
  const judged = judgeNight(db, home, home.now());
  const parts = new OutboxStore(db).lastPart(date, SUPERVISORS);
  const hasNews = judged.cases.some((one, index) => one !== judged.before[index]);
  const view = takenBack(db, () => viewOf(db, home, new RunStore(db).night(date, home.now()), judged));
  const mails = parts === 0 || hasNews ? await planMails(view, home.settings, parts + 1) : [];
  if (json) return `${JSON.stringify({ date, mails: mails.map(plain) })}\n`;
  if (mails.length > 0) return `${date} 会发 ${mails.length} 种邮件：\n${mails.map(words).join('\n')}\n`;
  return parts === 0
    ? `${date} 没有要发的邮件；请检查 mail.to 与 mail.routes 的设置。\n`
    : `${date} 的邮件已经写好，此后问题没有变化，不会再发。\n`;
}

/** The night's row is made and taken back: a plan leaves no trace. */
function takenBack<T>(db: Db, work: () => T): T {
  db.exec('BEGIN');
  try {
    return work();
  } finally {
    db.exec('ROLLBACK');
  }
}

function plain({ kind, part, from, to, subject, text, annexes }: OutgoingMail) {
  return {
    kind,
    part,
    from,
    to,
    subject,
    text,
    annexes: annexes.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
  };
}

function words({ kind, to, subject, annexes }: OutgoingMail): string {
  const whom = kind === SUPERVISORS ? '主管' : kind.replace(/^unit:/, '');
  return `${whom} → ${to.join('、')}\n  ${subject}\n  附件：${annexes.map(({ name }) => name).join('、') || '无'}`;
}

const STATES: Readonly<Record<OutboxState, string>> = {
  queued: '待发',
  sending: '正在发送',
  uncertain: '不能确定是否送达',
  dead: '不再发送',
  sent: '已送出',
};

/** What still needs a person's eye is listed in full; of what was sent, the latest. */
const LATEST_SENT = 20;

function status(db: Db, home: Home, json: boolean | undefined): string {
  const rows = new OutboxStore(db).all();
  const iso = (ms: number) => isoIn(home.zone, Temporal.Instant.fromEpochMilliseconds(ms));
  if (json) {
    const outbox = rows.map(({ createdAtMs, dueAtMs, dedupe: _, contentId: __, ...row }) => ({
      ...row,
      createdAt: iso(createdAtMs),
      dueAt: iso(dueAtMs),
    }));
    return `${JSON.stringify({ outbox })}\n`;
  }
  const counts = Object.entries(STATES).map(
    ([state, title]) => `${title} ${rows.filter((row) => row.state === state).length}`,
  );
  const shown = [
    ...rows.filter(({ state }) => state !== 'sent'),
    ...rows.filter(({ state }) => state === 'sent').slice(-LATEST_SENT),
  ];
  const lineOf = ({ state, date, to, attempts, dueAtMs, lastAnswer }: OutboxRow) =>
    [
      STATES[state],
      `${date} 致 ${to}`,
      `试过 ${attempts} 次`,
      ...(state === 'queued' ? [`下次 ${iso(dueAtMs)}`] : []),
      ...(lastAnswer === null ? [] : [lastAnswer]),
    ].join('，');
  return `${[`发件箱：${counts.join('，')}`, ...shown.map(lineOf)].join('\n')}\n`;
}
