import { confirm, readCheck, todayIn } from '../casework/confirm.ts';
import { actorOf, keepFile } from '../casework/office.ts';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { openHome } from '../home.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
  readonly comments?: string;
  readonly directMessage?: string;
  readonly menu?: string;
  readonly autoReply?: string;
  readonly lastPost?: string;
  readonly status?: string;
  readonly subject?: string;
  readonly on?: string;
  readonly until?: string;
  readonly by?: string;
  readonly screenshot?: string;
}

export default defineCommand<Options>({
  name: 'confirm',
  summary: '记下人工核查的结果（互动功能、最后更新、状态、认证主体），到期自动失效',
  summaryEn: 'records what a person has checked by hand, until the check lapses',
  configure(command) {
    command
      .argument('<id>', '账号的编号')
      .option('--comments <yes|no>', '能否评论')
      .option('--direct-message <yes|no>', '能否私信')
      .option('--menu <yes|no>', '有没有可用的菜单')
      .option('--auto-reply <yes|no>', '有没有自动回复')
      .option('--last-post <date>', '最后更新的日期；从未发布写 never')
      .option('--status <status>', '账号状态：normal、frozen、banned、cancelled、migrated、private 等')
      .option('--subject <kind>', '认证主体的名称，或 personal、government 等类别')
      .option('--until <date>', '有效期至（含当日）')
      .option('--on <date>', '核查日期（默认：今天）')
      .option('--by <name>', '核查人或核查单位（默认：本机用户名）')
      .option('--screenshot <file>', '截图，按校验值保存')
      .option('--json', '输出一份 JSON')
      .addHelpText(
        'after',
        '\n示例：\n  xuncha confirm shili-weixin --menu yes --until 2027-01-10 --by 办公室 --screenshot 截图.png',
      );
  },
  async run([id = ''], options) {
    const home = await openHome(options);
    const account = home.registry.accounts.find((one) => one.id === id);
    if (account === undefined) throw new Stop(EXIT.usage, `台账中没有账号 ${id}。`);
    const { comments, directMessage, menu, autoReply, lastPost, status, subject, until } = options;
    const today = todayIn(home);
    const checked = readCheck(
      {
        interaction: { comments, directMessage, menu, autoReply },
        lastPost,
        status,
        subject,
        until,
        on: options.on ?? today,
        by: actorOf(home, options.by).by,
      },
      today,
    );
    const shot = options.screenshot === undefined ? {} : { screenshot: keepFile(home, options.screenshot).hash };
    const confirmation = { ...checked, ...shot };
    confirm(home, id, confirmation);
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ accountId: id, ...confirmation })}\n`
        : `已记下 ${account.name}（${id}）${confirmation.on} 的人工核查，有效期至 ${confirmation.until}；下一次判定起生效。\n`,
    );
    return EXIT.done;
  },
});
