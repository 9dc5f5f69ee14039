import { type CommonOptions, defineCommand } from '../command.ts';
import { bashScript, wordsOf, zshScript } from '../completion/scripts.ts';
import { EXIT, Stop } from '../exit.ts';
import { buildProgram } from '../program.ts';

export default defineCommand<CommonOptions>({
  name: 'completion',
  summary: '打印命令补全脚本：source <(xuncha completion bash)',
  summaryEn: 'prints a completion script: source <(xuncha completion bash)',
  configure(command, wording) {
    command.argument('<shell>', wording('bash 或 zsh', 'bash or zsh'));
  },
  async run([shell = ''], { lang }) {
    if (shell !== 'bash' && shell !== 'zsh')
      throw new Stop(EXIT.usage, `只有 bash 和 zsh 的补全；得到的是“${shell}”。`);
    const words = wordsOf(await buildProgram(lang === 'en' ? 'en' : 'zh', () => {}));
    process.stdout.write(shell === 'bash' ? bashScript(words) : zshScript(words));
    return EXIT.done;
  },
});
