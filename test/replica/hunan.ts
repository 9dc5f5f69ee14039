/**
 * The demo's world: the accounts that the notice 湘政务函〔2020〕25号 names, among well-kept synthetic ones, over the
 * nights of 15, 16 and 17 September 2020, and what an honest judge must say of the last of them.
 */
import { BRIDGE, BRIDGE_HOST, BRIDGE_TOKEN, type DemoAccount, type DemoEntry, LOGINS, NIGHTS } from './demo/account.ts';
import { keptAccounts } from './demo/kept.ts';
import { type HunanNotice, noticeAccounts, readNotice } from './demo/notice.ts';
import {
  blockedWeibo,
  canaryAccounts,
  canarySettings,
  closedDouyin,
  goodApp,
  missingApp,
  personalWeibo,
  resumedWechat,
  soonResumedWechat,
  wechatSettings,
} from './demo/special.ts';
import type { ReplicaWorld } from './world.ts';

/** the notice's accounts, two that lapse and resume, and well-kept ones to make this number */
const ORDINARY_ACCOUNTS = 150;

export interface HunanWorld {
  readonly world: ReplicaWorld;
  /** goes into `config/registry/*.yaml` as it stands */
  readonly registry: { readonly units: readonly { readonly name: string; readonly accounts: readonly DemoEntry[] }[] };
  /** goes under `platforms` of `config/xuncha.yaml`; how logins are lent is the adapters' own matter */
  readonly platforms: Readonly<Record<string, object>>;
  readonly notice: HunanNotice;
  /** monitoring points, ISO 8601 with offset */
  readonly nights: typeof NIGHTS;
  /** what the last night must say, from the notice and from how the others were made; the program never sees it */
  readonly expected: {
    /** account → date of the last update as the notice has it, null for 无动态信息 */
    readonly stale: ReadonlyMap<string, string | null>;
    readonly noInteraction: readonly string[];
    /** rule → its one account */
    readonly others: Readonly<Record<string, string>>;
    readonly undetermined: readonly string[];
    /** stale, but not before the last night */
    readonly newOnLastNight: readonly string[];
    readonly resolvedOnLastNight: readonly string[];
  };
}

export function hunanWorld(): HunanWorld {
  const notice = readNotice();
  const units = notice.per_unit.map((row) => row.unit);
  const [firstUnit = '', secondUnit = ''] = units;
  const named = noticeAccounts(notice);
  const resumed = resumedWechat(secondUnit);
  const soon = soonResumedWechat(secondUnit);
  const kept = keptAccounts(units, ORDINARY_ACCOUNTS - named.length - 2);
  const personal = personalWeibo(secondUnit);
  const closed = closedDouyin(secondUnit);
  const missing = missingApp(firstUnit);
  // the account that meets a captcha stands last, in the last unit, and is asked last
  const blocked = blockedWeibo(units.at(-1) ?? '');
  const all: DemoAccount[] = [...named, resumed, soon, ...kept, personal, closed, missing, goodApp(firstUnit), blocked];
  return {
    world: {
      accounts: [...canaryAccounts, ...all.map((each) => each.plays)],
      bridges: [{ kind: 'wechat2rss', name: BRIDGE, host: BRIDGE_HOST, token: BRIDGE_TOKEN }],
      logins: LOGINS,
      troubles: [blocked.trouble],
    },
    registry: {
      units: units.map((name) => ({
        name,
        accounts: all.filter((each) => each.unit === name).map((each) => each.entry),
      })),
    },
    platforms: {
      wechat: { ...wechatSettings(BRIDGE_HOST, BRIDGE_TOKEN), canaries: canarySettings.wechat },
      weibo: { canaries: canarySettings.weibo },
      douyin: { canaries: canarySettings.douyin },
      toutiao: { canaries: canarySettings.toutiao },
      app: { canaries: canarySettings.app },
    },
    notice,
    nights: NIGHTS,
    expected: {
      stale: new Map(
        notice.accounts.map((account, index) => [
          named[index]?.entry.id ?? '',
          account.last_update === '无动态信息' ? null : account.last_update,
        ]),
      ),
      noInteraction: notice.accounts.flatMap((account, index) =>
        account.problem_codes.includes('NO_INTERACTION') ? [named[index]?.entry.id ?? ''] : [],
      ),
      others: {
        'personal-subject': personal.entry.id,
        'closed-not-cancelled': closed.entry.id,
        'app-not-downloadable': missing.entry.id,
      },
      undetermined: [blocked.entry.id],
      newOnLastNight: named.filter((each) => subscribedLate(each) || checkedLate(each)).map((each) => each.entry.id),
      resolvedOnLastNight: [resumed.entry.id],
    },
  };
}

const subscribedLate = ({ plays }: DemoAccount) => plays.platform === 'wechat' && plays.subscribedSince !== undefined;
const checkedLate = ({ entry }: DemoAccount) =>
  entry.confirmed?.some((check) => check.lastPost !== undefined && check.on === NIGHTS[2].slice(0, 10)) ?? false;
