import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Article, readArticlePage, untilDataIsWhole } from '../../../adapters/wechat/article-page.ts';
import { compareIdentity } from '../../../adapters/wechat/identity.ts';
import { article, BIZ, GH_ID, NAME, notice, oldArticle } from './pages.ts';

const PUBLISHED = '2026-11-18T01:20:30Z';

function asArticle(html: string): Article {
  const reading = readArticlePage(html);
  if (reading.kind !== 'article') throw new Error(`read as ${reading.kind}`);
  return reading;
}

describe('an article page', () => {
  test('tells time, account, name and title', () => {
    const read = asArticle(article());
    expect(read.at.toString()).toBe(PUBLISHED);
    expect(read.precision).toBe('second');
    expect(read.identity).toEqual({ biz: BIZ, ghId: GH_ID });
    expect(read.nickname).toBe(NAME);
    expect(read.title).toBe('示例：一则通知');
    expect(read.excerpt).toContain('ori_create_time');
  });

  test('says whether the post was pushed: type 9 yes, type 10002 no, any other is not known', () => {
    expect(asArticle(article({ type: 9 })).pushed).toBe(true);
    expect(asArticle(article({ type: 10002 })).pushed).toBe(false);
    expect(asArticle(article({ type: 7 })).pushed).toBeUndefined();
  });

  test('the moment of an edit is never the moment of the post', () => {
    expect(asArticle(article({ modified: 1795000000 })).at.toString()).toBe(PUBLISHED);
  });

  test('the old layout has variables instead of the object', () => {
    const read = asArticle(oldArticle('甲&amp;乙'));
    expect(read.at.toString()).toBe(PUBLISHED);
    expect(read.nickname).toBe('甲&乙');
  });

  test('escapes of the script are undone', () => {
    expect(asArticle(article({ name: '甲\\x26乙\\x27丙' })).nickname).toBe("甲&乙'丙");
  });

  test('with the words of the time alone, it is known to the minute, in Beijing', () => {
    const read = asArticle(article().replace(/(ori_\w+|create_timestamp): '\d+' \* 1,/g, ''));
    expect(read.at.toString()).toBe('2026-11-18T01:20:00Z');
    expect(read.precision).toBe('minute');
  });

  test('times that contradict each other are no time', () => {
    expect(readArticlePage(article({ minute: '2026-11-17 09:20' })).kind).toBe('unknown');
    expect(readArticlePage(article().replace("ori_send_time: '1794964830'", "ori_send_time: '1794000000'")).kind).toBe(
      'unknown',
    );
  });

  test('comments were seen only where some were chosen', () => {
    expect(asArticle(article({ comments: 3 })).commentsSeen).toBe(true);
    expect(asArticle(article({ comments: 0 })).commentsSeen).toBe(false);
  });

  test('the card of another account in the body says nothing of this one', () => {
    const card = (fakeid: string) =>
      `biz_card: { list: [{ fakeid: JsDecode('${fakeid}'), nickname: JsDecode('别号'), verify_status: '0' * 1, biz_account_status: '5' * 1 }] },`;
    expect(asArticle(article({ card: card('MzA5OTk5OTk5OQ==') })).transferred).toBe(false);
    expect(asArticle(article({ card: card('MzA5OTk5OTk5OQ==') })).verifyStatus).toBe(2);
    expect(asArticle(article({ card: card(BIZ) })).transferred).toBe(true);
  });

  test('words about a state, or a whole copied script, in the body of an article are its text', () => {
    const text =
      '此账号已自主注销，内容无法查看 window.cgiDataNew = { ori_create_time: \'1700000000\' * 1 } var ct = "1700000000"';
    expect(asArticle(article({ text })).at.toString()).toBe(PUBLISHED);
  });
});

test('a number too large for a moment is no time', () => {
  for (const digits of ['99999999999', '999999999999999', '9'.repeat(40)]) {
    const html = `<script>var biz = "${BIZ}"; var ct = "${digits}";</script>`;
    const reading = readArticlePage(html.replaceAll('; var', ';\nvar'));
    if (reading.kind === 'article') expect(reading.at.epochMilliseconds).toBe(Number(digits) * 1000);
    else expect(reading.kind).toBe('unknown');
  }
});

