import { z } from 'zod';
import { closeCase, dismissCase, listCases, noteCase, openCase, replyToCase, showCase } from '../casework/cases.ts';
import { actorOf, keepFile } from '../casework/office.ts';
import { caseLine, caseStory } from '../casework/words.ts';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { type Home, openHome } from '../home.ts';
import type { Case } from '../model/case.ts';
import { SEVERITIES } from '../model/finding.ts';

const ACTIONS = ['list', 'show', 'note', 'dismiss', 'reply', 'open', 'close'] as const;
type Action = (typeof ACTIONS)[number];

interface Options extends CommonOptions {
  readonly json?: boolean;
  readonly by?: string;
  readonly state?: string;
  readonly account?: string;
  readonly text?: string;
  readonly why?: string;
  readonly on?: string;
  readonly file?: string;
  readonly problem?: string;
  readonly severity?: string;
  readonly screenshot?: string;
}

export default defineCommand<Options>({
  name: 'case',
  summary: '查看和办理问题：备注、误报、整改反馈、人工核查的发现与办结',
  summaryEn: 'shows and handles cases: notes, dismissals, replies, findings made by hand and their closing',
  configure(command, wording) {
    command
      .usage(
        wording(
          'list|show|note|dismiss|reply|open|close [编号] [选项]',
          'list|show|note|dismiss|reply|open|close [id] [options]',
        ),
      )
      .argument('<action>', ACTIONS.join('、'))
      .argument(
        '[id]',
        wording(
          '问题的编号（见 list）；open 用账号的编号',
          'number of the case (see list); for open, id of the account',
        ),
      )
      .option(
        '--by <name>',
        wording(
          '经手人；reply 时是反馈的单位（默认：本机用户名；反馈默认主办单位）',
          'who acts; for reply, the unit that replies (default: user name; for replies, the owner)',
        ),
      )
      .option(
        '--state <state>',
        wording(
          'list：只列 open 未解除（默认）、resolved 已解除、dismissed 误报，或 all 全部',
          'list: open (default), resolved, dismissed or all',
        ),
      )
      .option('--account <id>', wording('list：只列这个账号的', 'list: of this account alone'))
      .option(
        '--text <text>',
        wording(
          'note：备注；reply：反馈的内容；close：怎样确认已经整改',
          'note: the note; reply: its text; close: how it was confirmed as mended',
        ),
      )
      .option('--why <text>', wording('dismiss：为什么是误报', 'dismiss: why it is a false alarm'))
      .option('--on <date>', wording('reply：反馈日期（默认：今天）', 'reply: its date (default: today)'))
      .option('--file <file>', wording('reply：反馈的文件，按校验值保存', 'reply: its file, kept by hash'))
      .option('--problem <text>', wording('open：问题，按通报中的写法', 'open: the problem as notices word it'))
      .option(
        '--severity <severity>',
        wording('open：veto 单项否决、fail 不合格、deduct 扣分、notice 仅列出', 'open: veto, fail, deduct or notice'),
      )
      .option(
        '--screenshot <file>',
        wording(
          'open：截图，按校验值保存；veto 和 fail 必须有',
          'open: a screenshot, kept by hash; veto and fail need one',
        ),
      )
      .option('--json', wording('输出一份 JSON', 'print one JSON document'))
      .addHelpText(
        'after',
        wording(
          '\n示例：\n  xuncha case dismiss 12 --why "当日已更新，页面缓存所致" --by 张三\n  xuncha case reply 12 --on 2026-10-09 --by 示例县示例局 --file 整改报告.pdf\n  xuncha case open shili-app --problem 移动客户端无法使用 --severity veto --by 张三 --screenshot 截图.png',
          '\nExamples:\n  xuncha case dismiss 12 --why "updated that day, the page was cached" --by Zhang\n  xuncha case reply 12 --on 2026-10-09 --file reply.pdf\n  xuncha case open shili-app --problem "..." --severity veto --screenshot shot.png',
        ),
      );
  },
  async run([action, id], options) {
    const home = await openHome(options);
    const accounts = new Map(home.registry.accounts.map((account) => [account.id, account]));
    const done = act(home, actionOf(action), id, options);
    if (options.json) process.stdout.write(`${JSON.stringify(Array.isArray(done) ? { cases: done } : done)}\n`);
    else if (!Array.isArray(done)) process.stdout.write(`${caseStory(done, accounts.get(done.accountId))}\n`);
    else if (done.length === 0) process.stdout.write('没有符合条件的问题。\n');
    else process.stdout.write(`${done.map((one) => caseLine(one, accounts.get(one.accountId))).join('\n')}\n`);
    return EXIT.done;
  },
});

