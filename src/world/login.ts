import { once } from 'node:events';
import { cpSync, existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Browser, CookieData } from 'puppeteer';
import { end, type LaunchBasis, launch, makeProfileDir, removeProfileDir } from './browser-process.ts';
import { filterRequests, type RequestRules } from './browser-requests.ts';
import { hostIsDeclared } from './guard.ts';

/** A login that an operator lent: what the contexts of one platform's accounts get. Never written back. */
export interface Login {
  readonly cookies: readonly CookieData[];
  /** origin that `storage` belongs to */
  readonly origin: string;
  readonly storage: Readonly<Record<string, string>>;
}

export type LoginReading =
  | { readonly read: true; readonly login: Login }
  | { readonly read: false; readonly detail: string };

/** what a busy machine may need to write a profile */
const WRITE_WITHIN_MS = 60_000;

/** Caches and locks of a profile; a login needs neither, and a lock would tie the copy to the operator's browser. */
const NOT_COPIED =
  /^(Cache|Code Cache|GPUCache|DawnGraphiteCache|DawnWebGPUCache|GrShaderCache|ShaderCache|Service Worker|Crashpad|Singleton.*|lockfile|LOCK)$/;

/**
 * Reads the login out of a browser profile: the folder is copied, Chromium is started on the copy without any way out,
 * and asked for its cookies and for the storage of the page's origin.
 *
 * @param profileDir folder in which an operator logged in once
 * @param url a page of the platform; its origin's storage is read
 * @param hosts cookies of other hosts stay where they are
 */
export async function readLogin(
  profileDir: string,
  url: string,
  hosts: readonly string[],
  tmpDir: string,
  start: LaunchBasis,
): Promise<LoginReading> {
  if (!existsSync(profileDir)) return { read: false, detail: `登录资料夹 ${profileDir} 不存在，请先登录一次` };
  const copy = makeProfileDir(tmpDir);
  let browser: Browser | null = null;
  try {
    cpSync(profileDir, copy, { recursive: true, filter: (source) => !NOT_COPIED.test(basename(source)) });
    browser = await launch({ ...start, proxy: null, profileDir: copy });
    const cookies = (await browser.cookies()).filter(({ domain }) => belongsTo(domain, hosts));
    if (cookies.length === 0) {
      return { read: false, detail: `登录资料夹 ${profileDir} 里没有 ${new URL(url).hostname} 的登录，请重新登录` };
    }
    const origin = new URL(url).origin;
    return { read: true, login: { cookies: cookies.map(asGiven), origin, storage: await storageOf(browser, origin) } };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { read: false, detail: `登录资料夹 ${profileDir} 无法读取：${text.split('\n')[0]}` };
  } finally {
    if (browser) await end(browser);
    removeProfileDir(copy);
  }
}

function belongsTo(domain: string, hosts: readonly string[]): boolean {
  const bare = domain.replace(/^\./, '');
  // `.example.com` is sent to a declared `www.example.com`
  return hostIsDeclared(bare, hosts) || hosts.some((host) => host.endsWith(`.${bare}`));
}

/** Only what a cookie is set with; what Chromium says about its past is left out. */
function asGiven(cookie: CookieData): CookieData {
  const { name, value, domain, path, secure, httpOnly, sameSite, expires } = cookie;
  return {
    name,
    value,
    domain,
    ...(path === undefined ? {} : { path }),
    ...(secure === undefined ? {} : { secure }),
    ...(httpOnly === undefined ? {} : { httpOnly }),
    ...(sameSite === undefined ? {} : { sameSite }),
    ...(expires === undefined || expires < 0 ? {} : { expires }),
  };
}

/** The origin's storage, read on an empty page that never leaves this machine. */
async function storageOf(browser: Browser, origin: string): Promise<Record<string, string>> {
  const page = await browser.newPage();
  await page.setBypassServiceWorker(true);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    request.respond({ status: 200, contentType: 'text/html', body: '' }).catch(() => {});
  });
  await page.goto(`${origin}/`);
  return (await page.evaluate('({ ...localStorage })')) as Record<string, string>;
}

export interface OperatorLogin {
  readonly executable: string;
  readonly sandbox: boolean;
  /** made if it is not there */
  readonly profileDir: string;
  readonly url: string;
  /** where a replica plays the platforms, its rules hold for everything that the operator opens; missing: the open internet */
  readonly rules?: RequestRules;
  /** default true; a machine without a screen has only the other */
  readonly visible?: boolean;
}

/** a person is shown whole pages */
const WHOLE_PAGES: ReadonlySet<string> = new Set(
  'document script xhr fetch preflight stylesheet image font media manifest ping other'.split(' '),
);

/** Opens a browser on the profile for an operator who logs in by hand. Ends when the operator closes its last window. */
export async function openLogin({ url, rules, visible = true, ...start }: OperatorLogin): Promise<void> {
  const browser = await launch({ ...start, visible, proxy: rules === undefined ? 'direct' : null });
  const closed = new Promise<void>((resolve) => browser.once('disconnected', () => resolve()));
  const [first] = await browser.pages();
  const page = first ?? (await browser.newPage());
  if (rules !== undefined) {
    const whole = { ...rules, needed: WHOLE_PAGES };
    await filterRequests(page, whole);
    browser.on('targetcreated', (target) => {
      const filtered = target.page().then((opened) => (opened === null ? undefined : filterRequests(opened, whole)));
      // a tab that is closed at once needs no rules; without them it reaches nothing
      filtered.catch(() => {});
    });
  }
  // a slow page is the operator's to see
  await page.goto(url, { timeout: 0 }).catch(() => {});
  await closed;
  // the window is gone before the profile is written
  await ended(browser);
}

async function ended(browser: Browser): Promise<void> {
  const child = browser.process();
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  await once(child, 'exit', { signal: AbortSignal.timeout(WRITE_WITHIN_MS) }).catch(() => {});
}

/**
 * Makes a profile without an operator: opens the page under the same rules as a visit and keeps what it set.
 *
 * @param done asked with the names of the cookies that the page's host has so far
 */
export async function makeLogin(
  options: LaunchBasis & { profileDir: string; url: string; rules: RequestRules; withinMs?: number },
  done: (cookieNames: readonly string[]) => boolean,
): Promise<boolean> {
  const browser = await launch(options);
  try {
    const page = await browser.newPage();
    await filterRequests(page, options.rules);
    const deadline = performance.now() + (options.withinMs ?? 30_000);
    await page.goto(options.url, { timeout: options.withinMs ?? 30_000 });
    for (;;) {
      const names = (await browser.cookies()).map(({ name }) => name);
      if (done(names)) return true;
      if (performance.now() > deadline) return false;
      await page.waitForNetworkIdle({ idleTime: 200, timeout: 2000 }).catch(() => {});
    }
  } finally {
    // asked to close, Chromium writes its cookies; killed, it would not
    await end(browser, WRITE_WITHIN_MS);
  }
}
