import type { Rule } from '../model/rule.ts';
import { rulePage, UNVERIFIED } from './rule-page.ts';

/** One rule on a terminal. */
export function ruleText(rule: Rule): string {
  const page = rulePage(rule);
  return [
    `${page.wording}（${page.id}）`,
    `轻重：${page.severity}；各地可用 judge.rules.${page.id}.severity 调整`,
    '',
    '依据：',
    ...page.basis.map((one) => `  ${one.text}${one.verified ? '' : UNVERIFIED}`),
    '',
    ...page.paragraphs.flatMap((paragraph) => [paragraph, '']),
    ...(page.parameters.length === 0 ? [] : ['参数：']),
    ...page.parameters.map((one) => `  ${one.key}：${one.meaning}，默认 ${one.standard}（单位：${one.unit}）`),
    ...(page.parameters.length === 0 ? [] : ['']),
    '例子：',
    ...page.examples.map((one) => `  ${one.verdict}：${one.words}`),
    '',
  ].join('\n');
}

/** One line a rule, with what it rests on below it. */
export function rulesText(rules: readonly Rule[]): string {
  const lines = rules.map((rule) => {
    const page = rulePage(rule);
    const basis = page.basis.map((one) => `    ${one.text}${one.verified ? '' : UNVERIFIED}`);
    return [`${page.id}　${page.wording}　${page.severity}`, ...basis].join('\n');
  });
  return `${lines.join('\n')}\n用 xuncha rules <规则名> 查看一条的判法、参数和例子。\n`;
}
