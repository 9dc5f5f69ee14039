import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bad, type DoctorCheck, type DoctorLine, good, look } from '../doctor.ts';
import { openDatabase } from '../store/database.ts';
import { RunStore } from '../store/runs.ts';

/** The zone in which days are counted, and a clock that can be believed. */
export default {
  order: 50,
  async examine({ settings, now, data }) {
    const zone = settings?.timezone ?? 'Asia/Shanghai';
    const machineZone = Temporal.Now.timeZoneId();
    const shown = now().toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'second' });
    const zoneLine =
      machineZone === zone
        ? good('时区', zone)
        : good('时区', `按 ${zone} 计算（本机是 ${machineZone}，不影响判定，只影响系统定时任务的钟点）`);
    return [zoneLine, clockLine(shown, now(), lastStart(data))];
  },
} satisfies DoctorCheck;

function clockLine(shown: string, now: Temporal.Instant, lastStarted: Temporal.Instant | null): DoctorLine {
  const todo = '请校准系统时间（例如启用 systemd-timesyncd 或 chrony）。';
  if (lastStarted !== null && Temporal.Instant.compare(now, lastStarted) < 0) {
    return bad('时钟', `现在是 ${shown}，比最近一次巡查的开始还早`, todo);
  }
  const asked = spawnSync('timedatectl', ['show', '--property=NTPSynchronized', '--value'], { encoding: 'utf8' });
  if (asked.stdout?.trim() === 'no') return look('时钟', `${shown}，没有与时间服务器同步`, todo);
  return good('时钟', asked.stdout?.trim() === 'yes' ? `${shown}，已与时间服务器同步` : shown);
}

function lastStart(data: string): Temporal.Instant | null {
  const file = join(data, 'xuncha.db');
  if (!existsSync(file)) return null;
  try {
    const db = openDatabase(file, { readonly: true });
    try {
      const [last] = new RunStore(db).nights(1);
      return last === undefined ? null : Temporal.Instant.from(last.startedAt);
    } finally {
      db.close();
    }
  } catch {
    // the check of the database says what is wrong with it
    return null;
  }
}
