import { join, resolve } from 'node:path';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { openHome } from '../home.ts';
import { type BackupReport, BackupUnusable, backUp } from '../store/backup.ts';
import { DatabaseUnusable } from '../store/database.ts';
import { diskTroubleWords } from '../store/disk-trouble.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
}

export default defineCommand<Options>({
  name: 'backup',
  summary: '备份数据库：巡查进行中也可以，写好后核验；证据目录 data/evidence 只增不改，另行复制即可',
  summaryEn:
    'backs up the database, even while a run goes on, and verifies it; data/evidence only grows and is copied separately',
  configure(command, wording) {
    command
      .argument('<file>', wording('备份写到这个文件', 'file to write the backup to'))
      .option('--json', wording('输出一份 JSON 小结', 'print one JSON summary'));
  },
  async run([file = ''], options) {
    const home = await openHome(options);
    const report = await backUp(join(home.data, 'xuncha.db'), resolve(file)).catch((error: unknown) => {
      if (error instanceof BackupUnusable || error instanceof DatabaseUnusable) {
        throw new Stop(EXIT.incomplete, error.message);
      }
      const words = diskTroubleWords(error);
      throw words === null ? error : new Stop(EXIT.incomplete, `没有备份成：${words}`);
    });
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : words(report));
    return EXIT.done;
  },
});

function words({ file, observations, newestNight }: BackupReport): string {
  return `已备份并核验：${file}（所见 ${observations} 条，最近一夜 ${newestNight ?? '无'}）\n`;
}
