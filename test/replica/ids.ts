/** Ids of posts. Those of Weibo, Douyin and Toutiao carry the time of creation, as the real ones do. */
import { createHash } from 'node:crypto';
import { seconds } from './times.ts';
import { keyOf, type ReplicaAccount, type ReplicaPost } from './world.ts';

function digest(account: ReplicaAccount, post: ReplicaPost): Buffer {
  return createHash('sha256')
    .update(`${keyOf(account)} ${post.at} ${post.title ?? ''} ${post.kind ?? ''}`)
    .digest();
}
const salt = (account: ReplicaAccount, post: ReplicaPost, bits: number) =>
  BigInt(digest(account, post).readUInt32BE(0) % 2 ** bits);

/** `(mid >> 22) + 515483463` is the unix second */
export function weiboMid(account: ReplicaAccount, post: ReplicaPost): string {
  const at = BigInt(seconds(Temporal.Instant.from(post.at)));
  return String(((at - 515483463n) << 22n) | salt(account, post, 21));
}

const BASE62 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** The short form of a mid: groups of seven digits from the right in base 62, padded to four places but for the first. */
export function weiboBid(mid: string): string {
  let left = mid;
  let bid = '';
  while (left !== '') {
    let group = Number(left.slice(-7));
    left = left.slice(0, -7);
    let text = '';
    while (group > 0) {
      text = BASE62.charAt(group % 62) + text;
      group = Math.floor(group / 62);
    }
    bid = (left === '' ? text : text.padStart(4, '0')) + bid;
  }
  return bid;
}

/** `id >> 32` is the unix second: Douyin works, Toutiao articles and videos */
export function timedId(account: ReplicaAccount, post: ReplicaPost): string {
  return String((BigInt(seconds(Temporal.Instant.from(post.at))) << 32n) | salt(account, post, 31));
}

/** Toutiao 微头条: sixteen digits that do not carry the time */
export function microId(account: ReplicaAccount, post: ReplicaPost): string {
  return `1844${String(digest(account, post).readUIntBE(0, 5) % 10 ** 12).padStart(12, '0')}`;
}

/** The 22 characters of a short article link; every third has an underscore, which WeRead writes as `~`. */
export function articleToken(account: ReplicaAccount, post: ReplicaPost): string {
  const token = digest(account, post).toString('base64url').replaceAll('-', 'x').replaceAll('_', 'y').slice(0, 22);
  return digest(account, post).readUInt8(31) % 3 === 0 ? `${token.slice(0, 9)}_${token.slice(10)}` : token;
}
export const articleLink = (account: ReplicaAccount, post: ReplicaPost) =>
  `https://mp.weixin.qq.com/s/${articleToken(account, post)}`;
export function articleMid(account: ReplicaAccount, post: ReplicaPost): string {
  return String(2247000000 + (digest(account, post).readUInt32BE(4) % 999999));
}

/** the decimal number behind a `biz` */
export const bizNumber = (biz: string) => Buffer.from(biz, 'base64').toString('latin1');
