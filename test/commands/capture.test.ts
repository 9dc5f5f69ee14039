import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { homeWith } from '../home-folder.ts';
import { startReplica } from '../replica/server.ts';
import type { WechatAccount } from '../replica/world.ts';
import { xuncha } from './xuncha.ts';

const TOKEN = 'planted-bridge-token';
const COOKIE = 'wr_vid=1; wr_skey=planted-session';
const account: WechatAccount = {
  platform: 'wechat',
  handle: { biz: 'MzkwMDAwMDAwMQ==', feeds: { main: '3900000001' } },
  name: '示例县发布',
  posts: [{ at: '2026-09-24T08:00:00+08:00', title: '示例标题' }],
};

async function captured(uid?: string) {
  const replica = await startReplica(
    {
      accounts: [account, { platform: 'weibo', handle: { uid: '5990000101' }, name: '示例微博', posts: [] }],
      bridges: [{ kind: 'wechat2rss', name: 'main', host: 'wechat2rss.test', token: TOKEN }],
      logins: { weread: 'planted-session' },
    },
    { at: '2026-09-25T09:30:00+08:00' },
  );
  onTestFinished(() => replica.close());
  const home = homeWith({
    'config/xuncha.yaml': `network: { replica: "${replica.url}", pace: off }
platforms:
  wechat:
    sources:
      - { kind: wechat2rss, name: main, url: "http://wechat2rss.test", token: ${TOKEN} }
      - { kind: weread }
`,
    'config/registry/a.yaml': `units:
  - name: 示例县
    accounts:
      - { id: a, name: 示例县发布, platform: wechat, owner: 示例县政府, handle: { biz: "MzkwMDAwMDAwMQ==", feeds: { main: "3900000001" } } }
      - { id: b, name: 示例微博, platform: weibo, owner: 示例县政府, handle: { uid: "5990000101" } }
`,
  });
  const out = join(home, 'captured');
  const ended = await xuncha(['capture', uid ?? 'a', '--home', home, '--out', out], {
    env: { XUNCHA_WECHAT_WEREAD_COOKIE: COOKIE },
  });
  const texts = Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'utf8')]));
  return { ...ended, texts, all: Object.values(texts).join('\n') };
}

test('every answer of every source is saved with its request, and no secret is in it', async () => {
  const { status, texts, all, out } = await captured();
  expect(status).toBe(0);
  expect(out).toContain('wechat.wechat2rss:main：ok');
  const feed = Object.values(texts).find(
    (text) => text.startsWith('GET http://wechat2rss.test/') && text.includes('示例标题'),
  );
  expect(feed).toMatch(/\n\nHTTP 200\n/);
  expect(feed).toContain('示例标题');
  for (const secret of [TOKEN, 'planted-session', encodeURIComponent(COOKIE)]) {
    expect(all).not.toContain(secret);
    expect(out).not.toContain(secret);
  }
  const { sources } = JSON.parse(texts['capture.json'] ?? '') as { sources: { source: string; files: string[] }[] };
  expect(sources.map(({ source }) => source)).toEqual(['wechat.wechat2rss:main', 'wechat.weread']);
  expect(sources.flatMap(({ files }) => files).sort()).toEqual(
    Object.keys(texts)
      .filter((name) => name !== 'capture.json')
      .sort(),
  );
});

test("a visitor's cookies are hidden, in the answer that gave them and in the requests that bear them", async () => {
  const { all } = await captured('b');
  expect(all).toMatch(/^cookie: \[已隐去\]$/m);
  expect(all).not.toMatch(/SUB=[\w-]{6,}/);
  expect(all).toContain('api/container/getIndex');
});

test('an id that is not in the registry is refused', async () => {
  const { status, err } = await xuncha(['capture', 'nobody', '--home', homeWith({})]);
  expect(status).toBe(2);
  expect(err).toContain('nobody');
});
