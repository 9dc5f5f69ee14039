import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { HunanWorld } from '../../test/replica/hunan.ts';
import { decideSandbox, findChromium } from '../world/browser-process.ts';
import { openAgent } from '../world/guard.ts';
import { makeLogin } from '../world/login.ts';

export interface DemoOptions {
  /** false: Douyin and Toutiao are seen as any visitor sees them; default true */
  readonly lendLogins?: boolean;
  /** what a WeChat bridge's silence is worth; the demo says `ignore`, which is true of 2020 */
  readonly unpushed?: 'verify' | 'ignore';
  /** only the last of the three nights */
  readonly lastNightOnly?: boolean;
}

/** Browser profiles that the demo's office lends, below its config folder. */
const LOGINS = { douyin: 'logins/douyin', toutiao: 'logins/toutiao' } as const;
const LOGIN_PAGES = { douyin: 'https://www.douyin.com/login', toutiao: 'https://www.toutiao.com/login' } as const;

/** A home folder as an office would have it: settings, registry, two lent logins. What a former demo left is removed. */
export async function setUpOffice(
  dir: string,
  world: HunanWorld,
  replicaUrl: string,
  mailPort: number,
  options: DemoOptions & { say(line: string): void },
): Promise<void> {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(join(dir, 'config', 'registry'), { recursive: true });
  const lent = options.lendLogins !== false && (await lendLogins(dir, replicaUrl, options.say));
  const settings = {
    timezone: 'Asia/Shanghai',
    network: { replica: replicaUrl, pace: 'off' },
    platforms: withUnpushed(lent ? withLogins(world.platforms) : world.platforms, options.unpushed ?? 'ignore'),
    mail: {
      host: '127.0.0.1',
      port: mailPort,
      from: '巡查 <xuncha@example.gov.cn>',
      to: ['supervisor@example.gov.cn'],
    },
    report: {
      issuer: '示例省政务管理服务局',
      region: '全省',
    },
  };
  writeFileSync(join(dir, 'config', 'xuncha.yaml'), stringify(settings));
  writeFileSync(join(dir, 'config', 'registry', 'demo.yaml'), stringify(world.registry));
}

function withUnpushed(
  platforms: Readonly<Record<string, object>>,
  unpushed: 'verify' | 'ignore',
): Record<string, object> {
  return { ...platforms, wechat: { ...platforms.wechat, unpushed } };
}

function withLogins(platforms: HunanWorld['platforms']): Record<string, object> {
  const lent = (platform: keyof typeof LOGINS) => ({
    ...platforms[platform],
    sources: [{ kind: 'lent', profile: LOGINS[platform] }, { kind: 'browser' }],
  });
  return { ...platforms, douyin: lent('douyin'), toutiao: lent('toutiao') };
}

/** Logs a real browser in on the replica's own login pages and keeps its profile, as an operator would once by hand. */
async function lendLogins(dir: string, replica: string, say: (line: string) => void): Promise<boolean> {
  const executable = findChromium(undefined);
  const sandbox = decideSandbox('on', true);
  if (executable === null || !sandbox.allowed) {
    say('没有找到可用的 Chromium：抖音号和头条号今夜无法查看，演示会因此不完整。');
    return false;
  }
  const dispatcher = openAgent();
  try {
    for (const platform of ['douyin', 'toutiao'] as const) {
      const profileDir = join(dir, 'config', LOGINS[platform]);
      const url = LOGIN_PAGES[platform];
      const rules = { hosts: [new URL(url).hostname], replica, dispatcher };
      const start = { executable, sandbox: sandbox.on, profileDir, proxy: null, url, rules };
      const made = await makeLogin(start, (names) => names.includes('sessionid'));
      if (!made) throw new Error(`the login page of ${platform} set no session`);
    }
  } finally {
    await dispatcher.destroy();
  }
  return true;
}
