import { reading } from '../casework/office.ts';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { explain } from '../explain/story.ts';
import { storyText } from '../explain/words.ts';
import { openHome } from '../home.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
}

export default defineCommand<Options>({
  name: 'explain',
  summary: '说明一个账号的判定：问了什么，谁答复了，相信什么，不相信什么，各条规则怎样判，凭什么',
  summaryEn: 'explains the judgement of one account: what was asked, who answered, what is believed and why',
  configure(command, wording) {
    command
      .argument('<id>', wording('账号的编号', 'id of the account'))
      .option('--json', wording('输出一份 JSON', 'print one JSON document'));
  },
  async run([id = ''], options) {
    const home = await openHome(options);
    const story = reading(home, (db) => explain(db, home, id));
    process.stdout.write(options.json ? `${JSON.stringify(story)}\n` : storyText(story));
    return EXIT.done;
  },
});
