import { join } from 'node:path';
import { bad, type DoctorCheck, type DoctorLine, good, look } from '../doctor.ts';
import {
  decideSandbox,
  end,
  findChromium,
  launch,
  makeProfileDir,
  removeProfileDir,
} from '../world/browser-process.ts';

/** Chromium: it is there, starts, and with or without its sandbox. */
export default {
  order: 20,
  async examine({ settings, data }) {
    const executable = findChromium(settings?.browser.executable);
    if (executable === null) {
      const todo =
        '请安装 Chromium（Debian：sudo apt-get install chromium），或在 xuncha.yaml 的 browser.executable 写明位置。没有浏览器时抖音查不到内容。';
      return [bad('浏览器', '没有找到', todo)];
    }
    const sandbox = decideSandbox(settings?.browser.sandbox ?? 'on', settings?.network.replica !== undefined);
    if (!sandbox.allowed) {
      const todo = '请改用普通用户运行，或在 xuncha.yaml 中写明 browser: { sandbox: off }。';
      return [bad('浏览器沙箱', '以 root 身份运行时 Chromium 无法启用沙箱，因此不会启动', todo)];
    }
    const started = await start(executable, sandbox.on, join(data, 'tmp'));
    if (started.state === 'bad')
      return [sandbox.on ? await whySandboxed(executable, join(data, 'tmp'), started) : started];
    return [
      started,
      sandbox.on
        ? good('浏览器沙箱', '已启用')
        : look('浏览器沙箱', sandbox.line.replace('浏览器沙箱：', ''), '条件允许时请用普通用户运行，以便启用沙箱。'),
    ];
  },
} satisfies DoctorCheck;

async function start(executable: string, sandbox: boolean, tmpDir: string): Promise<DoctorLine> {
  const profileDir = makeProfileDir(tmpDir);
  try {
    const browser = await launch({ executable, sandbox, profileDir, proxy: null });
    const version = await browser.version();
    await end(browser);
    return good('浏览器', `${version}（${executable}）`);
  } catch (error) {
    const first = (error instanceof Error ? error.message : String(error)).split('\n')[0];
    return bad('浏览器', `${executable} 无法启动：${first}`, '请在命令行里直接运行它，看缺少什么。');
  } finally {
    removeProfileDir(profileDir);
  }
}

/** Tried once more without its sandbox, on nothing at all: if it starts so, the system refuses what a sandbox needs. */
async function whySandboxed(executable: string, tmpDir: string, failed: DoctorLine): Promise<DoctorLine> {
  if ((await start(executable, false, tmpDir)).state === 'bad') return failed;
  return bad(
    '浏览器沙箱',
    '本机不许普通用户建立用户命名空间，Chromium 启用不了沙箱，因此不会启动',
    '请系统管理员放行（Ubuntu 24.04 起：sysctl kernel.apparmor_restrict_unprivileged_userns=0；容器见 compose.yaml 中的说明），或在 xuncha.yaml 中写明 browser: { sandbox: off }。',
  );
}
