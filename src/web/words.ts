import type { Case, CaseEventKind } from '../model/case.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { AccountNight } from '../model/night.ts';
import type { Outcome } from '../model/outcome.ts';
import type { AccountStatus } from '../model/sighting.ts';
import { chineseDate, dateIn, instantOf } from '../time/calendar.ts';
import type { PageContext } from './page.ts';
import type { Standing } from './snapshot.ts';

type Pair = readonly [chinese: string, english: string];

const STANDINGS: Readonly<Record<Standing, Pair>> = {
  failed: ['不合格', 'failed'],
  undetermined: ['未判定', 'undetermined'],
  warning: ['将超期', 'about to breach'],
  passed: ['合格', 'passed'],
  filed: ['已关停注销', 'closed'],
};
const OUTCOMES: Readonly<Record<Outcome, Pair>> = {
  ok: ['正常', 'ok'],
  'auth-expired': ['登录失效', 'login expired'],
  throttled: ['被限流', 'throttled'],
  captcha: ['遇验证码或登录墙', 'captcha or login wall'],
  closed: ['渠道已关闭', 'channel closed'],
  'layout-changed': ['答复格式有变', 'layout changed'],
  network: ['网络故障', 'network trouble'],
  'upstream-error': ['对方出错', 'error at the other side'],
  'wrong-account': ['答非所问', 'wrong account'],
  'not-configured': ['未配置', 'not configured'],
  skipped: ['未询问', 'not asked'],
};
const VERDICTS: Readonly<Record<Finding['verdict'], Pair>> = {
  violation: ['认定', 'proven'],
  suspected: ['存疑', 'suspected'],
  warning: ['预警', 'warning'],
};
const SEVERITIES: Readonly<Record<Severity, Pair>> = {
  veto: ['单项否决', 'veto'],
  fail: ['不合格', 'fail'],
  deduct: ['扣分', 'deduction'],
  notice: ['仅列出', 'notice'],
};
const CASE_STATES: Readonly<Record<Case['state'], Pair>> = {
  open: ['未解除', 'open'],
  resolved: ['已解除', 'resolved'],
  dismissed: ['误报', 'dismissed'],
};
const EVENTS: Readonly<Record<CaseEventKind, Pair>> = {
  opened: ['立案', 'opened'],
  confirmed: ['证实', 'confirmed'],
  notified: ['通知', 'notified'],
  noted: ['备注', 'note'],
  replied: ['反馈', 'reply'],
  overdue: ['逾期', 'overdue'],
  resolved: ['解除', 'resolved'],
  reopened: ['再次出现', 'reopened'],
  dismissed: ['误报', 'dismissed'],
};
const STATUSES: Readonly<Record<AccountStatus, Pair>> = {
  normal: ['正常', 'normal'],
  frozen: ['冻结', 'frozen'],
  banned: ['封禁', 'banned'],
  cancelled: ['注销', 'cancelled'],
  migrated: ['已迁移', 'migrated'],
  migrating: ['迁移中', 'migrating'],
  'not-found': ['不存在', 'not found'],
  private: ['不公开', 'private'],
  restricted: ['受限', 'restricted'],
  unknown: ['未知', 'unknown'],
};
const CANARIES = {
  alive: ['哨兵正常', 'canary alive'],
  failed: ['哨兵失灵', 'canary failed'],
  none: ['未设哨兵', 'no canary'],
} as const;

const inLanguage = (pair: Pair, { say }: PageContext) => say(...pair);
export const standingWords = (one: Standing, context: PageContext) => inLanguage(STANDINGS[one], context);
export const outcomeWords = (one: Outcome, context: PageContext) => inLanguage(OUTCOMES[one], context);
export const verdictWords = (one: Finding['verdict'], context: PageContext) => inLanguage(VERDICTS[one], context);
export const severityWords = (one: Severity, context: PageContext) => inLanguage(SEVERITIES[one], context);
export const caseStateWords = (one: Case['state'], context: PageContext) => inLanguage(CASE_STATES[one], context);
export const eventWords = (one: CaseEventKind, context: PageContext) => inLanguage(EVENTS[one], context);
export const statusWords = (one: AccountStatus, context: PageContext) => inLanguage(STATUSES[one], context);
export const canaryWords = (one: keyof typeof CANARIES, context: PageContext) => inLanguage(CANARIES[one], context);

/** `2020年8月19日`, or `2020-08-19` */
export function dateWords(iso: string, { snapshot, language }: PageContext): string {
  const at = instantOf(iso);
  return language === 'zh' ? chineseDate(snapshot.zone, at) : dateIn(snapshot.zone, at).toString();
}

/** the same with hours and minutes */
export function momentWords(iso: string, context: PageContext): string {
  const { hour, minute } = instantOf(iso).toZonedDateTimeISO(context.snapshot.zone);
  const clock = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  return `${dateWords(iso, context)} ${clock}`;
}

/** The last update as lists print it: 无动态信息 only where the platform itself says that nothing was ever published. */
export function updateWords({ lastUpdate, neverPosted }: AccountNight, context: PageContext): string {
  const { say } = context;
  if (lastUpdate === null)
    return neverPosted ? say('无动态信息', 'never published') : say('未见发布日期', 'no date seen');
  const date = dateWords(lastUpdate.at, context);
  return lastUpdate.bound === 'lower' ? say(`${date}（或更晚）`, `${date} (or later)`) : date;
}

/** `29 天`; empty where no date is known */
export function daysWords({ days }: AccountNight, { say }: PageContext): string {
  if (days === null) return '';
  return days <= 0 ? say('当天', 'today') : say(`${days} 天`, `${days} d`);
}
