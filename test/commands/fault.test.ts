import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { homeWith } from '../home-folder.ts';
import { xuncha } from './xuncha.ts';

const SECRET = 'planted-bridge-token';
const SETTINGS = `platforms:
  wechat:
    sources: [{ kind: wechat2rss, name: main, url: "http://wechat2rss.test", token: ${SECRET} }]
`;

/** loaded before the program: the moment it prints its findings, something breaks that nobody thought of */
const BREAKS = `const whole = JSON.stringify;
JSON.stringify = (value, ...more) => {
  if (!Object.hasOwn(value ?? {}, 'findings')) return whole(value, ...more);
  JSON.stringify = whole;
  throw new TypeError('nobody thought of ${SECRET}');
};
`;

test('a fault of the program is one sentence; its stack is in the log, and no secret in either', async () => {
  const home = homeWith({ 'config/xuncha.yaml': SETTINGS });
  const breaks = join(home, 'breaks.mjs');
  writeFileSync(breaks, BREAKS);
  const { status, out, err } = await xuncha(['judge', '--json', '--home', home, '--at', '2026-09-25T01:30:00+08:00'], {
    env: { NODE_OPTIONS: `--import=${breaks}` },
  });
  expect(status).toBe(1);
  expect(out).toBe('');
  const log = join(home, 'data', 'log', '2026-09-25.ndjson');
  expect(err.trimEnd().split('\n')).toEqual([
    '程序自身出错，没有做完：nobody thought of [已隐去]',
    expect.stringContaining(`详情已记入 ${log}`),
  ]);
  const [line = ''] = readFileSync(log, 'utf8').split('\n');
  expect(JSON.parse(line)).toMatchObject({
    event: 'fault',
    error: 'TypeError',
    stack: expect.stringContaining(' at '),
  });
  expect(readdirSync(join(home, 'data', 'log'))).toHaveLength(1);
  expect(line).not.toContain(SECRET);
});

test('a reader that has read enough ends nothing', async () => {
  const program = join(import.meta.dirname, '..', '..', 'xuncha');
  const child = spawn(program, ['rules'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let told = '';
  child.stderr.on('data', (text) => {
    told += String(text);
  });
  const [status] = await once(child, 'close');
  expect([status, told]).toEqual([0, '']);
});

test('options before the command belong to it all the same; without a command, an example is given', async () => {
  const home = homeWith({});
  expect((await xuncha(['--home', home, 'registry', 'check'])).out).toContain('没有错误：0 个单位');
  const { status, err } = await xuncha(['--home', home]);
  expect(status).toBe(2);
  expect(err).toContain('例如：xuncha doctor --home 目录');
});
