import { join } from 'node:path';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { openHome } from '../home.ts';
import { prune } from '../prune.ts';
import { openDatabase } from '../store/database.ts';
import { takeLock } from '../store/lock.ts';

interface Options extends CommonOptions {
  readonly json?: boolean;
}

export default defineCommand<Options>({
  name: 'prune',
  summary:
    '清理过期的原始应答和邮件：问题、变化和现状所依据的永久保留，其余保留 evidence.keepNights 夜，邮件保留 mail.keepNights 夜',
  summaryEn:
    'removes raw answers and mails that are out of date; what findings, changes and the present state rest on stays',
  configure(command, wording) {
    command.option('--json', wording('输出一份 JSON 小结', 'print one JSON summary'));
  },
  async run(_, options) {
    const home = await openHome(options);
    const lock = takeLock(join(home.data, 'run.lock'));
    if (!lock) throw new Stop(EXIT.locked, '巡查正在进行，没有清理；请在它结束后再试。');
    try {
      const db = openDatabase(join(home.data, 'xuncha.db'));
      try {
        const report = prune(db, home);
        const answers = `清理原始应答 ${report.removed} 份（${megabytes(report.removedBytes)}），保留 ${report.kept} 份（${megabytes(report.keptBytes)}）`;
        const mails = report.mails === 0 ? '' : `；清理邮件 ${report.mails} 封（${megabytes(report.mailBytes)}）`;
        process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : `${answers}${mails}\n`);
      } finally {
        db.close();
      }
    } finally {
      lock.release();
    }
    return EXIT.done;
  },
});

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
