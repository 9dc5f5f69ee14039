import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { ask } from './ask.ts';
import { hunanWorld } from './hunan.ts';
import { startReplica } from './server.ts';
import { show } from './shown.ts';
import { keyOf } from './world.ts';

const demo = hunanWorld();
const entries = demo.registry.units.flatMap((unit) => unit.accounts.map((entry) => ({ unit: unit.name, ...entry })));
const plays = (id: string) => {
  const entry = entries.find((each) => each.id === id);
  const account = demo.world.accounts.find((each) => entry !== undefined && keyOf(each) === keyIn(entry.handle));
  if (account === undefined) throw new Error(`nobody plays ${id}`);
  return account;
};
function keyIn(handle: (typeof entries)[number]['handle']): string {
  if ('biz' in handle) return handle.biz;
  if ('uid' in handle) return handle.uid;
  if ('secUid' in handle) return handle.secUid;
  return 'token' in handle ? handle.token : handle.package;
}
/** age of the newest post at a night, in days; Infinity where there is none */
function ageDays(id: string, night: string): number {
  const now = Temporal.Instant.from(night);
  const [newest] = show(plays(id), now).posts;
  return newest === undefined ? Number.POSITIVE_INFINITY : now.since(newest.instant).total('hours') / 24;
}
const [first, second, last] = demo.nights;

describe("the demo's world", () => {
  test('holds the 35 accounts of the notice as it names them, and 150 ordinary ones in all', () => {
    const named = entries.filter((entry) => entry.id.startsWith('notice-'));
    expect(named).toHaveLength(35);
    for (const account of demo.notice.accounts) {
      const entry = named.find((each) => each.name === account.name);
      expect(entry).toMatchObject({ owner: account.owner, platform: account.platform_norm });
    }
    expect(entries.filter((entry) => !entry.id.startsWith('special-')).length).toBe(148);
    expect(entries.filter((entry) => entry.id.startsWith('special-resumed')).length).toBe(2);
  });

  test('lists units in the order of the notice, each account once', () => {
    expect(demo.registry.units.map((unit) => unit.name)).toEqual(demo.notice.per_unit.map((row) => row.unit));
    expect(new Set(entries.map((entry) => entry.id)).size).toBe(entries.length);
    expect(new Set(demo.world.accounts.map(keyOf)).size).toBe(demo.world.accounts.length);
    expect(entries.filter((entry) => entry.unit === '张家界市' && entry.id.startsWith('notice-'))).toHaveLength(17);
  });

  test('nobody can take a synthetic account for a real one', () => {
    const synthetic = entries.filter((entry) => !entry.id.startsWith('notice-'));
    for (const entry of synthetic) expect(entry.name).toMatch(/^示例/);
  });

  test('the last update of each named account is the day of the notice, on every night', () => {
    for (const night of demo.nights) {
      for (const [id, date] of demo.expected.stale) {
        const [newest] = show(plays(id), Temporal.Instant.from(night)).posts;
        const day = newest?.instant.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString() ?? null;
        expect([id, day]).toEqual([id, date]);
      }
    }
    expect([...demo.expected.stale.values()].filter((date) => date === null)).toHaveLength(1);
  });

  test('on the last night the 35 are older than two weeks, and only those and the blocked one', () => {
    const old = entries.filter((entry) => entry.platform !== 'app' && ageDays(entry.id, last) > 14);
    expect(old.map((entry) => entry.id).sort()).toEqual(
      [...demo.expected.stale.keys(), ...demo.expected.undetermined].sort(),
    );
  });

  test('one account lapses for two nights and resumes, one for the first night alone', () => {
    expect(demo.nights.map((night) => ageDays('special-resumed', night) > 14)).toEqual([true, true, false]);
    expect(demo.nights.map((night) => ageDays('special-resumed-soon', night) > 14)).toEqual([true, false, false]);
    expect(demo.expected.resolvedOnLastNight).toEqual(['special-resumed']);
  });

  test('the blocked account is in order until the night on which it meets a captcha', async () => {
    expect(demo.nights.map((night) => ageDays('special-blocked', night) > 14)).toEqual([false, false, true]);
    const replica = await startReplica(demo.world, { at: second });
    const uid = keyOf(plays('special-blocked'));
    const gate = await ask(replica, 'https://passport.weibo.com/visitor/genvisitor2', { method: 'POST', body: 'cb=c' });
    const cookie = { headers: { cookie: `SUB=${gate.json.data.sub}` } };
    const look = () => ask(replica, `https://weibo.com/ajax/profile/info?uid=${uid}`, cookie);
    expect((await look()).json.ok).toBe(1);
    replica.at(last);
    expect((await look()).json.url).toContain('captcha');
    await replica.close();
  });

  test('the four accounts of both problems carry a hand check of all four kinds', () => {
    const names = demo.expected.noInteraction.map((id) => entries.find((entry) => entry.id === id)?.name);
    expect(names).toEqual(['临湘市桃林镇人民政府', '临湘市民政局', '岳阳市环境保护局云溪区分局', '武陵源发改']);
    for (const entry of entries.filter((each) => each.confirmed !== undefined)) {
      const kinds = { comments: 'no', directMessage: 'no', menu: 'no', autoReply: 'no' };
      expect(entry.confirmed?.[0]?.interaction).toEqual(kinds);
    }
  });

  test('that one account never posted is a hand check of the monitoring day; the bridge has an empty list', async () => {
    const entry = entries.find((each) => each.name === '临湘市民政局');
    expect(entry?.confirmed?.[1]).toMatchObject({ lastPost: 'never', on: '2020-09-17' });
    expect(entries.filter((each) => each.confirmed?.some((check) => check.lastPost !== undefined))).toEqual([entry]);
    const replica = await startReplica(demo.world, { at: last });
    const address = 'http://wechat2rss.example/api/query?k=demo-bridge-token&bid=3900000008';
    expect((await ask(replica, address)).json).toEqual({ data: [], err: '' });
    await replica.close();
  });

  test('the app is in neither store on any night, and was before; the other one is in both', async () => {
    const replica = await startReplica(demo.world);
    const inApple = async (n: number) =>
      (await ask(replica, `https://itunes.apple.com/lookup?id=150000${n}&country=cn`)).json.resultCount === 1;
    const inTencent = async (n: number) =>
      (await ask(replica, `https://sj.qq.com/appdetail/cn.gov.example.demo${n}`)).status === 200;
    for (const night of demo.nights) {
      replica.at(night);
      expect(await Promise.all([inApple(2003), inTencent(2003), inApple(2004), inTencent(2004)])).toEqual([
        false,
        false,
        true,
        true,
      ]);
    }
    replica.at('2020-09-01T18:00:00+08:00');
    expect([await inApple(2003), await inTencent(2003)]).toEqual([true, true]);
    await replica.close();
  });

  test('the bridge knows all WeChat accounts but one on the first night, and all on the last', async () => {
    const replica = await startReplica(demo.world, { at: first });
    const list = async () =>
      (await ask(replica, 'http://wechat2rss.example/list?k=demo-bridge-token')).json.data.map(
        (row: { name: string }) => row.name,
      );
    const before = await list();
    replica.at(last);
    const after = await list();
    expect(after.filter((name: string) => !before.includes(name))).toEqual(['湖南湘西信访']);
    expect(demo.expected.newOnLastNight).toEqual(['notice-08', 'notice-35']);
    await replica.close();
  });

  test('the registry is plain YAML, without references', () => {
    const text = stringify(demo.registry);
    expect(parse(text)).toEqual(demo.registry);
    expect(text).not.toMatch(/[&*]a\d/);
  });
});
