import { afterEach, describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { type Replica, startReplica } from './server.ts';
import type { Trouble } from './troubles.ts';
import type { WechatAccount } from './world.ts';

const wechat = (n: number): WechatAccount => ({
  platform: 'wechat',
  handle: { biz: Buffer.from(`390000000${n}`).toString('base64'), feeds: { main: `390000000${n}` } },
  name: `示例${n}号`,
  posts: [{ at: '2020-08-01T08:00:00+08:00' }, { at: '2020-09-14T08:00:00+08:00' }],
});
const accounts = [wechat(1), wechat(2)];
const query = (n: number) => `http://bridge.example/api/query?bid=390000000${n}`;

let replica: Replica;
afterEach(() => replica.close());
async function play(...troubles: Trouble[]) {
  const bridges = [{ kind: 'wechat2rss', name: 'main', host: 'bridge.example' }] as const;
  replica = await startReplica({ accounts, bridges, troubles }, { at: '2020-09-15T18:00:00+08:00', seed: 7 });
}

describe('troubles', () => {
  test('one account can be in trouble while the others are not', async () => {
    await play({ kind: 'server-error', account: wechat(2).handle.biz });
    expect((await ask(replica, query(1))).status).toBe(200);
    expect((await ask(replica, query(2))).status).toBe(502);
  });

  test('a trouble can begin after some requests and end after some more', async () => {
    await play({ kind: 'throttled', host: 'bridge.example', afterRequests: 2, forRequests: 1, retryAfter: '30' });
    const statuses = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await ask(replica, query(1))).status);
    expect(statuses).toEqual([200, 200, 429, 200]);
  });

  test('throttling tells when to come back, if it is said', async () => {
    await play({ kind: 'throttled', retryAfter: '120' });
    expect((await ask(replica, query(1))).headers.get('retry-after')).toBe('120');
  });

  test('throttling above a rate leaves the first requests alone', async () => {
    await play({ kind: 'throttled', above: { requests: 2, perMs: 3_600_000 } });
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await ask(replica, query(1))).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  test('a trouble holds between moments of the played world', async () => {
    await play({ kind: 'empty', from: '2020-09-16T00:00:00+08:00', until: '2020-09-17T00:00:00+08:00' });
    expect((await ask(replica, query(1))).text).not.toBe('');
    replica.at('2020-09-16T18:00:00+08:00');
    expect(await ask(replica, query(1))).toMatchObject({ status: 200, text: '' });
    replica.at('2020-09-17T18:00:00+08:00');
    expect((await ask(replica, query(1))).text).not.toBe('');
  });

  test('half an answer is not JSON, a cut one breaks off', async () => {
    await play();
    const end = replica.troubles.make({ kind: 'half' });
    const half = await ask(replica, query(1));
    expect(half.status).toBe(200);
    expect(half.json).toBeUndefined();
    end();
    replica.troubles.make({ kind: 'cut' });
    await expect(ask(replica, query(1))).rejects.toThrow();
  });

  test('the newest posts can be missing, or all', async () => {
    await play();
    const end = replica.troubles.make({ kind: 'truncated', days: 14 });
    expect((await ask(replica, query(1))).json.data).toHaveLength(1);
    end();
    replica.troubles.make({ kind: 'empty-list' });
    expect((await ask(replica, query(1))).json.data).toHaveLength(0);
  });

  test('an answer can be about somebody else; the log still says who was asked about', async () => {
    await play({ kind: 'other-account', account: wechat(2).handle.biz });
    expect((await ask(replica, query(2))).json.data[0].biz_name).toBe('示例1号');
    expect(replica.log.at(-1)?.account).toBe(wechat(2).handle.biz);
  });

  test('slowness and failures by chance are the same for the same seed', async () => {
    const run = async () => {
      await play({ kind: 'server-error', share: 0.5 });
      const statuses = [];
      for (let n = 0; n < 12; n += 1) statuses.push((await ask(replica, query(1))).status);
      await replica.close();
      return statuses;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([200, 502]));
    expect(await run()).toEqual(first);
  });

  test('a server that hangs lets go when it is closed', async () => {
    await play({ kind: 'hang' });
    const waiting = ask(replica, query(1));
    const settled = expect(waiting).rejects.toThrow();
    await expect.poll(() => replica.log.length).toBe(1);
    await replica.close();
    await settled;
  });

  test('every request is logged, and addresses that no platform has are told apart', async () => {
    await play();
    await ask(replica, query(1));
    expect((await ask(replica, 'https://nobody.example/x?y=1')).status).toBe(404);
    expect(replica.log).toMatchObject([
      {
        host: 'bridge.example',
        platform: 'wechat2rss',
        account: wechat(1).handle.biz,
        status: 200,
        path: '/api/query',
      },
      { host: 'nobody.example', platform: null, account: null, status: 404, forwardedProto: 'https' },
    ]);
    expect(replica.unknown).toEqual(['GET nobody.example/x']);
  });
});
