import { spawnSync } from 'node:child_process';
import { type DoctorCheck, good, look } from '../doctor.ts';

const TIMER = 'xuncha.timer';

/** When the next night begins, and whether anything on this machine is set up to begin it. */
export default {
  order: 110,
  async examine({ settings, now }) {
    if (settings === null) return [];
    const here = now().toZonedDateTimeISO(settings.timezone);
    const today = here.withPlainTime(settings.schedule.at);
    const next = Temporal.ZonedDateTime.compare(today, here) > 0 ? today : today.add({ days: 1 });
    const shown = next.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
    if (isEnabled(TIMER)) return [good('下一次巡查', `${shown}（${TIMER} 已启用）`)];
    const todo =
      '若已用 cron、容器或前台的 xuncha schedule 安排，可不理会；否则请看 xuncha schedule --help（--systemd、--cron）。';
    return [look('下一次巡查', `设置为 ${shown}；没有看到系统定时任务 ${TIMER}`, todo)];
  },
} satisfies DoctorCheck;

function isEnabled(unit: string): boolean {
  return spawnSync('systemctl', ['is-enabled', '--quiet', unit], { stdio: 'ignore' }).status === 0;
}
