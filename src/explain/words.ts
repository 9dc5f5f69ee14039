import { caseLine } from '../casework/words.ts';
import type { AskedNight } from './asked.ts';
import type { Proof } from './proofs.ts';
import type { Story } from './story.ts';

const COVERAGE_WORDS: Readonly<Record<AskedNight['coverage'], string>> = {
  complete: '已看全',
  partial: '看到一部分',
  blocked: '被平台拒之门外',
  failed: '没有看到',
};
/** digits of a hash in running text; the whole hash stands in the list of evidence */
const SHORT = 8;

/** The story as a page on a terminal. */
export function storyText(story: Story): string {
  const { account, asked, believed, notBelieved, rules, cases, evidence } = story;
  return `${[
    `${account.name}（${account.id}），${account.unit}，主办单位 ${account.owner}`,
    `监测时间点 ${story.at}，此前共有 ${story.nights} 夜查看过`,
    '',
    '一、最近一夜问了什么，谁答复了',
    ...(asked.length === 0 ? ['  还没有查看过。'] : asked.flatMap(nightLines)),
    '',
    '二、相信什么，为什么',
    ...(believed.length === 0 ? ['  没有可以相信的事实。'] : []),
    ...believed.map((one) => `  ${one.what}：${one.words}。${one.why}${marks(one.evidence)}`),
    '',
    '三、不相信什么，为什么',
    ...(notBelieved.length === 0 ? ['  没有。'] : notBelieved.map((sentence) => `  ${sentence}`)),
    '',
    '四、各条规则的结论',
    ...rules.map((one) => `  ${one.rule}　${one.wording}：${one.words}${marks(one.evidence)}`),
    ...(cases.length === 0 ? [] : ['', '五、记录在案的问题', ...cases.map((one) => `  ${caseLine(one, account)}`)]),
    ...(evidence.length === 0 ? [] : ['', '证据', ...evidence.flatMap(proofLines)]),
  ].join('\n')}\n`;
}

function nightLines({ observedAt, coverage, sources }: AskedNight): string[] {
  return [
    `  ${observedAt}：${COVERAGE_WORDS[coverage]}`,
    ...sources.flatMap(({ source, words, httpStatus, answers }) => [
      `    ${source}：${words}${httpStatus === null ? '' : `（HTTP ${httpStatus}）`}`,
      ...answers.map((one) => `      ${short(one.hash)}${one.url === null ? '' : `　${one.url}`}`),
    ]),
  ];
}

function proofLines({ hash, source, url, fetchedAt, excerpt, kept }: Proof): string[] {
  const from = source === 'screenshot' ? '网页截图' : (source ?? '人工提交，或已不在记录中');
  return [
    `  ${hash}`,
    `    ${[from, fetchedAt, url].filter((part) => part !== null).join('　')}${kept ? '' : '　（原文已不再保存）'}`,
    ...(excerpt === null ? [] : [`    “${oneLine(excerpt)}”`]),
  ];
}

function marks(hashes: readonly string[]): string {
  return hashes.length === 0 ? '' : `［${hashes.map(short).join('、')}］`;
}

function short(hash: string): string {
  return hash.replace(/^sha256:/, '').slice(0, SHORT);
}

/** Excerpts are foreign text: control characters would command the terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
}
