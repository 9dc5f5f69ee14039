import { spawnSync } from 'node:child_process';
import { type DoctorCheck, good, look } from '../doctor.ts';

/** Without Chinese fonts the browser's pictures show boxes; fc-list says which fonts cover Chinese. */
export default {
  order: 30,
  async examine() {
    const listed = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
    const families = new Set((listed.stdout ?? '').split('\n').filter((line) => line.trim() !== ''));
    const todo = '截图里的汉字会变成方框。请安装字体（Debian：sudo apt-get install fonts-noto-cjk）。';
    return [families.size > 0 ? good('中文字体', `${families.size} 种`) : look('中文字体', '没有找到', todo)];
  },
} satisfies DoctorCheck;
