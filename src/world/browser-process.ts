import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import puppeteer, { type Browser } from 'puppeteer';

const USUAL_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const START_WITHIN_MS = 60_000;
/** a browser that does not answer a command for this long is taken for dead */
const COMMAND_WITHIN_MS = 30_000;
const CLOSE_WITHIN_MS = 5000;
const PROFILE_PREFIX = 'browser-';

/** no traffic of the browser's own, no QUIC past the guard, no dependence on a large /dev/shm */
const FLAGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--mute-audio',
  // a page that wants more than this is ended by V8
  '--js-flags=--max-old-space-size=512',
];

/**
 * @param named path from the settings; then CHROME_PATH, then the usual names on PATH
 * @returns the first program that can be run, or null
 */
export function findChromium(named: string | undefined, env: NodeJS.ProcessEnv = process.env): string | null {
  if (named !== undefined) return isProgram(named) ? named : null;
  const onPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => USUAL_NAMES.map((name) => join(folder, name)));
  const candidates = env.CHROME_PATH ? [env.CHROME_PATH, ...onPath] : onPath;
  return candidates.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export type Sandbox =
  | { readonly allowed: true; readonly on: boolean; readonly line: string }
  | { readonly allowed: false; readonly why: string };

/**
 * Chromium has no sandbox as root. Towards a replica only our own pages run in there; towards the open internet the
 * operator must have said that foreign scripts may run without it.
 */
export function decideSandbox(wish: 'on' | 'off', usesReplica: boolean, isRoot = process.getuid?.() === 0): Sandbox {
  if (wish === 'off') return { allowed: true, on: false, line: '浏览器沙箱：已按设置 browser.sandbox: off 关闭' };
  if (!isRoot) return { allowed: true, on: true, line: '浏览器沙箱：已启用' };
  if (usesReplica) return { allowed: true, on: false, line: '浏览器沙箱：以 root 运行且只访问复制站，未启用' };
  const why =
    '以 root 身份运行时 Chromium 无法启用沙箱：请改用普通用户运行，或在 xuncha.yaml 中写明 browser: { sandbox: off }';
  return { allowed: false, why };
}

/** what all browsers of a night have in common */
export interface LaunchBasis {
  readonly executable: string;
  readonly sandbox: boolean;
  /**
   * `http://127.0.0.1:PORT` through which everything goes; null: this browser reaches nothing by itself; `direct`: no
   * guard at all, for a person who browses
   */
  readonly proxy: string | null;
}
interface LaunchSettings extends LaunchBasis {
  /** profile folder (user-data-dir); made if it is not there */
  readonly profileDir: string;
  readonly visible?: boolean;
  /** default 30 s */
  readonly startWithinMs?: number | undefined;
}

/** Starts Chromium on a pipe, so that it ends when we do, however we end. */
export async function launch(settings: LaunchSettings): Promise<Browser> {
  return puppeteer.launch({
    executablePath: settings.executable,
    headless: settings.visible !== true,
    pipe: true,
    userDataDir: settings.profileDir,
    args: [...FLAGS, ...networkFlags(settings.proxy), ...(settings.sandbox ? [] : ['--no-sandbox'])],
    timeout: settings.startWithinMs ?? START_WITHIN_MS,
    // over a pipe the browser counts as started at once; that it never speaks shows in its first answer alone
    protocolTimeout: settings.startWithinMs ?? COMMAND_WITHIN_MS,
    handleSIGHUP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
  });
}

function networkFlags(proxy: string | null): string[] {
  if (proxy === 'direct') return [];
  if (proxy === null) return ['--host-resolver-rules=MAP * ~NOTFOUND', '--no-proxy-server'];
  // without the last two, loopback names and WebRTC would go past the proxy
  return [
    `--proxy-server=${proxy}`,
    '--proxy-bypass-list=<-loopback>',
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  ];
}

/** Ends the browser: asked first, then, when it takes too long, killed with everything that it started. */
export async function end(browser: Browser, withinMs: number = CLOSE_WITHIN_MS): Promise<void> {
  const child = browser.process();
  const late = new AbortController();
  const asked = browser.close().then(
    () => true,
    () => false,
  );
  const closed = await Promise.race([asked, wait(withinMs, false, { signal: late.signal }).catch(() => false)]);
  late.abort();
  if (!closed && child?.pid !== undefined) killGroup(child.pid);
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // already gone
  }
}

/** Profile folders of this process, so that its own are not taken for left-overs of an earlier one with the same id. */
const ownProfiles = new Set<string>();

/** A fresh profile folder below `tmpDir`; its name tells whose it is. */
export function makeProfileDir(tmpDir: string): string {
  mkdirSync(tmpDir, { recursive: true });
  const folder = mkdtempSync(join(tmpDir, `${PROFILE_PREFIX}${process.pid}-`));
  ownProfiles.add(folder);
  return folder;
}

export function removeProfileDir(folder: string): void {
  // Chromium's last children may still be writing when the folder is listed
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  ownProfiles.delete(folder);
}

/** Removes profile folders whose process is dead: what a kill -9 leaves behind. */
export function removeLeftovers(tmpDir: string): void {
  let names: string[];
  try {
    names = readdirSync(tmpDir);
  } catch {
    return;
  }
  for (const name of names) {
    const owner = new RegExp(`^${PROFILE_PREFIX}(\\d+)-`).exec(name)?.[1];
    const folder = join(tmpDir, name);
    if (owner === undefined || ownProfiles.has(folder)) continue;
    if (Number(owner) === process.pid || !isAlive(Number(owner))) rmSync(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
