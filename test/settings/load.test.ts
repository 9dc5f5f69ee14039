// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the notation of the settings
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Adapter, defineAdapter, defineSource } from '../../src/model/adapter.ts';
import { faultLine } from '../../src/model/fault.ts';
import { nothingSeen } from '../../src/model/sighting.ts';
import { loadSettings } from '../../src/settings/load.ts';
import { homeWith } from '../home-folder.ts';

const look = async () => nothingSeen('not-configured', '不询问');
const wechat = defineAdapter<{ biz?: string | undefined }>({
  id: 'wechat',
  title: '微信公众号',
  noticeTitle: '微信公众号',
  handle: z.strictObject({ biz: z.string().optional() }),
  hosts: [],
  sources: [
    defineSource({
      kind: 'bridge',
      title: '桥',
      order: 1,
      view: 'mirror',
      standard: false,
      options: z.strictObject({ url: z.url(), token: z.string().optional(), hours: z.number().optional() }),
      applies: () => true,
      look,
    }),
    defineSource({ order: 2, kind: 'article', title: '文章', view: 'hint', standard: true, applies: () => true, look }),
  ],
  interactionKinds: [],
  settings: z.strictObject({ unpushed: z.enum(['verify', 'ignore']).default('verify') }),
  page: () => null,
  key: (handle) => handle.biz ?? '',
}) as unknown as Adapter;

function load(text: string, env: Record<string, string> = {}) {
  return loadSettings(homeWith({ 'config/xuncha.yaml': text }), [wechat], env);
}
const faultsOf = (text: string, env: Record<string, string> = {}) => load(text, env).faults.map(faultLine);

describe('settings without faults', () => {
  test('a missing file means defaults, and so does an empty one', () => {
    const missing = loadSettings(homeWith({}), [wechat], {});
    expect(missing.faults).toEqual([]);
    expect(missing.settings?.timezone).toBe('Asia/Shanghai');
    expect(missing.settings?.judge.staleAfterDays).toBe(14);
    expect(missing.settings?.judge.edge).toBe('over');
    expect(load('# 全部默认\n').settings).toEqual(missing.settings);
  });

  test('a section of which every line is commented out is a section left out', () => {
    const { settings, faults } = load('mail:\n#  host: mail.example\njudge:\n  edge:\n');
    expect(faults).toEqual([]);
    expect(settings?.mail.port).toBe(25);
    expect(settings?.judge.edge).toBe('over');
  });

  test('sources keep their order, their name, and the options that their schema knows', () => {
    const { settings } = load(`platforms:
  wechat:
    unpushed: ignore
    sources:
      - { kind: article }
      - { kind: bridge, name: main, url: "http://bridge.test", token: t }
`);
    expect(settings?.platforms.wechat?.sources).toEqual([
      { kind: 'article', name: null, options: {} },
      { kind: 'bridge', name: 'main', options: { url: 'http://bridge.test', token: 't' } },
    ]);
    expect(settings?.platforms.wechat).toMatchObject({ unpushed: 'ignore' });
  });
});

describe('${NAME} takes the environment variable', () => {
  test('anywhere in a string, several times', () => {
    const { settings } = load('mail: { host: "${A}.${B}.example" }\n', { A: 'mail', B: 'gov' });
    expect(settings?.mail.host).toBe('mail.gov.example');
  });

  test('as a number where a number is wanted, as text where text is wanted', () => {
    const { settings, faults } = load('mail: { port: "${PORT}", user: "${USER_ID}" }\n', {
      PORT: '2525',
      USER_ID: '007',
    });
    expect(faults).toEqual([]);
    expect(settings?.mail).toMatchObject({ port: 2525, user: '007' });
  });

  test('what it holds is not looked into again', () => {
    expect(load('mail: { host: "${A}" }\n', { A: '${B}' }).settings?.mail.host).toBe('${B}');
  });

  test('one that is not set is one fault that names it, even where the text would be wrong as well', () => {
    expect(faultsOf('timezone: "${ZONE_UNSET}"\n')).toEqual([
      'config/xuncha.yaml:1:11: timezone 用到了环境变量 ZONE_UNSET，但它没有设置。请先设置 ZONE_UNSET，或在这里直接写出内容。',
    ]);
  });
});

