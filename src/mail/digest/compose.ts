import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NightView } from '../../model/night.ts';
import { passRateWords } from '../../model/percent.ts';
import { chineseDate, instantOf } from '../../time/calendar.ts';
import { monthDay } from './account-line.ts';
import type { Page, Section } from './content.ts';
import { renderHtml } from './html.ts';
import type { Measure } from './limit.ts';
import { continuingViolations, countAccounts, freshViolations, suspicions } from './standing.ts';
import { renderText } from './text.ts';

export interface Letter {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** accounts that a heading prints at most */
const MOST = 200;
/** tried in this order until the mail is small enough: rather fewer words than fewer accounts */
const MEASURES: readonly Measure[] = [
  { limit: MOST, brief: false },
  ...[MOST, 180, 160, 120, 90, 70, 50, 35, 25, 15, 8].map((limit) => ({ limit, brief: true })),
];
/** as sent: both parts in base64, without the annexes; some clients cut off what is longer */
const LARGEST_BYTES = 99_000;

const SECTIONS = join(import.meta.dirname, '..', 'sections');

/** Every file of the folder is a section; a new one is one new file. */
export async function loadSections(): Promise<readonly Section[]> {
  const files = readdirSync(SECTIONS).filter((name) => /^[a-z-]+\.[jt]s$/.test(name));
  const loaded = await Promise.all(files.map((name) => import(pathToFileURL(join(SECTIONS, name)).href)));
  return loaded.map((module: { default: Section }) => module.default).sort((a, b) => a.order - b.order);
}

/** The daily mail to supervisors. `part` above 1: a supplement of the same date. */
export function composeDigest(view: NightView, sections: readonly Section[], part = 1): Letter {
  return { subject: subjectOf(view, part), ...drawWithinSize(digestPage(view, sections, part)) };
}

/** What the daily mail says, before it is drawn. */
export function digestPage(view: NightView, sections: readonly Section[], part = 1): Page {
  const { summary } = view.judgement;
  return {
    title: `政务新媒体每日巡查${part > 1 ? '（补报）' : ''}`,
    subtitle: `${fullDate(view.date)}　监测时间点：${pointInTime(view)}`,
    numbers: [
      { label: '运行', value: String(summary.running) },
      { label: '检查', value: String(summary.checked) },
      { label: '不合格', value: String(summary.failed), alarm: summary.failed > 0 },
      { label: '未判定', value: String(summary.undetermined) },
      { label: '合格率', value: summary.passRate },
    ],
    lead: leadOf(view),
    blocks: sections.flatMap((section) => {
      const content = section.render(view);
      return content ? [{ title: section.title, content }] : [];
    }),
    footer: [
      '本邮件由“巡查”自动生成。账号名称可点开，以便亲自查看；证据编号是所收到原文的校验值开头八位，可用 xuncha explain 查阅全文。',
      '本邮件每日发送。某日没有收到，即表示巡查本身出了问题，请联系管理员。',
    ],
  };
}

/** Prints as many accounts as fit, the same in both parts. */
export function drawWithinSize(page: Page): Omit<Letter, 'subject'> {
  let drawn = { html: '', text: '' };
  for (const measure of MEASURES) {
    drawn = { html: renderHtml(page, measure), text: renderText(page, measure) };
    if (sentBytes(drawn.html) + sentBytes(drawn.text) <= LARGEST_BYTES) break;
  }
  return drawn;
}

/** base64 with a line break every 76 characters */
function sentBytes(part: string): number {
  return Math.ceil(Math.ceil(Buffer.byteLength(part) / 3) * 4 * (78 / 76));
}

/** `[巡查] 9月17日：新增 3，持续 32，解除 1，未判定 1（合格率 97.99%）`; figures are accounts */
function subjectOf(view: NightView, part: number): string {
  const fresh = countAccounts(freshViolations(view));
  const resolved = countAccounts(view.changes.resolved);
  const suspected = countAccounts(suspicions(view).map(({ one }) => one));
  const { undetermined } = view.judgement.summary;
  const figures = [
    fresh > 0 ? `新增 ${fresh}` : '无新增',
    `持续 ${countAccounts(continuingViolations(view))}`,
    ...(resolved > 0 ? [`解除 ${resolved}`] : []),
    ...(suspected > 0 ? [`待核实 ${suspected}`] : []),
    ...(undetermined > 0 ? [`未判定 ${undetermined}`] : []),
  ];
  return `[巡查] ${monthDay(view.date)}${part > 1 ? '补报' : ''}：${figures.join('，')}（${passRateWords(view.judgement.summary)}）`;
}

function leadOf(view: NightView): string {
  const fresh = countAccounts(freshViolations(view));
  const continuing = countAccounts(continuingViolations(view));
  if (fresh === 0 && continuing === 0) return '今夜没有发现存在问题的账号。';
  if (fresh === 0) return `今夜没有新增问题；此前的问题仍有 ${continuing} 个账号没有整改到位。`;
  return `今夜新增 ${fresh} 个问题账号${continuing > 0 ? `，另有 ${continuing} 个账号的问题仍在持续` : ''}。`;
}

function fullDate(date: string): string {
  const { year, month, day } = Temporal.PlainDate.from(date);
  return `${year}年${month}月${day}日`;
}

function pointInTime(view: NightView): string {
  const at = instantOf(view.at);
  return `${chineseDate(view.zone, at)} ${at.toZonedDateTimeISO(view.zone).toPlainTime().toString({ smallestUnit: 'minute' })}`;
}
