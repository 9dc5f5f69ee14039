/**
 * Ids that carry the moment of their creation: an independent lower bound for the time of a post, since a draft is made
 * before it is published. Checked against public fixtures of yt-dlp (differences of seconds to a few minutes).
 */

/** Before these years the platforms did not exist; an id that says so does not follow the formula. */
const EARLIEST = Temporal.Instant.from('2009-08-01T00:00:00Z');
const WEIBO_EPOCH_SECONDS = 515483463n;

/** Douyin `aweme_id`, Toutiao group id: the upper 32 bits are unix seconds. Null for anything else. */
export function snowflakeTime(id: string): Temporal.Instant | null {
  if (!/^\d{18,20}$/.test(id)) return null;
  return plausible(BigInt(id) >> 32n);
}

/** Weibo `mid`: seconds since 1986-05-03, shifted by 22 bits. Null for anything else. */
export function weiboMidTime(mid: string): Temporal.Instant | null {
  if (!/^\d{15,17}$/.test(mid)) return null;
  return plausible((BigInt(mid) >> 22n) + WEIBO_EPOCH_SECONDS);
}

const BASE62 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The short id in links: 7 digits of the mid at a time from the right, each as 4 digits to the base 62. */
export function bidOfMid(mid: string): string | null {
  if (!/^\d{8,20}$/.test(mid)) return null;
  let bid = '';
  for (let rest = mid; rest !== ''; rest = rest.slice(0, -7)) {
    const digits = toBase62(Number(rest.slice(-7)));
    bid = (rest.length > 7 ? digits.padStart(4, '0') : digits) + bid;
  }
  return bid;
}

export function midOfBid(bid: string): string | null {
  if (!/^[0-9a-zA-Z]{5,12}$/.test(bid)) return null;
  let mid = '';
  for (let rest = bid; rest !== ''; rest = rest.slice(0, -4)) {
    const number = [...rest.slice(-4)].reduce((sum, digit) => sum * 62 + BASE62.indexOf(digit), 0);
    mid = (rest.length > 4 ? String(number).padStart(7, '0') : String(number)) + mid;
  }
  return mid;
}

function toBase62(number: number): string {
  let digits = '';
  for (let rest = number; rest > 0; rest = Math.floor(rest / 62)) digits = BASE62[rest % 62] + digits;
  return digits === '' ? '0' : digits;
}

function plausible(seconds: bigint): Temporal.Instant | null {
  // a moment beyond the range of dates is no moment
  if (seconds > 8_640_000_000_000n) return null;
  const at = Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000);
  return Temporal.Instant.compare(at, EARLIEST) < 0 ? null : at;
}
