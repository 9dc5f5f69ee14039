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
  summaryEn: 'records what a person checked by hand (interaction, last update, status, subject); it lapses by itself',
  configure(command, wording) {
    command
      .argument('<id>', wording('账号的编号', 'id of the account'))
      .option('--comments <yes|no>', wording('能否评论', 'whether comments are possible'))
      .option('--direct-message <yes|no>', wording('能否私信', 'whether direct messages are possible'))
      .option('--menu <yes|no>', wording('有没有可用的菜单', 'whether there is a working menu'))
      .option('--auto-reply <yes|no>', wording('有没有自动回复', 'whether there is an automatic reply'))
      .option(
        '--last-post <date>',
        wording('最后更新的日期；从未发布写 never', 'date of the last update; never, if nothing was ever published'),
      )
      .option(
        '--status <status>',
        wording(
          '账号状态：normal、frozen、banned、cancelled、migrated、private 等',
          'state of the account: normal, frozen, banned, cancelled, migrated, private …',
        ),
      )
      .option(
        '--subject <kind>',
        wording(
          '认证主体的名称，或 personal、government 等类别',
          'certified subject by name, or a kind such as personal, government',
        ),
      )
      .option('--until <date>', wording('有效期至（含当日）', 'holds until the end of this day'))
      .option('--on <date>', wording('核查日期（默认：今天）', 'day of the check (default: today)'))
      .option('--by <name>', wording('核查人或核查单位（默认：本机用户名）', 'who checked (default: user name)'))
      .option('--screenshot <file>', wording('截图，按校验值保存', 'a screenshot, kept by hash'))
      .option('--json', wording('输出一份 JSON', 'print one JSON document'))
      .addHelpText(
        'after',
        wording(
          '\n示例：\n  xuncha confirm shili-weixin --menu yes --until 2027-01-10 --by 办公室 --screenshot 截图.png',
          '\nExample:\n  xuncha confirm shili-weixin --menu yes --until 2027-01-10 --by office --screenshot shot.png',
        ),
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