describe('a page in place of an article', () => {
  test.each([
    ['此账号已自主注销，内容无法查看', { kind: 'account', status: 'cancelled' }],
    ['此帐号已自主注销，内容无法查看', { kind: 'account', status: 'cancelled' }],
    ['此帐号被投诉且经审核涉嫌侵权。此帐号已注销', { kind: 'account', status: 'cancelled' }],
    ['此帐号已被屏蔽, 内容无法查看', { kind: 'account', status: 'banned' }],
    ['此帐号处于帐号迁移流程中', { kind: 'account', status: 'migrating' }],
    ['此帐号已申请帐号迁移', { kind: 'account', status: 'migrating' }],
    ['该内容已被发布者删除', { kind: 'article-gone' }],
    ['The content has been deleted by the author.', { kind: 'article-gone' }],
    ['此内容因违规无法查看', { kind: 'article-gone' }],
    ['此内容被投诉且经审核涉嫌侵权，无法查看', { kind: 'article-gone' }],
    ['参数错误', { kind: 'bad-link' }],
    ['链接已过期', { kind: 'bad-link' }],
    ['环境异常', { kind: 'kept-out', outcome: 'captcha' }],
    ['访问过于频繁，请用微信扫描二维码进行访问', { kind: 'kept-out', outcome: 'throttled' }],
  ])('“%s”', (title, expected) => {
    const reading = readArticlePage(notice(title));
    expect(reading).toMatchObject({ kind: 'notice', title, notice: expected });
  });

  test('the page of a migrated account names the new one', () => {
    const script = `<script>var transferTargetLink = 'https://mp.weixin.qq.com/s?__biz=MzA1NTU1NTU1NQ==&amp;mid=1&amp;idx=1&amp;sn=ab';</script>`;
    expect(readArticlePage(notice('该公众号已迁移', script))).toMatchObject({
      notice: { status: 'migrated' },
      movedTo: 'MzA1NTU1NTU1NQ==',
    });
  });

  test('“该内容暂时无法查看” has markup of its own', () => {
    const html = '<!DOCTYPE html><html><body><div class="mesg-block"><p>该内容暂时无法查看</p></div></body></html>';
    expect(readArticlePage(html)).toMatchObject({ notice: { kind: 'try-later' } });
  });

  test('a shell without content, an unknown notice and an empty text are unknown', () => {
    for (const html of ['<html><body><div id="app"></div></body></html>', notice('新的提示语'), '']) {
      expect(readArticlePage(html).kind).toBe('unknown');
    }
  });
});

describe('whatever comes back', () => {
  const pages = [article(), oldArticle(NAME), notice('此账号已自主注销，内容无法查看'), notice('该公众号已迁移')];
  const damaged = fc
    .record({
      page: fc.constantFrom(...pages),
      from: fc.nat(2500),
      count: fc.nat(400),
      put: fc.string({ unit: 'binary' }),
    })
    .map(({ page, from, count, put }) => page.slice(0, from) + put + page.slice(from + count));

  test('a damaged page never gives another minute, account or state than the page had', () => {
    fc.assert(
      fc.property(damaged, (html) => {
        const reading = readArticlePage(html);
        if (reading.kind === 'article') {
          expect(Math.abs(reading.at.since(PUBLISHED).total('seconds'))).toBeLessThan(60);
          expect(compareIdentity({ biz: 'MzA5OTk5OTk5OQ==', ghId: 'gh_999999999999' }, reading.identity)).not.toBe(
            'same',
          );
        }
        if (reading.kind === 'notice' && reading.notice.kind === 'account') {
          expect(['cancelled', 'migrated']).toContain(reading.notice.status);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('a truncated page gives what the whole page gives, or nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pages), fc.nat(3000), (page, length) => {
        const part = readArticlePage(page.slice(0, length));
        const whole = readArticlePage(page);
        if (part.kind === 'article' && whole.kind === 'article') expect(part.at.equals(whole.at)).toBe(true);
        else if (part.kind !== 'unknown') expect(part).toMatchObject({ kind: whole.kind });
      }),
    );
  });

  test('a page in the wrong encoding gives no state and no name', () => {
    for (const page of pages.slice(2)) {
      const garbled = new TextDecoder('gbk').decode(Buffer.from(page, 'utf8'));
      expect(readArticlePage(garbled).kind).toBe('unknown');
    }
  });

  test('random text gives nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
        expect(readArticlePage(text).kind).toBe('unknown');
      }),
    );
  });
});

describe('reading stops early', () => {
  test('at the end of the script with the data, however the text is cut into pieces', () => {
    const page = article();
    const end = page.indexOf('</script', page.indexOf('cgiDataNew')) + '</script'.length;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (step) => {
        const enough = untilDataIsWhole();
        let length = 0;
        while (length < page.length && !enough(page.slice(0, length))) length += step;
        expect(length).toBeGreaterThanOrEqual(end);
        expect(length).toBeLessThan(end + step);
      }),
    );
  });
});
