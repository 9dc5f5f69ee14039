import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { homeWith } from '../home-folder.ts';
import { PostOffice } from '../mail/post-office.ts';
import { startReplica } from '../replica/server.ts';
import type { TroubleKind } from '../replica/troubles.ts';
import type { Bridge, WechatAccount } from '../replica/world.ts';
import { xuncha } from './xuncha.ts';

const AT = '2026-09-25T01:30:00+08:00';
/** one in every place where a setting, a file or the environment may hold one */
const PLANTED = {
  bridge: 'planted-bridge-token',
  fromEnvironment: 'planted-token-of-the-environment',
  weread: 'planted-weread-session',
  backOffice: 'planted-back-office-token',
  mail: 'planted-mail-password',
  heartbeat: 'planted-heartbeat-key',
  address: 'planted-address-password',
};
const BRIDGES: readonly Bridge[] = [
  { kind: 'wechat2rss', name: 'main', host: 'wechat2rss.test', token: PLANTED.bridge },
  { kind: 'we-mp-rss', name: 'second', host: 'wemprss.test', token: PLANTED.fromEnvironment },
];
const account: WechatAccount = {
  platform: 'wechat',
  handle: { biz: 'MzkwMDAwMDAwMQ==', alias: 'shilixian', feeds: { main: '3900000001', second: 'MP_WXS_3900000001' } },
  name: '示例县发布',
  posts: [{ at: '2026-09-01T08:00:00+08:00', title: '示例标题' }],
};

function settings(replica: string, mailPort: number): string {
  return `network: { replica: "${replica}", pace: off }
heartbeat: { url: "https://heartbeat.test/ping/${PLANTED.heartbeat}" }
platforms:
  wechat:
    sources:
      - { kind: wechat2rss, name: main, url: "http://wechat2rss.test", token: ${PLANTED.bridge} }
      - { kind: we-mp-rss, name: second, url: "http://user:${PLANTED.address}@wemprss.test", token: "\${BRIDGE_TOKEN}" }
      - { kind: weread }
      - { kind: searchbiz }
    canaries: [{ name: 示例县发布, handle: { biz: MzkwMDAwMDAwMQ==, feeds: { main: "3900000001" } } }]
mail: { host: 127.0.0.1, port: ${mailPort}, tls: off, user: xuncha, passwordFile: config/secrets/mail-password, to: [a@x.test] }
`;
}

const REGISTRY = `units:
  - name: 示例县
    accounts:
      - id: a
        name: 示例县发布
        platform: wechat
        owner: 示例县政府
        handle: { biz: MzkwMDAwMDAwMQ==, alias: shilixian, feeds: { main: "3900000001", second: MP_WXS_3900000001 } }
`;

/** everything below a folder as text; evidence is opened first */
function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      return `${entry.name}\n${(entry.name.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes).toString('latin1')}`;
    })
    .join('\n');
}

function formsOf(secret: string): string[] {
  return [
    secret,
    Buffer.from(secret).toString('base64'),
    Buffer.from(`\u0000xuncha\u0000${secret}`).toString('base64'),
  ];
}

const RUN = ['run', '--json'];
const EVERYTHING = [RUN, ['check', '--json'], ['doctor'], ['capture', 'a'], ['registry', 'resolve']];

test.each<[TroubleKind | 'none', readonly (readonly string[])[]]>([
  ['none', EVERYTHING],
  ['server-error', [RUN]],
  ['cut', [RUN]],
  ['login-wall', [RUN]],
])('a secret in every setting, and none in anything that is written or shown (trouble: %s)', async (kind, commands) => {
  const office = await new PostOffice({}, { onAuth: (_auth, _session, answer) => answer(null, { user: 'x' }) }).open();
  onTestFinished(() => office.close());
  const replica = await startReplica(
    {
      accounts: [account],
      bridges: BRIDGES,
      logins: { weread: PLANTED.weread, searchbiz: PLANTED.backOffice },
      troubles: kind === 'none' ? [] : [{ kind }],
    },
    { at: AT },
  );
  onTestFinished(() => replica.close());
  const home = homeWith({
    'config/xuncha.yaml': settings(replica.url, office.port),
    'config/registry/a.yaml': REGISTRY,
    'config/secrets/mail-password': PLANTED.mail,
    'config/secrets/wechat-weread-cookie': `wr_vid=123456; wr_skey=${PLANTED.weread}`,
  });
  for (const name of readdirSync(join(home, 'config', 'secrets')))
    chmodSync(join(home, 'config', 'secrets', name), 0o600);
  const env = {
    BRIDGE_TOKEN: PLANTED.fromEnvironment,
    XUNCHA_WECHAT_MP_COOKIE: `slave_sid=${PLANTED.backOffice}`,
    XUNCHA_WECHAT_MP_TOKEN: PLANTED.backOffice,
  };
  const shown: string[] = [];
  for (const words of commands) {
    const { out, err } = await xuncha([...words, '--home', home, '--at', AT], { env });
    shown.push(out, err);
  }
  expect(office.completed.length).toBeGreaterThan(0);
  const all = [...shown, everythingIn(join(home, 'data')), ...office.completed.map(({ raw }) => raw.toString())];
  const leaked = Object.entries(PLANTED).filter(([, secret]) =>
    formsOf(secret).some((form) => all.some((text) => text.includes(form))),
  );
  expect(leaked.map(([name]) => name)).toEqual([]);
});
