import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { xuncha } from './commands/xuncha.ts';
import { startReplica } from './replica/server.ts';

const root = join(import.meta.dirname, '..');
const AT = '2026-09-25T01:30:00+08:00';
let office: string;

/** An empty folder with the package in it, as npm lays it out; the dependencies are those of the checkout. */
beforeAll(() => {
  office = mkdtempSync(join(tmpdir(), 'xuncha-package-'));
  const modules = join(office, 'node_modules');
  const own = join(modules, 'xuncha');
  mkdirSync(own, { recursive: true });
  execFileSync('npm', ['pack', '--silent', '--pack-destination', office], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const tarball = readdirSync(office).find((name) => name.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['xzf', join(office, tarball), '-C', own, '--strip-components=1']);
  const { dependencies } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
});
afterAll(() => rmSync(office, { recursive: true, force: true }));

const installed = (args: readonly string[]) =>
  xuncha(args, { cwd: office, program: join(office, 'node_modules', 'xuncha', 'xuncha') });

test('the package holds JavaScript and what the program reads, and nothing of the tests', () => {
  const files = readdirSync(join(office, 'node_modules', 'xuncha'), { recursive: true }) as string[];
  expect(files).toContain('dist/src/main.js');
  expect(files.filter((file) => file.endsWith('.ts'))).toEqual([]);
  expect(files.filter((file) => file.endsWith('.sql')).length).toBe(
    readdirSync(join(root, 'src', 'store', 'migrations')).length,
  );
  expect(files.some((file) => file.startsWith('test/') || file.startsWith('data/'))).toBe(false);
});

test('in an empty folder, it makes a home there and judges a night', async () => {
  const made = await installed(['init']);
  expect(made.err).toBe('');
  expect(existsSync(join(office, 'config', 'xuncha.yaml'))).toBe(true);

  const account = { platform: 'weibo', handle: { uid: '5990000101' }, name: '示例县发布' } as const;
  const replica = await startReplica(
    { accounts: [{ ...account, posts: [{ at: '2026-09-24T08:00:00+08:00' }] }] },
    { at: AT },
  );
  try {
    const settings = join(office, 'config', 'xuncha.yaml');
    writeFileSync(settings, `${readFileSync(settings, 'utf8')}\nnetwork: { replica: "${replica.url}", pace: off }\n`);
    writeFileSync(
      join(office, 'config', 'registry', 'a.yaml'),
      'units: [{ name: 示例县, accounts: [{ id: a, name: 示例县发布, platform: weibo, owner: 示例县政府, handle: { uid: "5990000101" } }] }]\n',
    );
    const { out, err } = await installed(['run', '--json', '--at', AT]);
    expect(err).not.toContain('程序错误');
    expect(JSON.parse(out)).toMatchObject({ date: '2026-09-25', accounts: 1, failed: 0 });
    expect(existsSync(join(office, 'data', 'xuncha.db'))).toBe(true);
  } finally {
    await replica.close();
  }
});

test('without a Node that is new enough, the launcher says what to do', () => {
  const bare = mkdtempSync(join(tmpdir(), 'xuncha-bare-'));
  try {
    execFileSync('cp', [join(root, 'xuncha'), bare]);
    const { status, stderr } = spawnSync(join(bare, 'xuncha'), ['--help'], {
      env: { PATH: '/usr/bin:/bin' },
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toContain('缺少 Node 26');
  } finally {
    rmSync(bare, { recursive: true, force: true });
  }
});
