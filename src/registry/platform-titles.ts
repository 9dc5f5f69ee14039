import type { Adapter } from '../model/adapter.ts';
import { FLAT_TITLES, handleForms } from './flat.ts';
import { KEY_TITLES, TITLES } from './import-titles.ts';
import { folded, platformWords } from './words.ts';

/** What a cell below a platform's title holds; `handle.ghId` is a certain key, `account` a name, an id, or both. */
export type PlatformField = 'account' | 'owner' | 'state' | 'closedOn' | 'kind' | 'link' | `handle.${string}`;

/** A platform as a title names it; `adapter` is null for those that are not watched. */
export interface NamedPlatform {
  readonly word: string;
  readonly adapter: Adapter | null;
}

export interface PlatformTitle extends NamedPlatform {
  readonly field: PlatformField;
}

/** What offices open accounts on, and this program does not watch. */
const UNWATCHED = [
  ...['视频号', '微信视频号', '小程序', '微信小程序', '支付宝', '支付宝小程序', '支付宝生活号', '企业微信', '腾讯微博'],
  ...['快手', '快手号', '哔哩哔哩', '哔哩哔哩号', 'b站', 'bilibili', '小红书', '小红书号', '西瓜视频', '火山视频'],
  ...['人民号', '人民网', '强国号', '学习强国', '学习强国号', '央视频', '澎湃', '澎湃号', '澎湃新闻', '澎湃政务号'],
  ...[
    '百家号',
    '百度百家号',
    '企鹅号',
    '腾讯新闻',
    '网易号',
    '搜狐号',
    '一点号',
    '一点资讯',
    '凤凰号',
    '知乎',
    '喜马拉雅',
  ],
  ...['网站', '门户网站', '政府网站'],
];

/** what may stand before a platform, and says nothing */
const PREFIX = /^(?:政务|官方|政府|新媒体)+/;
/** titles below or behind a platform, besides those that lists with one row an account use */
const ACCOUNT = [
  '',
  '账号',
  '帐号',
  '账户',
  '号',
  '名称及id',
  '名称id',
  '账号及id',
  '名称及链接',
  '账号及链接',
  '平台',
];
const OWN_LINK = ['uid', '号码', '账号', '号', '数字id', '二维码'];

/** The titles of columns in lists that keep one row a unit, one column or more a platform. */
export class PlatformTitles {
  readonly #adapters: readonly Adapter[];
  /** longest first, so that 微信视频号 is not taken for 微信 */
  readonly #platforms: readonly NamedPlatform[];
  readonly #keys: ReadonlyMap<string, string>;

  constructor(adapters: readonly Adapter[]) {
    this.#adapters = adapters;
    const watched = adapters.flatMap((adapter) => platformWords(adapter).map((word) => ({ word, adapter })));
    const others = UNWATCHED.map((word) => ({ word: folded(word), adapter: null }));
    this.#platforms = [...watched, ...others].sort((one, other) => other.word.length - one.word.length);
    const forms = [...handleForms(adapters)].filter(([key, form]) => form === 'text' && !(key in FLAT_TITLES));
    this.#keys = new Map([
      ...forms.map(([key]): [string, string] => [folded(key), key]),
      ...Object.entries(KEY_TITLES),
    ]);
  }

  /** The platform that a text is, as a whole or as its beginning: 政务微信, 微博账号情况. */
  platformOf(title: string): (NamedPlatform & { readonly rest: string }) | null {
    const word = folded(title);
    for (const text of [word, word.replace(PREFIX, '')]) {
      const found = this.#platforms.find((one) => text.startsWith(one.word));
      if (found !== undefined) return { ...found, rest: text.slice(found.word.length) };
    }
    return null;
  }

  /** The one watched platform that a heading speaks of anywhere: 示例县政务微博台账; null for none and for several. */
  onlyPlatformIn(heading: string): Adapter | null {
    let rest = folded(heading);
    const found = new Set<Adapter | null>();
    for (const { word, adapter } of this.#platforms) {
      // 号 and other words of one sign, or English ids in a title, prove nothing
      if (word.length < 2 || !rest.includes(word)) continue;
      rest = rest.replaceAll(word, '');
      found.add(adapter);
    }
    const [only = null] = found;
    return found.size === 1 ? only : null;
  }

  /**
   * @param titles the title of a column, below the titles that stand above it, from the top
   * @returns null where no platform is named, or where nothing is known about what the column holds
   */
  meaningOf(titles: readonly string[]): PlatformTitle | null {
    const own = titles.at(-1) ?? '';
    const named = this.platformOf(own);
    const certain = this.#certainKey(own);
    if (certain !== null) return certain;
    if (named !== null) {
      const field = fieldOf(named.rest.replace(/[一二三四五六七八九\d]$/, ''));
      return field === null ? null : { word: named.word, adapter: named.adapter, field };
    }
    const above = titles
      .slice(0, -1)
      .map((title) => this.platformOf(title))
      .findLast((one) => one !== null);
    if (above === undefined || above === null) return null;
    const { word, adapter } = above;
    const key = this.#keys.get(folded(own));
    if (key !== undefined && adapter !== null && this.#ownersOf(key).includes(adapter))
      return { word, adapter, field: `handle.${key}` };
    const field = OWN_LINK.includes(folded(own)) && folded(own) !== '账号' ? 'link' : fieldOf(folded(own));
    return field === null ? null : { word, adapter, field };
  }

  /** 原始ID, 微博UID: a key that one platform alone has */
  #certainKey(title: string): PlatformTitle | null {
    const key = this.#keys.get(folded(title));
    if (key === undefined) return null;
    const [adapter, ...others] = this.#ownersOf(key);
    if (adapter === undefined || others.length > 0) return null;
    return { word: adapter.title, adapter, field: `handle.${key}` };
  }

  #ownersOf(key: string): Adapter[] {
    return this.#adapters.filter((adapter) => handleForms([adapter]).has(key));
  }
}

function fieldOf(rest: string): PlatformField | null {
  if (ACCOUNT.includes(rest)) return 'account';
  if (OWN_LINK.includes(rest)) return 'link';
  for (const text of [rest, ...rest.split(/[/、或及和]/)]) {
    if (TITLES.name.includes(text)) return 'account';
    for (const field of ['link', 'owner', 'state', 'closedOn', 'kind'] as const)
      if (TITLES[field].includes(text)) return field;
  }
  return null;
}
