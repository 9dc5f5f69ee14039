/**
 * Ids that carry the time at which they were made: an independent lower bound for the time of publication, which needs
 * no field of an answer. Checked against the public test data of yt-dlp (extractors tiktok, toutiao, ixigua, weibo):
 * made 0 to 37 seconds before publication, once 408 seconds. Drafts and scheduled posts are made much earlier.
 */

/** before this, none of the platforms existed; an id that says otherwise is of another kind */
const EARLIEST_S = Date.UTC(2009, 7, 1) / 1000;
/** far above any time that this program will see */
const LATEST_S = Date.UTC(2100, 0, 1) / 1000;
const WEIBO_EPOCH_S = 515483463n;
/** how much earlier than its own id a post may claim to be before the claim is not believed */
const TOLERATED_BEFORE_ID_MS = 10 * 60_000;
/** scheduled posts wait for days, drafts for weeks */
const TOLERATED_AFTER_ID_MS = 60 * 24 * 3_600_000;

/** Douyin works, Toutiao articles and videos: seconds in the upper 32 bits. Null for ids of another kind. */
export function snowflakeTime(id: string): Temporal.Instant | null {
  return /^\d{18,19}$/.test(id) ? plausible(BigInt(id) >> 32n) : null;
}

/** Weibo posts by their number (mid): seconds since Weibo's own epoch above bit 22. Null for what is no mid. */
export function weiboMidTime(mid: string): Temporal.Instant | null {
  return /^\d{16}$/.test(mid) ? plausible((BigInt(mid) >> 22n) + WEIBO_EPOCH_S) : null;
}

function plausible(seconds: bigint): Temporal.Instant | null {
  if (seconds < EARLIEST_S || seconds > LATEST_S) return null;
  return Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000);
}

const BASE62 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MID_DIGITS = 7;
const BID_DIGITS = 4;

/** `I7uF4oeEC` → `4417861625776206`; null for what is no bid. Groups of four letters stand for seven digits. */
export function midOfBid(bid: string): string | null {
  if (!/^[0-9a-zA-Z]{5,12}$/.test(bid)) return null;
  const groups = groupsFromRight(bid, BID_DIGITS).map((group) =>
    [...group].reduce((sum, letter) => sum * 62 + BASE62.indexOf(letter), 0),
  );
  if (groups.slice(1).some((value) => value >= 10 ** MID_DIGITS)) return null;
  return groups.map((value, index) => (index === 0 ? `${value}` : `${value}`.padStart(MID_DIGITS, '0'))).join('');
}

/** `4417861625776206` → `I7uF4oeEC`; null for what is no mid */
export function bidOfMid(mid: string): string | null {
  if (!/^[1-9]\d{0,19}$/.test(mid)) return null;
  return groupsFromRight(mid, MID_DIGITS)
    .map((group, index) => (index === 0 ? base62(Number(group)) : base62(Number(group)).padStart(BID_DIGITS, '0')))
    .join('');
}

function groupsFromRight(text: string, size: number): string[] {
  const groups: string[] = [];
  for (let end = text.length; end > 0; end -= size) groups.unshift(text.slice(Math.max(0, end - size), end));
  return groups;
}

function base62(value: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = BASE62[rest % 62] + text;
  return text === '' ? '0' : text;
}

/**
 * The time of a post after its id was heard. A post that claims to be older than its own id, or months younger, is
 * believed no further than the id: that is the moment at which it is known to have been in the making.
 */
export function checkedByIdTime(stated: Temporal.Instant, idTime: Temporal.Instant | null): Temporal.Instant {
  if (idTime === null) return stated;
  const after = stated.epochMilliseconds - idTime.epochMilliseconds;
  return after < -TOLERATED_BEFORE_ID_MS || after > TOLERATED_AFTER_ID_MS ? idTime : stated;
}
