/**
 * The world that the replica plays: accounts as their owners and platforms have them, at every moment. A test writes
 * down what is true; the platforms' files decide what each of them shows of it, and to whom.
 */
import type { Trouble } from './troubles.ts';

/** One value for ever, or values that each hold from a moment on (ISO 8601 with offset), oldest first. */
export type Timeline<T> = T | readonly { readonly from: string; readonly value: T }[];

export type ReplicaState =
  | 'normal'
  | 'banned'
  | 'frozen'
  | 'cancelled'
  | 'migrated'
  | 'migrating'
  | 'private'
  | 'risky'
  | 'muted'
  | 'not-found';

export interface ReplicaPost {
  /** moment of publication, ISO 8601 with offset; the post does not exist before */
  readonly at: string;
  readonly title?: string;
  /** what it is; platforms that do not know a kind show an ordinary post */
  readonly kind?: 'article' | 'video' | 'micro' | 'images' | 'text' | 'repost';
  readonly pinned?: boolean;
  /** an advertisement that the platform puts into the list */
  readonly ad?: boolean;
  /** published by another account, whose post the list shows */
  readonly by?: string;
  /** Douyin: made together with another account, which stands as the author */
  readonly coCreatedWith?: string;
  readonly editedAt?: string;
  readonly deletedAt?: string;
  /** WeChat: pushed to followers (群发, default) or only published (发布) */
  readonly pushed?: boolean;
  /** comments by third parties that anyone can see */
  readonly comments?: number;
  readonly commentsClosed?: boolean;
  /** WeChat: id of the album that holds it */
  readonly album?: string;
}

export interface ReplicaSubject {
  readonly kind: 'government' | 'institution' | 'organisation' | 'enterprise' | 'media' | 'personal' | 'unverified';
  /** certification text as the platform shows it */
  readonly label: string;
}

/** What a visitor without login does not get to see. */
export interface Hiding {
  /** posts younger than this many days are left out */
  readonly newestDays?: number;
  /** this many of the newest posts are left out */
  readonly newestPosts?: number;
  /** only pinned posts, nothing although there is something, no list at all, a login wall, or a first page without posts */
  readonly list?: 'pinned-only' | 'empty' | 'null' | 'login' | 'later';
}

interface AccountBasis {
  readonly name: Timeline<string>;
  readonly state?: Timeline<ReplicaState>;
  readonly subject?: ReplicaSubject;
  readonly posts: readonly ReplicaPost[];
  /** published works that are older than those in `posts`; default 300, or 0 where there are no posts at all */
  readonly earlierPosts?: number;
  readonly hides?: Timeline<Hiding>;
  readonly interaction?: {
    readonly comments?: boolean;
    readonly directMessage?: boolean;
    readonly menu?: boolean;
    readonly autoReply?: boolean;
  };
}

export interface WechatAccount extends AccountBasis {
  readonly platform: 'wechat';
  readonly handle: {
    readonly biz: string;
    readonly ghId?: string;
    readonly alias?: string;
    readonly articles?: readonly string[];
    readonly albums?: readonly string[];
    /** app id; the owner authorised the official interface where `logins.official` has it */
    readonly appId?: string;
    /** name of a bridge → id of the feed there */
    readonly feeds?: Readonly<Record<string, string>>;
  };
  /** the bridges know the account only from this moment on; default: always */
  readonly subscribedSince?: string;
  /** where it moved to, when it migrated */
  readonly movedToBiz?: string;
}
export interface WeiboAccount extends AccountBasis {
  readonly platform: 'weibo';
  readonly handle: { readonly uid: string };
}
export interface DouyinAccount extends AccountBasis {
  readonly platform: 'douyin';
  readonly handle: { readonly secUid: string };
}
export interface ToutiaoAccount extends AccountBasis {
  readonly platform: 'toutiao';
  readonly handle: { readonly token: string };
}

export const STORES = [
  'apple',
  'tencent',
  'huawei',
  'harmony',
  'vivo',
  'xiaomi',
  'samsung',
  'baidu',
  'meizu',
  'wandoujia',
] as const;
export type StoreName = (typeof STORES)[number];
/** the installation package behind a store's link */
export type FileState = 'ok' | 'html' | 'empty' | 'gone' | 'forbidden' | 'other-package' | 'no-link' | 'no-range';

/** How one store has the app. */
export interface Shelf {
  readonly listed?: Timeline<boolean>;
  readonly file?: Timeline<FileState>;
  /** the store answers with this package instead (a counterfeit, a renamed app) */
  readonly package?: string;
  /** the store still shows what was newest at this moment */
  readonly frozenAt?: string;
}
/** An app: its posts are its versions, the title is the version number. */
export interface AppAccount extends AccountBasis {
  readonly platform: 'app';
  readonly handle: {
    readonly package: string;
    readonly appleId?: string;
    readonly huaweiId?: string;
    readonly vivoId?: string;
    readonly harmonyPackage?: string;
    /** as the stores that are searched by name show it */
    readonly name?: string;
    readonly stores?: readonly string[];
  };
  readonly developer?: string;
  readonly ratings?: number;
  readonly shelves: { readonly [S in StoreName]?: Shelf };
}

export type ReplicaAccount = WechatAccount | WeiboAccount | DouyinAccount | ToutiaoAccount | AppAccount;
export type AccountOf<P extends ReplicaAccount['platform']> = Extract<ReplicaAccount, { platform: P }>;

/** A feed bridge on a host of its own. */
export interface Bridge {
  readonly kind: 'wechat2rss' | 'wewe-rss' | 'we-mp-rss' | 'rsshub';
  /** the name under which handles give their feed id */
  readonly name: string;
  readonly host: string;
  readonly token?: string;
  /** zone of the machine that it runs on (matters where its times carry none); default Asia/Shanghai */
  readonly zone?: string;
}

export interface ReplicaWorld {
  readonly accounts: readonly ReplicaAccount[];
  readonly bridges?: readonly Bridge[];
  /** what the platforms take for a valid login: the value of the session cookie (or access token) */
  readonly logins?: {
    readonly weibo?: string;
    readonly douyin?: string;
    readonly toutiao?: string;
    /** `wr_skey` of WeRead */
    readonly weread?: string;
    /** token of the WeChat back office */
    readonly searchbiz?: string;
    /** app id → app secret of the official interface, which is also taken as the access token */
    readonly official?: Readonly<Record<string, string>>;
  };
  /** troubles from the start; more can be made while the replica runs */
  readonly troubles?: readonly Trouble[];
}

/** The permanent key by which logs and troubles name an account. */
export function keyOf(account: ReplicaAccount): string {
  switch (account.platform) {
    case 'wechat':
      return account.handle.biz;
    case 'weibo':
      return account.handle.uid;
    case 'douyin':
      return account.handle.secUid;
    case 'toutiao':
      return account.handle.token;
    case 'app':
      return account.handle.package;
  }
}
