/** What a platform's file must offer, and the few forms in which it answers. */

import type { Shown } from './shown.ts';
import type { TroubleKind } from './troubles.ts';
import type { AccountOf, Bridge, ReplicaAccount, ReplicaWorld } from './world.ts';

export interface Asked {
  readonly method: string;
  /** lower case, without port */
  readonly host: string;
  /** decoded */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
  /** honour a Range header */
  readonly ranges?: boolean;
}

export const json = (value: unknown, more: Partial<Reply> = {}): Reply => ({
  ...more,
  headers: { 'content-type': 'application/json; charset=utf-8', ...more.headers },
  body: JSON.stringify(value),
});
export const html = (body: string, more: Partial<Reply> = {}): Reply => ({
  ...more,
  headers: { 'content-type': 'text/html; charset=utf-8', ...more.headers },
  body,
});
export const xml = (body: string, type: string): Reply => ({
  headers: { 'content-type': `${type}; charset=utf-8` },
  body,
});
export const redirect = (location: string, cookies: readonly string[] = []): Reply => ({
  status: 302,
  headers: { location, 'set-cookie': cookies },
  body: '',
});

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** The world at this moment, as a platform's file gets it. */
export interface Scene {
  readonly world: ReplicaWorld;
  readonly now: Temporal.Instant;
  accounts<P extends ReplicaAccount['platform']>(platform: P): readonly AccountOf<P>[];
  /** the account as it stands now, after the troubles that falsify what is shown of it (`via`: the bridge asked) */
  show<A extends ReplicaAccount>(account: A): Shown<A>;
  /** whether the host that is asked suffers from this (bridges tell of their login in their own words) */
  suffers(kind: TroubleKind): boolean;
}

/** Whom a request is about, and how it is answered; `reply` may be handed another account by a trouble. */
export interface Route {
  readonly about: ReplicaAccount | null;
  readonly reply: (shown: Shown | null) => Reply;
}

export interface ReplicaPlatform {
  /** the name in the log and in troubles */
  readonly id: string;
  serves(host: string, world: ReplicaWorld): boolean;
  /** null: no such page */
  route(asked: Asked, scene: Scene): Route | null;
  /** this platform's own way to keep a visitor out; missing: the general one; null: this page is open all the same */
  readonly keepsOut?: { readonly [K in 'throttled' | 'captcha' | 'login-wall']?: (asked: Asked) => Reply | null };
}

/** A page that is about nobody. */
export const page = (reply: Reply): Route => ({ about: null, reply: () => reply });

/** A page about one account of a known platform. */
export function about<P extends ReplicaAccount['platform']>(
  account: AccountOf<P>,
  reply: (shown: Shown<AccountOf<P>>) => Reply,
): Route {
  return {
    about: account,
    reply: (shown) => {
      if (shown === null) throw new Error('a page about an account needs the account');
      return reply(shown as Shown<AccountOf<P>>);
    },
  };
}

export function bridgeAt(world: ReplicaWorld, kind: Bridge['kind'], host: string): Bridge | undefined {
  return world.bridges?.find((bridge) => bridge.kind === kind && bridge.host === host);
}
