import { beforeEach, describe, expect, test } from 'vitest';
import { accountDayStore } from '../../src/judge/account-days.ts';
import { RULES } from '../../src/judge/catalogue.ts';
import { judge } from '../../src/judge/engine.ts';
import { factStore } from '../../src/judge/run.ts';
import type { Observation } from '../../src/model/observation.ts';
import { holdTurnouts } from '../../src/night-turnout.ts';
import { type Db, openDatabase } from '../../src/store/database.ts';
import { withoutProofOf } from '../../src/store/down-sources.ts';
import { ObservationStore } from '../../src/store/observations.ts';
import { RunStore } from '../../src/store/runs.ts';
import { account, judgeSettings, look, PLATFORMS, post, registry, said, ZONE } from '../judge/accounts.ts';

const AT = '2026-09-25T01:00:00+08:00';
const OLD = '2026-09-01T08:00:00+08:00';
const source = (name: string, view: string) => ({ source: name, outcome: 'ok' as const, view, newestAt: OLD });
const LENT = source('weibo.lent', 'complete');
const GUEST = source('weibo.mobile', 'guest');
const OWNER = source('wechat.official', 'authorised');
const proven = (by: string[], others: string[], sources: Observation['sources']) =>
  look(AT, { lastPost: post(OLD), sources, absence: { by, with: others, why: null } });

describe('an observation that rests on a source that was down', () => {
  const down = new Set(['weibo.lent']);
  test('proves no absence, and says why', () => {
    const read = withoutProofOf(proven(['weibo.lent'], ['weibo.mobile'], [LENT, GUEST]), down);
    expect(read).toMatchObject({ canAssertNoUpdate: false, lastPost: { bound: 'lower' } });
    expect(read.absence).toEqual({ by: [], why: 'source-down' });
  });
  test('nor where the source only bore out what another proved', () => {
    const read = withoutProofOf(proven(['weibo.lent'], ['weibo.mobile'], [LENT, GUEST]), new Set(['weibo.mobile']));
    expect(read.canAssertNoUpdate).toBe(false);
  });
  test('keeps what the owner’s own interface proves, unless that is down itself', () => {
    const owned = proven(['wechat.official'], ['weibo.lent'], [OWNER, LENT]);
    expect(withoutProofOf(owned, down)).toBe(owned);
    expect(withoutProofOf(owned, new Set(['wechat.official'])).canAssertNoUpdate).toBe(false);
  });
  test('is left alone where other sources proved it', () => {
    const other = proven(['weibo.lent'], ['weibo.mobile'], [LENT, GUEST]);
    expect(withoutProofOf(other, new Set(['weibo.other']))).toBe(other);
  });
});

describe('a night in which a channel closed in silence', () => {
  const ACCOUNTS = 40;
  const NIGHTS = 8;
  let db: Db;
  beforeEach(() => {
    db = openDatabase(':memory:');
  });
  const at = (night: number) => Temporal.Instant.from(`2026-09-${10 + night}T01:00:00+08:00`);

  /** Account a0 has been silent since 1 September; all others post every day, as far as anybody is shown. */
  function observe(night: number, shownUntil: number): number {
    const run = new RunStore(db).night(`2026-09-${10 + night}`, at(night));
    const observations = new ObservationStore(db);
    for (let index = 0; index < ACCOUNTS; index++) {
      const newest = index === 0 ? OLD : `2026-09-${10 + Math.min(night, shownUntil) - 1}T20:00:00+08:00`;
      const sources = [LENT, GUEST].map((one) => ({ ...one, newestAt: newest }));
      const absence = { by: ['weibo.lent'], with: ['weibo.mobile'], why: null };
      const observedAt = at(night).toString({ timeZone: ZONE }).replace(/\[.*/, '');
      observations.add(run.id, look(observedAt, { accountId: `a${index}`, lastPost: post(newest), sources, absence }));
    }
    return run.id;
  }
  function stale(night: number): string[] {
    const facts = factStore(db, ZONE);
    facts.catchUp();
    const { judgement } = judge({
      registry: registry(account({ id: 'a0', platform: 'weibo' })),
      settings: judgeSettings(),
      zone: ZONE,
      at: at(night),
      states: facts.asOf(at(night)),
      platforms: PLATFORMS,
      rules: RULES,
    });
    return said(judgement, 'a0').filter((one) => one.startsWith('stale:'));
  }
  const hold = (night: number) => {
    const run = new RunStore(db).nightOf(`2026-09-${10 + night}`);
    if (run !== null) holdTurnouts(db, run);
  };

  test('accuses nobody, and the mail’s list of sources says why', () => {
    for (let night = 1; night < NIGHTS; night++) {
      observe(night, night);
      hold(night);
    }
    const runId = observe(NIGHTS, NIGHTS - 1);
    const health = {
      platform: 'weibo',
      asked: ACCOUNTS,
      outcomes: { ok: ACCOUNTS },
      canary: 'alive',
      trouble: null,
    } as const;
    new RunStore(db).saveHealth(runId, [{ ...health, source: 'weibo.lent' }]);
    // whoever folds before the whole night is known folds again afterwards
    expect(stale(NIGHTS)).toEqual(['stale:violation']);
    accountDayStore(db, ZONE).catchUp();
    hold(NIGHTS);
    expect(stale(NIGHTS)).toEqual(['stale:undetermined']);
    expect(new RunStore(db).healthOf(runId)[0]?.trouble).toContain('来源当夜不可信');
    const caughtUp = factStore(db, ZONE).of('a0');
    factStore(db, ZONE).rebuild();
    expect(factStore(db, ZONE).of('a0')).toEqual(caughtUp);
  });
  test('leaves a night in which accounts went on publishing as it is', () => {
    for (let night = 1; night <= NIGHTS; night++) {
      observe(night, night);
      hold(night);
    }
    expect(stale(NIGHTS)).toEqual(['stale:violation']);
  });
});
