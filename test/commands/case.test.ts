import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHome } from '../../src/home.ts';
import { judgeNight } from '../../src/judge/night.ts';
import type { Case } from '../../src/model/case.ts';
import { CaseStore } from '../../src/store/cases.ts';
import { openDatabase } from '../../src/store/database.ts';
import { takeLock } from '../../src/store/lock.ts';
import { EvidenceFolder } from '../../src/world/evidence.ts';
import { homeWith } from '../home-folder.ts';
import { xuncha } from './program.ts';

const REGISTRY = `units:
  - name: 示例市
    accounts:
      - { id: shili-a, name: 示例发布, platform: weibo, owner: 示例市示例局, handle: { uid: "1000000001" } }
`;
const SHOT = Buffer.from('a picture of an app that does not start');
const MORNING = '2026-09-25T10:00:00+08:00';

function office() {
  const home = homeWith({
    'config/registry/a.yaml': REGISTRY,
    'config/xuncha.yaml': 'mail: { host: 127.0.0.1, to: [office@shi.example], tls: "off" }\n',
    'shot.png': SHOT,
  });
  const at = (moment: string, ...args: string[]) => xuncha(...args, '--home', home, '--at', moment);
  return { home, at };
}
const open = ['case', 'open', 'shili-a', '--problem', '强制要求群众点赞', '--severity', 'veto', '--by', '张三'];

test('a finding by hand lives like any other: it is opened with its proof, replied to and closed by a person', async () => {
  const { home, at } = office();
  const opened = await at(MORNING, ...open, '--screenshot', join(home, 'shot.png'), '--json');
  expect(opened).toMatchObject({ status: 0 });
  const hash = `sha256:${createHash('sha256').update(SHOT).digest('hex')}`;
  expect(JSON.parse(opened.stdout)).toMatchObject({
    id: 1,
    accountId: 'shili-a',
    byHand: true,
    verdict: 'violation',
    severity: 'veto',
    wording: '强制要求群众点赞',
    openedAt: MORNING,
    evidence: [hash],
    events: [{ kind: 'opened', by: '张三', at: MORNING }],
  });
  expect(new EvidenceFolder(join(home, 'data')).read(hash)).toEqual(SHOT);

  const reply = ['case', 'reply', '1', '--on', '2026-09-26', '--by', '示例市示例局', '--file', join(home, 'shot.png')];
  await at('2026-09-26T10:00:00+08:00', ...reply);
  await at('2026-09-27T10:00:00+08:00', 'case', 'note', '1', '--text', '已电话核实', '--by', '李四');
  const close = ['case', 'close', '1', '--text', '已当面查看', '--by', '李四', '--json'];
  const closed = JSON.parse((await at('2026-09-28T10:00:00+08:00', ...close)).stdout) as Case;
  expect(closed).toMatchObject({ state: 'resolved', resolvedAt: '2026-09-28T10:00:00+08:00' });
  expect(closed.events.map((event) => event.kind)).toEqual(['opened', 'replied', 'noted', 'resolved']);
  expect(closed.events[1]?.text).toContain('2026-09-26 示例市示例局');
  expect(closed.events[1]?.text).toContain(hash);

  expect(JSON.parse((await at(MORNING, 'case', 'list', '--json')).stdout)).toEqual({ cases: [] });
  expect(JSON.parse((await at(MORNING, 'case', 'list', '--state', 'all', '--json')).stdout)).toEqual({
    cases: [closed],
  });
  const story = (await at(MORNING, 'case', 'show', '1')).stdout;
  expect(story).toContain('问题 1：强制要求群众点赞（人工核查）');
  expect(story).toContain('2026-09-27T10:00:00+08:00　备注　已电话核实（李四）');
});

test('a veto by hand makes its account fail from its day on, until the day on which it is closed', async () => {
  const { home, at } = office();
  await at(MORNING, ...open, '--screenshot', join(home, 'shot.png'));
  await at('2026-09-28T10:00:00+08:00', 'case', 'close', '1', '--text', '已当面查看');
  const failed = async (moment: string) =>
    JSON.parse((await at(moment, 'judge', '--json')).stdout) as {
      findings: { wording: string; rule: string }[];
      summary: { failed: number };
    };
  expect((await failed('2026-09-24T23:00:00+08:00')).summary.failed).toBe(0);
  const standing = await failed('2026-09-25T23:00:00+08:00');
  expect(standing.summary.failed).toBe(1);
  expect(standing.findings).toMatchObject([{ rule: 'by-hand', wording: '强制要求群众点赞（人工核查）' }]);
  expect((await failed('2026-09-28T23:00:00+08:00')).summary.failed).toBe(0);
});

