import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { basicAuth } from 'hono/basic-auth';

/** Who may read. */
export interface Access {
  /** asked of everybody whom no proxy vouches for; null: nobody is asked */
  readonly password: string | null;
  /** header in which a reverse proxy names who has logged in there; null: no header is believed */
  readonly userHeader: string | null;
  /** addresses of the proxies that may say so */
  readonly proxies: readonly string[];
  /** host names under which the program answers where nobody is asked who they are: a foreign page must not reach it */
  readonly hosts: ReadonlySet<string>;
}

const MOST_FAILURES = 10;
const FORGET_AFTER_MS = 15 * 60_000;
const REMEMBERED = 10_000;

/** Lets in whom the settings let in. One address that guesses passwords has to wait. */
export function guard(access: Access, now: () => number = Date.now): MiddlewareHandler {
  const failures = new Failures(now);
  const askPassword = basicAuth({
    realm: 'xuncha',
    verifyUser: (_, given, context) => {
      const isRight = access.password !== null && isSame(given, access.password);
      if (!isRight) failures.add(addressOf(context));
      return isRight;
    },
  });
  return async (context, next) => {
    if (isVouchedFor(context, access)) return next();
    if (access.password !== null) {
      if (failures.tooMany(addressOf(context))) return context.text('密码错误次数过多，请稍后再试。', 429);
      return askPassword(context, next);
    }
    if (access.userHeader !== null) return context.text('请经由反向代理登录后访问。', 403);
    if (!access.hosts.has(hostOf(context))) return context.text('不以这个主机名提供服务。', 421);
    return next();
  };
}

/** Only this machine's own addresses. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function isVouchedFor(context: Context, { userHeader, proxies }: Access): boolean {
  if (userHeader === null || !proxies.includes(addressOf(context))) return false;
  return (context.req.header(userHeader) ?? '').trim() !== '';
}

function addressOf(context: Context): string {
  return (getConnInfo(context).remote.address ?? '').replace(/^::ffff:/, '');
}

function hostOf(context: Context): string {
  const host = context.req.header('host') ?? '';
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '') : '';
}

/** Takes as long whether the first or the last character is wrong. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

class Failures {
  readonly #now: () => number;
  readonly #byAddress = new Map<string, number[]>();

  constructor(now: () => number) {
    this.#now = now;
  }

  add(address: string): void {
    if (this.#byAddress.size >= REMEMBERED) this.#byAddress.clear();
    this.#byAddress.set(address, [...this.#recent(address), this.#now()]);
  }

  tooMany(address: string): boolean {
    return this.#recent(address).length >= MOST_FAILURES;
  }

  #recent(address: string): number[] {
    return (this.#byAddress.get(address) ?? []).filter((at) => this.#now() - at < FORGET_AFTER_MS);
  }
}
