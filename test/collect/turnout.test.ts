import { describe, expect, test } from 'vitest';
import { turnoutsOf, whyDown } from '../../src/collect/turnout.ts';
import { look } from '../judge/accounts.ts';

const AT = '2026-09-25T01:00:00+08:00';

describe('what a source showed of all accounts in a night', () => {
  const seen = (newestAt: string | null, outcome: 'ok' | 'captcha' = 'ok') =>
    look(AT, { sources: [{ source: 'weibo.lent', outcome, newestAt }] });

  test('counts those it answered about, those with posts, and those with a post of the last day', () => {
    const observations = [
      seen('2026-09-24T01:00:00+08:00'),
      seen('2026-09-24T00:59:59+08:00'),
      seen(null),
      seen(null, 'captcha'),
    ];
    expect(turnoutsOf(observations)).toEqual([{ source: 'weibo.lent', answered: 3, shown: 2, fresh: 1 }]);
  });
  test('leaves app stores out, which show no posts', () => {
    const store = look(AT, { app: { stores: [] }, sources: [{ source: 'app.apple', outcome: 'ok', newestAt: null }] });
    expect(turnoutsOf([store])).toEqual([]);
  });
});

describe('a source is down in a night', () => {
  const night = (fresh: number, more: { answered?: number; shown?: number } = {}) => {
    const { answered = 100, shown = answered } = more;
    return { source: 'weibo.lent', answered, shown, fresh };
  };
  const week = [50, 50, 50, 50, 50, 30, 30].map((fresh) => night(fresh));

  test('when hardly any account shows something new: below two fifths of the usual, and below the quietest night', () => {
    expect(whyDown(night(19), week)).toBe('一天之内有更新的账号只占 19%，近两周通常占 50%：来源当夜不可信');
    expect(whyDown(night(20), week)).toBeNull();
  });
  test('not for a weekend as quiet as the one before', () => {
    const quiet = [50, 50, 50, 50, 50, 18, 18].map((fresh) => night(fresh));
    // below two fifths of fifty, and not below four fifths of eighteen
    expect(whyDown(night(15), quiet)).toBeNull();
    expect(whyDown(night(14), quiet)).not.toBeNull();
  });
  test('when it shows nothing of anybody', () => {
    expect(whyDown(night(0, { shown: 0 }), week)).toBe(
      '问到的 100 个账号都没有显示任何内容，往常不是这样：来源当夜不可信',
    );
    const never = week.map(() => night(0, { shown: 0 }));
    expect(whyDown(night(0, { shown: 0 }), never)).toBeNull();
  });
  test('only where enough is known: seven nights, twenty accounts, ten of them fresh on a usual night', () => {
    expect(whyDown(night(0), week.slice(1))).toBeNull();
    expect(whyDown(night(0, { answered: 20 }), week)).not.toBeNull();
    expect(whyDown(night(0, { answered: 19 }), week)).toBeNull();
    const rarely = week.map(() => night(9));
    expect(whyDown(night(0), rarely)).toBeNull();
  });
});
