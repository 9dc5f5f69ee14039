/** The accounts of the lying night, each with its truth and with what is said of it instead. */

import type { Trouble } from '../../replica/troubles.ts';
import { keyOf, type ReplicaAccount } from '../../replica/world.ts';
import type { Chance } from '../../simulation/random.ts';
import type { Place, Played } from './played.ts';

export const AT = Temporal.Instant.from('2020-09-15T18:00:00+08:00');
export const ZONE = 'Asia/Shanghai';
const HOUR_MS = 3_600_000;
const POSTS = 6;
/** some places tell the truth: half of an answer made of several is the lie that is believed most easily */
const TRUE_IN = 0.2;

export interface Liar {
  readonly platform: string;
  readonly plays: ReplicaAccount;
  readonly lies: readonly Trouble[];
  /** only this kind is asked, whether or not it would be worth asking; null: the whole chain, as in a real night */
  readonly only: string | null;
}

/** Accounts that all published within the last ten days, each with its own posts, name, subject and number of works. */
export function liarsOf(platform: string, played: Played, kinds: readonly string[], chance: Chance): Liar[] {
  return Array.from({ length: played.accounts }, (_, index) => {
    const number = index + 1;
    const newestMs = AT.epochMilliseconds - chance.whole(2, 240) * HOUR_MS - chance.whole(0, 3599) * 1000;
    const moments = Array.from(
      { length: POSTS },
      (_, step) => newestMs - step * chance.whole(40, 60) * HOUR_MS * (step + 1),
    );
    const comments = chance.happens(0.5);
    const posts = moments.toReversed().map((ms) => ({
      at: Temporal.Instant.fromEpochMilliseconds(ms).toString({ timeZone: ZONE }),
      ...(comments ? { comments: chance.whole(1, 40) } : {}),
    }));
    const digits = String(number).padStart(5, '0');
    const label = `示例${platform}${digits}县人民政府办公室官方账号`;
    const plays = played.play(number, {
      name: `示例${platform}${digits}号`,
      subject: { kind: 'government', label },
      interaction: { comments, directMessage: chance.happens(0.5), menu: chance.happens(0.5), autoReply: true },
      earlierPosts: 1000 + number,
      posts,
    });
    // a third of them through the whole chain, the others through one kind of source each
    const only = index % 3 === 0 ? null : (kinds[Math.floor((index * 2) / 3) % kinds.length] ?? null);
    return { platform, plays, lies: liesAbout(plays, played.places, only, chance), only };
  });
}

/**
 * Each place tells its own lie. Two that leave out the very same posts would bear each other out and be the truth as far
 * as anybody can see, so no two old answers end with the same post.
 */
function liesAbout(plays: ReplicaAccount, places: readonly Place[], only: string | null, chance: Chance): Trouble[] {
  const ends = plays.posts.slice(0, -1).map((post) => post.at);
  return places.flatMap((place): Trouble[] => {
    const [first, ...more] = place.lies.filter((lie) => lie !== 'old' || only !== null || place.isAskedTwice !== true);
    if (first === undefined || chance.happens(TRUE_IN)) return [];
    const lie = chance.of([first, ...more]);
    const where = {
      host: place.host,
      account: keyOf(plays),
      ...(place.path === undefined ? {} : { path: place.path }),
    };
    if (lie !== 'old') return [{ ...where, kind: lie }];
    const [end] = ends.splice(chance.whole(0, ends.length - 1), 1);
    return end === undefined ? [] : [{ ...where, kind: 'frozen', frozenAt: end }];
  });
}

export function wordsOf({ plays, lies, only }: Liar): string {
  const told = lies.map(({ host, path, kind }) => `${host}${path ?? ''}: ${kind === 'frozen' ? 'old' : kind}`);
  return `${plays.platform} ${keyOf(plays)} asked ${only ?? 'everywhere'} (${told.join(', ')})`;
}
