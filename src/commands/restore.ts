import { join, resolve } from 'node:path';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { openHome } from '../home.ts';
import { BackupUnusable, restore } from '../store/backup.ts';
import { diskTroubleWords } from '../store/disk-trouble.ts';
import { takeLock } from '../store/lock.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
}

export default defineCommand<Options>({
  name: 'restore',
  summary: '用备份恢复数据库；原有的数据库改名留在旁边',
  summaryEn: 'restores the database from a backup; the old one is kept beside it',
  configure(command, wording) {
    command
      .argument('<file>', wording('xuncha backup 写成的文件', 'file that xuncha backup wrote'))
      .option('--json', wording('输出一份 JSON 小结', 'print one JSON summary'));
  },
  async run([file = ''], options) {
    const home = await openHome(options);
    const lock = takeLock(join(home.data, 'run.lock'));
    if (!lock) throw new Stop(EXIT.locked, '巡查正在进行，没有恢复；请在它结束后再试。');
    try {
      const database = join(home.data, 'xuncha.db');
      const beside = `${database}.before-restore-${home.now().toString().replaceAll(/[:.]/g, '-')}`;
      const report = await restore(resolve(file), database, beside);
      const words = `已恢复：所见 ${report.observations} 条，最近一夜 ${report.newestNight ?? '无'}；原来的数据库留在 ${beside}\n`;
      process.stdout.write(options.json ? `${JSON.stringify({ ...report, before: beside })}\n` : words);
      return EXIT.done;
    } catch (error) {
      if (error instanceof BackupUnusable) throw new Stop(EXIT.usage, `${error.message}。没有改动任何数据。`);
      const words = diskTroubleWords(error);
      throw words === null ? error : new Stop(EXIT.incomplete, words);
    } finally {
      lock.release();
    }
  },
});