test('the night after leads with what a person entered, gives it a date, and the next night continues it', async () => {
  const { home, at } = office();
  await at(MORNING, ...open, '--screenshot', join(home, 'shot.png'));
  const opened = await openHome({ home });
  const db = openDatabase(join(home, 'data', 'xuncha.db'));
  const first = judgeNight(db, opened, Temporal.Instant.from('2026-09-26T01:00:00+08:00'));
  // ten working days after 26 September: 28–30, then 8, 9, 10 (a worked Saturday) and 12–15 October
  expect(first.changes).toMatchObject({ fresh: [{ id: 1, dueOn: '2026-10-15' }], continuing: [] });
  new CaseStore(db).save(first.before, first.cases);
  db.prepare(
    "INSERT INTO run (business_date, kind, started_at, monitored_at, finished_at) VALUES ('2026-09-26', 'night', ?, ?, ?)",
  ).run('2026-09-25T16:00:00Z', '2026-09-25T17:00:00Z', '2026-09-25T17:01:00Z');
  const second = judgeNight(db, opened, Temporal.Instant.from('2026-09-27T01:00:00+08:00'));
  expect(second.changes).toMatchObject({ fresh: [], continuing: [{ id: 1 }] });
  db.close();
});

test('all that is missing is said at once, and nothing is entered', async () => {
  const { at } = office();
  const refused = await at(MORNING, 'case', 'open', 'nobody');
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain('nobody');
  expect(refused.stderr).toContain('--problem');
  expect(refused.stderr).toContain('--severity');
  const unproven = await at(MORNING, ...open);
  expect(unproven).toMatchObject({ status: 2 });
  expect(unproven.stderr).toContain('--screenshot');
  expect((await at(MORNING, 'case', 'show', '1')).status).toBe(2);
  expect((await at(MORNING, 'case', 'note', 'shili-a', '--text', 'x')).status).toBe(2);
});

test('while a night goes on nothing is entered, and the sentence says what to do', async () => {
  const { home, at } = office();
  const lock = takeLock(join(home, 'data', 'run.lock'));
  const refused = await at(MORNING, ...open, '--screenshot', join(home, 'shot.png'));
  lock?.release();
  expect(refused.status).toBe(4);
  expect(refused.stderr).toContain('巡查正在进行');
  expect((await at(MORNING, 'case', 'list', '--state', 'all')).stdout).toBe('没有符合条件的问题。\n');
});

test('what a rule found is closed by no word', async () => {
  const { home, at } = office();
  const db = openDatabase(join(home, 'data', 'xuncha.db'));
  const found: Case = {
    id: 1,
    accountId: 'shili-a',
    rule: 'stale',
    state: 'open',
    verdict: 'violation',
    severity: 'veto',
    wording: '监测时间点前2周内无更新',
    openedAt: MORNING,
    lastFoundAt: MORNING,
    dueOn: null,
    resolvedAt: null,
    facts: {},
    evidence: [],
    byHand: false,
    events: [{ at: MORNING, kind: 'opened', by: 'xuncha', text: '认定：监测时间点前2周内无更新' }],
  };
  new CaseStore(db).save([], [found]);
  db.close();
  expect((await at(MORNING, 'case', 'close', '1', '--text', '已整改')).status).toBe(2);
  const dismissed = await at(MORNING, 'case', 'dismiss', '1', '--why', '页面缓存所致', '--by', '张三', '--json');
  expect(JSON.parse(dismissed.stdout)).toMatchObject({
    state: 'dismissed',
    events: [{}, { kind: 'dismissed', by: '张三', text: '页面缓存所致' }],
  });
  expect((await at(MORNING, 'case', 'dismiss', '1', '--why', '再说一次')).status).toBe(2);
});
