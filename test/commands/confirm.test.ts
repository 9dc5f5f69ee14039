import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Observation } from '../../src/model/observation.ts';
import { openDatabase } from '../../src/store/database.ts';
import { ObservationStore } from '../../src/store/observations.ts';
import { RunStore } from '../../src/store/runs.ts';
import { hashOf } from '../../src/world/evidence.ts';
import { homeWith } from '../home-folder.ts';
import { look, post } from '../judge/accounts.ts';
import { xuncha } from './program.ts';

const NIGHT = '2026-10-13T01:00:00+08:00';
const SHOT = Buffer.from('a picture of the menu');

function office(seen: Partial<Observation>) {
  const home = homeWith({
    'config/registry/a.yaml': `units:
  - name: 示例市
    accounts:
      - { id: a1, name: 示例发布, platform: wechat, owner: 示例市示例局, handle: { ghId: gh_000000000001 } }
`,
    'shot.png': SHOT,
  });
  const db = openDatabase(join(home, 'data', 'xuncha.db'));
  const at = Temporal.Instant.from(NIGHT);
  const run = new RunStore(db).night('2026-10-13', at);
  new ObservationStore(db).add(run.id, look(NIGHT, { lastPost: post('2026-10-12T08:00:00+08:00'), ...seen }));
  db.close();
  const confirm = (...args: string[]) =>
    xuncha('confirm', 'a1', ...args, '--home', home, '--at', '2026-10-12T10:00:00+08:00');
  const found = async (moment: string) => {
    const { stdout } = await xuncha('judge', '--json', '--home', home, '--at', moment);
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; verdict: string; evidence: string[] }[] };
    return findings;
  };
  return { home, confirm, found };
}

test('a menu that a person saw counts until the check lapses', async () => {
  const silent = { comments: 'no', directMessage: 'no', menu: 'no', autoReply: 'no' } as const;
  const { home, confirm, found } = office({ interaction: silent });
  expect(await found(NIGHT)).toMatchObject([{ rule: 'no-interaction', verdict: 'violation' }]);
  const shot = ['--screenshot', join(home, 'shot.png')];
  const entered = await confirm('--menu', 'yes', '--until', '2026-10-13', '--by', '办公室', ...shot, '--json');
  expect(entered.status).toBe(0);
  expect(JSON.parse(entered.stdout)).toEqual({
    accountId: 'a1',
    interaction: { menu: 'yes' },
    on: '2026-10-12',
    by: '办公室',
    until: '2026-10-13',
    screenshot: hashOf(SHOT),
  });
  expect(await found(NIGHT)).toEqual([]);
  // the observation is still young enough to speak, the check is not
  expect(await found('2026-10-14T01:00:00+08:00')).toMatchObject([{ rule: 'no-interaction', verdict: 'violation' }]);
});

test('a person who found nothing at all proves it, and the picture is the evidence', async () => {
  const { home, confirm, found } = office({ lastPost: null, canAssertNoUpdate: false, coverage: 'partial' });
  const shot = ['--screenshot', join(home, 'shot.png')];
  expect((await confirm('--last-post', 'never', '--until', '2026-12-31', ...shot)).status).toBe(0);
  expect(await found('2026-10-12T23:00:00+08:00')).toMatchObject([
    { rule: 'stale', verdict: 'violation', evidence: [hashOf(SHOT)] },
    { rule: 'never-published', verdict: 'violation' },
  ]);
});

test('every fault of what was typed is said at once', async () => {
  const { confirm } = office({});
  const nothing = await confirm();
  expect(nothing.status).toBe(2);
  expect(nothing.stderr).toContain('没有写明看到了什么');
  expect(nothing.stderr).toContain('--until');
  const wrong = await confirm('--menu', 'maybe', '--last-post', '2026-11-01', '--until', '2026-10-01');
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain('--menu');
  expect(wrong.stderr).toContain('--last-post');
  const late = await confirm('--menu', 'yes', '--until', '2026-10-01');
  expect(late.stderr).toContain('--until');
  const future = await confirm('--menu', 'yes', '--on', '2026-10-20', '--until', '2026-12-31');
  expect(future.stderr).toContain('--on 2026-10-20 在今天之后');
});
