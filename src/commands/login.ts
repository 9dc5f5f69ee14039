import { chmodSync, mkdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type CommonOptions, defineCommand } from '../command.ts';
import { EXIT, Stop } from '../exit.ts';
import { type Home, openHome } from '../home.ts';
import type { Adapter } from '../model/adapter.ts';
import { decideSandbox, findChromium } from '../world/browser-process.ts';
import { openAgent } from '../world/guard.ts';
import { openLogin, readLogin } from '../world/login.ts';

export default defineCommand<CommonOptions>({
  name: 'login',
  summary: '打开浏览器，由人登录一次，把登录借给巡查；登录只存在本机',
  summaryEn: 'opens a browser in which a person logs in once, to lend that login; it stays on this machine',
  configure(command, wording) {
    command.argument('<platform>', wording('平台：douyin 或 toutiao', 'platform: douyin or toutiao'));
  },
  async run([id = ''], options) {
    const home = await openHome(options);
    const adapter = home.adapters.find((one) => one.id === id);
    if (adapter?.loginPage === undefined) {
      const known = home.adapters.filter(({ loginPage }) => loginPage !== undefined).map((one) => one.id);
      throw new Stop(EXIT.usage, `“${id}”不能用浏览器借用登录；可以的平台：${known.join('、')}。`);
    }
    const start = launchSettings(home);
    const { profile, isNamed } = profileOf(home, adapter);
    const profileDir = resolve(home.dir, 'config', profile);
    mkdirSync(profileDir, { recursive: true, mode: 0o700 });
    chmodSync(profileDir, 0o700);
    process.stdout.write(
      `请在打开的浏览器里用专用账号登录${adapter.title}，登录好后关闭浏览器窗口。\n（窗口上方说浏览器受自动测试软件控制，是正常的：它由巡查打开，登录全由人来做。）\n`,
    );
    const { replica } = home.settings.network;
    const hosts = adapter.hosts.map(({ host }) => host);
    const dispatcher = openAgent();
    try {
      const rules = replica === undefined ? {} : { rules: { hosts, replica, dispatcher } };
      await openLogin({ ...start, ...rules, profileDir, url: adapter.loginPage }).catch((error: unknown) => {
        throw new Stop(EXIT.incomplete, noWindow(error));
      });
    } finally {
      await dispatcher.destroy();
    }
    const found = await readLogin(profileDir, adapter.loginPage, hosts, join(home.data, 'tmp'), {
      ...start,
      proxy: null,
    });
    if (!found.read) throw new Stop(EXIT.incomplete, `没有登录成功：${found.detail}（xuncha login ${adapter.id}）。`);
    process.stdout.write(
      isNamed ? `登录已存入 ${profileDir}。接着可运行 xuncha doctor。\n` : nextSteps(adapter, profile, profileDir),
    );
    return EXIT.done;
  },
});

function noWindow(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).split('\n')[0];
  const display = process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? '';
  const why = /X server|display/i.test(text ?? '') ? '连不上它' : text;
  return `浏览器窗口没有打开（显示器 ${display}）：${why}。\n请确认运行巡查的用户能使用这个图形界面：用 ssh -X 连接的，要把登录用户的 .Xauthority 给它（见手册“借用的登录”）。`;
}

/** @throws Stop where no window can be opened here */
function launchSettings({ settings }: Home): { executable: string; sandbox: boolean } {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    const message =
      '这台机器没有图形界面，打不开浏览器窗口。请用 ssh -X 连接后再试；或在有桌面的 Linux 电脑上用同一设置登录，再把资料夹复制过来。';
    throw new Stop(EXIT.usage, message);
  }
  const executable = findChromium(settings.browser.executable);
  if (executable === null) throw new Stop(EXIT.usage, '没有找到浏览器。请先运行 xuncha doctor，按提示安装。');
  const sandbox = decideSandbox(settings.browser.sandbox, settings.network.replica !== undefined);
  if (!sandbox.allowed) throw new Stop(EXIT.usage, `${sandbox.why}。`);
  return { executable, sandbox: sandbox.on };
}

/** the folder that the settings name for this platform, or the usual one, relative to the config folder */
function profileOf({ settings, dir, data }: Home, adapter: Adapter): { profile: string; isNamed: boolean } {
  const named = (settings.platforms[adapter.id]?.sources ?? [])
    .map(({ options }) => (options as { profile?: unknown } | null)?.profile)
    .find((profile) => typeof profile === 'string');
  return named === undefined
    ? { profile: relative(join(dir, 'config'), join(data, 'profiles', adapter.id)), isNamed: false }
    : { profile: named, isNamed: true };
}

function nextSteps({ id }: Adapter, profile: string, profileDir: string): string {
  return `登录已存入 ${profileDir}，只有本用户可读。要使用它，请在 config/xuncha.yaml 中写：

platforms:
  ${id}:
    sources:
      - { kind: lent, profile: ${profile} }

接着可运行 xuncha doctor。
`;
}
