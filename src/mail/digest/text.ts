import { daysWords } from './account-line.ts';
import type { AccountLine, Bar, Content, Page } from './content.ts';
import { BRIEF_WORDS, hiddenWords, type Measure, shorten } from './limit.ts';

const RULE = '─'.repeat(24);
const ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

/** `一`, `二` … for headings; figures beyond twelve */
export function ordinal(index: number): string {
  return ORDINALS[index] ?? String(index + 1);
}

/** The plain-text part: the same content as the HTML, for readers and clients without it. */
export function renderText(page: Page, measure: Measure): string {
  const head = [page.title, page.subtitle, page.numbers.map(({ label, value }) => `${label} ${value}`).join('　')];
  const blocks = page.blocks.map(({ title, content }, index) => renderBlock(title, content, index, measure));
  return [
    ...head.filter(Boolean),
    ...(page.lead ? ['', page.lead] : []),
    ...(measure.brief ? [BRIEF_WORDS] : []),
    ...blocks.map((block) => `\n${block}`),
    `\n${RULE}`,
    ...page.footer,
  ]
    .join('\n')
    .concat('\n');
}

function renderBlock(title: string, content: Content, index: number, measure: Measure): string {
  const shortened = shorten(content, measure);
  const count = shortened.total > 0 ? `（${shortened.total} 个账号）` : '';
  const lines = [`${ordinal(index)}、${title}${count}`, RULE];
  if (content.intro) lines.push(content.intro);
  for (const group of shortened.groups) {
    if (group.heading) lines.push(`【${group.heading}】`);
    lines.push(...(group.sentences ?? []).map((sentence) => `· ${sentence}`));
    lines.push(...group.lines.map(renderLine));
  }
  lines.push(...(content.bars ?? []).map(renderBar));
  const hidden = hiddenWords(shortened);
  if (hidden) lines.push(hidden);
  return lines.join('\n');
}

function renderLine(line: AccountLine): string {
  const days = line.days === null ? '' : `（${daysWords(line.days)}）`;
  const said = [
    ...line.problems,
    ...(line.updated ? [`最后更新：${line.updated}${days}`] : []),
    ...line.remarks,
    ...(line.proofs.length > 0 ? [`证据 ${line.proofs.join('、')}`] : []),
  ];
  const rows = [`· ${line.name}（${line.about.join('，')}）`];
  if (said.length > 0) rows.push(`  ${said.join('；')}`);
  if (line.link) rows.push(`  ${line.link}`);
  if (line.details) rows.push(`  详情：${line.details}`);
  return rows.join('\n');
}

function renderBar(bar: Bar): string {
  return `· ${bar.label}：${bar.values.join(' → ')}（${bar.now}）`;
}
