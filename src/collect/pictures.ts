import type { Case } from '../model/case.ts';
import type { AccountNight } from '../model/night.ts';
import type { Picture } from '../world/browser-picture.ts';

/** A night takes so many pictures at most, and spends so much time on them; the others are taken the next night. */
const MOST_PICTURES = 60;
const MOST_TIME_MS = 15 * 60_000;

export interface WantedPicture {
  readonly accountId: string;
  readonly platform: string;
  readonly url: string;
}

/**
 * The accounts whose page is pictured tonight: those with a proven or suspected problem of which no picture was taken
 * since it was found; violations come before suspicions, newer cases before older ones.
 *
 * @param picturedAt when the account was last pictured, epoch milliseconds; undefined: never
 * @param pageOf the page that shows itself to a visitor; null: there is none
 */
export function wantedPictures(
  cases: readonly Case[],
  accounts: ReadonlyMap<string, AccountNight>,
  picturedAt: (accountId: string) => number | undefined,
  pageOf: (night: AccountNight) => string | null = ({ page }) => page,
): WantedPicture[] {
  const open = cases
    .filter((one) => one.state === 'open' && !one.byHand && one.verdict !== 'warning')
    .sort((a, b) => Number(b.verdict === 'violation') - Number(a.verdict === 'violation') || b.id - a.id);
  const wanted = new Map<string, WantedPicture>();
  for (const one of open) {
    const known = accounts.get(one.accountId);
    const url = known === undefined ? null : pageOf(known);
    if (known === undefined || url === null || wanted.has(one.accountId)) continue;
    const pictured = picturedAt(one.accountId);
    if (pictured !== undefined && pictured >= foundAt(one)) continue;
    wanted.set(one.accountId, { accountId: one.accountId, platform: known.account.platform, url });
  }
  return [...wanted.values()].slice(0, MOST_PICTURES);
}

/** when the problem was found: opened, found again after it had ended, or proven after it had been suspected */
function foundAt(one: Case): number {
  const found = one.events.filter(({ kind }) => kind === 'opened' || kind === 'reopened' || kind === 'confirmed');
  return Math.max(...found.map(({ at }) => Date.parse(at)), Date.parse(one.openedAt));
}

/**
 * Takes pictures, host by host the hosts side by side.
 * @param take one picture of one page
 */
export async function takePictures(
  wanted: readonly WantedPicture[],
  take: (one: WantedPicture) => Promise<Picture>,
  taken: (one: WantedPicture, picture: Picture) => void,
  signal: AbortSignal,
): Promise<void> {
  const until = performance.now() + MOST_TIME_MS;
  const byHost = Map.groupBy(wanted, ({ url }) => new URL(url).hostname);
  await Promise.all(
    [...byHost.values()].map(async (members) => {
      for (const one of members) {
        if (signal.aborted || performance.now() > until) return;
        taken(one, await take(one));
      }
    }),
  );
}
