import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bad, type DoctorCheck, type DoctorLine, good, look } from '../doctor.ts';
import { DatabaseUnusable, type Db, openDatabase } from '../store/database.ts';
import { RunStore } from '../store/runs.ts';

const MIB = 1024 ** 2;

/** The database is whole; the last run. */
export default {
  order: 100,
  async examine({ data, settings }) {
    const file = join(data, 'xuncha.db');
    if (!existsSync(file)) return [look('数据库', '还没有，第一次巡查时建立', '准备好后请运行 xuncha run。')];
    let db: Db;
    try {
      db = openDatabase(file, { readonly: true });
    } catch (error) {
      if (!(error instanceof DatabaseUnusable)) throw error;
      return [bad('数据库', error.message, '原文件不要删除。')];
    }
    try {
      const result = db.pragma('quick_check(1)', { simple: true });
      if (result !== 'ok') {
        return [
          bad('数据库', `${file} 已损坏：${String(result)}`, '请用 xuncha restore 恢复最近的备份；原文件不要删除。'),
        ];
      }
      const size = (statSync(file).size / MIB).toFixed(1);
      return [good('数据库', `完好，${size} MB`), lastRun(db, settings?.timezone ?? 'Asia/Shanghai')];
    } finally {
      db.close();
    }
  },
} satisfies DoctorCheck;

function lastRun(db: Db, zone: string): DoctorLine {
  const [last] = new RunStore(db).nights(1);
  if (last === undefined) return look('最近一次巡查', '还没有', '准备好后请运行 xuncha run。');
  const started = Temporal.Instant.from(last.startedAt).toZonedDateTimeISO(zone);
  const shown = `${last.businessDate}，${started.toPlainTime().toString({ smallestUnit: 'minute' })} 开始`;
  return last.finishedAt === null
    ? look('最近一次巡查', `${shown}，没有做完`, '再次运行 xuncha run，会接着做。')
    : good('最近一次巡查', shown);
}
