import { resolve } from 'node:path';
import { loadAdapters } from '../adapters.ts';
import { type CommonOptions, defineCommand } from '../command.ts';
import { terminalAsk } from '../console/ask.ts';
import { EXIT, Stop } from '../exit.ts';
import { defaultHome } from '../home.ts';
import { type Answers, addresses, askMissing } from '../init/answers.ts';
import { type Made, makeConfig } from '../init/write.ts';
import { sendTrialMail } from '../mail/trial.ts';
import { troubleWords } from '../mail/trouble-words.ts';
import { faultLine } from '../model/fault.ts';
import { loadSettings } from '../settings/load.ts';

interface Options extends CommonOptions {
  readonly mailHost?: string;
  readonly mailPort?: string;
  readonly mailTls?: string;
  readonly mailUser?: string;
  readonly mailFrom?: string;
  readonly mailTo?: string;
  readonly region?: string;
  readonly testMail?: boolean;
  readonly ask: boolean;
}

export default defineCommand<Options>({
  name: 'init',
  summary: '写出带说明的设置文件和第一份台账，可发测试邮件；不覆盖已有的文件',
  summaryEn: 'writes commented settings and a first registry, and may send a test mail; never overwrites',
  configure(command, wording) {
    command
      .option('--mail-host <host>', wording('邮件服务器', 'mail server'))
      .option('--mail-port <port>', wording('端口（默认 25）', 'port (default 25)'))
      .option(
        '--mail-tls <how>',
        wording('加密：starttls（默认）、implicit、off', 'encryption: starttls (default), implicit, off'),
      )
      .option(
        '--mail-user <name>',
        wording(
          '登录名；密码从环境变量 XUNCHA_MAIL_PASSWORD 取',
          'login; the password comes from XUNCHA_MAIL_PASSWORD',
        ),
      )
      .option(
        '--mail-from <address>',
        wording('发件人，例如 "巡查 <xuncha@example.gov.cn>"', 'sender, for example "巡查 <xuncha@example.gov.cn>"'),
      )
      .option('--mail-to <addresses>', wording('收件人，几个之间用逗号', 'recipients, separated by commas'))
      .option(
        '--region <name>',
        wording('通报中对辖区的称呼（默认 全省）', 'how notices call the region (default “全省”)'),
      )
      .option('--test-mail', wording('发一封测试邮件', 'send a test mail'))
      .option('--no-ask', wording('在终端上也不提问', 'ask nothing, even on a terminal'));
  },
  async run(_, options) {
    const dir = resolve(options.home ?? defaultHome());
    const answers = await answersOf(options);
    const made = makeConfig(dir, answers, await loadAdapters());
    if (made.faults.length > 0) {
      throw new Stop(EXIT.usage, `这样写出的设置有错误，什么都没有写：\n${made.faults.map(faultLine).join('\n')}`);
    }
    process.stdout.write(madeWords(dir, made));
    const isSent = answers.testMail ? await testMail(dir) : true;
    process.stdout.write(NEXT);
    return isSent ? EXIT.done : EXIT.incomplete;
  },
});

async function answersOf(options: Options): Promise<Answers> {
  const { mailHost, mailPort, mailTls, mailUser, mailFrom, mailTo, region, testMail } = options;
  const given: Answers = {
    ...{ mailHost, mailPort, mailTls, mailUser, mailFrom, region, testMail },
    mailTo: mailTo === undefined ? undefined : addresses(mailTo),
  };
  if (!options.ask || !process.stdin.isTTY || !process.stdout.isTTY) return given;
  const terminal = terminalAsk(process.stdin, process.stdout);
  try {
    return await askMissing(given, terminal.ask);
  } finally {
    terminal.close();
  }
}

function madeWords(dir: string, { written, kept }: Made): string {
  const lines = [
    ...written.map((path) => `已写入 ${dir}/${path}`),
    ...kept.map((path) => `已经有了，没有改动：${dir}/${path}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** @returns whether the mail server took it */
async function testMail(dir: string): Promise<boolean> {
  const { settings } = loadSettings(dir, await loadAdapters(), process.env);
  if (settings?.mail.host === undefined || settings.mail.to.length === 0) {
    process.stdout.write('没有发测试邮件：设置中还没有邮件服务器或收件人。\n');
    return false;
  }
  try {
    await sendTrialMail(settings.mail, process.env);
    process.stdout.write(`测试邮件已交给 ${settings.mail.host}，请到 ${settings.mail.to.join('、')} 查收。\n`);
    return true;
  } catch (error) {
    process.stdout.write(
      `测试邮件没有发出：${troubleWords(error)}。\n请核对 config/xuncha.yaml 中的 mail，再运行 xuncha doctor。\n`,
    );
    return false;
  }
}

const NEXT = `
接下来：
  1. 导入台账：xuncha registry import 台账.xlsx（先看），加 --write 写入
  2. 在 config/xuncha.yaml 的 platforms 下写明各平台的哨兵（确知每天更新的账号）
  3. 体检：xuncha doctor
  4. 试跑一夜：xuncha run
  5. 安排每夜运行：xuncha schedule --help
`;
