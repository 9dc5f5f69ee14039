import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bad, type DoctorCheck, good, look } from '../doctor.ts';

const GIB = 1024 ** 3;
/** below this a night may fill the disk */
const TOO_LITTLE_BYTES = GIB / 2;
const LITTLE_BYTES = 5 * GIB;

/** The data folder can be written, and a night fits on the disk. */
export default {
  order: 40,
  async examine({ data }) {
    const trial = join(data, 'tmp', `doctor-${process.pid}`);
    try {
      mkdirSync(join(data, 'tmp'), { recursive: true });
      writeFileSync(trial, '');
      rmSync(trial);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '未知错误';
      return [bad('磁盘', `${data} 不能写入（${code}）`, '请检查目录的所有者和权限，以及磁盘是否已满。')];
    }
    const { bavail, bsize } = statfsSync(data);
    const free = bavail * bsize;
    const says = `${data} 可写，余 ${(free / GIB).toFixed(1)} GB`;
    const todo = '请腾出空间，或调小 evidence.keepNights 后运行 xuncha prune。';
    if (free < TOO_LITTLE_BYTES) return [bad('磁盘', says, todo)];
    return [free < LITTLE_BYTES ? look('磁盘', says, todo) : good('磁盘', says)];
  },
} satisfies DoctorCheck;
