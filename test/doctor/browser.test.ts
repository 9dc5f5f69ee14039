import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import browser from '../../src/doctor/browser.ts';
import type { Patient } from '../../src/doctor.ts';
import { findChromium } from '../../src/world/browser-process.ts';
import { homeWith } from '../home-folder.ts';

/** what the check says of this program as the browser, for an ordinary user */
async function examined(script: string) {
  const home = homeWith({});
  const executable = join(home, 'browser');
  writeFileSync(executable, `#!/bin/sh\n${script}\n`);
  chmodSync(executable, 0o755);
  mkdirSync(join(home, 'data', 'tmp'), { recursive: true });
  const user = vi.spyOn(process, 'getuid').mockReturnValue(1000);
  onTestFinished(() => user.mockRestore());
  const settings = { browser: { executable, sandbox: 'on' }, network: {} };
  return browser.examine({ settings, data: join(home, 'data') } as unknown as Patient);
}

test('a browser that starts only without its sandbox is refused, and the reason is told', async () => {
  // stands for a system that lets no ordinary user make user namespaces
  const refusing = `case "$*" in *--no-sandbox*) exec "${findChromium(undefined)}" "$@" ;; esac\nexit 1`;
  const [line, ...others] = await examined(refusing);
  expect(others).toEqual([]);
  expect(line).toMatchObject({ subject: '浏览器沙箱', state: 'bad' });
  expect(line?.says).toContain('用户命名空间');
});

test('a browser that does not start at all is not the fault of the sandbox', async () => {
  const [line] = await examined('exit 1');
  expect(line).toMatchObject({ subject: '浏览器', state: 'bad' });
  expect(line?.says).toContain('无法启动');
});
