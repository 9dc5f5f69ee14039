/**
 * The 35 accounts of the Hunan notice of the third quarter of 2020, 湘政务函〔2020〕25号: names, owners, platforms,
 * units and dates of the last update are those of the notice. Handles, clock times and posts before the last are
 * invented.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Confirmation } from '../../../src/model/account.ts';
import { articleLink } from '../ids.ts';
import type { ReplicaPost } from '../world.ts';
import { type DemoAccount, datesUntil, inventedHandle, NIGHTS, postsOn } from './account.ts';

const NEVER = '无动态信息';
const Notice = z.object({
  doc_no: z.string(),
  issuer: z.string(),
  title: z.string(),
  published: z.iso.date(),
  per_unit: z.array(z.object({ unit: z.string(), running: z.number() })),
  accounts: z.array(
    z.object({
      no: z.number(),
      name: z.string(),
      platform_norm: z.enum(['wechat', 'douyin', 'toutiao']),
      unit: z.string(),
      owner: z.string(),
      problem_codes: z.array(z.string()),
      last_update: z.union([z.iso.date(), z.literal(NEVER)]),
    }),
  ),
});
export type HunanNotice = z.infer<typeof Notice>;
type NoticeAccount = HunanNotice['accounts'][number];

export function readNotice(): HunanNotice {
  const file = join(import.meta.dirname, '../../fixtures/notices/hunan-2020q3.json');
  return Notice.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** the notice's list of accounts spells one unit out that its table of units abbreviates */
const UNIT_NAMES: Readonly<Record<string, string>> = { 湘西土家族苗族自治州: '湘西自治州' };

/** The bridge subscribed to this account only on the last day, so that the last night has a new case. */
const SUBSCRIBED_LATE = { no: 35, since: '2020-09-17T08:00:00+08:00' };

/** as an office's own hand check would be entered; references are avoided, so that the YAML stays plain */
const checkedInteraction = (): Confirmation => ({
  interaction: { comments: 'no', directMessage: 'no', menu: 'no', autoReply: 'no' },
  on: '2020-09-14',
  by: '演示：人工核查',
  until: '2020-12-13',
});
/**
 * That a WeChat account never published is shown by no interface: lists of bridges and of the official interface may
 * be empty for other reasons. The notice's inspectors saw it with their own eyes at the monitoring point, so it
 * stands here as a hand check of that day.
 */
const checkedNeverPosted = (): Confirmation => ({
  lastPost: 'never',
  on: NIGHTS[2].slice(0, 10),
  by: '演示：人工核查',
  until: '2020-09-30',
});
function handChecks(account: NoticeAccount): { confirmed?: readonly Confirmation[] } {
  const confirmed = [
    ...(account.problem_codes.includes('NO_INTERACTION') ? [checkedInteraction()] : []),
    ...(account.last_update === NEVER ? [checkedNeverPosted()] : []),
  ];
  return confirmed.length === 0 ? {} : { confirmed };
}

export function noticeAccounts(notice: HunanNotice): DemoAccount[] {
  return notice.accounts.map((account) => {
    const unit = UNIT_NAMES[account.unit] ?? account.unit;
    const id = `notice-${String(account.no).padStart(2, '0')}`;
    const { handle, plays } = played(account);
    const { name, owner, platform_norm: platform } = account;
    return { unit, entry: { id, name, platform, owner, handle, ...handChecks(account) }, plays };
  });
}

function played(account: NoticeAccount): { handle: DemoAccount['entry']['handle']; plays: DemoAccount['plays'] } {
  const posts = account.last_update === NEVER ? [] : weeklyUntil(account.last_update);
  const common = { name: account.name, subject: { kind: 'government', label: account.owner }, posts } as const;
  const silent = account.problem_codes.includes('NO_INTERACTION');
  switch (account.platform_norm) {
    case 'douyin': {
      const handle = inventedHandle('douyin', account.no);
      const subject = { kind: 'government', label: `${account.owner}官方账号` } as const;
      return { handle, plays: { platform: 'douyin', handle, ...common, subject } };
    }
    case 'toutiao': {
      const handle = inventedHandle('toutiao', account.no);
      const subject = { kind: 'government', label: `${account.owner}官方账号` } as const;
      return { handle, plays: { platform: 'toutiao', handle, ...common, subject } };
    }
    case 'wechat': {
      const bare = { platform: 'wechat', handle: inventedHandle('wechat', account.no), ...common } as const;
      const late = account.no === SUBSCRIBED_LATE.no;
      const newest = posts.at(-1);
      const handle = {
        ...bare.handle,
        // without a known article nothing dates the account before the bridge knows it
        ...(newest === undefined || late ? {} : { articles: [articleLink(bare, newest)] }),
      };
      const interaction = { comments: false, directMessage: false, menu: false, autoReply: false };
      return {
        handle,
        plays: {
          ...bare,
          handle,
          ...(late ? { subscribedSince: SUBSCRIBED_LATE.since } : {}),
          ...(silent ? { interaction } : {}),
        },
      };
    }
  }
}

/** five posts, a week apart; nothing between the last update of the notice and the last night */
function weeklyUntil(lastUpdate: string): ReplicaPost[] {
  if (lastUpdate >= NIGHTS[0].slice(0, 10))
    throw new Error(`the notice has an update after its own check: ${lastUpdate}`);
  return postsOn(datesUntil(lastUpdate, 5, 7), '10:00:00');
}