describe('a fault names file, line, column, key and fix', () => {
  test.each([
    [
      'an unknown key',
      'judge:\n  staleAfterDay: 14\n',
      /xuncha\.yaml:2:3: 没有 judge\.staleAfterDay 这一项。是不是想写 staleAfterDays？/,
    ],
    ['an unknown section', 'jugde: {}\n', /:1:1: 没有 jugde 这一项。是不是想写 judge？/],
    [
      'an unknown rule',
      'judge:\n  rules:\n    stall: { severity: veto }\n',
      /:3:5: 没有 judge\.rules\.stall 这一项。是不是想写 stale？/,
    ],
    [
      'an unknown rule of an exception',
      'judge:\n  exceptions:\n    - { unit: 示例市, rules: { stale-lang: { severity: off } } }\n',
      /:3:\d+: .*stale-lang 这一项。是不是想写 stale-long？/,
    ],
    ['a key that resembles none', 'mail:\n  zzzzzzzz: 1\n', /:2:3: 没有 mail\.zzzzzzzz 这一项。可用的有：host、port/],
    ['an unknown platform', 'platforms:\n  wechta: {}\n', /:2:3: 没有 platforms\.wechta 这一项。是不是想写 wechat？/],
    ['a wrong value', 'judge:\n  edge: under\n', /:2:9: judge\.edge 的值“under”不可用，应为 over、reached 之一。/],
    ['a wrong type', 'judge:\n  staleAfterDays: 两周\n', /:2:19: judge\.staleAfterDays 应为数字，现在是文字“两周”。/],
    ['a number that is too small', 'judge:\n  staleAfterDays: 0\n', /:2:19: judge\.staleAfterDays“0”太小，应大于 0。/],
    ['a fraction where days are whole', 'judge:\n  staleAfterDays: 1.5\n', /:2:19: judge\.staleAfterDays 应为整数/],
    ['a zone that does not exist', 'timezone: Asia\n', /:1:11: timezone“Asia”：不是时区名，例如 Asia\/Shanghai/],
    [
      'pace off without a replica',
      'timezone: Asia/Shanghai\nnetwork:\n  pace: off\n',
      /:3:9: network\.pace“off”：pace: off 只能与 replica 同时使用/,
    ],
    [
      'an unknown kind of source',
      'platforms:\n  wechat:\n    sources:\n      - { kind: brige }\n',
      /:4:17: platforms\.wechat\.sources\[0\]\.kind 的值“brige”不可用，应为 bridge、article 之一。是不是想写 bridge？/,
    ],
    [
      'a source without its kind',
      'platforms:\n  wechat:\n    sources:\n      - { name: a }\n',
      /:4:\d+: 缺少 platforms\.wechat\.sources\[0\]\.kind，应为 bridge、article 之一。/,
    ],
    [
      'an unknown option of a source',
      'platforms:\n  wechat:\n    sources:\n      - { kind: bridge, ulr: "http://x.test" }\n',
      /:4:25: 没有 platforms\.wechat\.sources\[0\]\.ulr 这一项。是不是想写 url？/,
    ],
    [
      'a missing option of a source',
      'platforms:\n  wechat:\n    sources:\n      - kind: bridge\n',
      /:4:9: 缺少 platforms\.wechat\.sources\[0\]\.url，应填文字。/,
    ],
    [
      'a mail address that is none',
      'mail:\n  to: [a b]\n',
      /:2:8: mail\.to\[0\]“a b”的格式不对：应写作 name@host 或 名称 <name@host>/,
    ],
    ['a key twice', 'timezone: UTC\ntimezone: Asia/Shanghai\n', /:2:1: “timezone”写了两次/],
  ])('%s', (_, text, expected) => {
    const faults = faultsOf(text);
    expect(faults.filter((fault) => expected.test(fault))).toHaveLength(1);
    expect(load(text).settings).toBeNull();
  });

  test('text that is no YAML is told where reading stopped, and nothing else is', () => {
    const { faults, settings } = load('judge: { staleAfterDays: 14\nmail: [\n');
    expect(settings).toBeNull();
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault.line).toBeGreaterThan(1);
  });

  test('all at once, in the order of lines', () => {
    const faults = load(
      'judge:\n  staleAfterDay: 14\n  edge: under\nmail:\n  host: "${UNSET_HERE}"\n  to: [x]\n',
    ).faults;
    expect(faults.map((fault) => fault.line)).toEqual([2, 3, 5, 6]);
  });

  test('a value that may be a secret is not repeated', () => {
    const [fault, ...more] = faultsOf(
      'platforms:\n  wechat:\n    sources:\n      - { kind: bridge, url: "http://x.test", token: 123456789 }\n',
    );
    expect(more).toEqual([]);
    expect(fault).toMatch(/:4:\d+: .*token 应为文字/);
    expect(fault).not.toContain('123456789');
  });

  test('a variable whose content is wrong is named, its content is not shown', () => {
    const [fault] = faultsOf('mail:\n  from: "${FROM}"\n', { FROM: 'hunter2hunter2' });
    expect(fault).toMatch(/:2:9: mail\.from“\$\{FROM\}”的格式不对/);
    expect(fault).not.toContain('hunter2');
  });

  test('the line is right behind a byte order mark, Windows line ends and an anchor', () => {
    expect(faultsOf('\ufeffjudge:\r\n  edge: under\r\n')[0]).toMatch(/:2:9: /);
    const anchored = 'judge: &j\n  edge: under\nreport: {}\n';
    expect(faultsOf(anchored)[0]).toMatch(/:2:9: /);
  });
});
