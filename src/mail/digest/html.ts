import { html, raw } from 'hono/html';
import { daysWords } from './account-line.ts';
import type { AccountLine, Bar, Content, Group, Page } from './content.ts';
import { BRIEF_WORDS, hiddenWords, type Measure, type Shortened, shorten } from './limit.ts';
import { ordinal } from './text.ts';

type Markup = ReturnType<typeof html>;

const FONTS = "-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',SimSun,sans-serif";
const MARKS: Readonly<Record<Content['tone'], string>> = {
  alarm: '#b3261e',
  good: '#1b7f4b',
  caution: '#a86200',
  plain: '#4a6785',
};
/**
 * Rows are many, so what is written in each is short: padding comes from the table's attribute, and the small print from
 * `small`, whose colour is the only thing that a client without style sheets loses.
 */
const ROW = raw('style="border-top:1px solid #e2e6ea"');
const COLUMNS = raw(
  '<tr><th align="left" class="soft" style="font:normal 12px/1.5 sans-serif;color:#68727c">账号与情况</th><th align="right" class="soft" width="112" style="font:normal 12px/1.5 sans-serif;color:#68727c">最后更新</th></tr>',
);

/**
 * What cannot be written inline: colours for dark mode and the narrow layout. Clients that drop this show the light,
 * wide mail, which is complete.
 */
const SHEET = raw(`:root{color-scheme:light dark;supported-color-schemes:light dark}
a{color:#1a56a0}.l a{text-decoration:none;font-weight:bold}small{color:#68727c;font-size:12px}.l td{word-break:break-word;overflow-wrap:anywhere}
@media(max-width:480px){.pad{padding-left:14px!important;padding-right:14px!important}.num{font-size:19px!important}}
@media(prefers-color-scheme:dark){.page{background:#15181c!important}.card{background:#1f2429!important;color:#e4e7ea!important}
.head{background:#16324f!important}.card a{color:#8fbdf5!important}.nums td{border-color:#3a424a!important}.l tr{border-color:#3a424a!important}
.l b{color:#ff9a90!important}.l em{color:#f0b75e!important}.l small,.soft{color:#a3adb7!important}.unit{background:#2a3138!important;color:#e4e7ea!important}
.alarm{color:#ff9a90!important}}`);

