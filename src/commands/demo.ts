import { join } from 'node:path';
import { type CommonOptions, defineCommand } from '../command.ts';
import { consoleProgress } from '../console/progress.ts';
import { EXIT } from '../exit.ts';
import { defaultHome } from '../home.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
}

export default defineCommand<Options>({
  name: 'demo',
  summary: '演示：对本机的平台复制站演三夜巡查（湘政务函〔2020〕25号的账号），邮件投到本机邮箱',
  summaryEn:
    'plays three nights against a replica of the platforms on this machine, with the accounts of a published notice',
  configure(command, wording) {
    command.option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run(_, options) {
    // the replica belongs to the checkout, not to the installed program
    const { playDemo } = await import('../demo/play.ts');
    const { picture } = await import('../demo/picture.ts');
    const progress = consoleProgress(process.stderr);
    const dir = join(options.home ?? defaultHome(), 'data', 'demo');
    const result = await playDemo(dir, progress);
    progress.end();
    const pictures = result.mail ? await picture(result.mail.html, join(dir, 'pictures')) : [];
    if (options.json) process.stdout.write(`${JSON.stringify({ ...result, pictures })}\n`);
    else process.stdout.write(words(result, pictures));
    return result.deviations.length === 0 ? EXIT.done : EXIT.failed;
  },
});

function words(
  result: Awaited<ReturnType<typeof import('../demo/play.ts').playDemo>>,
  pictures: readonly string[],
): string {
  const last = result.nights.at(-1);
  const judged =
    result.deviations.length === 0
      ? '最后一夜的判定与这个世界的描述一致：通报的 35 个账号全部认定，没有多出一个。'
      : `最后一夜的判定与描述不符：\n${result.deviations.map((one) => `  ${one}`).join('\n')}`;
  return [
    '',
    judged,
    last
      ? `检查 ${last.summary.checked} 个，不合格 ${last.summary.failed} 个，未判定 ${last.summary.undetermined} 个，合格率 ${last.summary.passRate}`
      : '',
    result.mail ? `邮件：${result.mail.subject}\n  ${result.mail.html}\n  ${result.mail.eml}` : '没有收到邮件',
    ...result.report.map((file) => `通报：${file}`),
    ...pictures.map((file) => `截图：${file}`),
    `数据：${result.home}`,
    '',
  ].join('\n');
}