function actionOf(word: string | undefined): Action {
  const action = ACTIONS.find((one) => one === word);
  if (action !== undefined) return action;
  throw new Stop(EXIT.usage, `case 后面须是 ${ACTIONS.join('、')} 之一；得到的是“${word ?? ''}”。`);
}

function act(home: Home, action: Action, id: string | undefined, options: Options): Case | Case[] {
  const actor = () => actorOf(home, options.by);
  switch (action) {
    case 'list':
      return listCases(home, { state: stateOf(options.state), accountId: options.account ?? id });
    case 'show':
      return showCase(home, caseId(id));
    case 'note':
      return noteCase(home, caseId(id), actor(), wanted(options.text, '--text'));
    case 'dismiss':
      return dismissCase(home, caseId(id), actor(), wanted(options.why, '--why'));
    case 'close':
      return closeCase(home, caseId(id), actor(), wanted(options.text, '--text'));
    case 'reply':
      return reply(home, caseId(id), options);
    case 'open':
      return open(home, id, options);
  }
}

function reply(home: Home, id: number, options: Options): Case {
  const today = home.now().toZonedDateTimeISO(home.zone).toPlainDate().toString();
  const on = options.on ?? today;
  if (!z.iso.date().safeParse(on).success) {
    throw new Stop(EXIT.usage, `--on 须是日期，例如 2026-10-09；得到的是“${on}”。`);
  }
  const { accountId } = showCase(home, id);
  const unit = options.by ?? home.registry.accounts.find((account) => account.id === accountId)?.owner;
  const file = options.file === undefined ? {} : { file: keepFile(home, options.file) };
  const text = options.text ?? '已报告整改情况';
  return replyToCase(home, id, actorOf(home, undefined), { on, unit: wanted(unit, '--by'), text, ...file });
}

function open(home: Home, accountId: string | undefined, options: Options): Case {
  const faults: string[] = [];
  if (accountId === undefined) faults.push('缺少账号的编号。');
  else if (!home.registry.accounts.some((account) => account.id === accountId)) {
    faults.push(`台账中没有账号 ${accountId}；台账之外的账号请先登记，或记在其主办单位已登记的账号名下。`);
  }
  const problem = options.problem?.trim() ?? '';
  if (problem === '') faults.push('缺少 --problem：写明问题，按通报中的写法。');
  const severity = SEVERITIES.find((one) => one === options.severity);
  if (severity === undefined) faults.push(`--severity 须是 ${SEVERITIES.join('、')} 之一。`);
  const fails = severity === 'veto' || severity === 'fail';
  if (fails && options.screenshot === undefined) faults.push('判为不合格须有据可查，请用 --screenshot 附上截图。');
  if (faults.length > 0 || severity === undefined || accountId === undefined) {
    throw new Stop(EXIT.usage, faults.join('\n'));
  }
  const screenshot = options.screenshot === undefined ? null : keepFile(home, options.screenshot);
  return openCase(home, actorOf(home, options.by), { accountId, problem, severity, screenshot });
}

function stateOf(state: string | undefined): Case['state'] | undefined {
  if (state === 'all') return undefined;
  if (state === undefined) return 'open';
  if (state === 'open' || state === 'resolved' || state === 'dismissed') return state;
  throw new Stop(EXIT.usage, `--state 须是 open、resolved、dismissed 或 all；得到的是“${state}”。`);
}

function caseId(id: string | undefined): number {
  if (id !== undefined && /^[1-9]\d{0,14}$/.test(id)) return Number(id);
  throw new Stop(
    EXIT.usage,
    `须写明问题的编号，一个数字${id === undefined ? '' : `；得到的是“${id}”`}。用 xuncha case list 查看全部。`,
  );
}

function wanted(value: string | undefined, option: string): string {
  if (value !== undefined && value.trim() !== '') return value.trim();
  throw new Stop(EXIT.usage, `缺少 ${option}。用 xuncha case --help 查看选项。`);
}