/** One HTML document: tables, inline styles, nothing loaded from anywhere. Every foreign string is escaped by `html`. */
export function renderHtml(page: Page, measure: Measure): string {
  const document = html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${page.title}</title><style>${SHEET}</style>
<!--[if mso]><style>td,th{font-family:'Microsoft YaHei',SimSun,sans-serif}</style><![endif]--></head>
<body class="page" style="margin:0;padding:0;background:#eef1f4">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#eef1f4"><tr><td align="center" style="padding:16px 0">
<!--[if mso]><table role="presentation" width="640" cellpadding="0" cellspacing="0"><tr><td><![endif]-->
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:640px;background:#fcfcfd;color:#22272c;font:14px/1.6 ${raw(FONTS)};text-align:left">
<tr><td class="head pad" style="background:#1f4e79;color:#f4f7fa;padding:18px 24px"><div style="font-size:20px;font-weight:bold;line-height:1.4">${page.title}</div><div style="font-size:13px">${page.subtitle}</div></td></tr>
${renderNumbers(page)}
${page.lead ? html`<tr><td class="pad" style="padding:16px 24px 0">${page.lead}</td></tr>` : ''}
${measure.brief ? html`<tr><td class="pad" style="padding:4px 24px 0">${BRIEF_WORDS}</td></tr>` : ''}
${page.blocks.map(({ title, content }, index) => renderBlock(title, content, index, measure))}
<tr><td class="pad soft" style="padding:24px;font-size:12px;color:#68727c">${page.footer.map((line) => html`<p style="margin:0 0 4px">${line}</p>`)}</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table></body></html>`;
  return document.toString();
}

function renderNumbers(page: Page): Markup | string {
  if (page.numbers.length === 0) return '';
  return html`<tr><td class="pad" style="padding:14px 24px 0"><table role="presentation" class="nums" width="100%" cellpadding="0" cellspacing="0" border="0"><tr>${page.numbers.map(
    ({ label, value, alarm }) =>
      html`<td align="center" width="20%" style="padding:6px 2px;border-bottom:2px solid #d5dbe1"><span class="num${alarm ? ' alarm' : ''}" style="font-size:22px;font-weight:bold${alarm ? ';color:#b3261e' : ''}">${value}</span><br><span class="soft" style="font-size:12px;color:#68727c">${label}</span></td>`,
  )}</tr></table></td></tr>`;
}

function renderBlock(title: string, content: Content, index: number, measure: Measure): Markup {
  const shortened = shorten(content, measure);
  const hidden = hiddenWords(shortened);
  return html`<tr><td class="pad" style="padding:24px 24px 0"><h2 style="margin:0 0 6px;padding-left:10px;border-left:4px solid ${MARKS[content.tone]};font-size:16px;line-height:1.4">${ordinal(index)}、${title}${countOf(shortened)}</h2>
${content.intro ? html`<p class="soft" style="margin:0 0 6px;font-size:13px;color:#68727c">${content.intro}</p>` : ''}
<table class="l" width="100%" cellpadding="6" cellspacing="0" border="0" style="border-collapse:collapse;font-size:14px"><tbody valign="top">${hasDates(shortened) ? COLUMNS : ''}${shortened.groups.map((group) => renderGroup(group, content.tone))}${renderBars(content.bars ?? [])}</tbody></table>
${hidden ? html`<p style="margin:8px 0 0;font-weight:bold">${hidden}</p>` : ''}</td></tr>`;
}

function hasDates(shortened: Shortened): boolean {
  return shortened.groups.some((group) => group.lines.some((line) => line.updated !== null));
}

function countOf({ total }: Shortened): Markup | string {
  return total > 0 ? html` <span class="soft" style="font-weight:normal;color:#68727c">${total} 个账号</span>` : '';
}

function renderGroup(group: Group, tone: Content['tone']): Markup {
  return html`${group.heading ? html`<tr><td colspan="2" class="unit" style="background:#eef2f6;font-size:13px;font-weight:bold">${group.heading}</td></tr>` : ''}${(
    group.sentences ?? []
  ).map(
    (sentence) => html`<tr ${ROW}><td colspan="2">${sentence}</td></tr>`,
  )}${group.lines.map((line) => renderLine(line, tone))}`;
}

function renderLine(line: AccountLine, tone: Content['tone']): Markup {
  const name = line.link ? html`<a href="${line.link}">${line.name}</a>` : html`<strong>${line.name}</strong>`;
  const notes = [...line.remarks, ...(line.proofs.length > 0 ? [`证据 ${line.proofs.join('、')}`] : [])].join('；');
  const problems = line.problems.map((problem) =>
    tone === 'alarm'
      ? html`<br><b style="color:#b3261e">${problem}</b>`
      : html`<br><em style="font-style:normal;color:#8a5200">${problem}</em>`,
  );
  const separator = problems.length > 0 ? ' ' : raw('<br>');
  const said = html`${name} <small>${line.about.join(' · ')}</small>${problems}${notes ? html`${separator}<small>${notes}</small>` : ''}${line.details ? html` <a href="${line.details}"><small>详情</small></a>` : ''}`;
  if (line.updated === null) return html`<tr ${ROW}><td colspan="2">${said}</td></tr>`;
  const days = line.days === null ? '' : html`<br>${daysWords(line.days)}`;
  return html`<tr ${ROW}><td>${said}</td><td align="right">${line.updated}${days}</td></tr>`;
}

const BAR_HEIGHT_PX = 32;

/** A bar a night, all units on one scale. Cells with a height and a colour are what every client draws. */
function renderBars(bars: readonly Bar[]): Markup[] {
  const worst = Math.max(1, ...bars.flatMap((bar) => bar.values));
  return bars.map((bar) => {
    const columns = bar.values.map((value) => {
      const height = Math.max(1, Math.round((value / worst) * BAR_HEIGHT_PX));
      const colour = value > 0 ? '#c0564e' : '#9aa5b0';
      return html`<td valign="bottom"><table cellpadding="0" cellspacing="0"><tr><td width="9" height="${height}" bgcolor="${colour}"></td></tr></table></td>`;
    });
    return html`<tr ${ROW}><td>${bar.label}<br><small>${bar.now}</small></td><td align="right" valign="bottom"><table role="presentation" cellpadding="1" cellspacing="0"><tr>${columns}</tr></table></td></tr>`;
  });
}
