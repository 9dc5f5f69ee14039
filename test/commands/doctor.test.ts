import { afterEach, expect, test } from 'vitest';
import type { DoctorLine } from '../../src/doctor.ts';
import { homeWith } from '../home-folder.ts';
import { PostOffice } from '../mail/post-office.ts';
import { type Replica, startReplica } from '../replica/server.ts';
import type { Trouble } from '../replica/troubles.ts';
import { xuncha } from './xuncha.ts';

const AT = '2026-09-25T09:30:00+08:00';
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function replicaWith(troubles: readonly Trouble[] = []): Promise<Replica> {
  const account = {
    platform: 'weibo',
    handle: { uid: '5990000101' },
    name: '示例哨兵',
    posts: [{ at: '2026-09-25T08:00:00+08:00' }],
  } as const;
  const replica = await startReplica({ accounts: [account], troubles }, { at: AT });
  closing.push(() => replica.close());
  return replica;
}

const settings = (replica: Replica, more = '') => `network: { replica: "${replica.url}", pace: off }
platforms:
  weibo:
    sources: [{ kind: mobile }]
    canaries: [{ name: 示例哨兵, handle: { uid: "5990000101" }, postsWithinHours: 30 }]
${more}`;

async function doctor(files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const ended = await xuncha(['doctor', '--json', '--home', homeWith(files), '--at', AT], { env });
  const lines = (JSON.parse(ended.out) as { lines: DoctorLine[] }).lines;
  return { ...ended, lines, about: (subject: string) => lines.find((line) => line.subject === subject) };
}

test('a source whose canary is alive works', async () => {
  const replica = await replicaWith();
  const { about } = await doctor({ 'config/xuncha.yaml': settings(replica) });
  expect(about('weibo.mobile')).toMatchObject({ state: 'good' });
});

test.each([
  ['captcha', '被拦住'],
  ['throttled', '被限制访问'],
  ['server-error', '对方出错'],
] as const)('a source that is met by “%s” is told apart: %s', async (kind, words) => {
  const replica = await replicaWith([{ kind, path: '/api/container/getIndex' }]);
  const { about, status } = await doctor({ 'config/xuncha.yaml': settings(replica) });
  expect(about('weibo.mobile')).toMatchObject({ state: 'bad', says: expect.stringContaining(words) });
  expect(about('weibo.mobile')?.todo).not.toBeNull();
  expect(status).toBe(3);
});

test('a bridge whose canary is fresh and whose login is dead says so', async () => {
  const bridge = { kind: 'wechat2rss', name: 'main', host: 'w2r.test', token: 't' } as const;
  const account = {
    platform: 'wechat',
    handle: { biz: 'MzkwMDAwMDAwMQ==', feeds: { main: '3900000001' } },
    name: '示例哨兵',
    posts: [{ at: '2026-09-25T08:00:00+08:00' }],
  } as const;
  const troubles = [{ kind: 'bridge-login-lost', host: 'w2r.test' }] as const;
  const replica = await startReplica({ accounts: [account], bridges: [bridge], troubles }, { at: AT });
  closing.push(() => replica.close());
  const { about, status } = await doctor({
    'config/xuncha.yaml': `network: { replica: "${replica.url}", pace: off }
platforms:
  wechat:
    sources: [{ kind: wechat2rss, name: main, url: "http://w2r.test", token: t }]
    canaries: [{ name: 示例哨兵, handle: { biz: MzkwMDAwMDAwMQ==, feeds: { main: "3900000001" } }, postsWithinHours: 30 }]
`,
  });
  expect(about('wechat.wechat2rss:main')).toMatchObject({
    state: 'bad',
    says: expect.stringContaining('登录已失效'),
    todo: expect.stringContaining('重新扫码'),
  });
  expect(status).toBe(3);
});

test('no canary is asked for of a store that takes none', async () => {
  const replica = await replicaWith();
  const platforms =
    'platforms: { app: { sources: [{ kind: samsung }, { kind: baidu }, { kind: meizu }, { kind: wandoujia }] } }';
  const { lines } = await doctor({
    'config/xuncha.yaml': `network: { replica: "${replica.url}", pace: off }\n${platforms}\n`,
  });
  const stores = lines.filter(({ subject }) => subject.startsWith('app.'));
  expect(stores.map(({ subject }) => subject)).toEqual(['app.samsung', 'app.baidu', 'app.meizu', 'app.wandoujia']);
  for (const { todo } of stores) expect(todo).not.toContain('没有哨兵');
});

test('a mail server is greeted and logged in to, and nothing is sent', async () => {
  const logins: string[] = [];
  const office = await new PostOffice(
    {},
    {
      authOptional: false,
      onAuth: ({ username = '', password }, _session, answer) => {
        logins.push(username);
        if (password === 'right-password') answer(null, { user: username });
        else answer(Object.assign(new Error('wrong'), { responseCode: 535 }));
      },
    },
  ).open();
  closing.push(() => office.close());
  const replica = await replicaWith();
  const mail = `mail: { host: 127.0.0.1, port: ${office.port}, tls: off, user: xuncha, to: [a@example.test] }`;
  const files = { 'config/xuncha.yaml': settings(replica, mail) };

  const right = await doctor(files, { XUNCHA_MAIL_PASSWORD: 'right-password' });
  expect(right.about('邮件服务器')).toMatchObject({ state: 'good' });

  const wrong = await doctor(files, { XUNCHA_MAIL_PASSWORD: 'wrong-password' });
  expect(wrong.about('邮件服务器')).toMatchObject({ state: 'bad', todo: expect.stringContaining('密码') });
  expect(wrong.out).not.toContain('wrong-password');

  expect(logins).toEqual(['xuncha', 'xuncha']);
  expect(office.completed).toEqual([]);
});

test('a mail server whose certificate nobody vouches for is told with the way to make its authority known', async () => {
  const office = await new PostOffice({}, { disabledCommands: ['AUTH'] }).open();
  closing.push(() => office.close());
  // reaches this machine without being a loopback address, where no certificate is asked for
  const mail = `mail: { host: 0.0.0.0, port: ${office.port}, to: [a@example.test] }`;
  const { about } = await doctor({ 'config/xuncha.yaml': settings(await replicaWith(), mail) });
  expect(about('邮件服务器')).toMatchObject({ state: 'bad', todo: expect.stringContaining('NODE_EXTRA_CA_CERTS') });
});

test('faults of the configuration are told, and everything else is examined all the same', async () => {
  const { about, lines, status } = await doctor({ 'config/xuncha.yaml': 'judge: { staleAfterDay: 14 }\n' });
  expect(about('配置')).toMatchObject({ state: 'bad', says: expect.stringContaining('config/xuncha.yaml:1:') });
  expect(about('Node')).toMatchObject({ state: 'good' });
  expect(lines.some((line) => line.subject === '磁盘')).toBe(true);
  expect(status).toBe(3);
});

test('a secret that others may read is told by its name, never by its content', async () => {
  const replica = await replicaWith();
  const { about, out } = await doctor({
    'config/xuncha.yaml': settings(replica),
    'config/secrets/weread-cookie': 'planted-secret-value',
  });
  expect(about('密钥文件')).toMatchObject({ state: 'bad', says: expect.stringContaining('weread-cookie') });
  expect(out).not.toContain('planted-secret-value');
});

test('read by people, each thing that must be mended says how', async () => {
  const { out } = await xuncha(['doctor', '--home', homeWith({ 'config/xuncha.yaml': 'timezone: Nowhere\n' })]);
  expect(out).toMatch(/✗ 配置：[\s\S]*\n {4}→ /);
});
