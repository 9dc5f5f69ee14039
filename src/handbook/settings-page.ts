import type { Adapter, View } from '../model/adapter.ts';
import { settingsJsonSchema } from '../settings/json-schema.ts';

/** What of a JSON Schema stands on the page. */
interface Described {
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Described>>;
}

const VIEWS: Readonly<Record<View, string>> = {
  authorised: '主办单位的接口；能证实没有',
  complete: '看得全；有哨兵时能证实没有',
  mirror: '他人的副本；设置说明副本齐全、有哨兵时能证实没有',
  guest: '访客所见；只是下限',
  hint: '零星所见；只是下限',
};

const INTRODUCTION = [
  '`config/xuncha.yaml` 的每一项都有默认值，没有写的就用默认值。',
  '写错的地方，`xuncha registry check` 会逐条指出。',
  '文字里写 `$' + '{名称}`，取同名环境变量。',
  '密码、令牌和 Cookie 放在 `config/secrets/` 下的文件里（权限 600），或放在环境变量 `XUNCHA_…` 里。',
].join('');

/** docs/handbook/settings.md: every key of config/xuncha.yaml, made from the schema that checks it. */
export function settingsMarkdown(adapters: readonly Adapter[]): string {
  const { properties = {} } = settingsJsonSchema(adapters) as Described;
  const { platforms = {}, ...general } = properties;
  return [
    '<!-- 由 node scripts/settings-docs.ts 生成，请勿手改；改设置的格式后重新生成。 -->',
    '# 设置一览',
    INTRODUCTION,
    ...table(general),
    '## 平台',
    '`platforms` 下每个平台都有这些：',
    ...table(commonOf(platforms)),
    ...adapters.flatMap((adapter) => platformPart(adapter, platforms.properties?.[adapter.id] ?? {})),
    '各来源还要写什么，见 `adapters/*/README.md`。',
    '',
  ].join('\n\n');
}

/** The keys that every platform has. */
function commonOf(platforms: Described): Readonly<Record<string, Described>> {
  const [first = {}, ...others] = Object.values(platforms.properties ?? {}).map(({ properties = {} }) => properties);
  return Object.fromEntries(
    Object.entries(first).filter(([key]) => others.every((properties) => properties[key] !== undefined)),
  );
}

function platformPart(adapter: Adapter, { properties = {} }: Described): string[] {
  const common = new Set(['sources', 'canaries', 'pace']);
  const own = Object.fromEntries(Object.entries(properties).filter(([key]) => !common.has(key)));
  const rows = adapter.sources.map(
    ({ kind, title, view, standard }) => `| \`${kind}\` | ${title} | ${VIEWS[view]} | ${standard ? '是' : '须写明'} |`,
  );
  return [
    `### ${adapter.title} \`${adapter.id}\``,
    ...(Object.keys(own).length === 0 ? [] : table(own)),
    ['| 来源 `kind` | 名称 | 所见的分量 | 默认使用 |', '| --- | --- | --- | --- |', ...rows].join('\n'),
  ];
}

function table(properties: Readonly<Record<string, Described>>): string[] {
  const rows = leaves(properties, '').map(([key, one]) => {
    const values = one.enum === undefined ? '' : one.enum.map((value) => `\`${value}\``).join(' ');
    return `| \`${key}\` | ${cell(one.description ?? '')} | ${shown(one.default)} | ${values} |`;
  });
  return [['| 设置 | 意思 | 默认 | 可写 |', '| --- | --- | --- | --- |', ...rows].join('\n')];
}

/** Every key that has no further keys below it, with its path. */
function leaves(properties: Readonly<Record<string, Described>>, above: string): [string, Described][] {
  return Object.entries(properties).flatMap(([key, one]): [string, Described][] => {
    const path = `${above}${key}`;
    return one.properties === undefined ? [[path, one]] : leaves(one.properties, `${path}.`);
  });
}

function shown(value: unknown): string {
  const isEmpty = value === undefined || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
  return isEmpty ? '不设' : `\`${cell(typeof value === 'string' ? value : JSON.stringify(value))}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
