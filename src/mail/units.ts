import type { Case } from '../model/case.ts';
import type { Finding } from '../model/finding.ts';
import type { NightView } from '../model/night.ts';
import type { Settings } from '../settings/schema.ts';
import type { OutgoingMail } from '../store/outbox.ts';
import { chineseDate, instantOf } from '../time/calendar.ts';
import { annexOf } from './annex.ts';
import { linesOf, monthDay } from './digest/account-line.ts';
import { daysLeft, warningRemarks } from './digest/breach.ts';
import { drawWithinSize } from './digest/compose.ts';
import type { Content, Page } from './digest/content.ts';
import { continuingViolations, countAccounts, freshViolations, saidOfCase } from './digest/standing.ts';

type UnitMail = Omit<OutgoingMail, 'date' | 'part' | 'from'>;

/**
 * The mails to the contacts of units, each about the unit's own accounts only. A unit hears when something changed: a
 * new finding, a finding resolved, a deadline that is tomorrow; with `all` also at each age in `judge.warnAtDays`, and on
 * the day before a public holiday of what would breach during it.
 */
export async function planUnitMails(view: NightView, settings: Pick<Settings, 'mail' | 'judge'>): Promise<UnitMail[]> {
  const route = settings.mail.routes.units;
  if (route === 'off') return [];
  const mails: UnitMail[] = [];
  for (const unit of view.registry.units) {
    if (unit.contacts.length === 0) continue;
    const own = ownPart(view, unit.name, route === 'all');
    if (!hasNews(own, settings.judge.warnAtDays)) continue;
    const letter = { subject: subjectOf(own), ...drawWithinSize(pageOf(own, unit.name)) };
    mails.push({ kind: `unit:${unit.name}`, to: unit.contacts, ...letter, annexes: [await annexOf(own)] });
  }
  return mails;
}

/** The night as if this unit were alone in the world; what only supervisors discuss is left out. */
function ownPart(view: NightView, unit: string, withWarnings: boolean): NightView {
  const ids = new Set(view.registry.accounts.filter((account) => account.unit === unit).map((account) => account.id));
  const isOwn = (one: Case | Finding) => ids.has(one.accountId);
  return {
    ...view,
    judgement: { ...view.judgement, findings: view.judgement.findings.filter(isOwn), undetermined: [] },
    changes: {
      fresh: freshViolations(view).filter(isOwn),
      resolved: view.changes.resolved.filter(isOwn),
      continuing: continuingViolations(view).filter(isOwn),
      warnings: withWarnings ? view.changes.warnings.filter(isOwn) : [],
    },
    sources: [],
    remarks: [],
  };
}

function hasNews(own: NightView, warnAtDays: readonly number[]): boolean {
  const tomorrow = Temporal.PlainDate.from(own.date).add({ days: 1 }).toString();
  return (
    own.changes.fresh.length > 0 ||
    own.changes.resolved.length > 0 ||
    own.changes.continuing.some((one) => one.dueOn === tomorrow) ||
    own.changes.warnings.some(
      (one) => one.facts.backOn !== undefined || warnAtDays.includes(own.accounts.get(one.accountId)?.days ?? -1),
    )
  );
}

/** `[预警] 2 个账号临近超期（最近的还有 1 天）`; what is worst comes first */
function subjectOf(own: NightView): string {
  const { fresh, continuing, resolved, warnings } = own.changes;
  const standing = countAccounts([...fresh, ...continuing]);
  if (fresh.length > 0) return `[巡查] ${countAccounts(fresh)} 个账号发现问题，请整改`;
  if (continuing.length > 0 && warnings.length === 0) return `[巡查] ${standing} 个账号的问题尚待整改`;
  if (warnings.length > 0) {
    const left = warnings.flatMap((one) => daysLeft(own.zone, one, instantOf(own.at)) ?? []);
    const nearest = left.length > 0 ? `（最近的还有 ${Math.max(0, Math.min(...left))} 天）` : '';
    return `[预警] ${countAccounts(warnings)} 个账号临近超期${nearest}`;
  }
  return `[巡查] ${countAccounts(resolved)} 个账号的问题已经解除，谢谢`;
}

function pageOf(own: NightView, unit: string): Page {
  const { fresh, continuing, resolved, warnings } = own.changes;
  const now = instantOf(own.at);
  const ofCases = (cases: readonly Case[]) => [
    {
      heading: null,
      lines: linesOf(
        own,
        cases.map((one) => saidOfCase(own, one)),
      ),
    },
  ];
  const blocks: { title: string; content: Content }[] = [];
  if (fresh.length > 0) {
    blocks.push({ title: '新发现的问题', content: { tone: 'alarm', groups: ofCases(fresh) } });
  }
  if (continuing.length > 0) {
    blocks.push({ title: '尚待整改', content: { tone: 'alarm', groups: ofCases(continuing) } });
  }
  if (warnings.length > 0) {
    const said = warnings.map((one) => ({ accountId: one.accountId, remarks: warningRemarks(own.zone, one, now) }));
    const groups = [{ heading: null, lines: linesOf(own, said) }];
    blocks.push({ title: '临近超期', content: { tone: 'caution', intro: '目前合格，请及时更新。', groups } });
  }
  if (resolved.length > 0) {
    const said = resolved.map((one) => ({ accountId: one.accountId, remarks: [`原问题：${one.wording}`] }));
    const groups = [{ heading: null, lines: linesOf(own, said) }];
    blocks.push({ title: '已经解除', content: { tone: 'good', intro: '整改有效，谢谢。', groups } });
  }
  return {
    title: `${unit}政务新媒体巡查`,
    subtitle: `${monthDay(own.date)}　监测时间点：${chineseDate(own.zone, now)}`,
    numbers: [],
    lead: '以下只列本单位的账号。',
    blocks,
    footer: ['本邮件由“巡查”自动生成。如与实际不符，请把页面截图回复给主管单位，由人工核实。'],
  };
}
