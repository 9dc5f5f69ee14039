import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explain } from '../../src/explain/story.ts';
import { storyText } from '../../src/explain/words.ts';
import { openHome } from '../../src/home.ts';
import type { Observation } from '../../src/model/observation.ts';
import { openDatabase } from '../../src/store/database.ts';
import { ObservationStore } from '../../src/store/observations.ts';
import { RunStore } from '../../src/store/runs.ts';
import { EvidenceFolder } from '../../src/world/evidence.ts';
import { homeWith } from '../home-folder.ts';
import { blockedLook, look, partialLook, post } from '../judge/accounts.ts';

const AT = '2026-09-25T02:00:00+08:00';
const SEEN = '2026-09-25T01:00:00+08:00';
const OLD = post('2026-09-01T08:00:00+08:00');
const REGISTRY = `units:
  - name: 示例市
    accounts:
      - id: a1
        name: 示例发布
        platform: wechat
        owner: 示例市示例局
        handle: { ghId: gh_000000000001 }
        confirmed:
          - { interaction: { menu: yes }, on: 2026-01-10, by: 办公室, until: 2026-06-30 }
`;

async function storyOf(looks: readonly Observation[], at = AT) {
  const dir = homeWith({ 'config/registry/a.yaml': REGISTRY });
  const db = openDatabase(join(dir, 'data', 'xuncha.db'));
  const run = new RunStore(db).check('2026-09-25', Temporal.Instant.from(AT));
  const store = new ObservationStore(db);
  for (const one of looks) store.add(run.id, one);
  const kept = new EvidenceFolder(join(dir, 'data')).keep(Buffer.from('an answer'));
  const home = await openHome({ home: dir, at });
  const story = explain(db, home, 'a1');
  db.close();
  return { story, kept, text: storyText(story) };
}
const rule = (story: Awaited<ReturnType<typeof storyOf>>['story'], id: string) =>
  story.rules.find((one) => one.rule === id);

test('a violation is told from the question to the passage that proves it', async () => {
  const { kept } = await storyOf([]);
  const proof = {
    hash: kept,
    url: 'https://bridge.example/feed',
    fetchedAt: '2026-09-24T17:00:00Z',
    httpStatus: 200,
    excerpt: '"published":"2026-09-01"\u001b[31m',
  };
  const source = { source: 'wechat.test', outcome: 'ok' as const, httpStatus: 200, evidence: kept, proofs: [proof] };
  const { story, text } = await storyOf([look(SEEN, { lastPost: OLD, sources: [source] })]);
  expect(story.asked).toMatchObject([
    { observedAt: SEEN, coverage: 'complete', sources: [{ source: 'wechat.test', words: '有答复', httpStatus: 200 }] },
  ]);
  expect(story.believed.map((one) => one.what)).toEqual(['最后更新', '此后没有更新', '账号状态']);
  expect(rule(story, 'stale')).toMatchObject({ verdict: 'violation', evidence: [kept] });
  expect(rule(story, 'app-zombie')).toMatchObject({ verdict: 'not-applicable' });
  expect(story.rules).toHaveLength(16);
  const { url, fetchedAt, excerpt } = proof;
  expect(story.evidence).toEqual([{ hash: kept, source: 'wechat.test', url, fetchedAt, excerpt, kept: true }]);
  expect(text).toContain('2026-09-01T08:00:00+08:00');
  expect(text).toContain('https://bridge.example/feed');
  expect(text).toContain('“"published":"2026-09-01" [31m”');
  expect(text).not.toContain('\u001b');
});

test('what is not believed is told with its reason: lower bounds, dates ahead, lapsed checks, sources that failed', async () => {
  const ahead = { at: '2026-09-30T08:00:00+08:00', precision: 'second', url: null, title: null } as const;
  const failed = { source: 'wechat.article', outcome: 'captcha', httpStatus: 200 } as const;
  const seen = partialLook(SEEN, {
    lastPost: { ...OLD, bound: 'lower' },
    posts: [ahead],
    sources: [{ source: 'wechat.test', outcome: 'ok', evidence: 'sha256:aa' }, failed],
  });
  const { story, text } = await storyOf([seen]);
  const told = story.notBelieved.join('\n');
  expect(told).toContain('2026-09-30T08:00:00+08:00 在将来');
  expect(told).toContain('只是下限');
  expect(told).toContain('办公室 2026-01-10 的人工核查有效期至 2026-06-30');
  expect(told).toContain('wechat.article 要求验证码或登录');
  expect(rule(story, 'stale')?.verdict).toBe('suspected');
  expect(text).toContain('存疑：');
});

test('a night that saw nothing keeps what was known before, and says what stood in the way', async () => {
  const before = look('2026-09-20T01:00:00+08:00', { lastPost: post('2026-09-19T08:00:00+08:00') });
  const { story } = await storyOf([before, blockedLook(SEEN)]);
  expect(story).toMatchObject({ nights: 2, asked: [{ observedAt: SEEN, coverage: 'blocked' }] });
  expect(story.believed[0]).toMatchObject({ what: '最后更新', words: '2026-09-19T08:00:00+08:00' });
  expect(story.notBelieved.join('\n')).toContain('不能认定“此后没有更新”');
  expect(rule(story, 'stale')?.verdict).toBe('pass');
});

test('an earlier moment is told as it was known then', async () => {
  const looks = [
    look('2026-09-10T01:00:00+08:00', { lastPost: post('2026-09-09T08:00:00+08:00') }),
    look(SEEN, { lastPost: post('2026-09-24T08:00:00+08:00') }),
  ];
  const { story } = await storyOf(looks, '2026-09-10T02:00:00+08:00');
  expect(story.believed[0]?.words).toBe('2026-09-09T08:00:00+08:00');
  expect(story.nights).toBe(1);
});

test('an account that was never looked at is told as unknown, and accused of nothing', async () => {
  const { story, text } = await storyOf([]);
  expect(story.believed).toEqual([]);
  expect(story.notBelieved[0]).toContain('还没有查看过');
  expect(story.rules.filter((one) => one.verdict === 'violation' || one.verdict === 'suspected')).toEqual([]);
  expect(text).toContain('还没有查看过');
});
