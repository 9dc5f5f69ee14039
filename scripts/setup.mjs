// Installs whatever is missing before the demo or the tests: packages, a browser, Chinese fonts. Runs on Node 20.20 and
// newer with nothing installed, so it may import nothing but what Node itself brings.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.xuncha-setup');
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

installPackages();
installBrowserAndFonts();

function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const done = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;
  if (done && existsSync(join(root, 'node_modules', 'node', 'bin', 'node'))) return;
  say('正在安装依赖（npm install），第一次约需一分钟 …');
  // the packages ask for a newer Node than the one that npm runs on; the project brings that one along (package “node”)
  // `npm ci` refuses a lock file that leaves out what other systems would need; this keeps to the lock file all the same
  run(
    'npm',
    ['install', '--no-save', '--loglevel=error', '--no-audit', '--no-fund'],
    '依赖没有装上。请检查网络或 npm 镜像设置，然后再试。',
  );
  writeFileSync(stamp, lock);
}

function installBrowserAndFonts() {
  const missing = [];
  if (!hasBrowser()) missing.push('chromium');
  if (!hasChineseFonts()) missing.push('fonts-noto-cjk');
  if (missing.length === 0) return;
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!isRootOnDebian) {
    say(
      `缺少浏览器或中文字体，请安装：${missing.join(' ')}（Debian：sudo apt-get install ${missing.join(' ')}；也可用 CHROME_PATH 指定浏览器）`,
    );
    return;
  }
  say(`正在安装 ${missing.join(' 和 ')}（apt-get）…`);
  const failed = `没有装上 ${missing.join(' ')}。请用 apt-get install 手工安装，然后再试。`;
  run('apt-get', ['update', '-qq'], failed);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], failed, {
    DEBIAN_FRONTEND: 'noninteractive',
  });
}

function hasBrowser() {
  const named = process.env.CHROME_PATH;
  if (named) return existsSync(named);
  return BROWSERS.some((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0);
}

/** fc-list says which fonts cover Chinese; without fontconfig there are none */
function hasChineseFonts() {
  const listed = spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '';
}

function run(command, args, failed, env = {}) {
  const quiet = command === 'apt-get';
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? ['ignore', 'ignore', 'pipe'] : ['ignore', 2, 2],
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (done.status === 0) return;
  if (done.stderr) process.stderr.write(done.stderr);
  say(failed);
  process.exit(1);
}

function say(text) {
  process.stderr.write(`巡查：${text}\n`);
}
