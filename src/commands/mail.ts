import { join } from 'node:path';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { type Home, openHome } from '../home.ts';
import { judgeNight } from '../judge/night.ts';
import { planMails, SUPERVISORS } from '../mail/plan.ts';
import { settleMail } from '../mail/settle.ts';
import { viewOf } from '../nightly.ts';
import { type Db, openDatabase } from '../store/database.ts';
import { MailWords } from '../store/mail-words.ts';
import { type OutboxRow, type OutboxState, OutboxStore, type OutgoingMail } from '../store/outbox.ts';
import { RunStore } from '../store/runs.ts';
import { dateIn, isoIn } from '../time/calendar.ts';

interface Options extends CommonOptions {
  readonly dryRun?: boolean;
  readonly status?: boolean;
  readonly arrived?: boolean;
  readonly sendAgain?: boolean;
  readonly by?: string;
  readonly json?: boolean;
}

export default defineCommand<Options>({
  name: 'mail',
  summary:
    '查看邮件：今夜谁会收到什么（--dry-run），发件箱的情形（--status）；说明不能确定的一封是否送达（settle）；不发信',
  summaryEn:
    'who would get which mail tonight (--dry-run), what the outbox holds (--status), what became of an uncertain mail (settle); sends nothing',
  configure(command, wording) {
    command
      .usage(
        wording(
          '--dry-run | --status | settle 编号 --arrived | settle 编号 --send-again',
          '--dry-run | --status | settle id --arrived | settle id --send-again',
        ),
      )
      .argument('[action]', wording('settle：说明一封邮件的结果', 'settle: say what became of a mail'))
      .argument('[id]', wording('settle：邮件的编号（见 --status）', 'settle: number of the mail (see --status)'))
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
      .option(
        '--arrived',
        wording('settle：收件人已收到，不必再发', 'settle: the recipient has it, nothing is to be sent'),
      )
      .option(
        '--send-again',
        wording(
          'settle：没有收到，下次运行时重新发送；不再发送的邮件也可以',
          'settle: it did not arrive and leaves with the next run; also for a mail that was given up',
        ),
      )
      .option(
        '--by <name>',
        wording('settle：是谁核实的（默认：本机用户名）', 'settle: who found out (default: user name)'),
      )
      .option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run([action, id], options) {
    const work = workOf(action, options);
    const home = await openHome(options);
    const db = openDatabase(join(home.data, 'xuncha.db'));
    try {
      process.stdout.write(await work(db, home, id, options));
      return EXIT.done;
    } finally {
      db.close();
    }
  },
});

type Work = (db: Db, home: Home, id: string | undefined, options: Options) => string | Promise<string>;

function workOf(action: string | undefined, { dryRun, status }: Options): Work {
  const asked = [...(dryRun ? [planned] : []), ...(status ? [listed] : []), ...(action === 'settle' ? [settled] : [])];
  const [work] = asked;
  if (work !== undefined && asked.length === 1 && (action === undefined || action === 'settle')) return work;
  throw new Stop(
    EXIT.usage,
    '请指明 --dry-run（谁会收到什么）、--status（发件箱的情形）或 settle 编号（说明一封邮件的结果）之一。',
  );
}

function settled(db: Db, home: Home, id: string | undefined, { arrived, sendAgain, by, json }: Options): string {
  const mail = settleMail(db, home, { id, arrived: arrived ?? false, sendAgain: sendAgain ?? false, by });
  if (json) return `${JSON.stringify({ mail: plainRow(home, mail) })}\n`;
  const next = mail.state === 'queued' ? '；下次 xuncha run 或 xuncha watch 时发出' : '';
  return `${lineOf(home, mail)}${next}\n`;
}

/** What a run that ended now would write; the same questions as `run` asks, with nothing kept. */
async function planned(db: Db, home: Home, _: string | undefined, { json }: Options): Promise<string> {
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

function listed(db: Db, home: Home, _: string | undefined, { json }: Options): string {
  const rows = new OutboxStore(db).all();
  if (json) {
    const words = new MailWords(db).all().map(({ atMs, ...word }) => ({ ...word, at: isoOf(home, atMs) }));
    return `${JSON.stringify({ outbox: rows.map((row) => plainRow(home, row)), words })}\n`;
  }
  const counts = Object.entries(STATES).map(
    ([state, title]) => `${title} ${rows.filter((row) => row.state === state).length}`,
  );
  const shown = [
    ...rows.filter(({ state }) => state !== 'sent'),
    ...rows.filter(({ state }) => state === 'sent').slice(-LATEST_SENT),
  ];
  const advice = rows.some(({ state }) => state === 'uncertain')
    ? ['不能确定是否送达的，请问收件人：收到了的用 xuncha mail settle 编号 --arrived，没有收到的用 --send-again。']
    : [];
  return `${[`发件箱：${counts.join('，')}`, ...shown.map((row) => lineOf(home, row)), ...advice].join('\n')}\n`;
}

function plainRow(
  home: Home,
  { createdAtMs, triedSinceMs: _, dueAtMs, dedupe: __, contentId: ___, ...row }: OutboxRow,
) {
  return { ...row, createdAt: isoOf(home, createdAtMs), dueAt: isoOf(home, dueAtMs) };
}

function lineOf(home: Home, { id, state, date, to, attempts, dueAtMs, lastAnswer }: OutboxRow): string {
  const words = [
    STATES[state],
    `${date} 致 ${to}`,
    `试过 ${attempts} 次`,
    ...(state === 'queued' ? [`下次 ${isoOf(home, dueAtMs)}`] : []),
    ...(lastAnswer === null ? [] : [lastAnswer]),
  ].join('，');
  return `${String(id).padStart(4)}  ${words}`;
}

function isoOf(home: Home, ms: number): string {
  return isoIn(home.zone, Temporal.Instant.fromEpochMilliseconds(ms));
}
