import { describe, expect, test } from 'vitest';
import wechat from '../../../adapters/wechat/index.ts';
import { settingsSchema } from '../../../src/settings/schema.ts';

const settings = (platform: unknown) => settingsSchema([wechat]).safeParse({ platforms: { wechat: platform } });

describe('the adapter', () => {
  test('its sources stand in the order in which they are worth asking', () => {
    expect(wechat.sources.map((source) => source.kind)).toEqual([
      'official',
      'wechat2rss',
      'weread',
      'we-mp-rss',
      'wewe-rss',
      'rsshub',
      'article',
      'album',
      'searchbiz',
      'sogou',
      'manual',
    ]);
  });

  test('without settings, those that need no secret are asked', () => {
    expect(wechat.sources.filter((source) => source.standard).map((source) => source.kind)).toEqual([
      'article',
      'album',
    ]);
  });

  test('a profile opens in WeChat alone, so only a known article can be pictured', () => {
    const article = 'https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv';
    expect(wechat.page({ biz: 'MzAxMjM0NTY3OA==' })).toContain('profile_ext');
    expect(wechat.visitorPage?.({ biz: 'MzAxMjM0NTY3OA==' })).toBeNull();
    expect(wechat.visitorPage?.({ biz: 'MzAxMjM0NTY3OA==', articles: [article] })).toBe(article);
  });

  test('what each view is worth', () => {
    expect(Object.fromEntries(wechat.sources.map((source) => [source.kind, source.view]))).toMatchObject({
      official: 'authorised',
      wechat2rss: 'mirror',
      weread: 'mirror',
      article: 'hint',
      album: 'hint',
      searchbiz: 'hint',
      sogou: 'hint',
    });
  });

  test('a bridge is whole only where the office says that it always pushes', () => {
    expect(wechat.mirrorIsWhole?.({})).toBe(false);
    expect(wechat.mirrorIsWhole?.({ unpushed: 'verify' })).toBe(false);
    expect(wechat.mirrorIsWhole?.({ unpushed: 'ignore' })).toBe(true);
  });

  test('bridges, manual checks and a bridge’s zone can be set; unknown keys cannot', () => {
    const bridge = { kind: 'we-mp-rss', name: 'werss', url: 'http://werss.test', timezone: 'UTC' };
    expect(settings({ unpushed: 'ignore', sources: [bridge, { kind: 'manual' }, { kind: 'article' }] }).success).toBe(
      true,
    );
    expect(settings({ sources: [{ ...bridge, colour: 'red' }] }).success).toBe(false);
    expect(settings({ sources: [{ kind: 'wechat2rss', name: 'main' }] }).success).toBe(false);
    expect(settings({ unpushed: 'maybe' }).success).toBe(false);
  });

  test('a zone that is none is refused', () => {
    const bridge = { kind: 'we-mp-rss', name: 'werss', url: 'http://werss.test', timezone: 'Beijing' };
    expect(settings({ sources: [bridge] }).success).toBe(false);
  });

  test('a bridge declares its own host and no other', () => {
    const bridge = wechat.sources.find((source) => source.kind === 'wewe-rss');
    expect(bridge?.hosts?.({ url: 'http://wewe.test:4000/x' }).map((pace) => pace.host)).toEqual(['wewe.test']);
  });

  test('one account under two spellings of its key is one', () => {
    expect(wechat.key({ biz: 'MzAwMDExMTIyMg==' })).toBe('3000111222');
    expect(wechat.key({ ghId: 'gh_00aa11bb22cc' })).toBe('gh_00aa11bb22cc');
  });
});
