import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { rulePage } from '../handbook/rule-page.ts';
import { rulesText, ruleText } from '../handbook/rule-text.ts';
import { RULES } from '../judge/catalogue.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
}

export default defineCommand<Options>({
  name: 'rules',
  summary: '列出全部判定规则；写明规则名时，说明这一条的依据、判法、参数和例子',
  summaryEn: 'lists the rules; with the name of one, its basis, how it judges, parameters and examples',
  configure(command, wording) {
    command
      .argument('[rule]', wording('规则名，例如 stale', 'name of a rule, for example stale'))
      .option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run([id], options) {
    const rule = RULES.find((one) => one.id === id);
    if (id !== undefined && rule === undefined) {
      throw new Stop(EXIT.usage, `没有名为 ${id} 的规则。现有：${RULES.map((one) => one.id).join('、')}`);
    }
    const document = rule === undefined ? { rules: RULES.map(rulePage) } : rulePage(rule);
    const text = rule === undefined ? rulesText(RULES) : ruleText(rule);
    process.stdout.write(options.json ? `${JSON.stringify(document)}\n` : text);
    return EXIT.done;
  },
});
