import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { homeWith } from '../home-folder.ts';
import { xuncha } from './xuncha.ts';

test('a platform that takes no lent login is refused, and those that do are named', async () => {
  const { status, err } = await xuncha(['login', 'app', '--home', homeWith({})]);
  expect(status).toBe(2);
  expect(err).toContain('douyin、toutiao');
});

test('without a desktop it says what to do instead of failing in the browser', async () => {
  const { status, err } = await xuncha(['login', 'douyin', '--home', homeWith({})], {
    env: { DISPLAY: '', WAYLAND_DISPLAY: '' },
  });
  expect(status).toBe(2);
  expect(err).toContain('没有图形界面');
});

test('a display that cannot be used is told in one sentence, with what to do', async () => {
  const home = homeWith({ 'config/xuncha.yaml': 'browser: { sandbox: off }\n' });
  const { status, err } = await xuncha(['login', 'douyin', '--home', home], {
    env: { DISPLAY: '127.0.0.1:6553', WAYLAND_DISPLAY: '' },
  });
  expect(status).toBe(3);
  expect(err).toContain('浏览器窗口没有打开（显示器 127.0.0.1:6553）');
  expect(err).toContain('.Xauthority');
});

test('a lent login that others may read, or that is not there, is told by the doctor', async () => {
  const home = homeWith({
    'config/xuncha.yaml': `platforms:
  douyin: { sources: [{ kind: lent, profile: ../data/profiles/douyin }] }
  toutiao: { sources: [{ kind: lent, profile: profiles/toutiao }] }
`,
  });
  const readable = join(home, 'data', 'profiles', 'douyin');
  mkdirSync(readable, { recursive: true });
  chmodSync(readable, 0o755);
  const { out } = await xuncha(['doctor', '--home', home]);
  expect(out).toContain(`${readable} 别的用户也能读`);
  expect(out).toContain(`${join(home, 'config', 'profiles', 'toutiao')} 不存在`);
});
