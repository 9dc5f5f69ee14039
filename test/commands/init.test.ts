import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { expect, onTestFinished, test } from 'vitest';
import { homeWith } from '../home-folder.ts';
import { PostOffice } from '../mail/post-office.ts';
import { xuncha } from './xuncha.ts';

test('an empty folder becomes a home that has no fault, and the test mail arrives', async () => {
  const office = await new PostOffice().open();
  onTestFinished(() => office.close());
  const home = homeWith({});
  const mail = ['--mail-host', '127.0.0.1', '--mail-port', String(office.port), '--mail-to', 'a@x.test,b@x.test'];
  const args = ['init', '--home', home, ...mail, '--mail-from', '巡查 <xuncha@x.test>', '--test-mail'];
  const { status, out } = await xuncha(args);
  expect(status).toBe(0);
  expect(out).toContain('接下来：');
  expect(office.taken).toHaveLength(1);
  expect(office.taken[0]?.to).toEqual(['a@x.test', 'b@x.test']);
  expect((await PostalMime.parse(office.taken[0]?.raw ?? '')).subject).toBe('巡查：测试邮件');

  const checked = await xuncha(['registry', 'check', '--home', home]);
  expect(checked.status).toBe(0);
  const settings = readFileSync(join(home, 'config', 'xuncha.yaml'), 'utf8');
  expect(settings.split('\n', 1)).toEqual(['# yaml-language-server: $schema=schema/xuncha.json']);
  expect(statSync(join(home, 'config', 'secrets')).mode & 0o077).toBe(0);
});

test('nothing that is there is overwritten', async () => {
  const home = homeWith({ 'config/xuncha.yaml': 'timezone: Asia/Urumqi\n', 'config/registry/own.csv': '单位,编号\n' });
  const { out } = await xuncha(['init', '--home', home, '--mail-host', 'smtp.x.test']);
  expect(out).toContain('已经有了，没有改动');
  expect(readFileSync(join(home, 'config', 'xuncha.yaml'), 'utf8')).toBe('timezone: Asia/Urumqi\n');
  expect(out).not.toContain('accounts.yaml');
});

test('answers that make faulty settings write nothing and say where', async () => {
  const home = homeWith({});
  const { status, err } = await xuncha(['init', '--home', home, '--mail-host', 'smtp.x.test', '--mail-to', 'nobody']);
  expect(status).toBe(2);
  expect(err).toMatch(/config\/xuncha\.yaml:\d+:\d+: /);
  expect(() => statSync(join(home, 'config'))).toThrow();
});

test('a mail server that refuses is told, and the files stay', async () => {
  const office = await new PostOffice({ recipient: () => ({ code: 550, words: 'no such user' }) }).open();
  onTestFinished(() => office.close());
  const home = homeWith({});
  const mail = ['--mail-host', '127.0.0.1', '--mail-port', String(office.port), '--mail-to', 'a@x.test'];
  const { status, out } = await xuncha(['init', '--home', home, ...mail, '--test-mail']);
  expect(status).toBe(3);
  expect(out).toContain('测试邮件没有发出');
  expect(out).toContain('no such user');
});
